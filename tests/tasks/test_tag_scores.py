"""Tags of a whole corpus at once give what they give one sequence after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import Entities, LabelledSpan
from shuanglian.metrics.intervals import estimate
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair
from shuanglian.tasks.tag_scores import evaluate_tags
from shuanglian.tasks.tags import REPAIRS, closes_chunks, read_tags
from tests.metrics.samples import same

TAGS = ["O", *(f"{prefix}-{label}" for prefix in "BIMELSU" for label in "XY"), "B", "I", "S"]


@st.composite
def tagged(draw):
    """Several texts with the tags of two sides, of as many schemes as the tags happen to be."""
    tags = draw(st.lists(st.sampled_from(TAGS), min_size=1, max_size=6))
    sizes = draw(st.lists(st.integers(0, 9), max_size=4))
    side = st.tuples(*(st.lists(st.sampled_from(tags), min_size=size, max_size=size) for size in sizes))
    return draw(side), draw(side)


def one_by_one(gold, predicted, repair):
    closing = [closes_chunks(tag for tags in side for tag in tags) for side in (gold, predicted)]
    pairs, repaired = [], [0, 0]
    for number, both in enumerate(zip(gold, predicted, strict=True)):
        read = [read_tags(tags, repair, closes) for tags, closes in zip(both, closing, strict=True)]
        repaired = [before + side.repaired for before, side in zip(repaired, read, strict=True)]
        sides = [Entities(tuple(LabelledSpan(*chunk) for chunk in side.chunks)) for side in read]
        pairs.append(Pair(str(number), str(number), "", *sides))
    return evaluate_entities(pairs), tuple(repaired)


@given(tagged(), st.sampled_from(REPAIRS))
def test_a_corpus_at_once(sides, repair):
    found = evaluate_tags(*sides, repair)
    expected, repaired = one_by_one(*sides, repair)
    assert found.repaired == repaired
    counts = found.evaluation.counts
    assert counts.units == expected.counts.units
    assert (counts.in_order_of(expected.counts.units, expected.counts.names) == expected.counts.rows).all()
    values = found.evaluation.values()
    assert same({name: values[name] for name in expected.values()}, expected.values())


def test_documents_are_drawn_together():
    gold, predicted = [["B-A"], ["B-A"], ["O", "B-A"]], [["B-A"], ["O"], ["O", "B-A"]]
    assert estimate(evaluate_tags(gold, predicted, documents=["a", "a", "b"]).evaluation).documents == 2
    assert estimate(evaluate_tags(gold, predicted).evaluation).documents == 3


@pytest.mark.parametrize(
    ("gold", "predicted", "told"),
    [
        ([["O"]], [["O", "O"]], "same number"),
        ([["O"]], [["O"], ["O"]], "same number"),
        ([["O"]], [["PER"]], "no tag"),
    ],
)
def test_what_is_refused(gold, predicted, told):
    with pytest.raises(ValueError, match=told):
        evaluate_tags(gold, predicted)
