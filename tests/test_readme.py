"""What README and card tell a reader to type must work as written."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("README.md", "dataset/README.md")


def blocks(language):
    for name in DOCUMENTS:
        text = (ROOT / name).read_text("utf-8")
        for number, code in enumerate(re.findall(rf"^ *```{language}\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)):
            yield pytest.param(
                "\n".join(line.strip() if language == "bash" else line for line in code.splitlines()),
                id=f"{name}-{number}",
            )


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of what the blocks read, so that they may write."""
    for name in ("seeds", "annotation", "dataset"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "HF_HOME": str(tmp_path / "cache"), "PYTHONUTF8": "1"}


@pytest.mark.parametrize("code", list(blocks("python")))
def test_python_blocks_run(code, checkout):
    result = subprocess.run([sys.executable, "-c", code], env=checkout, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


@pytest.mark.parametrize("code", [block for block in blocks("bash") if not block.values[0].startswith("make")])
def test_shell_blocks_run(code, checkout):
    result = subprocess.run(["bash", "-e", "-c", code], env=checkout, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_ci_calls_the_test_command_of_the_readme():
    command = "make test"
    assert f"```bash\n{command}\n```" in (ROOT / "README.md").read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text("utf-8")))
def test_links_lead_somewhere(target):
    assert (ROOT / target).exists()
