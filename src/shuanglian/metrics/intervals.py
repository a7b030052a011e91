"""How far a score can be trusted: 95 % confidence intervals by drawing documents again.

Sentences of one article resemble each other, so whole documents are drawn. The method, and what
it does with as few documents as there are here, is measured by scripts/simulate_intervals.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shuanglian.metrics.counts import Array, Evaluation, Measure, sums_of

RESAMPLES = 1000
SEED = 20250215
LEVEL = 0.95
_AT_ONCE = 2_000_000  # documents drawn at once, to bound memory


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval; None where there is nothing to measure, or only one document."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Score:
    """Values by name, the counts behind them, and what the intervals rest on."""

    estimates: Mapping[str, Estimate]
    counts: Mapping[str, int]
    documents: int
    resamples: int
    seed: int

    def __getitem__(self, name: str) -> Estimate:
        return self.estimates[name]

    def as_json(self) -> dict[str, Any]:
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]


def estimate(evaluation: Evaluation, resamples: int = RESAMPLES, seed: int = SEED) -> Score:
    """Compute every measure with its interval; `resamples` of 0 leaves the intervals out."""
    counts = evaluation.counts.by_document()
    documents = len(counts.documents)
    drawn = resamples if documents > 1 else 0
    sums = resampled(counts.rows, drawn, seed) if drawn else None
    named = sums_of(counts.names, sums) if sums is not None else None
    values = evaluation.values()
    estimates = {
        name: Estimate(_number(values[name]), *_interval(measure, named, values[name], documents))
        for name, measure in evaluation.measures.items()
    }
    return Score(estimates, counts.totals(), documents, drawn, seed)


def resampled(rows: NDArray[np.integer[Any]], resamples: int, seed: int) -> Array:
    """Sum the counts of documents drawn with replacement: an array (resamples, names)."""
    random = np.random.default_rng(seed)
    size = max(1, _AT_ONCE // len(rows))
    parts = [_drawn(random, rows, min(size, resamples - done)) for done in range(0, resamples, size)]
    return np.concatenate(parts)


def _drawn(random: np.random.Generator, rows: NDArray[np.integer[Any]], resamples: int) -> Array:
    documents = len(rows)
    drawn = random.integers(0, documents, (resamples, documents)) + np.arange(resamples)[:, None] * documents
    times = np.bincount(drawn.ravel(), minlength=resamples * documents).reshape(resamples, documents)
    sums: Array = times.astype(np.float64) @ rows.astype(np.float64)
    return sums


def _interval(
    measure: Measure, sums: Mapping[str, Array] | None, value: float, documents: int
) -> tuple[float | None, float | None]:
    if not sums or np.isnan(value):
        return None, None
    drawn = measure(sums)
    return bootstrap_t(value, drawn[~np.isnan(drawn)], documents)


def bootstrap_t(value: float, drawn: Array, documents: int) -> tuple[float | None, float | None]:
    """The value give or take Student's t times the standard error of the resamples, on the arcsine scale.

    Percentiles of few documents are far too narrow: of three documents they hold the true score in
    about 74 % of cases. The standard error is right but for the factor n / (n - 1) of its square,
    and t allows for how badly n documents tell it. The arcsine of the square root keeps a share
    between 0 and 1, and makes its error much the same near the ends as in the middle; what may be
    negative (kappa) is taken as it is. Where all resamples are equal there is no interval:
    documents that do not differ say nothing about those that were not seen.
    """
    if not len(drawn) or np.ptp(drawn) == 0:
        return None, None
    wide = student_quantile((1 + LEVEL) / 2, documents - 1) * math.sqrt(documents / (documents - 1))
    if value < 0 or drawn.min() < 0:
        half = wide * float(drawn.std())
        return max(-1.0, value - half), min(1.0, value + half)
    middle, half = math.asin(math.sqrt(min(1.0, value))), wide * float(np.arcsin(np.sqrt(np.minimum(drawn, 1))).std())
    return math.sin(max(0.0, middle - half)) ** 2, math.sin(min(math.pi / 2, middle + half)) ** 2


def student_quantile(probability: float, freedom: int) -> float:
    """Quantile of Student's t: exact for 1 and 2 degrees of freedom, else to about 0.1 %.

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
    """
    if freedom == 1:
        return math.tan(math.pi * (probability - 0.5))
    if freedom == 2:
        twice = 2 * probability - 1
        return twice * math.sqrt(2 / (1 - twice**2))
    z = NormalDist().inv_cdf(probability)
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / freedom**power for power, term in enumerate(terms))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value
