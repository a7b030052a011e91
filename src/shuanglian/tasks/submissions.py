"""Predictions of a system, read against the gold: usable as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from shuanglian.metrics.pairs import Pair
from shuanglian.tasks.causes import around, because, cause_of_text
from shuanglian.tasks.formats import Reading, read_format
from shuanglian.tasks.meta import Meta, meta_path, read_meta
from shuanglian.tasks.problems import (
    MALFORMED,
    MISSING_ID,
    REPEATED_ID,
    TEXT_DIFFERS,
    UNKNOWN_ID,
    UNREAD,
    FaultyError,
    Gathered,
)
from shuanglian.tasks.reference import Reference
from shuanglian.tasks.tags import Repair
from shuanglian.tasks.task import GoldText, Json, Task

T = TypeVar("T")
Predictions = str | Path | Iterable[Mapping[str, Any]]
"""A file, or rows shaped like its lines."""


@dataclass(frozen=True)
class Submission(Generic[T]):
    """Every text of the gold with its prediction, in the gold's order.

    `aside` counts predictions for texts of other splits; `repaired` is None where there were no tags.
    """

    system: str
    pairs: Sequence[Pair[T]]
    aside: int
    repaired: int | None
    meta: Meta | None


@dataclass
class _Rows(Generic[T]):
    """Rows being read: the texts they may speak of, and what was found."""

    task: Task[T]
    gold: Mapping[str, GoldText[T]]
    elsewhere: Mapping[str, str | None]
    problems: Gathered
    found: dict[str, T] = field(default_factory=dict)
    first_line: dict[str, int] = field(default_factory=dict)
    aside: int = 0

    def take(self, line: int, row: Json) -> None:
        identity = row.get("id")
        if not isinstance(identity, str):
            self.problems.tell(MALFORMED, f"line {line}", f"id is {identity!r:.60}, not a string")
        elif identity in self.first_line:
            message = f"there is a prediction for it in line {self.first_line[identity]}"
            self.problems.tell(REPEATED_ID, f"line {line}, {identity}", message)
        else:
            self.first_line[identity] = line
            self._take_known(line, identity, row)

    def _take_known(self, line: int, identity: str, row: Json) -> None:
        where = f"line {line}, {identity[:80]}"
        if identity in self.elsewhere:
            self.aside += 1
        elif identity not in self.gold:
            self.problems.tell(UNKNOWN_ID, where, f"the gold has no text {identity[:80]!r}")
        elif told := _other_text(self.gold[identity], row):
            self.problems.tell(TEXT_DIFFERS, where, told)
        else:
            self._take_annotation(where, self.gold[identity], row)

    def _take_annotation(self, where: str, gold: GoldText[Any], row: Json) -> None:
        try:
            annotation = self.task.predicted(gold.text, row)
        except FaultyError as error:
            self.problems.tell(error.kind, where, str(error))
            return
        except ValueError as error:
            self.problems.tell(MALFORMED, where, str(error))
            return
        for kind, message in self.task.check(gold.text, annotation, row):
            self.problems.tell(kind, where, message)
        self.found[gold.id] = annotation


def read_submission(
    task: Task[T],
    predictions: Predictions,
    reference: Reference[T],
    form: str = "jsonl",
    repair: Repair = "conlleval",
    meta_required: bool = False,
) -> Submission[T]:
    """Read predictions for the texts of a reference; those for texts of other splits are left aside.

    Raises `FindingsError` with every problem.
    """
    path = Path(predictions) if isinstance(predictions, str | Path) else None
    problems = Gathered(path.name if path else "predictions")
    gold = reference.texts
    reading = Reading(path or Path(), gold, task.name, repair, problems)
    rows = _Rows(task, {text.id: text for text in gold}, reference.elsewhere, problems)
    source = read_format(form, reading) if path else _in_memory(predictions)
    for line, row in source:
        rows.take(line, row)
    # Which texts have no prediction is not known where lines could not be read.
    for text in () if problems.any_of(*UNREAD) else gold:
        if text.id not in rows.first_line:
            problems.tell(MISSING_ID, text.id, f"no prediction for {text.text[:30]!r}")
    meta = _meta(path, problems, meta_required)
    problems.stop()
    pairs = [Pair(text.id, text.document, text.text, text.gold, rows.found[text.id]) for text in gold]
    for kind, message in task.suspicions(pairs):
        problems.tell(kind, "all lines", message)
    problems.stop()
    system = meta.system if meta else (path.stem if path else "predictions")
    return Submission(system, pairs, rows.aside, reading.repaired if reading.tagged else None, meta)


def _in_memory(predictions: Any) -> Iterable[tuple[int, Json]]:
    return enumerate(map(dict, predictions), 1)


def _meta(path: Path | None, problems: Gathered, required: bool) -> Meta | None:
    """Read the meta.json beside a file; where it need not be there, a missing one is no fault."""
    beside = meta_path(path) if path else None
    if beside is None or not (required or beside.exists()):
        return None
    return read_meta(beside, problems)


def _other_text(gold: GoldText[Any], row: Json) -> str:
    """Say how the text that a row was made from differs from the gold's; empty where it does not or is not told."""
    text, digest = row.get("text"), row.get("text_sha256")
    if isinstance(text, str) and text != gold.text:
        at = next((n for n, (a, b) in enumerate(zip(gold.text, text, strict=False)) if a != b), None)
        at = min(len(gold.text), len(text)) if at is None else at
        cause = because(cause_of_text(gold.text, text))
        return f"at {at} the gold has {around(gold.text, at, at + 1)}, the prediction {around(text, at, at + 1)}{cause}"
    if digest is not None and digest != gold.text_sha256:
        return f"text_sha256 is {digest!r:.70}, that of the gold text {gold.text[:30]!r} is {gold.text_sha256}"
    return ""
