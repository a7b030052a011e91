"""Words: numbers by hand for each definition, and what holds for all segmentations."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import LabelledSpan, Words
from shuanglian.annotations.views import WORD_VIEWS
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from tests.metrics.samples import exchanged, perfect, same, swapped, words_corpora

TEXT = "长三角国家技术创新中心落户"


def words(*ends, groups=()):
    return Words(tuple(zip((0, *ends), ends, strict=False)), tuple(LabelledSpan(*group) for group in groups))


GOLD = words(3, 5, 7, 9, 11, 13, groups=[(0, 11, "NAME"), (7, 11, "TERM")])


def values(predicted, gold=GOLD, text=TEXT, **options):
    return evaluate_words([Pair("a.1", "a", text, gold, predicted)], **options).values()


def test_words_and_boundaries_by_hand():
    found = values(words(3, 7, 9, 11, 13))
    assert (found["words.precision"], found["words.recall"]) == (4 / 5, 4 / 6)
    assert found["words.f"] == pytest.approx(2 * (4 / 5) * (4 / 6) / (4 / 5 + 4 / 6))
    assert (found["boundaries.precision"], found["boundaries.recall"]) == (1, 4 / 5)


def test_kappa_by_hand():
    # 12 places; gold cuts 5, the prediction 4 of them: observed 11/12, expected (5·4 + 7·8) / 144.
    expected = (5 * 4 + 7 * 8) / 144
    assert values(words(3, 7, 9, 11, 13))["boundaries.kappa"] == pytest.approx((11 / 12 - expected) / (1 - expected))
    assert values(words(13), words(13))["boundaries.kappa"] == 1
    assert values(words(1), words(1), "字")["boundaries.kappa"] != values(words(1), words(1), "字")["boundaries.kappa"]


def test_blanks_are_no_place_for_a_boundary():
    gold, predicted = Words(((0, 2), (3, 4))), Words(((0, 4),))
    spaced = values(predicted, gold, "AI 好")
    closed = values(Words(((0, 3),)), Words(((0, 2), (2, 3))), "AI好")
    assert same(spaced, closed)


def test_recall_outside_and_inside_a_word_list():
    found = values(words(3, 7, 9, 11, 13), known_words={"国家", "创新", "中心"})
    # Outside: 长三角 right, 技术 wrong, 落户 right; inside: 国家 wrong, 创新 and 中心 right.
    assert (found["oov.recall"], found["iv.recall"]) == (2 / 3, 2 / 3)
    assert "oov.recall" not in values(words(13))


def test_coarse_score_takes_predictions_without_groups_as_they_are():
    assert values(words(11, 13), view="coarse")["words.f"] == 1
    assert values(words(11, 13))["words.f"] == 2 / 8
    assert values(GOLD, view="coarse")["words.f"] == 1


@pytest.mark.parametrize(
    ("predicted", "right", "size"),
    [
        (GOLD, 6, 6),
        (words(11, 13), 2, 2),  # the name as one word
        (words(3, 5, 7, 11, 13), 5, 5),  # the inner group as one word
        (words(2, 13), 0, 2),  # nothing right in the name: it counts as one word
        (words(3, 6, 13), 1, 5),  # 长三角 right; 创新/中心, where nothing is, as one word
    ],
)
def test_best_cut(predicted, right, size):
    evaluation = evaluate_words([Pair("a.1", "a", TEXT, GOLD, predicted)])
    counts = evaluation.counts.totals()
    assert (counts["best_cut.correct"], counts["best_cut.gold"]) == (right, size)


@pytest.mark.parametrize(
    ("predicted", "crossing"),
    [(words(11, 13), 0), (words(1, 2, 3, 13), 1 / 4), (words(4, 13), 2 / 2), (words(3, 5, 7, 9, 13), 1 / 5)],
)
def test_crossing(predicted, crossing):
    assert values(predicted)["crossing.rate"] == crossing


@given(words_corpora)
def test_gold_against_itself(pairs):
    found = evaluate_words(perfect(pairs), known_words={"字"}).values()
    for name, value in found.items():
        assert math.isnan(value) or value == (0 if name == "crossing.rate" else 1), name


@given(words_corpora, st.sampled_from(list(WORD_VIEWS)))
def test_exchanging_the_sides_exchanges_precision_and_recall(pairs, view):
    one, other = (evaluate_words(side, view).values() for side in (pairs, swapped(pairs)))
    symmetric = [name for name in one if name.startswith(("words", "boundaries"))]
    assert same({n: exchanged(one)[n] for n in symmetric}, {n: other[n] for n in symmetric})


@given(words_corpora, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs, random):
    mixed = random.sample(pairs, len(pairs))
    assert same(evaluate_words(pairs).values(), evaluate_words(mixed).values())


@given(words_corpora)
def test_the_best_cut_is_no_worse_than_fine_words(pairs):
    found = evaluate_words(pairs).values()
    assert not found["best_cut.f"] < found["words.f"]


@given(words_corpora)
def test_joining_right_words_lowers_f(pairs):
    better = evaluate_words(perfect(pairs)).values()["words.f"]
    joined = [Pair(p.id, p.document, p.text, p.gold, _joined(p.gold)) for p in pairs]
    worse = evaluate_words(joined).values()["words.f"]
    if any(len(p.gold.spans) > 1 for p in pairs):
        assert worse < better


def _joined(found):
    return Words(((found.spans[0][0], found.spans[-1][1]),) if found.spans else ())
