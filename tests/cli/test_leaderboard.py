"""One command: a user's folder is validated, scored and stands on their page beside the baselines."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from shuanglian import FindingsError
from shuanglian.cli import cli
from tests.leaderboard.systems import gold_rows, perfect, write_samples, write_system
from tests.tasks.samples import write
from tests.test_seeds import ROOT


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold.jsonl", gold_rows())
    write_samples(tmp_path / "baselines")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, ["leaderboard", "--gold", "gold.jsonl", *arguments])


def data_of(page):
    return json.loads(re.search(r'id="data">(.*?)</script>', page.read_text("utf-8"))[1])


def test_a_submission_beside_the_baselines(folder):
    write_system(folder / "mine", {"ner": perfect("ner", gold_rows())})
    result = run("--submission", "mine", "-o", "page.html")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    assert "page.html written" in result.stderr
    systems = data_of(folder / "page.html")["systems"]
    assert [(one["key"], one["own"]) for one in systems] == [
        ("characters", False),
        ("noisy", False),
        ("perfect", False),
        ("mine", True),
    ]


def test_markdown_alone_writes_no_page(folder):
    result = run("--markdown")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("**Word segmentation** (`segmentation`, fine; all: 5 texts")
    assert not list(folder.glob("*.html"))


def test_a_page_without_systems(folder):
    result = run("--baselines", "baselines/perfect/predictions")
    assert result.exit_code == 0, result.output
    assert data_of(folder / "leaderboard.html")["systems"] == []


def test_a_faulty_submission_writes_nothing(folder):
    write_system(folder / "mine", {"ner": perfect("ner", gold_rows()[:2])})
    result = run("--submission", "mine", "-o", "page.html")
    assert isinstance(result.exception, FindingsError)
    assert "mine/ner.jsonl" in str(result.exception)
    assert not (folder / "page.html").exists()


@pytest.fixture
def made(workspace, monkeypatch):
    """A workspace with the dataset of this repository, and one baseline."""
    shutil.copytree(ROOT / "dataset", workspace.dataset)
    shutil.copytree(ROOT / "baselines" / "characters", workspace.baselines / "characters")
    monkeypatch.chdir(workspace.root)
    return workspace


def test_tables_of_the_documents_are_brought_up_to_date(made):
    readme = made.root / "README.md"
    readme.write_text("before\n<!-- leaderboard -->\n<!-- end of leaderboard -->\nafter\n", "utf-8")
    card = made.card.read_text("utf-8")
    stale = CliRunner().invoke(cli, ["leaderboard", "--check"])
    assert [(one.path, one.id) for one in stale.exception.findings] == [("README.md", "leaderboard-stale")]
    assert not (made.root / "leaderboard.html").exists()
    result = CliRunner().invoke(cli, ["leaderboard", "--update"])
    assert result.exit_code == 0, result.output
    assert (made.root / "leaderboard.html").exists()
    assert "| characters 1 |" in readme.read_text("utf-8")
    assert made.card.read_text("utf-8") == card
    assert CliRunner().invoke(cli, ["leaderboard", "--check"]).exit_code == 0


def test_documents_hold_no_tables_of_others(made):
    result = CliRunner().invoke(cli, ["leaderboard", "--update", "--submission", str(made.baselines)])
    assert result.exit_code == 2


def test_in_a_workspace(workspace, monkeypatch):
    monkeypatch.chdir(workspace.root)
    write(workspace.root / "gold.jsonl", [row for row in gold_rows() if row["id"][0] in "ab"])
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "test"\n', "utf-8")
    write_samples(workspace.root / "baselines")
    for path in (workspace.root / "baselines").rglob("*.jsonl"):
        path.write_text(
            "".join(line for line in path.read_text("utf-8").splitlines(True) if '"c-1' not in line), "utf-8"
        )
    result = run()
    assert result.exit_code == 0, result.output
    data = data_of(workspace.root / "leaderboard.html")
    assert data["first"]["ner"] == "test"
    assert data["names"]["PER"] == ["人名", "person"]
    assert data["names"]["measured_entity"] == ["对象", "measured entity"]
