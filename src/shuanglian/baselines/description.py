"""baseline.toml: what a baseline is, what it needs, and what it may see."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from types import UnionType
from typing import Any, get_type_hints

from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.tasks import tasks

MALFORMED = Kind("baseline-malformed", "records", "docs/baselines.md shows a baseline.toml")
UNKNOWN = Kind("baseline-unknown", "records", "a baseline is a folder of baselines/ with a baseline.toml")

_PINNED = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+")


@dataclass(frozen=True)
class Description:
    """The content of a baseline.toml.

    `packages` are pinned; the folder's requirements.txt holds them, all they need, and hashes.
    `build` pins what building them from source needs. A baseline that `trains` is given the train
    split, one that is `cross_validated` is also trained on all clusters but one, in turn. `model`
    says which model a person must have; then nothing runs without one. `deterministic` says that
    every run must give the same predictions.
    """

    system: str
    about: str
    tasks: tuple[str, ...]
    version: str
    licence: str
    training_data: str
    packages: tuple[str, ...] = ()
    build: tuple[str, ...] = ()
    model: str = ""
    heavy: bool = False
    trains: bool = False
    cross_validated: bool = False
    deterministic: bool = True


@dataclass(frozen=True)
class Baseline:
    """A folder with its description."""

    folder: Path
    description: Description

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks it predicts for: those of its description, and those that ask the same of other texts."""
        named = self.description.tasks
        return (*named, *(task.name for task in tasks().values() if task.same_as in named and task.name not in named))

    @property
    def script(self) -> Path:
        return self.folder / "predict.py"


def read_baseline(folder: Path) -> Baseline:
    """Read a folder; raises `FindingsError` with all that is wrong with its baseline.toml."""
    path = folder / "baseline.toml"
    if not path.is_file():
        raise FindingsError([UNKNOWN.at(folder.name, "", f"there is no {folder.name}/baseline.toml")])
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FindingsError([MALFORMED.at(f"{folder.name}/{path.name}", "", str(error))]) from error
    faults = [*_shape_faults(data), *_content_faults(folder, data)]
    if faults:
        raise FindingsError([MALFORMED.at(f"{folder.name}/{path.name}", where, told) for where, told in faults])
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Baseline(folder, Description(**values))


def read_baselines(folder: Path) -> list[Baseline]:
    """Read every folder that holds a baseline.toml, by name; raises `FindingsError` with all problems."""
    found: list[Baseline] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*/baseline.toml")):
        try:
            found.append(read_baseline(path.parent))
        except FindingsError as error:
            findings += error.findings
    if findings:
        raise FindingsError(findings)
    return found


Faults = list[tuple[str, str]]
"""Key of the file, and what is wrong with it."""


def _shape_faults(data: dict[str, Any]) -> Faults:
    types = get_type_hints(Description)
    faults = [(name, "there is no such key") for name in data if name not in types]
    for field in fields(Description):
        if field.name not in data:
            faults += [(field.name, "is missing")] if field.default is MISSING else []
        elif not _fits(data[field.name], types[field.name]):
            faults.append((field.name, f"is {data[field.name]!r:.60}"))
    return faults


def _fits(value: Any, expected: type | UnionType) -> bool:
    if expected in (str, bool):
        return type(value) is expected and value != ""
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _content_faults(folder: Path, data: dict[str, Any]) -> Faults:
    faults = [("tasks", f"{name!r} is no task") for name in _strings(data, "tasks") if name not in tasks()]
    pins = [(key, pin) for key in ("packages", "build") for pin in _strings(data, key)]
    faults += [(key, f"{pin!r} is not pinned as name==version") for key, pin in pins if not _PINNED.fullmatch(pin)]
    files = {"predict.py": True, "requirements.txt": "packages" in data, "requirements-build.txt": "build" in data}
    faults += [
        ("", f"there is no {name} beside it")
        for name, needed in files.items()
        if needed and not (folder / name).is_file()
    ]
    if data.get("cross_validated") and not data.get("trains"):
        faults.append(("cross_validated", "only a baseline that trains can be cross-validated"))
    return faults


def _strings(data: dict[str, Any], key: str) -> list[str]:
    value = data.get(key)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
