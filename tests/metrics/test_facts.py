"""Facts: alignment, equality and every count by hand, and what holds for all."""

import math
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import SLOTS, Fact, Facts, LabelledSpan
from shuanglian.metrics.assignment import best_assignment
from shuanglian.metrics.facts import align, evaluate_facts, iou, relaxed_match, same_value, strict_match
from shuanglian.metrics.pairs import Pair
from tests.annotations.samples import overlap
from tests.metrics.samples import exchanged, fact_corpora, perfect, same, swapped

FACT = Fact(
    (10, 15),
    "percent",
    value="9.5",
    unit="%",
    measured_entity=(0, 4),
    measured_property=(4, 6),
    direction="up",
    basis="yoy",
)


def pair(gold, predicted, gold_rest=((), ()), predicted_rest=((), ())):
    sides = (
        Facts(tuple(facts), *(tuple(LabelledSpan(*item) for item in items) for items in rest))
        for facts, rest in ((gold, gold_rest), (predicted, predicted_rest))
    )
    return Pair("a.1", "a", "字" * 60, *sides)


def values(*arguments):
    return evaluate_facts([pair(*arguments)]).values()


def test_a_fact_against_itself():
    found = values([FACT], [FACT])
    for name in ("mentions", "value", "value_unit", "relaxed", "strict", "slots", "slots characters"):
        assert found[f"{name}.f"] == 1
    assert found["attributes.macro_f"] == 1


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        ({}, ""),
        ({"value": "9.50"}, ""),
        ({"value": "9.6"}, "value value_unit relaxed strict"),
        ({"value": "about ten"}, "value value_unit relaxed strict"),
        ({"value": None}, "value value_unit relaxed strict"),
        ({"value": None, "low": "9.5"}, "value value_unit relaxed strict"),
        ({"unit": "[pp]"}, "value_unit relaxed strict"),
        ({"unit": None}, "value_unit relaxed strict"),
        ({"kind": "rate"}, "strict"),
        ({"kind": "count"}, "relaxed strict"),
        ({"kind": "percentage_point"}, "relaxed strict"),
        ({"direction": "down"}, "relaxed strict"),
        ({"direction": None}, "relaxed strict"),
        ({"factuality": "planned"}, "strict"),
        ({"factuality": "negated"}, "relaxed strict"),
        ({"basis": "mom"}, "strict"),
        ({"modifier": "APPROX"}, "strict"),
        ({"approx": True}, "strict"),
        ({"time_value": "2025", "time_inherited": True}, "strict"),
        ({"measured_entity": (0, 3)}, "strict"),
        ({"measured_entity": (3, 6)}, "relaxed strict"),
        ({"measured_entity": None}, "relaxed strict"),
        ({"place": (6, 8)}, "relaxed strict"),
        ({"quantity": (10, 13)}, "strict"),
        ({"quantity": (10, 12)}, "mentions value value_unit relaxed strict"),
    ],
)
def test_what_a_difference_costs(change, lost):
    found = values([FACT], [replace(FACT, **change)])
    for name in ("mentions", "value", "value_unit", "relaxed", "strict"):
        assert found[f"{name}.f"] == (0 if name in lost.split() else 1), name


def test_a_range_equals_only_the_same_range():
    low = Fact((0, 4), "count", low="3", high="4.0")
    assert same_value(low, replace(low, low="3.0", high="4"))
    assert not same_value(low, replace(low, high=None))
    assert not same_value(low, replace(low, low=None, high=None, value="3"))
    assert not same_value(replace(low, low=None, high=None), replace(low, low=None, high=None))
    assert not same_value(replace(FACT, value="NaN"), replace(FACT, value="NaN"))


def test_alignment_takes_the_greatest_overlap_in_all():
    gold = [replace(FACT, quantity=(0, 4)), replace(FACT, quantity=(4, 8))]
    predicted = [replace(FACT, quantity=(0, 6)), replace(FACT, quantity=(2, 4))]
    # The first gold fact overlaps both by at least a half; it may have but one of them.
    assert align(gold, predicted).places == [(0, 0)]
    assert align(gold, predicted[1:]).places == [(0, 0)]


def test_one_gold_fact_is_found_once():
    found = values([FACT], [FACT, FACT, FACT])
    assert found["mentions.recall"] == 1
    assert found["mentions.precision"] == 1 / 3


def test_facts_on_one_quantity_meet_their_like():
    one, other = FACT, replace(FACT, measured_entity=(20, 24), value="7")
    for gold, predicted in ([(one, other), (other, one)], [(one, other), (one, other)]):
        assert [x == y for x, y in align(gold, predicted).pairs()] == [True, True]


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 50), max_size=12))
def test_assignment_is_the_best_of_all(weights):
    found = best_assignment(weights)
    assert len({a for a, _ in found}) == len({b for _, b in found}) == len(found)
    padded = range(10)
    best = (
        max(sum(weights.get((left, right), 0) for left, right in enumerate(order)) for order in permutations(padded, 5))
        if weights
        else 0
    )
    assert sum(weights[p] for p in found) == best


def test_slots_exact_and_by_characters():
    found = values([FACT], [replace(FACT, measured_entity=(1, 4), measured_property=None, place=(6, 8))])
    assert (found["slots.precision"], found["slots.recall"]) == (0, 0)
    # Entity 3 of 4 characters; property 2 missed; place 2 too many.
    assert (found["slots characters.precision"], found["slots characters.recall"]) == (3 / 5, 3 / 6)
    assert found["slot measured_entity characters.f"] == 6 / 7


