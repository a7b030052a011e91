import math

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.sentences import evaluate_sentences
from tests.metrics.samples import exchanged, perfect, same, swapped

TEXT = "一。二！三。\n四。五。"
GOLD = [(0, 2), (2, 4), (4, 6), (7, 9), (9, 11)]


def values(predicted, gold=GOLD, text=TEXT):
    return evaluate_sentences([Pair("a", "a", text, gold, predicted)]).values()


def test_by_hand():
    found = values([(0, 4), (4, 6), (7, 9), (9, 10), (10, 11)])
    assert (found["sentences.precision"], found["sentences.recall"]) == (2 / 5, 2 / 5)
    # Inner ends: gold 2, 4, 9; predicted 4, 9, 10.
    assert (found["boundaries.precision"], found["boundaries.recall"]) == (2 / 3, 2 / 3)


def test_ends_of_paragraphs_are_no_merit():
    lines = values([(0, 6), (7, 11)])
    assert lines["boundaries.f"] == 0
    assert lines["sentences.f"] == 0
    alone = values([(0, 6)], [(0, 6)], "一。二！三。")
    assert math.isnan(alone["boundaries.f"])
    assert alone["sentences.f"] == 1


def splits(text):
    return st.sets(st.integers(1, len(text))).map(
        lambda ends: list(zip(sorted({0, *ends}), sorted(ends), strict=False))
    )


corpora = st.lists(st.tuples(splits(TEXT), splits(TEXT)), min_size=1, max_size=3).map(
    lambda sides: [Pair(str(n), str(n), TEXT, *both) for n, both in enumerate(sides)]
)


@given(corpora)
def test_properties(pairs):
    assert all(math.isnan(v) or v == 1 for v in evaluate_sentences(perfect(pairs)).values().values())
    one, other = evaluate_sentences(pairs).values(), evaluate_sentences(swapped(pairs)).values()
    assert same(exchanged(one), other)
    assert same(evaluate_sentences(reversed(pairs)).values(), one)
