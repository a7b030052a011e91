"""Scores of parts: per label, slot, attribute or phenomenon, and per document.

A breakdown has a row a part and a cell a system; a cell holds F, precision and recall, or the one
value that there is, and is null where there is nothing to measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from shuanglian.annotations.model import Words
from shuanglian.metrics.counts import Evaluation, sums_of
from shuanglian.metrics.intervals import Score
from shuanglian.metrics.pairs import Pair

Json = dict[str, Any]
Cell = list[float | None] | None

LOWER = ("false_alarms", "rate")
"""Values of which less is better."""

FIRST = ("value_unit", "relaxed", "alarms", "label", "kind")
"""Families of parts that come before the others."""

_SINGLE = ("macro_f", "accuracy", "recall", *LOWER)
_DIGITS = 5


def measures(captions: Mapping[str, str], scores: Sequence[Score]) -> list[Json]:
    """The measures of a task that stand for the whole, each in its row."""
    names = [name for name in captions if not name.endswith("*")]
    return _breakdown("measures", {name: name for name in names}, scores)


def parts(scores: Sequence[Score]) -> list[Json]:
    """The measures of parts, which are called ``label PER``, ``slot time`` or ``attribute kind=count``."""
    families: dict[str, dict[str, str]] = {}
    for name in dict.fromkeys(name.rpartition(".")[0] for score in scores for name in score.estimates):
        family, _, part = name.partition(" ")
        if part and not name.endswith(("characters", "=True")):
            family, part = part.split("=", 1) if "=" in part else (family, part)
            families.setdefault(family, {})[part] = name
    first = {name: place for place, name in enumerate(FIRST)}
    ordered = sorted(families, key=lambda family: (first.get(family, len(first)), family))
    return [data for family in ordered for data in _breakdown(family, families[family], scores)]


def _breakdown(name: str, names: Mapping[str, str], scores: Sequence[Score]) -> list[Json]:
    rows = []
    for part, counted in names.items():
        which = next((one for one in ("f", *_SINGLE) if any(f"{counted}.{one}" in s.estimates for s in scores)), None)
        if which is None:
            continue
        cells = [_cell(score, counted, which) for score in scores]
        if not any(cells):
            continue
        gold = max((score.counts.get(f"{counted}.gold", 0) for score in scores), default=0)
        rows.append({"part": part, "gold": gold, "cells": cells, "lower": which in LOWER})
    return [{"name": name, "rows": rows}] if rows else []


def _cell(score: Score, name: str, which: str) -> Cell:
    columns = ("f", "precision", "recall") if which == "f" else (which,)
    found = [score.estimates.get(f"{name}.{column}") for column in columns]
    values = [_rounded(one.value) if one else None for one in found]
    return None if values[0] is None else values


# --- parts of the texts -------------------------------------------------------------------------


def documents(measure: str, evaluations: Sequence[Evaluation]) -> list[Json]:
    if not evaluations:
        return []
    counts = evaluations[0].counts
    rows = [
        {
            "part": document,
            "texts": counts.documents.count(document),
            "cells": [_document(evaluation, measure, document) for evaluation in evaluations],
        }
        for document in sorted(set(counts.documents))
    ]
    return [{"name": "document", "rows": rows}] if rows else []


def _document(evaluation: Evaluation, measure: str, document: str) -> Cell:
    counts = evaluation.counts.by_document()
    sums = sums_of(counts.names, counts.rows[counts.documents.index(document)])
    family = measure.rpartition(".")[0]
    found = [evaluation.measures[f"{family}.{which}"] for which in ("f", "precision", "recall")]
    values = [float(one(sums)) for one in found]
    return None if np.isnan(values[0]) else [_rounded(value) for value in values]


def word_groups(said: Sequence[Sequence[Pair[Any]]]) -> list[Json]:
    """Recall of words by the outermost group that they stand in; words of none are ``-``."""
    if not said or not all(isinstance(pair.gold, Words) for pair in said[0]):
        return []
    labels = [list(_word_labels(pair.gold)) for pair in said[0]]
    names = sorted({label for one in labels for label in one})
    totals = {name: sum(one.count(name) for one in labels) for name in names}
    recalls = [_word_recall(pairs, labels, totals) for pairs in said]
    rows = [{"part": name, "gold": totals[name], "cells": [[recall[name]] for recall in recalls]} for name in names]
    return [{"name": "words in groups", "rows": rows}]


def _word_labels(words: Words) -> Iterator[str]:
    for start, end in words.spans:
        holding = (group.label for group in words.groups if group.start <= start and end <= group.end)
        yield next(holding, "-")


def _word_recall(
    pairs: Sequence[Pair[Words]], labels: Sequence[Sequence[str]], totals: Mapping[str, int]
) -> dict[str, float | None]:
    found = dict.fromkeys(totals, 0)
    for pair, names in zip(pairs, labels, strict=True):
        predicted = set(pair.predicted.spans)
        for span, name in zip(pair.gold.spans, names, strict=True):
            found[name] += span in predicted
    return {name: _rounded(found[name] / totals[name]) for name in totals}


def _rounded(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(value, _DIGITS)
