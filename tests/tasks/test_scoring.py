import dataclasses
import json
import sys
import types

import pytest

from shuanglian import score
from shuanglian import tasks as package
from shuanglian.tasks import tasks
from tests.tasks.samples import gold_rows, rows_of


def worse():
    rows = gold_rows()
    for row in rows:
        row["words"] = [character for character in row["text"] if character.strip()]
        row["entities"] = row["entities"][:1]
        row["facts"] = row["facts"][:1]
    return rows


def test_a_module_with_a_task_is_a_task(monkeypatch):
    module = types.ModuleType("shuanglian.tasks.anagrams")
    module.TASK = dataclasses.replace(tasks()["ner"], name="anagrams")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    modules = [*package.pkgutil.iter_modules(package.__path__), types.SimpleNamespace(name="anagrams")]
    monkeypatch.setattr(package.pkgutil, "iter_modules", lambda path: modules)
    tasks.cache_clear()
    try:
        assert score("anagrams", gold_rows(), gold_rows()).score["mentions.f"].value == 1
    finally:
        tasks.cache_clear()


@pytest.mark.parametrize("task", list(tasks()))
def test_every_caption_and_headline_names_what_is_measured(task):
    report = score(task, rows_of(task), rows_of(task), words=["国家"])
    names = {name.rpartition(".")[0] for name in report.score.estimates}
    for caption in tasks()[task].captions:
        assert any(name.startswith(caption[:-1]) if caption.endswith("*") else name == caption for name in names), (
            caption
        )
    for headlines in tasks()[task].headlines.values():
        assert set(headlines) <= set(report.score.estimates)


@pytest.mark.parametrize("task", ["segmentation", "ner", "numeric_facts"])
def test_against_another_system(task):
    report = score(task, gold_rows(), gold_rows(), against=worse())
    assert set(report.comparisons) == set(report.headlines)
    for name, found in report.comparisons.items():
        assert found.difference == pytest.approx(report.score[name].value - report.other_score[name].value)
        assert 0 < found.p <= 1
        assert found.unit == "sentence"
    assert "Holm" in str(report)


def test_json_is_json_and_holds_everything():
    report = score("numeric_facts", worse(), gold_rows(), against=gold_rows())
    data = json.loads(json.dumps(report.as_json(), allow_nan=False))
    assert data["signature"]["scorer"]
    assert data["score"]["counts"]["mentions.gold"] == 3
    assert data["comparisons"]["relaxed.f"]["exchanges"] > 0
    assert set(data["other_score"]["estimates"]) >= {"value_unit.f", "relaxed.f"}


@pytest.mark.parametrize("task", list(tasks()))
def test_the_table_shows_headlines_and_the_signature(task):
    report = score(task, rows_of(task), rows_of(task))
    shown = str(report)
    assert shown.count(" *  ") == len(report.headlines)
    assert "gold_sha256:" in shown
    assert "scorer:" in shown
    assert "nan" not in shown
    assert all(len(line) <= 200 for line in shown.splitlines())


def test_one_document_has_no_intervals_and_the_table_says_so():
    report = score("ner", worse()[2:4], gold_rows()[2:4])
    assert report.score["mentions.f"].low is None
    assert "no intervals" in str(report)


def test_the_coarse_view_has_a_group_as_one_word():
    rows = [{"id": row["id"], "words": row["words"]} for row in gold_rows()]
    rows[1]["words"][:5] = ["长三角国家技术创新中心"]
    rows[2]["words"][5:7] = ["46万家"]
    coarse = score("segmentation", rows, gold_rows(), view="coarse")
    assert (coarse.score["words.f"].value, coarse.signature["view"]) == (1, "coarse")
    assert score("segmentation", rows, gold_rows()).score["words.f"].value < 1


def test_the_finer_view_cuts_both_sides_alike():
    rows = [{"id": row["id"], "words": row["words"]} for row in gold_rows()]
    rows[0]["words"][-2:-1] = ["9.5", "%"]
    finer = score("segmentation", rows, gold_rows(), view="finer")
    assert (finer.score["words.f"].value, finer.signature["view"]) == (1, "finer")
    assert score("segmentation", gold_rows(), gold_rows(), view="finer").score["words.f"].value == 1
    assert score("segmentation", rows, gold_rows()).score["words.f"].value < 1
    rows[0]["words"][-4:-1] = ["增长9.5", "%"]
    assert score("segmentation", rows, gold_rows(), view="finer").score["words.f"].value < 1


def test_unknown_labels_are_told():
    rows = gold_rows()
    rows[0]["entities"] = [{"start": 0, "end": 3, "label": "DATE"}]
    assert score("ner", rows, gold_rows()).notes == ["unknown label DATE: 1 mentions, all of them wrong"]
    assert score("ner", rows, gold_rows(), labels=["DATE"]).notes[0].startswith("unknown label COM")


def test_labels_of_another_set():
    names = {"ORG": "organization", "COM": "company", "GOV": "", "GPE": "address scene", "LOC": "address"}
    rows = gold_rows()
    predicted = {"ORG": "organization", "COM": "company", "GPE": "scene", "LOC": "address"}
    for row in rows:
        known = [item for item in row["entities"] if item["label"] in predicted]
        row["entities"] = [{**item, "label": predicted[item["label"]]} for item in known]
    report = score("ner", rows, gold_rows(), names=names)
    assert report.score["mentions.f"].value == 1
    assert report.score.counts["mentions.gold"] == 5  # without PER and TITLE, which have no name, and GOV
    assert report.notes == []
    assert (
        report.signature["labels"]
        != score("ner", rows, gold_rows(), names={**names, "PER": "name"}).signature["labels"]
    )
    assert score("ner", gold_rows(), gold_rows(), names=names).notes[0].startswith("unknown label")


@pytest.mark.parametrize(("task", "view"), [("ner", "fine"), ("segmentation", "outermost"), ("verbs", None)])
def test_wrong_use(task, view):
    with pytest.raises(ValueError, match=r"no view|no task"):
        score(task, gold_rows(), gold_rows(), view=view)


def test_order_of_predictions_and_gold_changes_nothing():
    one = score("numeric_facts", worse(), gold_rows())
    other = score("numeric_facts", worse()[::-1], gold_rows()[::-1])
    assert one.as_json() == other.as_json()
