"""results.json: the scores of a baseline's predictions, by split, view and measure.

The scorer makes them all. Scores of a trained system on the train split are those of text it has
learnt from; `cross_validation` is over the whole corpus, each cluster predicted by what was
trained on the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.baselines.corpus import Corpus
from shuanglian.metrics.intervals import Estimate
from shuanglian.tasks import tasks
from shuanglian.tasks.report import Report
from shuanglian.tasks.scoring import score

Json = dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """What scores are made with besides the gold: its version, and the known labels of entities."""

    corpus: Corpus
    version: str | None
    labels: Collection[str]


def score_task(task: str, bench: Bench, predictions: Path, cross_validated: Path | None) -> Json:
    """Score the predictions of a task on each split, and cross-validated ones on all texts."""
    results: Json = {split: _score(task, bench, predictions, split) for split in bench.corpus.splits(task)}
    if cross_validated is not None:
        results["cross_validation"] = _score(task, bench, cross_validated, None)
    return results


def _score(task: str, bench: Bench, predictions: Path, split: str | None) -> Json:
    views = {}
    for view in tasks()[task].views:
        report = score(
            task,
            predictions,
            str(bench.corpus.folder),
            split=split,
            view=view,
            labels=bench.labels,
            gold_version=bench.version,
        )
        views[view] = _told(report)
    return views


def _told(report: Report) -> Json:
    estimates, counts = report.score.estimates, report.score.counts
    return {
        "texts": report.texts,
        "documents": report.score.documents,
        "headlines": list(report.headlines),
        "measures": {name: _numbers(value) for name, value in estimates.items() if _shown(report.task, name)},
        "counts": {name: number for name, number in counts.items() if _shown(report.task, name)},
        "notes": [note for note in report.notes if not note.startswith("predictions for other splits")],
        "signature": dict(report.signature),
    }


def _shown(task: str, name: str) -> bool:
    """Whether the table of a report has a row for a measure."""
    row = name.rpartition(".")[0]
    return any(row == caption or _stands_for(caption, row) for caption in tasks()[task].captions)


def _stands_for(caption: str, row: str) -> bool:
    return caption.endswith("*") and row.startswith(caption[:-1])


def _numbers(estimate: Estimate) -> list[float | None]:
    """Value, low and high, rounded so that the last bits of a machine do not show."""
    numbers: Iterable[float | None] = (estimate.value, estimate.low, estimate.high)
    return [None if number is None else round(number, 6) for number in numbers]
