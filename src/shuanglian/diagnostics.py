"""annotation/diagnostics: constructed sentences with their numeric facts, by phenomenon.

A file holds a phenomenon, in the inline form; an id is ``diag-<phenomenon>.<number>``, with a
letter for the members of a minimal pair. Even numbers are held out from tuning. ``passes`` has what
each annotator said before the passes were compared.
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shuanglian.annotations.model import Facts
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.notation.files import read_annotations
from shuanglian.schema import Schema

MALFORMED = Kind(
    "diagnostics-malformed", "records", "an id is diag-<phenomenon>.<number>; the phenomenon is in phenomena.tsv"
)

DATE = "2025-03-14"
"""The date that times of all diagnostics count from."""

_ID = re.compile(r"diag-([a-z-]+)\.(\d+)[a-z]?")


@dataclass(frozen=True)
class Phenomenon:
    """What a group of sentences tests, and the rules of the guideline behind it."""

    name: str
    zh: str
    en: str
    rules: str


@dataclass(frozen=True)
class Diagnostic:
    """A constructed sentence with its facts."""

    id: str
    phenomenon: str
    text: str
    held_out: bool
    facts: Facts


def read_phenomena(folder: Path) -> tuple[Phenomenon, ...]:
    """Read phenomena.tsv; a folder without one has none."""
    path = folder / "phenomena.tsv"
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(Phenomenon(row["phenomenon"], row["zh"], row["en"], row["rules"]) for row in rows)


def read_diagnostics(folder: Path, name: str, schema: Schema) -> tuple[Diagnostic, ...]:
    """Read all files of the folder, which findings call `name`; raises `FindingsError` with all problems."""
    known = {phenomenon.name for phenomenon in read_phenomena(folder)}
    files = [(f"{name}/{path.name}", path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]
    texts = {identity: text for _, source in files for identity, text in _sentences(source)}
    findings = [
        MALFORMED.at(name, identity, "the id names no phenomenon and number")
        for identity in texts
        if not (match := _ID.fullmatch(identity)) or match[1] not in known
    ]
    if findings:
        raise FindingsError(findings)
    written = read_annotations(files, "facts", "inline", texts, schema)
    return tuple(
        _diagnostic(identity, texts[identity], item.annotation)
        for identity, item in written.items()
        if isinstance(item.annotation, Facts)
    )


def read_passes(folder: Path, name: str, texts: Mapping[str, str], schema: Schema) -> dict[str, dict[str, Facts]]:
    """Read passes/<annotator>.txt; `texts` are those of the diagnostics by id. Raises `FindingsError`."""
    return {
        path.stem: {
            identity: item.annotation
            for identity, item in read_annotations(
                [(f"{name}/passes/{path.name}", path.read_text("utf-8"))], "facts", "inline", texts, schema
            ).items()
            if isinstance(item.annotation, Facts)
        }
        for path in sorted((folder / "passes").glob("*.txt"))
    }


def check_diagnostics(folder: Path, name: str, schema: Schema) -> list[Finding]:
    """Tell everything that is wrong with the diagnostics."""
    try:
        items = read_diagnostics(folder, name, schema)
        read_passes(folder, name, {item.id: item.text for item in items}, schema)
    except FindingsError as error:
        return error.findings
    return []


def _sentences(source: str) -> Iterator[tuple[str, str]]:
    """Yield ids and the line below each."""
    lines = source.splitlines()
    for heading, text in itertools.pairwise(lines):
        if heading.startswith("# "):
            yield heading.removeprefix("# ").strip(), text


def _diagnostic(identity: str, text: str, facts: Facts) -> Diagnostic:
    phenomenon, number = _ID.sub(r"\1 \2", identity).split(" ")
    return Diagnostic(identity, phenomenon, text, int(number) % 2 == 0, facts)
