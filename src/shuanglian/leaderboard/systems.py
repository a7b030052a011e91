"""Folders of systems: predictions for one or more tasks, and a meta.json that says whose they are.

    my-system/predictions/segmentation.jsonl
    my-system/predictions/ner.jsonl
    my-system/meta.json

The files may also lie in the folder itself, and meta.json beside them. Whoever trains on the corpus
may add cross-validation/<task>.jsonl: each text predicted without its cluster of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.tasks import tasks
from shuanglian.tasks.meta import Meta, read_meta
from shuanglian.tasks.problems import Gathered

CROSS_VALIDATION = "cross-validation"
"""The folder of cross-validated predictions, and what the page calls their board in the place of a split."""

EMPTY = Kind("submission-empty", "records", "put predictions/<task>.jsonl into the folder, and meta.json beside them")
UNKNOWN_TASK = Kind("submission-unknown-task", "records", "name each file of predictions after its task")


@dataclass(frozen=True)
class System:
    """A system: the name it is linked by, whether it is the user's own, and its predictions by task.

    `cross_validated` holds predictions of the whole corpus, made of each text by what had not seen it.
    """

    key: str
    own: bool
    folder: Path
    meta: Meta
    predictions: Mapping[str, Path]
    cross_validated: Mapping[str, Path]


def read_systems(baselines: Path | None, submissions: Sequence[Path]) -> list[System]:
    """Read the baselines that have predictions, and all submissions; raises `FindingsError` with every problem."""
    ran = [folder for folder in sorted(baselines.iterdir()) if _prediction_files(folder)] if baselines else []
    findings: list[Finding] = []
    read = [_system(folder, False, findings) for folder in ran]
    read += [_system(folder, True, findings) for folder in submissions]
    if findings:
        raise FindingsError(findings)
    return _with_own_keys(system for system in read if system is not None)


def told_of(folder: str, findings: Iterable[Finding]) -> list[Finding]:
    """Say in which folder findings are."""
    return [replace(finding, path=f"{folder}/{finding.path}") for finding in findings]


def _prediction_files(folder: Path) -> list[Path]:
    inner = folder / "predictions"
    return sorted((inner if inner.is_dir() else folder).glob("*.jsonl"))


def _system(folder: Path, own: bool, findings: list[Finding]) -> System | None:
    files = _prediction_files(folder)
    if not files:
        findings.append(EMPTY.at(folder.name, "", "there are no predictions in it"))
        return None
    crossed = sorted((folder / CROSS_VALIDATION).glob("*.jsonl"))
    unknown = [path.relative_to(folder) for path in (*files, *crossed) if path.stem not in tasks()]
    known = ", ".join(tasks())
    findings += [UNKNOWN_TASK.at(f"{folder.name}/{path.name}", "", f"tasks are {known}") for path in unknown]
    problems = Gathered("meta.json")
    meta = read_meta(_meta_file(folder, files[0].parent), problems)
    findings += told_of(folder.name, problems.findings())
    if meta is None:
        return None
    return System(
        folder.resolve().name, own, folder, meta, *({path.stem: path for path in paths} for paths in (files, crossed))
    )


def _meta_file(folder: Path, inner: Path) -> Path:
    beside = inner / "meta.json"
    return beside if beside.exists() else folder / "meta.json"


def _with_own_keys(systems: Iterable[System]) -> list[System]:
    """Give the second folder of a name another key."""
    keyed: dict[str, System] = {}
    for system in systems:
        key, number = system.key, 2
        while key in keyed:
            key, number = f"{system.key}-{number}", number + 1
        keyed[key] = replace(system, key=key)
    return list(keyed.values())
