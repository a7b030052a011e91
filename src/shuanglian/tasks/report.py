"""A score with all that it depends on, and how it looks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from shuanglian.metrics.intervals import Estimate, Score
from shuanglian.metrics.significance import Comparison
from shuanglian.tasks import tasks


@dataclass(frozen=True)
class Report:
    """A score with all that it depends on; ``str()`` of it is a table.

    `comparisons` maps headline measures to the test against `other`, where one was asked for;
    their p-values are corrected for the number of headlines (Holm).
    """

    task: str
    system: str
    texts: int
    signature: Mapping[str, str]
    headlines: Sequence[str]
    score: Score
    notes: Sequence[str]
    other: str | None = None
    other_score: Score | None = None
    comparisons: Mapping[str, Comparison] | None = None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "score": self.score.as_json(), "other_score": _json(self.other_score)}

    def __str__(self) -> str:
        return table(self)


def _json(score: Score | None) -> dict[str, Any] | None:
    return score.as_json() if score else None


HEADER = ("", "P", "R", "F", "95 % interval", "correct / gold / predicted")
SINGLE = ("rate", "recall", "accuracy", "false_alarms", "macro_f")
"""Measures that stand alone in their row."""


def table(report: Report) -> str:
    """Write title, table, comparison, notes and signature; headlines carry an asterisk."""
    score = report.score
    documents = f"{score.documents} document{'' if score.documents == 1 else 's'}"
    lines = [f"{report.task}: {report.system}   ({report.texts:,} texts, {documents})", ""]
    lines += _aligned([HEADER, *_rows(report, score)])
    lines += ["", "* headline" + _about_intervals(score)]
    if report.comparisons is not None and report.other_score is not None:
        lines += ["", *_comparison(report, report.other_score, report.comparisons)]
    if report.notes:
        lines += ["", *report.notes]
    signature = " | ".join(f"{name}:{value}" for name, value in report.signature.items())
    return "\n".join([*lines, "", signature])


def _about_intervals(score: Score) -> str:
    if score.documents < 2:
        return "; no intervals: they are drawn from documents, and there is one"
    if not score.resamples:
        return "; intervals were not asked for"
    return f"; intervals: {score.resamples:,} resamples of {score.documents} documents, seed {score.seed}"


def _rows(report: Report, score: Score) -> Iterator[tuple[str, ...]]:
    names = dict.fromkeys(name.rpartition(".")[0] for name in score.estimates)
    for name, caption in _captions(tasks()[report.task].captions, list(names)):
        if f"{name}.f" in score.estimates:
            headline = " *" if f"{name}.f" in report.headlines else ""
            values = [score[f"{name}.{which}"] for which in ("precision", "recall", "f")]
            if values[-1].value is not None:
                yield caption + headline, *map(_percent, values), _interval(values[-1]), _counted(score, name)
        for which in SINGLE:
            alone = score.estimates.get(f"{name}.{which}")
            if alone is not None and f"{name}.f" not in score.estimates and alone.value is not None:
                column = ("", _percent(alone), "") if which == "recall" else ("", "", _percent(alone))
                yield caption, *column, _interval(alone), ""
        if (kappa := score.estimates.get(f"{name}.kappa")) is not None and kappa.value is not None:
            yield f"{caption}, kappa", "", "", f"{kappa.value:.3f}", "", ""


def _counted(score: Score, name: str) -> str:
    correct, gold, predicted = (score.counts.get(f"{name}.{side}", 0) for side in ("correct", "gold", "predicted"))
    if f"{name}.gold_hits" in score.counts:
        return f"– / {gold:,} / {predicted:,}"
    return f"{correct:,} / {gold:,} / {predicted:,}"


def _captions(captions: Mapping[str, str], names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the rows to print; a caption with an asterisk stands for all names that begin like it."""
    for pattern, caption in captions.items():
        if not pattern.endswith("*"):
            if pattern in names:
                yield pattern, caption
            continue
        for name in names:
            if name.startswith(pattern[:-1]):
                yield name, caption.replace("*", name[len(pattern) - 1 :])


def _comparison(report: Report, other: Score, comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    yield f"against {report.other}:"
    for measure, found in comparisons.items():
        if found.difference is None:
            yield f"  {measure}: nothing to compare"
            continue
        how = "all" if found.exact else f"{found.exchanges:,} random"
        theirs = _percent(other[measure]).strip()
        yield (
            f"  {measure}: {theirs}, difference {100 * found.difference:+.2f}, p = {found.p:.4f}"
            f"  ({how} exchanges of {found.units:,} {found.unit}s, Holm over {len(comparisons)})"
        )


def _percent(estimate: Estimate) -> str:
    return "–" if estimate.value is None else f"{100 * estimate.value:.2f}"


def _interval(estimate: Estimate) -> str:
    if estimate.low is None or estimate.high is None:
        return ""
    return f"{100 * estimate.low:.1f} – {100 * estimate.high:.1f}"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Pad cells to columns, the first to the left, and draw a line below the header."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0] + " " * (first[1] - _width(first[0]))]
        cells += [" " * (width - _width(cell)) + cell for cell, width in others]
        lines.append("  ".join(cells).rstrip())
    return [lines[0], "─" * (sum(widths) + 2 * len(widths) - 2), *lines[1:]]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
