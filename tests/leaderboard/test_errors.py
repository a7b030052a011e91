"""Each kind of error on the smallest case, and no error where nothing differs."""

from dataclasses import replace

import pytest
from hypothesis import given

from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.leaderboard.errors import CUTS, KINDS, Error, errors_of
from tests.annotations.samples import with_facts

FACT = Fact((4, 8), "count", "3", unit="{家}", measured_entity=(0, 2), time=(2, 4), time_value="2025")


def kinds(gold, predicted):
    return [error.kinds for error in errors_of(gold, predicted)]


def mentions(*spans):
    return Entities(tuple(LabelledSpan(*span) for span in spans))


@pytest.mark.parametrize(
    ("predicted", "found"),
    [
        ([(0, 3, "ORG")], []),
        ([(0, 2, "ORG")], [("boundary",)]),
        ([(0, 3, "COM")], [("type",)]),
        ([(1, 3, "COM")], [("boundary", "type")]),
        ([], [("missing",)]),
        ([(0, 3, "ORG"), (5, 6, "PER")], [("spurious",)]),
        ([(4, 6, "ORG")], [("missing",), ("spurious",)]),
    ],
)
def test_mentions(predicted, found):
    assert kinds(mentions((0, 3, "ORG")), mentions(*predicted)) == found


def test_a_mention_meets_the_one_it_overlaps_most():
    gold = mentions((0, 11, "ORG"), (0, 3, "LOC"))
    found = errors_of(gold, mentions((0, 11, "COM"), (1, 3, "LOC")))
    assert found == [
        Error(("type",), (0, 11), (0, 11), "ORG", "COM"),
        Error(("boundary",), (0, 3), (1, 3), "LOC", "LOC"),
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"value": "3.0"}, []),
        ({"value": "4"}, [("value",)]),
        ({"value": None, "low": "3"}, [("value",)]),
        ({"unit": None}, [("unit",)]),
        ({"kind": "measure"}, [("type",)]),
        ({"time": None}, [("time",)]),
        ({"time_value": "2024"}, [("time",)]),
        ({"measured_entity": (0, 1)}, [("entity",)]),
        ({"measured_property": (0, 1)}, [("slot",)]),
        ({"modifier": "APPROX"}, [("attribute",)]),
        ({"quantity": (4, 7)}, [("boundary",)]),
        ({"quantity": (7, 12)}, [("boundary",)]),
        ({"quantity": (9, 12)}, [("missing",), ("spurious",)]),
        ({"value": "4", "unit": "{个}", "measured_entity": None}, [("value", "unit", "entity")]),
    ],
)
def test_facts(change, found):
    assert kinds(Facts((FACT,)), Facts((replace(FACT, **change),))) == found


def test_times_of_their_own():
    gold = Facts(times=(LabelledSpan(0, 2, "2025"), LabelledSpan(3, 5, "2024")))
    found = errors_of(gold, Facts(times=(LabelledSpan(0, 2, "2026"), LabelledSpan(3, 6, "2024"))))
    assert [(error.kinds, error.gold_label) for error in found] == [(("time",), "TIMEX"), (("boundary",), "TIMEX")]


@pytest.mark.parametrize(
    ("gold", "predicted", "found"),
    [
        ([2, 4], [2, 4], []),
        ([4], [2, 4], [("divided",)]),
        ([2, 4], [4], [("joined",)]),
        ([1, 4], [3, 4], [("boundary",)]),
        ([2, 4, 5, 7], [4, 5, 6, 7], [("joined",), ("divided",)]),
    ],
)
def test_words_and_sentences(gold, predicted, found):
    one, other = (tuple(zip([0, *ends], ends, strict=False)) for ends in (gold, predicted))
    assert kinds(Words(one), Words(other)) == found
    assert kinds(one, other[::-1]) == found


def test_a_wrong_word_is_labelled_with_its_group():
    gold = Words(((0, 2), (2, 4), (4, 5)), (LabelledSpan(0, 4, "NAME"),))
    assert [error.gold_label for error in errors_of(gold, Words(((0, 4), (4, 5))))] == ["NAME"]


def test_sentences_that_leave_text_out():
    assert kinds(((0, 4), (4, 8)), ((0, 4),)) == [("missing",)]


@given(with_facts(), with_facts())
def test_facts_err_where_they_are_not_equal(sample, other):
    facts, others = sample[1], other[1]
    assert errors_of(facts, facts) == []
    found = {kind for error in errors_of(facts, others) for kind in error.kinds}
    assert found <= set(KINDS)
    if [f.quantity for f in facts.facts] != [f.quantity for f in others.facts]:
        assert found


def test_no_kind_is_unknown_to_the_page():
    import json
    from importlib.resources import files

    captions = json.loads((files("shuanglian.leaderboard") / "assets" / "captions.json").read_text("utf-8"))
    assert {f"error {kind}" for kind in (*KINDS, *CUTS)} <= set(captions)
    assert all(len(both) == 2 and all(both) for both in captions.values())
