"""What a run is made from, kept in its output folder: a run that is taken up again must be the same run."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from shuanglian import __version__
from shuanglian.files import sha256
from shuanglian.findings import FindingsError
from shuanglian.scale.inputs import Part, parts
from shuanglian.scale.problems import NO_INPUT, OTHER_RUN

if TYPE_CHECKING:
    from datatrove.io import DataFolder

RUN = "run"
LISTING = "inputs.jsonl"
_SETTINGS = f"{RUN}/settings.json"


@dataclass(frozen=True)
class Settings:
    """What decides on the output. `input` and `output` are folders that fsspec knows, as a path or an address."""

    input: str
    output: str
    tasks: int
    format: Literal["jsonl", "parquet"] = "jsonl"
    deduplicate: bool = False
    columns: tuple[str, str, str] = ("text", "id", "date")
    encoding: str | None = None


@dataclass(frozen=True)
class Archive:
    """What a run finds in its input folder."""

    parts: list[Part]
    bytes: int
    sha256: str

    @property
    def files(self) -> int:
        return sum(part.number == 0 for part in self.parts)

    @property
    def tables(self) -> int:
        return sum(part.number == 0 and part.is_table for part in self.parts)


def look_at(settings: Settings) -> Archive:
    """List the input folder; `FindingsError` where nothing is in it."""
    from datatrove.io import get_datafolder

    folder = get_datafolder(settings.input)
    found = folder.find("", detail=True) if folder.exists("") else {}
    sizes = {path: info["size"] for path, info in found.items() if info["type"] == "file"}
    listed = parts(sizes, settings.tasks)
    if not listed:
        raise FindingsError([NO_INPUT.at(settings.input, "", "there is no such folder, or no file in it")])
    sizes = {part.path: sizes[part.path] for part in listed}
    return Archive(listed, sum(sizes.values()), sha256(json.dumps(sizes)))


def difference_from_run(settings: Settings, archive: Archive) -> str:
    """Say in what the run that the output folder holds differs from this one; empty where it is this one, or none."""
    from datatrove.io import get_datafolder

    output = get_datafolder(settings.output)
    if not output.isfile(_SETTINGS):
        return ""
    with output.open(_SETTINGS, "rt", encoding="utf-8") as file:
        before = json.load(file)
    now = _as_json(settings, archive)
    return "; ".join(
        f"{name} was {before.get(name)!r}, is {now[name]!r}" for name in now if before.get(name) != now[name]
    )


def begin(settings: Settings, archive: Archive) -> None:
    """Note what the run is made from; `FindingsError` where the output folder holds another run."""
    from datatrove.io import get_datafolder

    output = get_datafolder(settings.output)
    if difference := difference_from_run(settings, archive):
        raise FindingsError([OTHER_RUN.at(settings.output, "", difference)])
    if not output.isfile(_SETTINGS):
        _refuse_strangers(output, settings.output)
        _write(output, f"{RUN}/{LISTING}", "".join(part.as_line() for part in archive.parts))
        _write(output, _SETTINGS, json.dumps(_as_json(settings, archive), ensure_ascii=False, indent=1))


def _refuse_strangers(output: DataFolder, name: str) -> None:
    present = [path for path in (output.ls("", detail=False) if output.exists("") else []) if path != RUN]
    if present:
        raise FindingsError([OTHER_RUN.at(name, "", f"it holds what no run has written: {', '.join(present[:3])}")])


def _write(output: DataFolder, path: str, text: str) -> None:
    with output.open(path, "wt", encoding="utf-8") as file:
        file.write(text)


def _as_json(settings: Settings, archive: Archive) -> dict[str, Any]:
    named = {name: value for name, value in asdict(settings).items() if name not in ("input", "output")}
    named["columns"] = list(settings.columns)
    return {"version": __version__, **named, "files": archive.files, "input_sha256": archive.sha256}
