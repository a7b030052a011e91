import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from shuanglian import FindingsError
from shuanglian.cli import cli
from shuanglian.files import sha256
from shuanglian.text.layout_file import parse_layout
from shuanglian.text.reading import read_document
from tests.workspaces import write_layout, write_sources


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


def test_layout_and_check_read_a_file_as_the_table_says(workspace):
    text = "臺灣的新聞\n\n第一句話在這裡。第二句話也在這裡。\n"
    (workspace.corpus.seeds / "sub").mkdir()
    (workspace.corpus.seeds / "sub" / "e.txt").write_bytes(text.encode("big5"))
    table = workspace.corpus.sources
    digest = sha256(text.encode("big5"))
    head, *rows = table.read_text("utf-8").splitlines()
    rows = [f"{head}\tencoding", *(f"{row}\t" for row in rows), f"n7\tsub/e.txt\t{digest}\t\t\t\tnone\tbig5"]
    table.write_text("\n".join(rows), "utf-8")
    workspace.corpus.splits.write_text(workspace.corpus.splits.read_text("utf-8") + '"n7-1" = "test"\n', "utf-8")
    result = run("layout", workspace.corpus.seeds / "sub" / "e.txt")
    assert "big5 (named by the user)" in result.stderr
    (workspace.corpus.layouts / "n7.toml").write_text(result.stdout, "utf-8")
    assert run("check", workspace.root).exit_code == 0
    assert run("check", workspace.corpus.seeds / "sub" / "e.txt").exit_code == 0


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


NEWS = "第一篇的标题\n■本报记者 张三\n\n第一篇的正文，只有一句。\n\n第二篇的标题\n■本报记者 李四\n\n第二篇的正文。\n还有一句。\n"


def check_records(path, *options):
    result = run("check", path, "--json", *options)
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_records_that_are_cut_off_are_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text(NEWS, "utf-8")
    lines = run("split", "x.txt").stdout.splitlines(keepends=True)
    assert [json.loads(line)["article_id"] for line in lines] == ["x-1"] * 2 + ["x-2"] * 3
    for kept in range(1, 6):
        Path("x.jsonl").write_text("".join(lines[:kept]), "utf-8")
        assert set(check_records("x.jsonl")) == (set() if kept == 5 else {"records-cut-off"})


def test_a_choice_of_articles_is_no_cut_where_a_layout_was_reviewed(workspace, monkeypatch):
    monkeypatch.chdir(workspace.root)
    seed = workspace.corpus.seeds / "a.txt"
    seed.write_text(NEWS, "utf-8")
    write_sources(workspace)
    write_layout(workspace, "a")
    lines = run("split", "seeds/a.txt").stdout.splitlines(keepends=True)
    (workspace.root / "x.jsonl").write_text("".join(lines[:2]), "utf-8")
    assert check_records("x.jsonl") == []
    (workspace.root / "x.jsonl").write_text("".join(lines[:1]), "utf-8")
    assert check_records("x.jsonl") == ["records-cut-off"]


def test_records_of_a_named_encoding_are_compared_in_it(tmp_path):
    text = "臺灣的新聞\n\n第一句話在這裡。第二句話也在這裡。\n"
    (tmp_path / "x.txt").write_bytes(text.encode("big5"))
    (tmp_path / "x.jsonl").write_text(run("split", tmp_path / "x.txt", "--encoding", "big5").stdout, "utf-8")
    assert check_records(tmp_path / "x.jsonl") == ["offsets-not-compared"]
    assert check_records(tmp_path / "x.jsonl", "--encoding", "big5") == []
    (tmp_path / "x.txt").write_bytes(text.encode("utf-16"))
    assert check_records(tmp_path / "x.jsonl") == []


def test_records_of_a_file_that_reads_otherwise_give_one_finding(tmp_path):
    text = "两地共建创新中心\n\n第一句话在这里。第二句话也在这里。\n"
    (tmp_path / "x.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "x.jsonl").write_text(run("split", tmp_path / "x.txt", "--encoding", "latin-1").stdout, "utf-8")
    assert check_records(tmp_path / "x.jsonl") == ["offsets-other-text"]


@pytest.mark.parametrize(
    ("field", "value", "finding"),
    [
        ("text", "\ud83d", "records-malformed"),
        ("id", "\udc00", "records-malformed"),
        ("file", "x\ud800", "records-malformed"),
        ("file", "x" * 5000, "offsets-unknown-file"),
        ("file", "x\0", "offsets-unknown-file"),
    ],
)
def test_strings_that_no_file_can_hold_are_findings(tmp_path, field, value, finding):
    (tmp_path / "x.txt").write_text("两地共建创新中心。", "utf-8")
    record = json.loads(run("split", tmp_path / "x.txt").stdout)
    (record["provenance"] if field == "file" else record)[field] = value
    (tmp_path / "x.jsonl").write_text(json.dumps(record), "utf-8")
    assert check_records(tmp_path / "x.jsonl") == [finding]


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


@pytest.mark.parametrize(
    ("module", "extra"), [("pyarrow", "data"), ("yaml", "data"), ("spacy", "export"), ("label_studio_sdk", "annotate")]
)
def test_a_library_that_is_missing_is_named_with_its_extra(module, extra):
    code = f"import sys, shuanglian.cli as cli; sys.modules[{module!r}] = None\n"
    code += f"def command(): import {module}.inner\n"
    code += "cli.cli = command; cli.main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert f"pip install 'shuanglian[{extra}]'" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_another_library_that_is_missing_is_an_error_of_ours():
    code = "import shuanglian.cli as cli\ndef command(): import no_such_module\ncli.cli = command; cli.main()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "ModuleNotFoundError" in ran.stderr
