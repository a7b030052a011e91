import csv
import io
import json

import pytest
from click.testing import CliRunner

from shuanglian import FindingsError
from shuanglian.cli import cli
from shuanglian.exports import formats
from tests.tasks.samples import gold_rows, write


@pytest.fixture
def gold(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return write(tmp_path / "gold.jsonl", gold_rows())


def run(*arguments):
    return CliRunner().invoke(cli, ["export", *map(str, arguments)])


def test_help_lists_every_format_with_a_line():
    listed = run("--help").stdout
    for name in formats():
        assert f"\n  {name} " in listed
        assert "--gold" in run(name, "--help").stdout
    assert "[characters|words]" in run("bio", "--help").stdout
    assert "[fine|coarse|finer]" in run("sighan", "--help").stdout
    assert "--tokens" not in run("sighan", "--help").stdout


def test_data_on_stdout_and_what_is_lost_on_stderr(gold):
    result = run("bio", "--gold", gold)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("-DOCSTART- -X- O O\n\n上 _ _ O\n")
    assert result.stderr.startswith("bio: 5 sentences of 3 documents; not in it:\n  46 words\n")
    result = run("spacy", "--gold", gold)
    assert result.stderr == "spacy: 5 sentences of 3 documents; nothing is left out\n"


def test_a_file_and_a_split(workspace, gold, monkeypatch):
    monkeypatch.chdir(workspace.root)
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "test"\n', "utf-8")
    result = run("facts-csv", "--gold", gold, "--split", "test", "-o", "out/facts.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    rows = list(csv.DictReader(io.StringIO((workspace.root / "out" / "facts.csv").read_bytes().decode(), newline="")))
    assert [(row["split"], row["quantity"], row["value"]) for row in rows] == [
        ("test", "3亿元", "300000000"),
        ("test", "5亿元", "500000000"),
    ]
    assert isinstance(run("bio", "--gold", gold, "--split", "dev").exception, FindingsError)


def test_a_folder_is_written_whole_or_not_at_all(gold, tmp_path):
    result = run("brat", "--gold", gold, "-o", "out/brat")
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "out" / "brat").iterdir())
    assert names == [
        "a-1.ann",
        "a-1.txt",
        "annotation.conf",
        "b-1.ann",
        "b-1.txt",
        "c-1.ann",
        "c-1.txt",
        "sentences.tsv",
    ]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["brat"]
    again = run("brat", "--gold", gold, "-o", "out/brat")
    assert again.exit_code == 2
    assert "holds something already" in again.stderr
    write(gold, [{**row, "article_id": "../x"} for row in gold_rows()])
    assert isinstance(run("brat", "--gold", gold, "-o", "other").exception, FindingsError)
    assert not (tmp_path / "other").exists()


def test_other_labels_take_the_schema_of_the_workspace(workspace, gold, monkeypatch):
    assert run("bio", "--gold", gold, "--labels", "msra").exit_code == 2
    monkeypatch.chdir(workspace.root)
    result = run("bio", "--gold", gold, "--labels", "msra")
    assert "工 _ _ B-ORG\n" in result.stdout
    assert "1 mentions (that msra does not annotate)" in result.stderr
    assert "--labels" not in run("sighan", "--help").stdout


def test_label_studio_takes_the_schema_of_the_workspace(workspace, gold, monkeypatch):
    assert run("label-studio", "--gold", gold, "-o", "tasks").exit_code == 2
    monkeypatch.chdir(workspace.root)
    result = run("label-studio", "--gold", gold, "-o", "tasks")
    assert result.exit_code == 0, result.output
    assert len(json.loads((workspace.root / "tasks" / "facts" / "tasks.json").read_text("utf-8"))) == 5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["tei"], "tei"),
        (["bio"], "--gold"),
        (["brat", "--gold", "gold.jsonl"], "--output"),
        (["bio", "--gold", "gold.jsonl", "--tokens", "syllables"], "syllables"),
        (["bio", "--gold", "gold.jsonl", "-o", "."], "is a folder"),
    ],
)
def test_wrong_use(gold, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_gold_that_is_broken_is_told_and_nothing_written(gold, tmp_path):
    rows = gold_rows()
    rows[1]["entities"][0]["end"] = 99
    write(gold, rows)
    result = run("cluener", "--gold", gold, "-o", "out.json")
    assert isinstance(result.exception, FindingsError)
    assert "layers-range" in str(result.exception)
    assert not (tmp_path / "out.json").exists()
