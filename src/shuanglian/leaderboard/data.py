"""Everything the leaderboard shows, as one plain JSON: the page and the Markdown tables are made from it alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian import __version__
from shuanglian.diagnostics import Phenomenon
from shuanglian.findings import Finding, FindingsError
from shuanglian.leaderboard.boards import board, cost
from shuanglian.leaderboard.names import names_of
from shuanglian.leaderboard.systems import CROSS_VALIDATION, System, told_of
from shuanglian.leaderboard.texts import passage, text_json
from shuanglian.schema import Schema
from shuanglian.tasks import tasks
from shuanglian.tasks.lines import json_lines
from shuanglian.tasks.problems import Gathered
from shuanglian.tasks.published import version_of
from shuanglian.tasks.reference import Reference, Source, of_split, read_reference
from shuanglian.tasks.scoring import Bench, gold_name, known_words
from shuanglian.tasks.submissions import Submission
from shuanglian.tasks.task import Options, Task

Json = dict[str, Any]

WHOLE = "all"
"""What the board is called of gold that is not divided into splits."""


@dataclass(frozen=True)
class Gold:
    """What is scored against; `splits`, `version` and `labels` are those that `tasks.scoring.score` takes.

    `schema` and `phenomena` say what things are called.
    """

    source: Source
    splits: Mapping[str, str] | None = None
    version: str | None = None
    labels: Collection[str] | None = None
    schema: Schema | None = None
    phenomena: Sequence[Phenomenon] = ()


def leaderboard_data(
    systems: Sequence[System],
    gold: Gold,
    split: str | None = None,
    announce: Callable[[str], None] = lambda message: None,
) -> Json:
    """Score systems on every split that they have predictions for; `split` is the one to show first.

    `announce` is told of each task before it is scored.

    Predictions have to cover a split whole; a system without any prediction for the split that is
    shown first has to have some for another. Cross-validated predictions cover the whole corpus, and
    have a board of their own. Raises `FindingsError` with every problem.
    """
    data: Json = {
        "scorer": __version__,
        "gold": {"name": gold_name(gold.source), "version": gold.version or version_of(gold.source)},
        "names": names_of(gold.schema, gold.phenomena),
        "systems": [_system(system) for system in systems],
        "boards": [],
        "first": {},
        "passages": {},
        "texts": {},
    }
    findings: list[Finding] = []
    for task in tasks().values():
        number = sum(task.name in system.predictions for system in systems)
        if number:
            announce(f"{task.name}: scoring {number} system{'' if number == 1 else 's'}")
        if reference := _reference(gold, task, number > 0):
            _TaskData(data, task, reference, systems, gold, split, findings).add()
    if findings:
        raise FindingsError(findings)
    return data


def _system(system: System) -> Json:
    meta = system.meta
    return {
        "key": system.key,
        "own": system.own,
        "name": meta.system,
        "version": meta.version,
        "hardware": meta.hardware,
        "licence": meta.licence,
        "training_data": meta.training_data,
    }


def _reference(gold: Gold, task: Task[Any], needed: bool) -> Reference[Any] | None:
    """Read a task's gold; where no system needs it, gold that has no such layer is no problem."""
    try:
        return read_reference(gold.source, task, None, gold.splits)
    except FindingsError:
        if needed:
            raise
        return None


@dataclass(frozen=True)
class _TaskData:
    """What is scored for a task, on its way into the data; problems go into `findings`."""

    data: Json
    task: Task[Any]
    reference: Reference[Any]
    systems: Sequence[System]
    gold: Gold
    split: str | None
    findings: list[Finding]

    def add(self) -> None:
        divided = _divided(self.reference)
        first = _first(list(divided), self.split, self.task.ranked_on)
        self.data["first"][self.task.name] = first
        self.data["texts"][self.task.name] = {}
        covered = {system.key: _covered(system, self.task, divided, first) for system in self.systems}
        for name, part in divided.items():
            paths = {s.key: s.predictions[self.task.name] for s in self.systems if name in covered[s.key]}
            self._add_board(name, part, paths)
        crossed = {s.key: path for s in self.systems if (path := s.cross_validated.get(self.task.name))}
        if crossed:
            everything = [text for part in divided.values() for text in part.texts]
            self._add_board(CROSS_VALIDATION, Reference(everything, {}), crossed)

    def _add_board(self, name: str, part: Reference[Any], paths: Mapping[str, Path]) -> None:
        """Score the predictions of some systems for some texts, and add what they say of each."""
        split = None if name in (WHOLE, CROSS_VALIDATION) else name
        bench = Bench(self.task, part, gold_name(self.gold.source), split, self.data["gold"]["version"])
        read = {s.key: self._read(bench, s, paths[s.key]) for s in self.systems if s.key in paths}
        submissions = {key: submission for key, submission in read.items() if submission}
        labels = None if self.gold.labels is None else frozenset(self.gold.labels)
        costs = {s.key: cost(s.meta, self.task.name) for s in self.systems if s.key in submissions}
        for view in self.task.views:
            options = Options(view, known_words(self.task, self.gold.source, view), labels)
            self.data["boards"].append({**board(bench, options, submissions, costs), "split": name})
        for text in part.texts:
            self.data["passages"].setdefault(text.id, passage(text))
        self.data["texts"][self.task.name][name] = dict(self._texts(part, submissions))

    def _read(self, bench: Bench, system: System, path: Path) -> Submission[Any] | None:
        try:
            return bench.read(path, "jsonl", "conlleval")
        except FindingsError as error:
            inner = f"/{CROSS_VALIDATION}" if path.parent.name == CROSS_VALIDATION else ""
            self.findings.extend(told_of(f"{system.folder.name}{inner}", error.findings))
            return None

    def _texts(self, part: Reference[Any], submissions: Mapping[str, Submission[Any]]) -> Iterator[tuple[str, Json]]:
        for number, text in enumerate(part.texts):
            said = [submissions[s.key].pairs[number] if s.key in submissions else None for s in self.systems]
            yield text.id, text_json(text, said, self.task.views)


def _divided(reference: Reference[Any]) -> dict[str, Reference[Any]]:
    """Divide gold by split; gold without splits is one, and texts outside every split are left out."""
    splits = sorted({text.split for text in reference.texts if text.split})
    if not splits:
        return {WHOLE: reference}
    return {split: of_split(reference, split) for split in splits}


def _first(splits: Sequence[str], wanted: str | None, ranked_on: str) -> str:
    return next((split for split in (wanted, ranked_on) if split is not None and split in splits), splits[0])


def _covered(system: System, task: Task[Any], divided: Mapping[str, Reference[Any]], first: str) -> set[str]:
    """Name the splits that a system has any prediction for; where there are none, it is told of the first."""
    path = system.predictions.get(task.name)
    if path is None:
        return set()
    given = {row.get("id") for _, row in json_lines(path, Gathered(path.name)) if isinstance(row.get("id"), str)}
    found = {split for split, part in divided.items() if any(text.id in given for text in part.texts)}
    return found or {first}
