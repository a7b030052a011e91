"""What a run leaves in a baseline's folder, and whether another run gives the same.

predictions/<task>.jsonl        every sentence; a system that trains has learnt from the train split
predictions/meta.json           whose they are, and what they took
cross-validation/<task>.jsonl   each cluster predicted by what was trained on all others
results.json                    scores of both
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.baselines.description import Baseline
from shuanglian.baselines.hardware import hardware
from shuanglian.baselines.results import Bench, score_task
from shuanglian.baselines.running import Predictions
from shuanglian.files import json_line, write_text
from shuanglian.findings import Finding, Kind
from shuanglian.tasks.scoring import validate

NOT_REPRODUCED = Kind(
    "baseline-not-reproduced", "records", "`shuanglian baseline run NAME` writes it anew; find out what changed"
)

Json = dict[str, Any]
_MEASURED = ("hardware", "seconds", "runs")
"""Keys of meta.json that differ from run to run."""


@dataclass(frozen=True)
class Files:
    """The files of a folder with predictions."""

    folder: Path

    def predictions(self, task: str) -> Path:
        return self.folder / "predictions" / f"{task}.jsonl"

    def cross_validated(self, task: str) -> Path:
        return self.folder / "cross-validation" / f"{task}.jsonl"

    @property
    def meta(self) -> Path:
        return self.folder / "predictions" / "meta.json"

    @property
    def results(self) -> Path:
        return self.folder / "results.json"


def write_run(
    files: Files, old: Files, baseline: Baseline, predicted: Mapping[str, Predictions], options: tuple[str, ...]
) -> None:
    """Write predictions and what they took; `old` has those of tasks that were not run."""
    for task, found in predicted.items():
        write_text(files.predictions(task), "".join(map(json_line, found.rows)))
        if found.cross_validated is not None:
            write_text(files.cross_validated(task), "".join(map(json_line, found.cross_validated)))
    before = _read(old.meta).get("runs", {})
    meta = _meta(baseline, {task: found.report for task, found in predicted.items()}, before, options)
    write_text(files.meta, pretty(meta))


def score_run(files: Files, tasks: Sequence[str], bench: Bench) -> Json:
    """Check and score the predictions of a folder; raises `FindingsError` with all problems."""
    results = {}
    for task in tasks:
        validate(task, files.predictions(task), str(bench.corpus.folder))
        cross_validated = files.cross_validated(task)
        results[task] = score_task(
            task, bench, files.predictions(task), cross_validated if cross_validated.is_file() else None
        )
    return results


def write_results(files: Files, old: Files, results: Json) -> None:
    write_text(files.results, pretty(_with(results, old)))


def stale_results(files: Files, results: Json, name: str) -> list[Finding]:
    """Say whether results.json holds other scores than these."""
    if pretty(_with(results, files)) == (files.results.read_text("utf-8") if files.results.is_file() else ""):
        return []
    return [NOT_REPRODUCED.at(f"{name}/{files.results.name}", "", "the predictions have other scores")]


def _with(results: Json, files: Files) -> Json:
    """Add the scores of tasks that were not scored now."""
    return dict(sorted({**_read(files.results), **results}.items()))


def _read(path: Path) -> Json:
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def take_over(new: Files, old: Files, tasks: Sequence[str], measure: bool) -> list[str]:
    """Put new files in the place of those that differ, and return their names.

    Where predictions are as they were, so are the measurements of them, unless `measure` says that
    they are to be taken anew.
    """
    names = [file.relative_to(new.folder) for task in tasks for file in _of_task(new, task)]
    changed = [name for name in names if not _same(new.folder / name, old.folder / name)]
    if changed or measure or not _same_meta(new.meta, old.meta):
        changed.append(new.meta.relative_to(new.folder))
    if not _same(new.results, old.results):
        changed.append(Path(new.results.name))
    for name in changed:
        write_text(old.folder / name, (new.folder / name).read_text("utf-8"))
    return [name.as_posix() for name in changed]


def differences(new: Files, old: Files, tasks: Sequence[str], name: str) -> list[Finding]:
    """Say where committed files are not what a run gives."""
    findings = []
    for task in tasks:
        for file in _of_task(new, task):
            committed = old.folder / file.relative_to(new.folder)
            if not _same(file, committed):
                place = f"{name}/{file.relative_to(new.folder).as_posix()}"
                findings.append(NOT_REPRODUCED.at(place, *_first_difference(file, committed)))
    if not _same_meta(new.meta, old.meta):
        findings.append(NOT_REPRODUCED.at(f"{name}/predictions/meta.json", "", "it describes another system"))
    if not _same(new.results, old.results):
        findings.append(NOT_REPRODUCED.at(f"{name}/results.json", "", "the scores are others"))
    return findings


def _of_task(files: Files, task: str) -> list[Path]:
    return [file for file in (files.predictions(task), files.cross_validated(task)) if file.is_file()]


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def _same_meta(one: Path, other: Path) -> bool:
    if not other.is_file():
        return False
    read = [json.loads(path.read_text("utf-8")) for path in (one, other)]
    first, second = ({key: value for key, value in data.items() if key not in _MEASURED} for data in read)
    return first == second


def _first_difference(new: Path, old: Path) -> tuple[str, str]:
    if not old.is_file():
        return "", "it is missing"
    lines = [path.read_text("utf-8").splitlines() for path in (new, old)]
    for number, (one, other) in enumerate(zip(*lines, strict=False), 1):
        if one != other:
            return f"line {number}", f"a run gives {one[:200]}, it says {other[:200]}"
    return "", f"a run gives {len(lines[0])} lines, it has {len(lines[1])}"


def _meta(
    baseline: Baseline, reports: Mapping[str, Json], before: Mapping[str, Json], options: tuple[str, ...]
) -> Json:
    """Put together meta.json; what a script tells of itself (its model, for instance) counts before baseline.toml."""
    description = baseline.description
    told: Json = {}
    packages: Json = {}
    runs = {task: run for task, run in before.items() if task in baseline.tasks}
    for task, report in reports.items():
        told |= report.get("meta", {})
        packages |= report["packages"]
        seconds = report["seconds"]
        speed = round(report["characters"] / seconds) if seconds else None
        kept = {key: value for key, value in report.items() if key not in ("meta", "packages")}
        runs[task] = {**kept, "characters_per_second": speed}
    return {
        "system": description.system,
        "version": description.version,
        "hardware": hardware(),
        "seconds": round(sum(run["seconds"] for run in runs.values()), 3),
        "training_data": description.training_data,
        **told,
        "licence": description.licence,
        "packages": packages,
        **({"options": list(options)} if options else {}),
        "runs": runs,
    }


def pretty(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
