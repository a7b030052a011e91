"""Counts, and measures made from sums of counts.

Every score is a function of sums over the texts, so that the value, its interval and the test of
a difference come from the same numbers: the interval draws other documents and sums again, the
test exchanges two systems' counts and sums again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shuanglian.metrics.pairs import Pair

Array = NDArray[np.float64]
Sums = Mapping[str, Array]
"""Names of counts to sums: one number each, or one for each of many resamples. A missing name is 0."""

Measure = Callable[[Sums], Array]
"""From sums to values of the same shape; NaN where nothing was there to be measured."""


@dataclass(frozen=True)
class Counts:
    """Counts of units (texts or documents): `rows` has a row a unit and a column a name."""

    units: tuple[str, ...]
    documents: tuple[str, ...]
    names: tuple[str, ...]
    rows: NDArray[np.integer[Any]]

    def totals(self) -> dict[str, int]:
        return dict(zip(self.names, map(int, self.rows.sum(axis=0, dtype=np.int64)), strict=True))

    def by_document(self) -> Counts:
        """Add up the units of each document; documents come in the order of their names."""
        return self._by_document

    @cached_property
    def _by_document(self) -> Counts:
        documents = tuple(sorted(set(self.documents)))
        place_of = {document: place for place, document in enumerate(documents)}
        rows = np.zeros((len(documents), len(self.names)), np.int64)
        np.add.at(rows, [place_of[document] for document in self.documents], self.rows)
        return Counts(documents, documents, self.names, rows)

    def in_order_of(self, units: Sequence[str], names: Sequence[str]) -> NDArray[np.int64]:
        """Return the rows of `units` and the columns of `names`; a name that was never counted is 0."""
        row_of = {unit: number for number, unit in enumerate(self.units)}
        column_of = {name: number for number, name in enumerate(self.names)}
        rows = np.zeros((len(units), len(names)), np.int64)
        chosen = [row_of[unit] for unit in units]
        for column, name in enumerate(names):
            if name in column_of:
                rows[:, column] = self.rows[chosen, column_of[name]]
        return rows


class Tally:
    """Counts being gathered, one unit after the other."""

    def __init__(self) -> None:
        self._units: list[str] = []
        self._documents: list[str] = []
        self._single: dict[str, array[int]] = {}
        self._matches: dict[str, array[int]] = {}
        self._crosses: dict[str, array[int]] = {}
        self._row = -1

    def begin(self, pair: Pair[Any]) -> None:
        """Count for this pair from here on."""
        self._units.append(pair.id)
        self._documents.append(pair.document)
        self._row += 1

    def add(self, name: str, number: int = 1) -> None:
        if name not in self._single:
            self._single[name] = array("q")
        self._single[name].extend((self._row, number))

    def match(self, name: str, correct: int, gold: int, predicted: int) -> None:
        """Count what `prf` needs."""
        if name not in self._matches:
            self._matches[name] = array("q")
        self._matches[name].extend((self._row, correct, gold, predicted))

    def cross(self, name: str, gold_hits: int, predicted_hits: int, gold: int, predicted: int) -> None:
        """Count what `overlap_prf` needs."""
        if name not in self._crosses:
            self._crosses[name] = array("q")
        self._crosses[name].extend((self._row, gold_hits, predicted_hits, gold, predicted))

    def counts(self) -> Counts:
        columns = dict(self._columns())
        names = tuple(sorted(columns))
        rows = np.zeros((len(self._units), len(names)), np.int32)
        for place, name in enumerate(names):
            rows[:, place] = columns[name]
        return Counts(tuple(self._units), tuple(self._documents), names, rows)

    def _columns(self) -> Iterator[tuple[str, NDArray[np.int32]]]:
        for cells, parts in (
            (self._single, ("",)),
            (self._matches, (".correct", ".gold", ".predicted")),
            (self._crosses, (".gold_hits", ".predicted_hits", ".gold", ".predicted")),
        ):
            for name, numbers in cells.items():
                at, *columns = np.array(numbers).reshape(-1, 1 + len(parts)).T
                yield from (
                    (name + part, self._summed(at, column)) for part, column in zip(parts, columns, strict=True)
                )

    def _summed(self, at: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        return np.bincount(at, numbers, len(self._units)).astype(np.int32)


@dataclass(frozen=True)
class Evaluation:
    """What was counted, and what is computed from it; a measure is called ``<what>.<which value>``."""

    counts: Counts
    measures: Mapping[str, Measure]

    def values(self) -> dict[str, float]:
        sums = sums_of(self.counts.names, self.counts.rows.sum(axis=0, dtype=np.int64))
        return {name: float(measure(sums)) for name, measure in self.measures.items()}


def names_used(measure: Measure, names: Sequence[str]) -> list[str]:
    """Which of the counts a measure looks at."""
    watched = _Watched({name: np.ones(()) for name in names})
    measure(watched)
    return sorted(watched.looked_at)


class _Watched(dict[str, Array]):
    """Sums that remember which of them were asked for."""

    def __init__(self, sums: Sums) -> None:
        super().__init__(sums)
        self.looked_at: set[str] = set()

    def __getitem__(self, name: str) -> Array:
        self.looked_at.add(name)
        return super().__getitem__(name)


def sums_of(names: Sequence[str], sums: NDArray[Any]) -> dict[str, Array]:
    """Name the last axis of an array of sums."""
    return {name: sums[..., column].astype(np.float64) for column, name in enumerate(names)}


# --- measures -------------------------------------------------------------------------------


def prf(name: str) -> dict[str, Measure]:
    """Precision, recall and F of what `Tally.match` counted.

    With nothing in the gold and nothing predicted all three are NaN: there is nothing to be right
    or wrong about. Otherwise a share of nothing is 0, as in conlleval and seqeval.
    """
    correct, gold, predicted = f"{name}.correct", f"{name}.gold", f"{name}.predicted"
    return {
        f"{name}.precision": _share_where_any(correct, predicted, gold),
        f"{name}.recall": _share_where_any(correct, gold, predicted),
        f"{name}.f": f_score(name),
    }


def f_score(name: str) -> Measure:
    """F1 as 2·correct / (gold + predicted), which is the harmonic mean of precision and recall."""

    def value(sums: Sums) -> Array:
        return divided(2 * _of(sums, f"{name}.correct"), _of(sums, f"{name}.gold") + _of(sums, f"{name}.predicted"))

    return value


def share(part: str, whole: str) -> Measure:
    """The share of one count in another, NaN where that is 0."""
    return lambda sums: divided(_of(sums, part), _of(sums, whole))


def overlap_prf(name: str) -> dict[str, Measure]:
    """Precision, recall and F where each side counts its own hits, ``.gold_hits`` and ``.predicted_hits``."""
    precision = _share_where_any(f"{name}.predicted_hits", f"{name}.predicted", f"{name}.gold")
    recall = _share_where_any(f"{name}.gold_hits", f"{name}.gold", f"{name}.predicted")

    def harmonic(sums: Sums) -> Array:
        p, r = precision(sums), recall(sums)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(p + r == 0, 0.0, 2 * p * r / (p + r))

    return {f"{name}.precision": precision, f"{name}.recall": recall, f"{name}.f": harmonic}


def mean(measures: Iterable[Measure]) -> Measure:
    """The mean of those measures that are not NaN."""
    parts = list(measures)

    def value(sums: Sums) -> Array:
        values = np.stack(np.broadcast_arrays(*(part(sums) for part in parts)))
        there = ~np.isnan(values)
        return divided(np.where(there, values, 0.0).sum(axis=0), there.sum(axis=0).astype(np.float64))

    return value if parts else lambda sums: np.full_like(_of(sums, ""), np.nan)


def kappa(name: str) -> Measure:
    """Cohen's kappa of two yes-or-no judgements on ``.positions``, counted as `Tally.match` does.

    1 where both say the same everywhere and chance would have them agree everywhere too.
    """

    def value(sums: Sums) -> Array:
        both, gold, predicted = (_of(sums, f"{name}.{part}") for part in ("correct", "gold", "predicted"))
        total = _of(sums, f"{name}.positions")
        observed = divided(total - gold - predicted + 2 * both, total)
        expected = divided(gold * predicted + (total - gold) * (total - predicted), total * total)
        by_chance = np.where(observed == 1, 1.0, 0.0)
        return np.where(expected == 1, by_chance, divided(observed - expected, 1 - expected))

    return value


def divided(part: Array, whole: Array) -> Array:
    """Divide, with NaN where the divisor is 0."""
    part, whole = np.broadcast_arrays(np.asarray(part, np.float64), np.asarray(whole, np.float64))
    quotient: Array = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
    return quotient


def _share_where_any(part: str, whole: str, other: str) -> Measure:
    def value(sums: Sums) -> Array:
        of, against = _of(sums, whole), _of(sums, other)
        return np.where((of == 0) & (against > 0), 0.0, divided(_of(sums, part), of))

    return value


def _of(sums: Sums, name: str) -> Array:
    if name in sums:
        return sums[name]
    return np.zeros_like(next(iter(sums.values()))) if sums else np.zeros(())
