from itertools import product

import numpy as np
import pytest

from shuanglian.metrics.counts import prf
from shuanglian.metrics.significance import Comparison, compare, holm, ranking
from tests.metrics.test_intervals import evaluation


def system(quality, seed, units=200):
    draw = np.random.default_rng(seed)
    gold = draw.integers(5, 30, units)
    return evaluation(np.stack([draw.binomial(gold, quality), gold, gold], axis=1))


def test_all_exchanges_are_made_where_they_are_few():
    one, other = evaluation([(9, 10, 10), (8, 10, 10), (7, 10, 12)]), evaluation([(5, 10, 10), (8, 10, 10), (4, 10, 9)])
    found = compare(one, other, "x.f")
    # By hand: the second unit does not differ; four exchanges of the other two.
    rows = [((9, 10, 10), (5, 10, 10)), ((7, 10, 12), (4, 10, 9))]
    real = abs(f((8, 10, 10), *(a for a, _ in rows)) - f((8, 10, 10), *(b for _, b in rows)))
    at_least = 0
    for exchanged in product((False, True), repeat=2):
        sides = [(b, a) if swap else (a, b) for (a, b), swap in zip(rows, exchanged, strict=True)]
        drawn = abs(f((8, 10, 10), *(a for a, _ in sides)) - f((8, 10, 10), *(b for _, b in sides)))
        at_least += drawn >= real - 1e-12
    assert found == Comparison(found.difference, at_least / 4, "sentence", 3, 4, True)
    assert found.difference == pytest.approx(real)


def f(*rows):
    correct, gold, predicted = map(sum, zip(*rows, strict=True))
    return 2 * correct / (gold + predicted)


def test_a_system_does_not_differ_from_itself():
    found = compare(system(0.9, 1), system(0.9, 1), "x.f")
    assert (found.difference, found.p) == (0, 1)


def test_a_clear_difference_is_found_and_exchanging_systems_turns_its_sign():
    one, other = system(0.9, 1), system(0.7, 1)
    found, turned = compare(one, other, "x.f"), compare(other, one, "x.f")
    assert found.p == 1 / 10_001  # no exchange comes near, and yet p is not 0
    assert found.difference == -turned.difference > 0.1
    assert turned.p == pytest.approx(found.p, abs=0.01)


def test_equal_systems_are_called_different_as_often_as_the_level_says():
    same = [
        compare(system(0.8, 2 * n, 60), _with_gold_of(2 * n, 2 * n + 1), "x.f", exchanges=400).p for n in range(200)
    ]
    assert 0.02 <= sum(p < 0.05 for p in same) / 200 <= 0.09


def _with_gold_of(seed, other):
    gold = system(0.8, seed, 60).counts.rows[:, 1]
    draw = np.random.default_rng(other + 10_000)
    return evaluation(np.stack([draw.binomial(gold, 0.8), gold, gold], axis=1))


def test_few_documents_are_tested_by_sentences_and_many_by_documents():
    documents = [str(n % 3) for n in range(200)]
    few = [evaluation(system(q, 1).counts.rows, documents) for q in (0.9, 0.8)]
    assert compare(*few, "x.f").unit == "sentence"
    assert compare(*few, "x.f", unit="document").p == 2 / 8
    many = [evaluation(system(q, 1).counts.rows, [str(n // 4) for n in range(200)]) for q in (0.9, 0.8)]
    assert compare(*many, "x.f").unit == "document"


def test_many_units():
    found = compare(system(0.9, 1, 3000), system(0.89, 1, 3000), "x.f", unit="sentence")
    assert found.p < 0.01
    assert not found.exact


def test_other_texts_are_refused():
    with pytest.raises(ValueError, match="same texts"):
        compare(system(0.9, 1, 10), system(0.9, 1, 11), "x.f")


def test_nothing_to_compare():
    nothing = evaluation([(0, 0, 0)])
    assert compare(nothing, nothing, "x.f").p is None


def test_systems_with_other_counts_are_compared_on_all_of_them():
    one, other = system(0.9, 1), system(0.8, 1)
    wider = type(other)(
        type(other.counts)(
            other.counts.units,
            other.counts.documents,
            ("a", *other.counts.names),
            np.hstack([other.counts.rows[:, :1], other.counts.rows]),
        ),
        prf("x"),
    )
    assert compare(one, wider, "x.f") == compare(one, other, "x.f")


def test_holm():
    assert holm([0.01, 0.04, 0.03]) == [0.03, 0.06, 0.06]
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


def test_ranking_with_tie_groups():
    systems = {
        "good": system(0.9, 1),
        "as good": system(0.9, 2),
        "bad": system(0.6, 3),
        "silent": evaluation([(0, 0, 0)]),
    }
    places = ranking({name: e for name, e in systems.items() if name != "silent"}, "x.f", exchanges=500)
    assert [place.group for place in places] == [1, 1, 2]
    assert places[-1].system == "bad"
    assert ranking({"silent": systems["silent"]}, "x.f") == []
