"""Diagnostics: the scores of numeric facts, and by phenomenon, counted by hand on the smallest case."""

import pytest

from shuanglian import FindingsError, score
from shuanglian.metrics.intervals import estimate
from shuanglian.metrics.parts import with_parts
from shuanglian.tasks import tasks
from tests.tasks.samples import gold_rows


def row(identity, text, facts, non_facts=()):
    return {"id": identity, "phenomenon": identity.split("-")[1].split(".")[0], "text": text, "facts": facts, "non_facts": list(non_facts)}  # fmt: skip


def fact(start, end, value, unit, **more):
    return {"quantity": [start, end], "kind": "count", "value": value, "unit": unit, **more}


GOLD = [
    row("diag-ranges.01", "甲产3台", [fact(2, 4, "3", "{台}", measured_entity=[0, 1])]),
    row("diag-ranges.02", "乙产4台", [fact(2, 4, "4", "{台}", measured_entity=[0, 1])]),
    row("diag-names.02", "5G和6G手机7部", [fact(7, 9, "7", "{部}")], [{"start": 0, "end": 2, "kind": "name"}, {"start": 3, "end": 5, "kind": "name"}]),
]  # fmt: skip
PREDICTED = [
    {"id": "diag-ranges.01", "facts": [fact(2, 4, "3", "{台}", measured_entity=[0, 1])]},
    {"id": "diag-ranges.02", "facts": [fact(2, 4, "4", "{台}")]},
    {"id": "diag-names.02", "facts": [fact(0, 2, "5", "{个}"), fact(7, 9, "7", "{部}")]},
]


def test_scores_by_phenomenon():
    values = {name: found.value for name, found in score("diagnostics", PREDICTED, GOLD).score.estimates.items()}
    expected = {
        "value_unit.f": 6 / 7,
        "value_unit ranges.f": 1,
        "value_unit names.precision": 1 / 2,
        "value_unit names.recall": 1,
        "relaxed.f": 4 / 7,
        "relaxed ranges.f": 1 / 2,
        "relaxed names.f": 2 / 3,
        "alarms names.false_alarms": 1 / 2,
        "alarms ranges.false_alarms": None,
    }
    assert {name: values[name] for name in expected} == pytest.approx(expected)


def test_the_whole_is_scored_as_numeric_facts_are():
    one, other = (score(task, PREDICTED, GOLD, resamples=0).score for task in ("diagnostics", "numeric_facts"))
    assert {name: one.estimates[name] for name in other.estimates} == other.estimates
    assert one.documents == 2


def test_gold_that_is_about_no_phenomenon_is_not_diagnostics():
    with pytest.raises(FindingsError, match="no phenomenon"):
        score("diagnostics", [], gold_rows())


def test_parts_add_up_to_the_whole():
    from shuanglian.metrics.facts import evaluate_facts
    from shuanglian.tasks.reference import read_reference
    from shuanglian.tasks.submissions import read_submission

    task = tasks()["diagnostics"]
    pairs = read_submission(task, PREDICTED, read_reference(GOLD, task)).pairs
    parts = with_parts(evaluate_facts(pairs), ["x", "y", "x"], {"mentions": "mentions"})
    counts = estimate(parts).counts
    for side in ("correct", "gold", "predicted"):
        assert counts[f"mentions x.{side}"] + counts[f"mentions y.{side}"] == counts[f"mentions.{side}"]