def test_attributes_are_averaged_over_their_values_then_over_attributes():
    other = replace(FACT, quantity=(20, 24), kind="count", direction=None, basis=None, unit="{件}")
    found = values([FACT, other], [FACT, replace(other, kind="measure")])
    # kind: percent 1, count 0, measure 0; direction 1; basis 1; factuality 1; unit 1
    assert found["attributes.macro_f"] == pytest.approx((1 / 3 + 1 + 1 + 1 + 1) / 5)


DISTRIBUTIVE = [
    replace(
        FACT, quantity=(start, start + 4), value=value, measured_entity=entity, group="g1", group_type="distributive"
    )
    for start, value, entity in ((10, "3", (0, 2)), (15, "5", (3, 5)))
]


@pytest.mark.parametrize(
    ("predicted", "right"),
    [
        (DISTRIBUTIVE, 1),
        ([replace(fact, group=None, group_type=None) for fact in DISTRIBUTIVE], 1),
        (DISTRIBUTIVE[:1], 0),
        ([replace(DISTRIBUTIVE[0], measured_entity=(3, 5)), replace(DISTRIBUTIVE[1], measured_entity=(0, 2))], 0),
        ([DISTRIBUTIVE[0], replace(DISTRIBUTIVE[1], value="4")], 0),
    ],
)
def test_distributive_groups(predicted, right):
    assert values(DISTRIBUTIVE, predicted)["distributive.accuracy"] == right


def test_false_alarms():
    non_facts = ((20, 26, "name"), (30, 33, "idiom"))
    fired = replace(FACT, quantity=(22, 25))
    found = values([FACT], [FACT, fired], (non_facts, ()))
    assert found["non_facts.false_alarms"] == 1 / 2
    assert (found["non_facts name.false_alarms"], found["non_facts idiom.false_alarms"]) == (1, 0)
    assert values([FACT], [FACT], (non_facts, ()))["non_facts.false_alarms"] == 0
    assert values([], [fired], (non_facts, ()))["non_facts.false_alarms"] == 1 / 2


def test_a_fact_that_is_aligned_is_no_false_alarm():
    long = replace(FACT, quantity=(8, 15))
    assert values([FACT], [long], (((8, 10, "name"),), ()))["non_facts.false_alarms"] == 0


def test_times():
    found = values(
        [], [], ((), ((0, 3, "2025-H1"), (5, 7, "2024"))), ((), ((0, 3, "2025"), (5, 7, "2024"), (9, 10, "x")))
    )
    assert (found["times.precision"], found["times.recall"]) == (2 / 3, 1)
    assert (found["times_value.precision"], found["times_value.recall"]) == (1 / 3, 1 / 2)


def test_iou():
    assert iou((0, 4), (2, 6)) == 2 / 6
    assert iou((0, 2), (2, 4)) == 0
    assert iou((0, 2), (0, 4)) == 1 / 2


@given(fact_corpora)
def test_gold_against_itself(pairs):
    for name, value in evaluate_facts(perfect(pairs)).values().items():
        assert math.isnan(value) or value == (0 if name.endswith("false_alarms") else 1), name


@given(fact_corpora)
def test_exchanging_the_sides_exchanges_precision_and_recall(pairs):
    one, other = exchanged(evaluate_facts(pairs).values()), evaluate_facts(swapped(pairs)).values()
    symmetric = [name for name in one if not name.startswith(("distributive", "non_facts"))]
    assert same({n: one[n] for n in symmetric}, {n: other[n] for n in symmetric})


@given(fact_corpora, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs, random):
    def mixed(facts):
        return replace(facts, facts=tuple(random.sample(facts.facts, len(facts.facts))))

    other = [
        Pair(p.id, p.document, p.text, mixed(p.gold), mixed(p.predicted)) for p in random.sample(pairs, len(pairs))
    ]
    assert same(evaluate_facts(pairs).values(), evaluate_facts(other).values())


@given(fact_corpora)
def test_stricter_measures_are_no_higher(pairs):
    found = evaluate_facts(pairs).values()
    for looser, stricter in (
        ("mentions", "value"),
        ("value", "value_unit"),
        ("value_unit", "relaxed"),
        ("relaxed", "strict"),
    ):
        assert not found[f"{stricter}.f"] > found[f"{looser}.f"]


@given(fact_corpora)
def test_adding_a_wrong_fact_never_raises_f(pairs):
    target = pairs[0]
    wrong = Fact((0, 1), "nothing", value="999999")
    if any(overlap(wrong, fact) for fact in (*target.gold.facts, *target.predicted.facts)):
        return
    added = replace(target.predicted, facts=(*target.predicted.facts, wrong))
    worse = [Pair(target.id, target.document, target.text, target.gold, added), *pairs[1:]]
    before, after = (evaluate_facts(side).values() for side in (pairs, worse))
    for name in ("mentions", "value", "value_unit", "relaxed", "strict"):
        assert after[f"{name}.f"] < before[f"{name}.f"] or not before[f"{name}.f"] > 0


@given(fact_corpora)
def test_tuples_are_symmetric(pairs):
    for p in pairs:
        for gold, predicted in align(p.gold.facts, p.predicted.facts).pairs():
            assert relaxed_match(gold, predicted) == relaxed_match(predicted, gold)
            assert strict_match(gold, predicted) == strict_match(predicted, gold)
            assert relaxed_match(gold, predicted) or not strict_match(gold, predicted)


def test_every_slot_counts_in_tuples():
    for slot in SLOTS:
        other = replace(FACT, **{slot: (40, 44)})
        assert not relaxed_match(FACT, other)
        assert not strict_match(FACT, other)
