"""Mentions: numbers by hand for each view, and what holds for all."""

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import Entities, LabelledSpan
from shuanglian.annotations.views import outermost
from shuanglian.metrics import ner
from shuanglian.metrics.ner import confusion, evaluate_entities, unknown_labels
from shuanglian.metrics.pairs import Pair
from tests.metrics.samples import entity_corpora, exchanged, perfect, same, swapped


def entities(*mentions):
    return Entities(tuple(LabelledSpan(*mention) for mention in mentions))


GOLD = entities((0, 11, "ORG"), (0, 3, "LOC"), (11, 13, "TITLE"), (13, 15, "PER"))


def pair(predicted, gold=GOLD):
    return Pair("a.1", "a", "长三角国家技术创新中心主任刘庆", gold, predicted)


def values(predicted, gold=GOLD):
    return evaluate_entities([pair(predicted, gold)]).values()


def test_views_by_hand():
    found = values(entities((0, 3, "LOC"), (3, 11, "ORG"), (11, 13, "TITLE"), (13, 15, "COM")))
    assert (found["mentions.precision"], found["mentions.recall"]) == (2 / 4, 2 / 4)
    assert (found["outermost.precision"], found["outermost.recall"]) == (1 / 4, 1 / 3)
    assert (found["innermost.precision"], found["innermost.recall"]) == (2 / 4, 2 / 3)
    assert (found["boundaries.precision"], found["boundaries.recall"]) == (3 / 4, 3 / 4)
    assert (found["overlap.precision"], found["overlap.recall"]) == (3 / 4, 3 / 4)
    assert found["label LOC.f"] == 1
    assert (found["label COM.precision"], found["label COM.recall"]) == (0, 0)
    # LOC 1, TITLE 1, ORG 0, PER 0, COM 0
    assert found["labels.macro_f"] == 2 / 5


def test_a_mention_given_twice_counts_once():
    assert values(Entities(GOLD.mentions * 2))["mentions.f"] == 1


def test_nothing_predicted_and_nothing_there():
    assert values(entities())["mentions.f"] == 0
    assert values(entities(), entities())["mentions.f"] != values(entities(), entities())["mentions.f"]
    assert values(GOLD, entities())["mentions.precision"] == 0


def test_an_unknown_label_is_wrong_and_told():
    predicted = entities(*((m.start, m.end, m.label) for m in GOLD.mentions), (3, 5, "THING"))
    assert values(predicted)["mentions.precision"] == 4 / 5
    assert unknown_labels([pair(predicted)], {"ORG", "LOC", "TITLE", "PER"}) == {"THING": 1}


def test_confusion():
    table = confusion([pair(entities((0, 3, "GPE"), (11, 13, "TITLE"), (13, 15, "COM"), (3, 5, "COM")))])
    assert table == {
        ("LOC", "GPE"): 1,
        ("TITLE", "TITLE"): 1,
        ("PER", "COM"): 1,
        ("ORG", None): 1,
        (None, "COM"): 1,
    }


mentions = st.builds(
    lambda s, n, label: (s, s + n, label), st.integers(0, 12), st.integers(1, 6), st.sampled_from("AB")
)


def holds(one, other):
    return one[0] <= other[0] and other[1] <= one[1] and one[:2] != other[:2]


def by_definition(gold, predicted):
    """Counts of one text, from the definitions of `evaluate_entities`, pair by pair."""
    sides = gold, predicted
    views = {
        "mentions": sides,
        "outermost": [{m for m in side if not any(holds(other, m) for other in side)} for side in sides],
        "innermost": [{m for m in side if not any(holds(m, other) for other in side)} for side in sides],
        "boundaries": [{m[:2] for m in side} for side in sides],
    }
    for label in "AB":
        views[f"label {label}"] = [{m for m in side if m[2] == label} for side in sides]
    counts = Counter()
    for name, (one, other) in views.items():
        counts += Counter({f"{name}.correct": len(one & other), f"{name}.gold": len(one)})
        counts += Counter({f"{name}.predicted": len(other)})
    for name, one, other in (("gold", gold, predicted), ("predicted", predicted, gold)):
        met = [m for m in one if any(m[0] < o[1] and o[0] < m[1] and m[2] == o[2] for o in other)]
        counts += Counter({f"overlap.{name}_hits": len(met), f"overlap.{name}": len(one)})
    return counts


@given(
    st.lists(st.tuples(st.sets(mentions, max_size=8), st.sets(mentions, max_size=8)), min_size=1, max_size=4),
    st.integers(1, 4),
)
def test_counts_are_those_of_the_definitions(texts, block):
    """Whether texts are counted together or not; also for mentions that cross, which predictions may do, and for several labels of one span."""
    pairs = [
        Pair(f"a.{number}", "a", "", *(entities(*side, *side) for side in sides)) for number, sides in enumerate(texts)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ner, "BLOCK", block)
        found = evaluate_entities(pairs).counts
    for row, (gold, predicted) in zip(found.rows, texts, strict=True):
        counted = dict(zip(found.names, row.tolist(), strict=True))
        assert {name: number for name, number in counted.items() if number} == by_definition(gold, predicted)


@given(entity_corpora)
def test_gold_against_itself(pairs):
    for name, value in evaluate_entities(perfect(pairs)).values().items():
        assert math.isnan(value) or value == 1, name


@given(entity_corpora)
def test_exchanging_the_sides_exchanges_precision_and_recall(pairs):
    assert same(exchanged(evaluate_entities(pairs).values()), evaluate_entities(swapped(pairs)).values())


@given(entity_corpora, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs, random):
    mixed = [
        Pair(p.id, p.document, p.text, p.gold, Entities(tuple(reversed(p.predicted.mentions))))
        for p in random.sample(pairs, len(pairs))
    ]
    assert same(evaluate_entities(pairs).values(), evaluate_entities(mixed).values())


@given(entity_corpora, st.integers(0, 3))
def test_adding_a_wrong_mention_never_raises_f(pairs, place):
    target = pairs[place % len(pairs)]
    added = Entities((*target.predicted.mentions, LabelledSpan(0, len(target.text), "NOTHING")))
    worse = [p if p is not target else Pair(p.id, p.document, p.text, p.gold, added) for p in pairs]
    before, after = (evaluate_entities(side).values() for side in (pairs, worse))
    assert after["mentions.f"] <= before["mentions.f"] or math.isnan(before["mentions.f"])
    assert after["mentions.precision"] < before["mentions.precision"] or not before["mentions.precision"] > 0


@given(entity_corpora)
def test_where_nothing_nests_all_views_agree(pairs):
    level = [
        Pair(p.id, p.document, p.text, *(Entities(tuple(outermost(side.mentions))) for side in (p.gold, p.predicted)))
        for p in pairs
    ]
    found = evaluate_entities(level).values()
    for which in ("precision", "recall", "f"):
        assert same({"x": found[f"mentions.{which}"]}, {"x": found[f"outermost.{which}"]})
        assert same({"x": found[f"mentions.{which}"]}, {"x": found[f"innermost.{which}"]})


@pytest.mark.parametrize("which", ["precision", "recall"])
def test_f_lies_between(which):
    found = values(entities((0, 3, "LOC"), (13, 15, "COM"), (1, 2, "PER")))
    assert min(found["mentions.precision"], found["mentions.recall"]) <= found["mentions.f"]
    assert found["mentions.f"] <= max(found["mentions.precision"], found["mentions.recall"])
