import json

import pytest

from shuanglian.baselines.corpus import read_corpus
from shuanglian.baselines.environments import library
from shuanglian.baselines.running import Place, predict, run_script
from shuanglian.findings import FindingsError
from tests.baselines.stand_ins import RECORDS, ROOT, make_baseline

HEAD = "from shuanglian.baselines.adapter import *\n"
SPY = (
    HEAD
    + """
def load(arguments):
    seen = sorted({row["article_id"] for row in training_rows(arguments)})
    return Told(lambda record: {"words": [" ".join(seen)], "given": sorted(record)}, lambda: {"seen": seen})

run({"segmentation": load, "ner": load, "numeric_facts": load})
"""
)


@pytest.fixture
def place(tmp_path):
    import sys
    from pathlib import Path

    return Place(Path(sys.executable), library(tmp_path), tmp_path / "tmp")


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(ROOT / "dataset")


@pytest.mark.parametrize("task", ["segmentation", "ner", "numeric_facts"])
def test_what_trains_sees_the_train_split_alone_and_no_gold_of_what_it_predicts(task, corpus, place, tmp_path):
    more = "trains = true\ncross_validated = true\n"
    spy = make_baseline(tmp_path / "spy", SPY, ("segmentation", "ner", "numeric_facts"), more)
    found = predict(spy, task, corpus, place)
    assert set(found.report["seen"]) == {article for article, split in corpus.split.items() if split == "train"}
    assert [row["id"] for row in found.rows] == [record["id"] for record in corpus.sentences]
    assert {tuple(row["given"]) for row in found.rows} == {("article_id", "date", "id", "role", "text", "text_sha256")}
    assert [row["id"] for row in found.cross_validated] == [row["id"] for row in found.rows]
    for record, row in zip(corpus.sentences, found.cross_validated, strict=True):
        seen = row["words"][0].split()
        held_out = corpus.cluster[record["article_id"]]
        assert set(seen) == {article for article, cluster in corpus.cluster.items() if cluster != held_out}


def test_a_task_that_asks_the_same_of_other_texts(corpus, place, tmp_path):
    more = "trains = true\ncross_validated = true\n"
    spy = make_baseline(tmp_path / "spy", SPY, ("numeric_facts",), more)
    assert spy.tasks == ("numeric_facts", "diagnostics")
    found = predict(spy, "diagnostics", corpus, place)
    assert len(found.rows) == len(corpus.records("diagnostics")) > 400
    assert all(row["id"].startswith("diag-") for row in found.rows)
    assert {tuple(row["given"]) for row in found.rows} == {("date", "id", "text", "text_sha256")}
    assert set(found.report["seen"]) == {article for article, split in corpus.split.items() if split == "train"}
    assert found.cross_validated is None


def test_what_does_not_train_is_given_no_gold(corpus, place, tmp_path):
    plain = make_baseline(
        tmp_path / "plain", HEAD + 'run({"segmentation": lambda a: lambda r: {"words": [str(a.train)]}})'
    )
    assert {row["words"][0] for row in predict(plain, "segmentation", corpus, place).rows} == {"None"}


def test_what_a_library_prints_is_no_prediction(place, tmp_path):
    script = HEAD + 'def load(arguments):\n    print("loading")\n    import os; os.system("echo more")\n'
    script += '    return lambda record: words_row(record["text"], record["text"])\nrun({"segmentation": load})'
    rows, report = run_script(make_baseline(tmp_path / "loud", script), "segmentation", RECORDS, place)
    assert rows[0]["words"][:2] == ["上", "半"]
    assert "𠮷" in rows[2]["words"]
    assert " " not in rows[0]["words"]
    assert report["texts"] == 3
    assert report["characters"] == sum(len(record["text"]) for record in RECORDS)


@pytest.mark.parametrize(
    ("script", "kind", "told"),
    [
        ('raise SystemExit("the plan failed")', "baseline-failed", "the plan failed"),
        ("1 / 0", "baseline-failed", "ZeroDivisionError"),
        ("print('{}')", "baseline-failed", "predict.py wrote no report"),
        ("def load(a): raise ModelAbsentError('no model: give one')\nrun({'segmentation': load})", "baseline-model-absent", "no model: give one"),
        ("run({'segmentation': lambda a: lambda r: words_row(r['text'], ['别的'])})", "baseline-failed", "别的"),
    ],
)  # fmt: skip
def test_a_script_that_fails(script, kind, told, place, tmp_path):
    with pytest.raises(FindingsError) as raised:
        run_script(make_baseline(tmp_path / "bad", HEAD + script), "segmentation", RECORDS, place)
    assert raised.value.findings[0].id == kind
    assert told in raised.value.findings[0].message


def test_stdin(place, tmp_path):
    import subprocess

    script = make_baseline(
        tmp_path / "plain", HEAD + 'run({"segmentation": lambda a: lambda r: {"words": [r["text"]]}})'
    ).script
    given = "".join(json.dumps(record) + "\n" for record in RECORDS)
    answer = subprocess.run(
        [place.python, script], input=given.encode(), capture_output=True, env={"PYTHONPATH": str(place.library)}
    )
    assert json.loads(answer.stdout.splitlines()[2])["words"] == ["𠮷田说：“好！”"]
