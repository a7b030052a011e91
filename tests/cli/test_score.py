import json

import pytest
from click.testing import CliRunner

from shuanglian import FindingsError
from shuanglian.cli import cli
from tests.tasks.samples import gold_rows, write


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold.jsonl", gold_rows())
    write(tmp_path / "good.jsonl", gold_rows())
    rows = gold_rows()
    rows[1]["words"][0:2] = ["长三角国家"]
    write(tmp_path / "bad.jsonl", rows)
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_a_table(files):
    result = run("score", "segmentation", "bad.jsonl", "--gold", "gold.jsonl", "--against", "good.jsonl")
    assert result.exit_code == 0, result.output
    assert "segmentation: bad" in result.stdout
    assert "against good:" in result.stdout
    assert "scorer:" in result.stdout.splitlines()[-1]
    assert result.stderr == ""


def test_json(files):
    (files / "words.txt").write_text("国家\n技术\n", "utf-8")
    result = run("score", "segmentation", "bad.jsonl", "--gold", "gold.jsonl", "--words", "words.txt", "--json")
    assert json.loads(result.stdout)["score"]["estimates"]["iv.recall"]["value"] == 0.5


def test_findings_end_with_1_and_nothing_is_scored(files):
    write(files / "bad.jsonl", gold_rows()[:3])
    result = run("score", "segmentation", "bad.jsonl", "--gold", "gold.jsonl")
    assert isinstance(result.exception, FindingsError)
    assert result.stdout == ""
    result = run("validate", "segmentation", "bad.jsonl", "--gold", "gold.jsonl", "--json")
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == [
        "predictions-missing-id",
        "predictions-missing-id",
        "predictions-meta",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["verbs", "good.jsonl"], "verbs"),
        (["ner", "none.jsonl"], "none.jsonl"),
        (["ner", "good.jsonl"], "--gold"),
        (["ner", "good.jsonl", "--gold", "gold.jsonl", "--view", "fine"], "no view"),
        (["ner", "good.jsonl", "--gold", "gold.jsonl", "--format", "sighan"], "no format"),
    ],
)
def test_wrong_use(files, arguments, told):
    result = run("score", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_in_a_workspace_its_splits_and_labels_count(workspace, files, monkeypatch):
    monkeypatch.chdir(workspace.root)
    rows = [{**row, "id": row["id"].replace("c-1", "d-1")} for row in gold_rows()]
    write(workspace.root / "gold.jsonl", rows)
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "test"\n', "utf-8")
    result = run("score", "ner", "gold.jsonl", "--gold", "gold.jsonl", "--split", "test")
    assert result.exit_code == 0, result.output
    assert "(2 texts, 1 document)" in result.stdout
    assert "unknown label" not in result.stdout
    assert "predictions for other splits, not scored: 3" in result.stdout


def test_the_version_and_another_label_set(workspace, files, monkeypatch):
    monkeypatch.chdir(workspace.root)
    workspace.annotation.gold.mkdir(exist_ok=True)
    write(workspace.annotation.gold / "a-1.jsonl", gold_rows()[:2])
    workspace.annotation.gold_version.write_text('{"version": "1.2.3", "sentences": {}}', "utf-8")
    rows = [{"id": row["id"], "entities": []} for row in gold_rows()[:2]]
    rows[1]["entities"] = [{"start": 17, "end": 20, "label": "company"}]
    write(workspace.root / "system.jsonl", rows)
    result = run("score", "ner", "system.jsonl", "--gold", "annotation/gold", "--labels", "cluener", "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["signature"]["version"] == "1.2.3"
    assert report["score"]["counts"]["mentions.correct"] == 1
    monkeypatch.chdir(files)
    assert run("score", "ner", "good.jsonl", "--gold", "gold.jsonl", "--labels", "onto").exit_code == 2
