"""Measures of parts of the texts, from the counts of the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from shuanglian.metrics.counts import Counts, Evaluation, Measure, prf, share


def with_parts(evaluation: Evaluation, part_of: Sequence[str], families: Mapping[str, str]) -> Evaluation:
    """Add measures of each part: ``value_unit ranges.f`` is ``value_unit.f`` of the texts in the part "ranges".

    `part_of` names the part of each unit; `families` maps what was counted to what it is called of parts.
    """
    counts = evaluation.counts
    chosen = [place for place, name in enumerate(counts.names) if name.rpartition(".")[0] in families]
    names, columns = list(counts.names), [counts.rows]
    measures = dict(evaluation.measures)
    for part in sorted(set(part_of)):
        here = np.array([one == part for one in part_of])[:, None]
        columns.append(counts.rows[:, chosen] * here)
        for place in chosen:
            family, _, which = counts.names[place].rpartition(".")
            names.append(f"{families[family]} {part}.{which}")
        for family, called in families.items():
            measures |= _measures(f"{called} {part}", f"{family}.fired" in counts.names)
    rows = np.concatenate(columns, axis=1)
    return Evaluation(Counts(counts.units, counts.documents, tuple(names), rows), measures)


def _measures(name: str, alarms: bool) -> dict[str, Measure]:
    return {f"{name}.false_alarms": share(f"{name}.fired", f"{name}.gold")} if alarms else prf(name)
