"""Everything the leaderboard shows, as one plain JSON: the page and the Markdown tables are made from it alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shuanglian import __version__
from shuanglian.findings import Finding, FindingsError
from shuanglian.leaderboard.boards import board, cost
from shuanglian.leaderboard.names import names_of
from shuanglian.leaderboard.systems import System, told_of
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

PREFERRED = "test"


@dataclass(frozen=True)
class Gold:
    """What is scored against; `splits`, `version` and `labels` are those that `tasks.scoring.score` takes."""

    source: Source
    splits: Mapping[str, str] | None = None
    version: str | None = None
    labels: Collection[str] | None = None
    schema: Schema | None = None


def leaderboard_data(systems: Sequence[System], gold: Gold, split: str | None = None) -> Json:
    """Score systems on every split that they have predictions for; `split` is the one to show first.

    Predictions have to cover a split whole; a system without any prediction for the split that is
    shown first has to have some for another. Raises `FindingsError` with every problem.
    """
    data: Json = {
        "scorer": __version__,
        "gold": {"name": gold_name(gold.source), "version": gold.version or version_of(gold.source)},
        "names": names_of(gold.schema),
        "systems": [_system(system) for system in systems],
        "boards": [],
        "passages": {},
        "texts": {},
    }
    findings: list[Finding] = []
    for task in tasks().values():
        if reference := _reference(gold, task, any(task.name in system.predictions for system in systems)):
            _add_task(data, task, reference, systems, gold, split, findings)
    if findings:
        raise FindingsError(findings)
    splits = list(dict.fromkeys(one["split"] for one in data["boards"]))
    data["split"] = _first(splits, split)
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


def _add_task(
    data: Json,
    task: Task[Any],
    reference: Reference[Any],
    systems: Sequence[System],
    gold: Gold,
    split: str | None,
    findings: list[Finding],
) -> None:
    version = data["gold"]["version"]
    texts = data["texts"][task.name] = {}
    divided = _divided(reference)
    first = _first(list(divided), split)
    labels = None if gold.labels is None else frozenset(gold.labels)
    metas = {system.key: system.meta for system in systems}
    covered = {system.key: _covered(system, task, divided, first) for system in systems}
    for name, part in divided.items():
        bench = Bench(task, part, gold_name(gold.source), None if name == "all" else name, version)
        submissions = {
            system.key: submission
            for system in systems
            if name in covered[system.key] and (submission := _read(bench, system, findings))
        }
        costs = {key: cost(metas[key], task.name) for key in submissions}
        options = [Options(view, known_words(task, gold.source, view), labels) for view in task.views]
        boards = [board(bench, chosen, submissions, costs) for chosen in options]
        data["boards"] += boards
        data["passages"] |= {text.id: passage(text.id, text.document, text.text) for text in part.texts}
        texts[name] = dict(_texts(part, systems, submissions))


def _divided(reference: Reference[Any]) -> dict[str, Reference[Any]]:
    """Divide gold by split; gold without splits is one, called "all", and texts outside every split are left out."""
    splits = sorted({text.split for text in reference.texts if text.split})
    if not splits:
        return {"all": reference}
    return {split: of_split(reference, split) for split in splits}


def _first(splits: Sequence[str], wanted: str | None) -> str:
    if wanted is not None and wanted in splits:
        return wanted
    return PREFERRED if PREFERRED in splits or not splits else splits[0]


def _covered(system: System, task: Task[Any], divided: Mapping[str, Reference[Any]], first: str) -> set[str]:
    """Name the splits that a system has any prediction for; where there are none, it is told of the first."""
    path = system.predictions.get(task.name)
    if path is None:
        return set()
    given = {row.get("id") for _, row in json_lines(path, Gathered(path.name)) if isinstance(row.get("id"), str)}
    found = {split for split, part in divided.items() if any(text.id in given for text in part.texts)}
    return found or {first}


def _read(bench: Bench, system: System, findings: list[Finding]) -> Submission[Any] | None:
    try:
        return bench.read(system.predictions[bench.task.name], "jsonl", "conlleval")
    except FindingsError as error:
        findings += told_of(system.folder, error.findings)
        return None


def _texts(
    reference: Reference[Any], systems: Sequence[System], submissions: Mapping[str, Submission[Any]]
) -> Iterator[tuple[str, Json]]:
    for number, text in enumerate(reference.texts):
        said = [submissions[one.key].pairs[number] if one.key in submissions else None for one in systems]
        yield text.id, text_json(text.gold, said)
