"""meta.json beside predictions: which system made them, and how."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shuanglian.tasks.problems import META, Gathered

REQUIRED = ("system", "version", "hardware", "seconds", "training_data")
LONGEST = 100_000
_AMOUNTS = ("seconds", "characters", "peak_memory_mb")
_NAME = re.compile(r"[^<>&\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]{1,80}")


@dataclass(frozen=True, slots=True)
class Run:
    """What a task took: seconds, characters of text that they were spent on, and the most memory in megabytes."""

    seconds: float | None = None
    characters: float | None = None
    peak_memory_mb: float | None = None

    @property
    def speed(self) -> float | None:
        """Characters a second."""
        return self.characters / self.seconds if self.characters and self.seconds else None


@dataclass(frozen=True, slots=True)
class Meta:
    """What meta.json says; `seconds` is None where a system was not timed, and `licence` need not be there.

    `runs` are the costs by task, where they were measured.
    """

    system: str
    version: str
    hardware: str
    seconds: float | None
    training_data: str
    licence: str | None = None
    runs: Mapping[str, Run] = field(default_factory=dict)


def meta_path(predictions: Path) -> Path:
    return predictions.parent / "meta.json"


def read_meta(path: Path, problems: Gathered) -> Meta | None:
    """Read a meta.json; every fault is told, and then there is none."""
    try:
        raw = path.read_bytes()[: LONGEST + 1]
        data = json.loads(raw) if len(raw) <= LONGEST else None
    except (OSError, ValueError, RecursionError) as error:
        problems.tell(META, path.name, f"{type(error).__name__}: {error}")
        return None
    if not isinstance(data, dict):
        problems.tell(META, path.name, "no JSON object of moderate size")
        return None
    faults = [*_missing(data), *_wrong(data)]
    for fault in faults:
        problems.tell(META, path.name, fault)
    return None if faults else _meta(data)


def _meta(data: dict[str, Any]) -> Meta:
    runs = {task: Run(*(run.get(name) for name in _AMOUNTS)) for task, run in data.get("runs", {}).items()}
    return Meta(**{name: data[name] for name in REQUIRED}, licence=data.get("licence"), runs=runs)


def _missing(data: dict[str, Any]) -> list[str]:
    return [f"{name} is missing" for name in REQUIRED if name not in data]


def _wrong(data: dict[str, Any]) -> list[str]:
    faults = []
    for name in ("system", "version"):
        value = data.get(name, "-")
        if not isinstance(value, str) or not _NAME.fullmatch(value) or not value.strip():
            faults.append(f"{name} is {value!r:.60}, not a plain name of at most 80 characters without < > &")
    for name in ("hardware", "training_data"):
        if not isinstance(data.get(name, "-"), str):
            faults.append(f"{name} is no text")
    if not isinstance(data.get("licence"), str | None):
        faults.append("licence is no text")
    if not _is_amount(data.get("seconds")):
        faults.append(f"seconds is {data['seconds']!r:.60}, not a number from 0 on, or null")
    runs = data.get("runs", {})
    if not isinstance(runs, dict) or not all(isinstance(run, dict) for run in runs.values()):
        return [*faults, "runs is no object with an object for each task"]
    amounts = [(f"runs.{task}.{name}", run.get(name)) for task, run in runs.items() for name in _AMOUNTS]
    wrong = [(name, value) for name, value in amounts if not _is_amount(value)]
    return [*faults, *(f"{name:.60} is {value!r:.60}, not a number from 0 on, or null" for name, value in wrong)]


def _is_amount(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (number and math.isfinite(value) and value >= 0)
