"""The site of the documentation is built without a warning, holds every page, and shows the docstrings."""

import subprocess
import sys

import pytest

import shuanglian
from tests.documents import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    options = ["--fail-on-warning", "--keep-going", "--quiet", "-d", folder / "doctrees", "-c", "docs"]
    command = [sys.executable, "-m", "sphinx", *options, ".", folder / "html"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return folder / "html"


def test_every_document_is_a_page_and_in_the_menu(site):
    index = (site / "docs" / "index.html").read_text("utf-8")
    for path in (ROOT / "docs").glob("*.md"):
        assert (site / "docs" / f"{path.stem}.html").exists()
        assert path.stem == "index" or f'href="{path.stem}.html"' in index


def test_what_is_public_is_documented(site):
    api = (site / "docs" / "api.html").read_text("utf-8")
    for name in set(shuanglian.__all__) - {"__version__"}:
        assert f'id="shuanglian.{name}"' in api


def test_every_command_is_documented(site):
    page = (site / "docs" / "commands.html").read_text("utf-8")
    for command in ("build", "annotate-submit", "baseline-run", "new"):
        assert f'id="shuanglian-{command}"' in page
