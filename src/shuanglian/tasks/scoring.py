"""From gold and predictions to a report: the one way a score is made, for the command and in Python."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from shuanglian import __version__
from shuanglian.files import json_line, sha256
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.intervals import RESAMPLES, SEED, estimate
from shuanglian.metrics.significance import compare, holm
from shuanglian.tasks import tasks
from shuanglian.tasks.known_words import list_hash, shipped_words
from shuanglian.tasks.published import version_of
from shuanglian.tasks.reference import Reference, Source, read_reference
from shuanglian.tasks.report import Report
from shuanglian.tasks.submissions import Predictions, Submission, read_submission
from shuanglian.tasks.tags import Repair
from shuanglian.tasks.task import Options, Task


def score(
    task: str,
    predictions: Predictions,
    gold: Source,
    *,
    split: str | None = None,
    against: Predictions | None = None,
    view: str | None = None,
    form: str = "jsonl",
    repair: Repair = "conlleval",
    words: Collection[str] | None = None,
    labels: Collection[str] | None = None,
    names: Mapping[str, str] | None = None,
    gold_version: str | None = None,
    splits: Mapping[str, str] | None = None,
    resamples: int = RESAMPLES,
) -> Report:
    """Score predictions of a task against gold.

    `predictions` (and `against`, a second system's) is a file in the format `form`, or rows shaped
    like its lines; `gold` is a JSONL file, a folder of them, a dataset's folder or its id on the
    Hub, or rows. `splits` maps articles to splits where the gold does not say, `gold_version` goes
    into the signature, and `names` maps our labels to those of the set that the predictions use.
    `words` are the known words, for recall outside and inside them; without them, those of the list
    that the gold ships. The other options are those of `shuanglian score`.

    Raises `FindingsError` with everything that is wrong, `WrongUseError` for an unknown task, view or
    format.
    """
    bench = _bench(task, gold, split, splits, gold_version)
    chosen = _view(bench.task, view)
    options = Options(chosen, known_words(bench.task, gold, chosen, words), _frozen(labels), names)
    submission = bench.read(predictions, form, repair)
    evaluation = bench.task.evaluate(submission.pairs, options)
    report = bench.report(submission, evaluation, options, repair, resamples)
    if against is None:
        return report
    rival = bench.read(against, form, repair)
    return _compared(report, evaluation, rival.system, bench.task.evaluate(rival.pairs, options), resamples)


def validate(
    task: str,
    predictions: Predictions,
    gold: Source,
    *,
    split: str | None = None,
    form: str = "jsonl",
    repair: Repair = "conlleval",
    splits: Mapping[str, str] | None = None,
) -> Submission[Any]:
    """Read predictions, with their meta.json, as a submission; raises `FindingsError` with every problem."""
    return _bench(task, gold, split, splits).read(predictions, form, repair, meta_required=True)


class WrongUseError(ValueError):
    """A task, view or format that there is not."""


@dataclass(frozen=True)
class Bench:
    """A task with the gold of a split, None for all of it, and the gold's name and version."""

    task: Task[Any]
    reference: Reference[Any]
    gold: str
    split: str | None = None
    version: str | None = None

    def read(self, predictions: Predictions, form: str, repair: Repair, meta_required: bool = False) -> Submission[Any]:
        if form != "jsonl" and form not in self.task.formats:
            known = ", ".join(("jsonl", *self.task.formats))
            raise WrongUseError(f"{self.task.name} has no format {form!r}; its formats are {known}")
        return read_submission(self.task, predictions, self.reference, form, repair, meta_required)

    def report(
        self,
        submission: Submission[Any],
        evaluation: Evaluation,
        options: Options,
        repair: Repair = "conlleval",
        resamples: int = RESAMPLES,
    ) -> Report:
        """Put together what is told of a submission that was evaluated with these options."""
        return Report(
            self.task.name,
            submission.system,
            len(self.reference.texts),
            _signature(self, options, submission, repair, resamples),
            self.task.headlines[options.view or ""],
            estimate(evaluation, resamples),
            _notes(self.task, submission, options),
        )

    def gold_hash(self) -> str:
        """Hash ids, texts and what the task sees of the gold, whatever the order and the format they came in."""
        digest = hashlib.sha256()
        for text in sorted(self.reference.texts, key=lambda text: text.id):
            digest.update(f"{text.id}\n{text.text_sha256}\n{text.gold!r}\n".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def gold_name(gold: Source) -> str:
    return Path(gold).name if isinstance(gold, str | Path) else "rows"


def _bench(
    name: str, gold: Source, split: str | None, splits: Mapping[str, str] | None, version: str | None = None
) -> Bench:
    if name not in tasks():
        raise WrongUseError(f"{name!r} is no task; tasks are {', '.join(tasks())}")
    reference = read_reference(gold, tasks()[name], split, splits)
    return Bench(tasks()[name], reference, gold_name(gold), split, version or version_of(gold))


def _view(task: Task[Any], view: str | None) -> str:
    if view is not None and view not in task.views:
        raise WrongUseError(f"{task.name} has no view {view!r}; its views are {', '.join(task.views)}")
    return view or task.views[0]


def known_words(
    task: Task[Any], gold: Source, view: str, words: Collection[str] | None = None
) -> frozenset[str] | None:
    """Return the words that a task takes for known: those given, or those of the list that the gold ships."""
    if not task.listed:
        return None
    return shipped_words(gold, view) if words is None else frozenset(words)


def _frozen(values: Collection[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _compared(report: Report, one: Evaluation, name: str, other: Evaluation, resamples: int) -> Report:
    tested = {measure: compare(one, other, measure) for measure in report.headlines}
    corrected = holm([1.0 if found.p is None else found.p for found in tested.values()])
    comparisons = {
        measure: replace(found, p=None if found.p is None else p)
        for (measure, found), p in zip(tested.items(), corrected, strict=True)
    }
    return replace(report, other=name, other_score=estimate(other, resamples), comparisons=comparisons)


def _notes(task: Task[Any], submission: Submission[Any], options: Options) -> list[str]:
    notes = list(task.notes(submission.pairs, options))
    if submission.repaired is not None:
        notes.insert(0, f"tags out of place: {submission.repaired}")
    if submission.aside:
        notes.append(f"predictions for other splits, not scored: {submission.aside}")
    return notes


def _signature(
    bench: Bench,
    options: Options,
    submission: Submission[Any],
    repair: Repair,
    resamples: int,
) -> dict[str, str]:
    """Say everything that a score depends on, in a fixed order."""
    parts = {
        "task": bench.task.name,
        "gold": bench.gold,
        "version": bench.version or "none",
        "gold_sha256": bench.gold_hash()[:12],
        "split": bench.split or "all",
        "view": str(options.view),
    }
    if options.names is not None:
        parts["labels"] = sha256(json_line(sorted(options.names.items())))[:12]
    if options.words is not None:
        parts["words"] = list_hash(options.words)
    parts["tags"] = "none" if submission.repaired is None else f"{repair}, {submission.repaired} out of place"
    return {**parts, "interval": f"bootstrap-t {resamples} seed {SEED}", "scorer": __version__}
