import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from shuanglian import FindingsError
from shuanglian.cli import cli
from shuanglian.text.layout_file import parse_layout
from shuanglian.text.reading import read_document


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_help_lists_every_command_with_its_purpose():
    result = run("--help")
    assert result.exit_code == 0
    for command in ("build", "check", "layout", "split"):
        assert f"\n  {command} " in result.stdout
        assert run(command, "--help").exit_code == 0


def test_layout_prints_what_check_accepts(workspace):
    seed = workspace.corpus.seeds / "b.txt"
    result = run("layout", seed)
    assert result.exit_code == 0
    assert "utf-8 (valid UTF-8)" in result.stderr
    layout = parse_layout("b.toml", result.stdout, read_document(seed))
    assert [article.id for article in layout.articles] == ["b-1"]
    (workspace.corpus.layouts / "b.toml").write_text(result.stdout, "utf-8")
    assert run("check", workspace.root).exit_code == 0


def test_layout_takes_an_id(tmp_path):
    (tmp_path / "some article.txt").write_text("一句话。", "utf-8")
    assert 'id = "n7-1"' in run("layout", tmp_path / "some article.txt", "--id", "n7").stdout


def test_check_lists_findings_as_json(workspace):
    workspace.corpus.splits.write_text('"a-1" = "train"\n', "utf-8")
    (workspace.corpus.seeds / "c.txt").write_text("多出来的文件。", "utf-8")
    result = run("check", workspace.root, "--json")
    assert result.exit_code == 1
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [finding["id"] for finding in found] == ["sources-unlisted-file", "splits-missing-article"]
    assert set(found[0]) == {"path", "where", "id", "level", "message", "fix"}


def test_check_of_article_files(workspace, tmp_path):
    assert run("check", workspace.corpus.seeds / "a.txt").exit_code == 0
    (tmp_path / "torn.txt").write_bytes("标题".encode("utf-16")[:-1])
    result = run("check", workspace.corpus.seeds / "a.txt", tmp_path / "torn.txt")
    assert result.exit_code == 1
    assert "bytes-undecodable" in result.stderr


def test_build_writes_nothing_where_there_are_findings(workspace):
    workspace.corpus.splits.write_text("", "utf-8")
    result = run("build", "--workspace", workspace.root)
    assert isinstance(result.exception, FindingsError)
    assert not workspace.dataset.exists()
    assert [path.name for path in workspace.root.iterdir() if path.name.startswith(".")] == []


def test_build_without_a_card_says_so(workspace):
    workspace.card.unlink()
    result = run("build", "--workspace", workspace.root)
    assert [finding.id for finding in result.exception.findings] == ["card-missing"]


def test_files_that_are_not_text_at_all_are_findings(workspace):
    (workspace.corpus.layouts / "a.toml").write_bytes(b"\xff\xfe")
    workspace.corpus.splits.write_bytes(b"\xff")
    (workspace.annotation.rounds / "facts-1" / "x.jsonl").write_bytes(b"\xff\n" + b"[" * 100_000)
    result = run("check", workspace.root, "--json")
    found = {json.loads(line)["id"] for line in result.stdout.splitlines()}
    assert found == {"layout-malformed", "splits-malformed", "rounds-malformed"}


def test_build_check_says_what_is_stale_and_writes_nothing(workspace):
    assert run("build", "--workspace", workspace.root).exit_code == 0
    assert run("build", "--check", "--workspace", workspace.root).exit_code == 0
    workspace.card.write_text(workspace.card.read_text("utf-8") + "One more sentence.\n", "utf-8")
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    result = run("build", "--check", "--workspace", workspace.root)
    assert [finding.path for finding in result.exception.findings] == ["dataset/README.md", "dataset/checksums.txt"]
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", [["check"], ["build", "--workspace"]])
def test_a_folder_that_is_no_workspace_is_wrong_use(tmp_path, command):
    result = run(*command, tmp_path)
    assert result.exit_code == 2
    assert "no workspace" in result.stderr or "not a workspace" in result.stderr


def test_findings_end_the_program_with_1(workspace):
    workspace.corpus.splits.write_text("", "utf-8")
    command = [sys.executable, "-m", "shuanglian", "build", "--workspace", str(workspace.root)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 1
    assert "splits-missing-article" in result.stderr
    assert "Traceback" not in result.stderr


def test_starting_is_quick_because_libraries_are_loaded_when_needed():
    code = "import sys, shuanglian.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {
        "pyarrow",
        "datasets",
        "pandas",
        "scipy",
        "numpy",
        "lxml",
        "trafilatura",
        "justext",
        "datasketch",
    } & set(loaded)
