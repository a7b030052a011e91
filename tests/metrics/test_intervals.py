import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.metrics.counts import Counts, Evaluation, Tally, kappa, mean, prf, share
from shuanglian.metrics.intervals import bootstrap_t, estimate, resampled, student_quantile
from shuanglian.metrics.pairs import Pair


def evaluation(rows, documents=None):
    """An evaluation of (correct, gold, predicted) for each document."""
    names = ("x.correct", "x.gold", "x.predicted")
    units = tuple(f"{n:03}" for n in range(len(rows)))
    return Evaluation(Counts(units, tuple(documents or units), names, np.array(rows)), prf("x"))


ROWS = [(8, 10, 9), (50, 60, 70), (3, 10, 8), (30, 33, 31)]


def test_the_value_is_that_of_the_sums_and_lies_in_its_interval():
    found = estimate(evaluation(ROWS))["x.f"]
    assert found.value == 2 * 91 / (113 + 118)
    assert 0 < found.low < found.value < found.high < 1


def test_sentences_of_a_document_are_drawn_together():
    found = estimate(evaluation(ROWS, ["a", "a", "b", "b"]))
    merged = estimate(evaluation([(58, 70, 79), (33, 43, 39)], ["a", "b"]))
    assert found.documents == 2
    assert found["x.f"] == merged["x.f"]


def test_order_of_documents_does_not_matter():
    rows = dict(zip("dbac", ROWS, strict=True))
    one = estimate(evaluation(list(rows.values()), list(rows)))
    other = estimate(evaluation([rows[name] for name in sorted(rows)], sorted(rows)))
    assert one["x.f"] == other["x.f"]


def test_one_document_has_no_interval_and_says_so():
    found = estimate(evaluation(ROWS, ["a"] * 4))
    assert (found.documents, found.resamples) == (1, 0)
    assert found["x.f"].low is found["x.f"].high is None
    assert found["x.f"].value is not None


def test_documents_that_do_not_differ_have_no_interval():
    found = estimate(evaluation([(5, 10, 10)] * 4))
    assert found["x.f"].value == 0.5
    assert found["x.f"].low is None


def test_what_is_not_there_is_none_and_json():
    found = estimate(evaluation([(0, 0, 0), (0, 0, 0)]))
    assert found["x.f"].value is None
    assert json.loads(json.dumps(found.as_json()))["estimates"]["x.f"] == {"value": None, "low": None, "high": None}


def test_the_seed_decides():
    assert estimate(evaluation(ROWS), seed=1)["x.f"] == estimate(evaluation(ROWS), seed=1)["x.f"]
    assert estimate(evaluation(ROWS), seed=1)["x.f"] != estimate(evaluation(ROWS), seed=2)["x.f"]


def test_resamples_draw_each_document_equally_often():
    rows = np.eye(5, dtype=np.int64)
    drawn = resampled(rows, 4000, seed=3)
    assert drawn.shape == (4000, 5)
    assert np.all(drawn.sum(axis=1) == 5)
    assert np.allclose(drawn.mean(axis=0), 1, atol=0.06)
    assert np.allclose(drawn.var(axis=0), 4 / 5, atol=0.08)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (2, 4.30265), (3, 3.18245), (5, 2.57058), (11, 2.20099), (200, 1.97190)]
)
def test_student_quantile(freedom, quantile):
    assert student_quantile(0.975, freedom) == pytest.approx(quantile, rel=2e-3)


@given(st.floats(0.001, 0.999), st.lists(st.floats(0, 1), min_size=2, max_size=50), st.integers(2, 100))
def test_a_share_has_an_interval_of_shares_around_it(value, drawn, documents):
    low, high = bootstrap_t(value, np.array(drawn), documents)
    assert low is None or 0 <= low <= value + 1e-9
    assert low is None or value - 1e-9 <= high <= 1


@pytest.mark.parametrize("documents", [3, 12])
def test_the_interval_holds_the_true_share_about_as_often_as_it_says(documents):
    """A quick version of scripts/simulate_intervals.py, whose results docs/scoring.md has."""
    held = 0
    for run in range(400):
        draw = np.random.default_rng(run)
        gold = draw.integers(20, 60, documents)
        rows = np.stack([draw.binomial(gold, draw.beta(8, 2, documents)), gold, gold], axis=1)
        found = estimate(evaluation(rows), resamples=300, seed=run)["x.f"]
        held += found.low is not None and found.low <= 0.8 <= found.high
    assert 0.91 <= held / 400 <= 0.985


def test_the_interval_by_hand():
    """Three documents: t is 4.303 for 2 degrees of freedom; the resamples' standard deviation is 0.1 on the arcsine scale."""
    middle = math.asin(math.sqrt(0.5))
    drawn = np.sin([middle - 0.1, middle + 0.1]) ** 2
    half = 4.30265 * math.sqrt(3 / 2) * 0.1
    low, high = bootstrap_t(0.5, drawn, 3)
    assert low == pytest.approx(math.sin(middle - half) ** 2, rel=1e-4)
    assert high == pytest.approx(math.sin(middle + half) ** 2, rel=1e-4)


def test_kappa_may_be_negative():
    low, high = bootstrap_t(-0.1, np.array([-0.3, 0.1, -0.2]), 3)
    assert -1 <= low < -0.1 < high <= 1


def test_mean_leaves_out_what_is_not_there():
    measures = [prf("x")["x.f"], prf("y")["y.f"], share("x.gold", "x.predicted")]
    sums = {"x.correct": np.array(1.0), "x.gold": np.array(2.0), "x.predicted": np.array(2.0)}
    assert mean(measures)(sums) == (0.5 + 1) / 2
    assert math.isnan(mean([])(sums))


def test_measures_work_on_one_sum_and_on_many():
    names = ("x.correct", "x.gold", "x.predicted", "x.positions")
    sums = np.array([[2, 4, 5, 9], [0, 0, 0, 0], [3, 3, 3, 3]])
    for measure in (
        prf("x")["x.precision"],
        prf("x")["x.f"],
        kappa("x"),
        share("x.correct", "x.gold"),
        mean([kappa("x")]),
    ):
        many = measure(dict(zip(names, sums.T.astype(float), strict=True)))
        single = [float(measure(dict(zip(names, row.astype(float), strict=True)))) for row in sums]
        assert np.array_equal(many, single, equal_nan=True)


def test_tally_counts_by_pair_and_document():
    tally = Tally()
    for identity, document, number in (("b.1", "b", 2), ("a.1", "a", 3), ("b.2", "b", 4)):
        tally.begin(Pair(identity, document, "", None, None))
        tally.match("x", number, number + 1, number + 2)
        tally.add("y", number)
        tally.add("y", 1)
    counts = tally.counts()
    assert counts.totals() == {"x.correct": 9, "x.gold": 12, "x.predicted": 15, "y": 12}
    documents = counts.by_document()
    assert documents.documents == ("a", "b")
    assert documents.rows.tolist() == [[3, 4, 5, 4], [6, 8, 10, 8]]
