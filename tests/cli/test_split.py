import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from shuanglian.cli import cli
from tests.workspaces import SEEDS


@pytest.fixture
def folder(tmp_path):
    for name, text in SEEDS.items():
        path = tmp_path / "news" / ("sub" if name == "d.txt" else ".") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "news"


def split(*arguments, **options):
    result = CliRunner().invoke(cli, ["split", *map(str, arguments)], **options)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_folder_gives_records_in_a_stable_order(folder):
    result, records = split(folder)
    assert result.exit_code == 0
    assert sorted({record["article_id"] for record in records}) == ["a-1", "b-1", "sub/d-1"]
    assert records == split(folder)[1]
    for record in records:
        text = SEEDS[record["provenance"]["file"][-5:]]
        assert "".join(text[r["start"] : r["end"]] for r in record["provenance"]["ranges"]) == record["text"]


def test_files_of_one_name_keep_apart(tmp_path):
    for place in ("x/a.txt", "y/a.txt", "y/a.md"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text("一句话。", "utf-8")
    _, records = split(tmp_path / "x" / "a.txt", tmp_path / "y")
    assert [record["article_id"] for record in records] == ["x/a-1", "y/a.md-1", "y/a.txt-1"]


def ids(*arguments, **options):
    return list(dict.fromkeys(record["article_id"] for record in split(*arguments, **options)[1]))


def test_no_two_inputs_share_an_id(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "a.html", "a.txt.md", "b.txt", "stdin.txt", "sub/c.txt", "sub/c.md", ".sub/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("一句话。", "utf-8")
    assert ids("a.txt", "a.html", "a.txt.md") == ["a.txt-1", "a.html-1", "a.txt.md-1"]
    assert ids("b.txt", "b.txt", tmp_path / "b.txt", "sub/../b.txt") == ["b-1"]
    assert ids("b.txt", "sub/c.txt", "sub") == ["b-1", "sub/c.md-1", "sub/c.txt-1"]
    assert ids("sub/c.txt", ".") == ["a.html-1", "a.txt-1", "a.txt.md-1", "b-1", "stdin-1", "sub/c.md-1", "sub/c.txt-1"]
    assert ids("sub", ".sub/d.txt", ".") == [
        ".sub/d-1", "a.html-1", "a.txt-1", "a.txt.md-1", "b-1", "stdin-1", "sub/c.md-1", "sub/c.txt-1",
    ]  # fmt: skip
    assert ids("stdin.txt", "-", "b.txt", input="一句话。") == ["stdin.txt-1", "stdin-1", "b-1"]


def test_a_folder_that_cannot_be_listed_is_told(folder, monkeypatch):
    listed = os.scandir

    def scandir(path):
        if Path(path).name == "sub":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    result, records = split(folder)
    assert {record["article_id"] for record in records} == {"a-1", "b-1"}
    assert result.exit_code == 1
    assert f"{folder}/sub: bytes-missing-file" in result.stderr
    assert "1 folders not listed" in result.stderr


def test_a_name_that_no_record_can_hold_costs_only_its_file(folder):
    (folder / os.fsdecode(b"x\xff.txt")).write_text("一句话。", "utf-8")
    result, records = split(folder)
    assert result.exit_code == 1
    assert {record["article_id"] for record in records} == {"a-1", "b-1", "sub/d-1"}
    assert "not valid UTF-8" in result.stderr


def test_what_became_of_the_characters_is_told(folder):
    (folder / "a.txt").write_text("标题\n\n□本报记者 张三\n\n正文。\n\n责任编辑：李四\n", "utf-8")
    result, _ = split(folder / "a.txt")
    assert result.stderr == (
        "2 records from 1 of 1 files; characters: 5 in records, 7 in bylines, datelines, credits and sources, "
        "7 dropped as navigation or notice of the page\n"
    )
    told = split(folder, "-v")[0].stderr.splitlines()
    assert len(told) == 4
    assert "a.txt: text, utf-8 (valid UTF-8); characters: 5 in records," in told[0]


def test_stdin(folder):
    result, records = split("-", input=SEEDS["b.txt"].encode("gb18030"))
    assert result.exit_code == 0
    assert records[0]["id"] == "stdin-1.t01.s1"


def test_a_bad_file_costs_only_itself(folder):
    (folder / "c.txt").write_bytes(b"\0\1\2")
    (folder / "e.txt").write_bytes(b"")
    result, records = split(folder)
    assert result.exit_code == 1
    assert {record["article_id"] for record in records} == {"a-1", "b-1", "sub/d-1"}
    assert "bytes-binary-file" in result.stderr
    assert "bytes-empty-file" in result.stderr
    assert "2 of 5 files could not be read" in result.stderr


def test_how_a_file_was_read_is_told(folder):
    (folder / "a.txt").write_bytes(SEEDS["a.txt"].encode("gb18030"))
    result, _ = split(folder / "a.txt", "-v")
    assert "gb18030" in result.stderr
    assert "everyday Chinese" in result.stderr


def test_a_missing_file_is_wrong_use(tmp_path):
    result, _ = split(tmp_path / "none.txt")
    assert result.exit_code == 2


def test_the_installed_command_writes_utf8_and_survives_a_closed_pipe(folder):
    command = [sys.executable, "-m", "shuanglian", "split", str(folder)]
    result = subprocess.run(command, capture_output=True, env={"LC_ALL": "C", "PYTHONIOENCODING": ""}, check=True)
    assert "春运" in result.stdout.decode("utf-8")
    shell = f"{sys.executable} -m shuanglian split {folder} | head -n 1"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert "Broken" not in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_relative_and_absolute_paths_together(folder, monkeypatch):
    monkeypatch.chdir(folder)
    result, records = split("a.txt", folder / "b.txt")
    assert result.exit_code == 0
    assert {record["article_id"] for record in records} == {"a-1", "b-1"}
