"""meta.json beside predictions: which system made them, and how."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.tasks.problems import META, Gathered

REQUIRED = ("system", "version", "hardware", "seconds", "training_data")
LONGEST = 100_000
_NAME = re.compile(r"[^<>&\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]{1,80}")


@dataclass(frozen=True, slots=True)
class Meta:
    """What meta.json says; `seconds` is None where a system was not timed."""

    system: str
    version: str
    hardware: str
    seconds: float | None
    training_data: str


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
    return None if faults else Meta(**{name: data[name] for name in REQUIRED})


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
    seconds = data.get("seconds", 0)
    timed = isinstance(seconds, int | float) and not isinstance(seconds, bool)
    if seconds is not None and not (timed and math.isfinite(seconds) and seconds >= 0):
        faults.append(f"seconds is {seconds!r:.60}, not a number from 0 on, or null")
    return faults
