"""Each light baseline on a few sentences, in its own environment; then all of them against what is committed."""

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from shuanglian.baselines.description import read_baseline
from shuanglian.baselines.folder import Files, score_run, stale_results
from shuanglian.cli import cli
from shuanglian.cli.baseline import _bench
from shuanglian.cli.workspace import Workspace
from tests.baselines.stand_ins import BASELINES, RECORDS, ROOT, run_committed


def words(name, tmp_path, *options, **given):
    return [row["words"] for row in run_committed(name, "segmentation", tmp_path, options, **given)[0]]


def joined(found):
    return ["".join(sentence) for sentence in found]


TEXTS = [record["text"].replace(" ", "") for record in RECORDS]


def test_characters(tmp_path):
    assert words("characters", tmp_path)[2] == list("𠮷田说：“好！”")


def test_jieba(tmp_path):
    found = words("jieba", tmp_path)
    assert joined(found) == TEXTS
    assert found[0][:5] == ["上半年", "，", "李明", "在", "北京大学"]
    entities = run_committed("jieba", "ner", tmp_path)[0][0]["entities"]
    assert {"start": 4, "end": 6, "label": "PER"} in entities
    assert {"start": 7, "end": 11, "label": "ORG"} in entities
    assert not list(tmp_path.glob("**/jieba.cache"))


def test_pkuseg_gives_the_same_on_its_fork(tmp_path):
    found = words("pkuseg", tmp_path)
    assert joined(found) == TEXTS
    assert found[1][:3] == ["产量", "同比", "增长"]
    assert words("pkuseg", tmp_path, "--package", "spacy_pkuseg") == found


@pytest.mark.parametrize(("task", "key"), [("segmentation", "words"), ("ner", "entities")])
def test_crf_learns_what_it_is_given(task, key, tmp_path):
    rows = pq.read_table(ROOT / "dataset" / "data" / task / "train.parquet").to_pylist()[:40]
    learnt = [row for row in rows if row[key]][:5]
    once, again = (run_committed("crf", task, tmp_path, train=rows, records=learnt)[0] for _ in range(2))
    assert once == again
    if task == "segmentation":
        assert [row["words"] for row in once] == [row["words"] for row in learnt]
    else:
        outer = [row["views"]["outermost"] for row in learnt]
        assert [row["entities"] for row in once] == outer


@pytest.mark.parametrize("name", ["characters", "jieba", "pkuseg", "crf", "shuanglian-facts"])
def test_a_run_gives_what_is_committed(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(cli, ["baseline", "run", name, "--check"])
    assert result.exit_code == 0, result.stderr
    assert f"{name}: predicting 380 sentences" in result.stderr
    assert not list(BASELINES.glob("*/.*"))


@pytest.mark.parametrize("name", sorted(path.parent.name for path in BASELINES.glob("*/results.json")))
def test_committed_scores_are_those_of_the_committed_predictions(name, monkeypatch):
    """Also where running again takes long: no number stands there that the scorer does not give."""
    monkeypatch.chdir(ROOT)
    workspace = Workspace(ROOT)
    baseline = read_baseline(workspace.baselines / name)
    files = Files(baseline.folder)
    results = score_run(files, baseline.tasks, _bench(workspace))
    assert stale_results(files, results, name) == []
