"""Whether one system is better than another, or the difference may be chance.

Approximate randomisation (Noreen 1989; Yeh 2000): if both were equally good, which of the two gave
which answer would be arbitrary, unit by unit; so the answers are exchanged at random, and the
share of exchanges with a difference at least as large as the real one is the p-value.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shuanglian.metrics.counts import Array, Counts, Evaluation, Measure, names_used, sums_of
from shuanglian.metrics.intervals import SEED

EXCHANGES = 10_000
FEW = 20
"""With fewer documents than this, sentences are exchanged; so few documents can prove nothing."""

LEVEL = 0.05
_SLACK = 1e-12  # differences that are equal but for rounding count as equal


@dataclass(frozen=True, slots=True)
class Comparison:
    """Difference of a measure (first minus second) and its two-sided p-value.

    `unit` is what was exchanged; `exchanges` is the number of samples, or of all possible
    exchanges where `exact`. A difference of None means that a side has no value.
    """

    difference: float | None
    p: float | None
    unit: str
    units: int
    exchanges: int
    exact: bool


def compare(
    one: Evaluation,
    other: Evaluation,
    measure: str,
    unit: str | None = None,
    exchanges: int = EXCHANGES,
    seed: int = SEED,
) -> Comparison:
    """Test one measure on the same texts; `unit` is "document" or "sentence", by default as `FEW` says.

    Where all 2^n exchanges of the n units that differ are no more than `exchanges`, all of them
    are made and p is exact; else p is (1 + hits) / (1 + exchanges), which is never 0.
    """
    first, second = _function(one, measure), _function(other, measure)
    unit = unit or ("sentence" if len(set(one.counts.documents)) < FEW else "document")
    counts, rivals = (e.counts.by_document() if unit == "document" else e.counts for e in (one, other))
    names = sorted({*names_used(first, counts.names), *names_used(second, rivals.names)})
    rows, others = _paired(counts, rivals, names)
    total, total_other = rows.sum(axis=0), others.sum(axis=0)
    real = float(first(sums_of(names, total)) - second(sums_of(names, total_other)))
    if np.isnan(real):
        return Comparison(None, None, unit, len(rows), 0, False)
    moved, exact = _exchanged(others - rows, exchanges, seed)
    drawn = first(sums_of(names, total + moved)) - second(sums_of(names, total_other - moved))
    hits = int((np.abs(drawn) >= abs(real) - _SLACK).sum())
    p = hits / len(drawn) if exact else (1 + hits) / (1 + len(drawn))
    return Comparison(real, p, unit, len(rows), len(drawn), exact)


def _function(evaluation: Evaluation, measure: str) -> Measure:
    return evaluation.measures[measure]


def _paired(one: Counts, other: Counts, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if sorted(one.units) != sorted(other.units):
        raise ValueError("two systems are compared on the same texts, each once")
    units = sorted(one.units)
    return one.in_order_of(units, names), other.in_order_of(units, names)


def _exchanged(differences: NDArray[np.int64], exchanges: int, seed: int) -> tuple[Array, bool]:
    """Return what each exchange moves from one system's sums to the other's, and whether all were made."""
    kinds, sizes = np.unique(differences[np.any(differences != 0, axis=1)], axis=0, return_counts=True)
    units = int(sizes.sum())
    if units <= math.log2(exchanges):
        every = np.repeat(kinds, sizes, axis=0)
        chosen = (np.arange(2**units)[:, None] >> np.arange(units)) & 1
        return chosen.astype(np.float64) @ every.astype(np.float64), True
    # Units that differ in the same way are exchanged together: how many of them is binomial.
    numbers = np.random.default_rng(seed).binomial(sizes, 0.5, (exchanges, len(sizes)))
    return numbers.astype(np.float64) @ kinds.astype(np.float64), False


# --- many systems -----------------------------------------------------------------------------


def holm(values: Sequence[float]) -> list[float]:
    """Correct p-values for how many they are (Holm 1979); the order stays."""
    adjusted = [0.0] * len(values)
    greatest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda place: values[place])):
        greatest = max(greatest, min(1.0, (len(values) - rank) * values[place]))
        adjusted[place] = greatest
    return adjusted


@dataclass(frozen=True, slots=True)
class Place:
    """A system in a ranking: its value and the number of its tie group, from 1."""

    system: str
    value: float
    group: int


def ranking(systems: Mapping[str, Evaluation], measure: str, **options: Any) -> list[Place]:
    """Rank systems by a measure, the best first, with tie groups.

    All pairs are tested and corrected by Holm. A group begins with the best system that is in
    none yet, and takes in the systems after it up to the first that is significantly worse than
    that one. A system without a value is not ranked.
    """
    return ranked(systems, measure, compare_all(systems, measure, **options))


def ranked(
    systems: Mapping[str, Evaluation], measure: str, compared: Mapping[tuple[str, str], Comparison]
) -> list[Place]:
    """Rank as `ranking` does, with the tests of all pairs at hand."""
    values, order = _in_order(systems, measure)
    differ = {pair for pair, found in compared.items() if found.p is not None and found.p < LEVEL}
    places: list[Place] = []
    head, group = "", 0
    for name in order:
        if not head or (head, name) in differ:
            head, group = name, group + 1
        places.append(Place(name, values[name], group))
    return places


def _in_order(systems: Mapping[str, Evaluation], measure: str) -> tuple[dict[str, float], list[str]]:
    values = {name: evaluation.values()[measure] for name, evaluation in systems.items()}
    there = (name for name in systems if not np.isnan(values[name]))
    return values, sorted(there, key=lambda name: (-values[name], name))


def compare_all(systems: Mapping[str, Evaluation], measure: str, **options: Any) -> dict[tuple[str, str], Comparison]:
    """Test every pair of systems that have a value, (better, worse), with p corrected for their number (Holm)."""
    _, order = _in_order(systems, measure)
    pairs = [(better, worse) for place, better in enumerate(order) for worse in order[place + 1 :]]
    tested = [compare(systems[better], systems[worse], measure, **options) for better, worse in pairs]
    corrected = holm([found.p or 0.0 for found in tested])
    return {pair: replace(found, p=p) for pair, found, p in zip(pairs, tested, corrected, strict=True)}
