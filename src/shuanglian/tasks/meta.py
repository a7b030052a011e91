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
OPTIONAL = ("characters", "memory_mb", "licence")
LONGEST = 100_000
_NAME = re.compile(r"[^<>&\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]{1,80}")


@dataclass(frozen=True, slots=True)
class Meta:
    """What meta.json says; `seconds` is None where a system was not timed.

    `characters` is how many characters of text the seconds were spent on, `memory_mb` the most
    memory that was used, in megabytes; `licence` that of the system with its model.
    """

    system: str
    version: str
    hardware: str
    seconds: float | None
    training_data: str
    characters: float | None = None
    memory_mb: float | None = None
    licence: str | None = None


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
    return None if faults else Meta(**{name: data[name] for name in (*REQUIRED, *OPTIONAL) if name in data})


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
    for name in ("seconds", "characters", "memory_mb"):
        if not _is_amount(data.get(name)):
            faults.append(f"{name} is {data[name]!r:.60}, not a number from 0 on, or null")
    return faults


def _is_amount(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (number and math.isfinite(value) and value >= 0)
