"""Mentions, values, units and times of every example of the guideline."""

import pytest

from shuanglian.facts import extract_facts
from shuanglian.metrics.facts import align, relaxed_match
from shuanglian.notation.fact_lines import read_fact_lines
from tests.guidelines import fact_examples


@pytest.mark.parametrize(("place", "text", "lines"), [(p, t, r) for p, t, r, _ in fact_examples()])
def test_example(place, text, lines):
    expected, _ = read_fact_lines(text, lines)
    found = extract_facts(text, date="2025-02-15")
    assert [_mention(fact) for fact in found.facts] == [_mention(fact) for fact in expected.facts]
    assert [item.span for item in found.times] == [item.span for item in expected.times]
    assert found.non_facts == expected.non_facts


def _mention(fact):
    return fact.quantity, fact.kind, fact.value, fact.low, fact.high, fact.unit, fact.modifier, fact.approx


def test_links_of_the_examples_keep_their_floor():
    wrong = []
    for place, text, lines, _ in fact_examples():
        expected, _ = read_fact_lines(text, lines)
        found = extract_facts(text, date="2025-02-15")
        pairs = align(expected.facts, found.facts).pairs()
        wrong += [(place, fact.quantity) for fact, other in pairs if not relaxed_match(fact, other)]
    assert len(wrong) <= 1, wrong
