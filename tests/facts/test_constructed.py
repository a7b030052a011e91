"""What the extractor reaches on data/constructed.txt; the floors are below what was measured when they were set."""

import pytest

from shuanglian.annotations.checks import check_layer
from shuanglian.facts import extract_facts
from shuanglian.metrics.facts import evaluate_facts
from shuanglian.metrics.pairs import Pair
from shuanglian.schema import load_schema
from tests.facts.constructed import DATE, read_constructed
from tests.guidelines import GUIDELINES

SENTENCES = read_constructed()
FLOORS = {
    "open": {"mentions.f": 0.98, "value_unit.f": 0.97, "relaxed.f": 0.93},
    "closed": {"mentions.f": 0.90, "value_unit.f": 0.90, "relaxed.f": 0.65},
}
MOST_FALSE_ALARMS = {"open": 0.02, "closed": 0.08}


def half(name):
    return [item for item in SENTENCES if item.closed == (name == "closed")]


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name):
    pairs = [Pair(item.id, item.id, item.text, item.facts, extract_facts(item.text, date=DATE)) for item in half(name)]
    scores = evaluate_facts(pairs).values()
    below = {measure: scores[measure] for measure, floor in FLOORS[name].items() if scores[measure] < floor}
    assert not below
    assert scores["non_facts.false_alarms"] <= MOST_FALSE_ALARMS[name]


def test_both_halves_are_large_and_follow_the_schema():
    schema = load_schema(GUIDELINES.parent / "schema.toml")
    assert min(len(half("open")), len(half("closed"))) >= 60
    findings = [f for item in SENTENCES for f in check_layer("constructed", item.id, item.text, item.facts, schema)]
    assert not findings
