"""What can be annotated, read from schema.toml: the labels, roles and values and nothing else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from shuanglian.findings import Finding, FindingsError, Kind

MALFORMED = Kind(
    "schema-malformed", "records", "correct schema.toml; the one of this package's repository is an example"
)

LABEL_SETS = ("onto", "cluener", "msra")
"""Other people's sets of entity labels: OntoNotes, CLUENER2020, MSRA."""


@dataclass(frozen=True)
class Group:
    """A type of group over consecutive words."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True)
class Entity:
    """A label of named entities, with what other sets call the same thing (space-separated).

    `grouped` says that a mention of two or more words is a NAME in the layer of words.
    """

    name: str
    zh: str
    en: str
    key: str
    color: str
    grouped: bool = True
    onto: str = ""
    cluener: str = ""
    msra: str = ""


@dataclass(frozen=True)
class DerivedEntity:
    """An entity label that follows from the numeric facts."""

    name: str
    zh: str
    en: str
    onto: str = ""


@dataclass(frozen=True)
class Span:
    """A label of spans of numeric facts; a slot is filled by linking a quantity to the span."""

    name: str
    zh: str
    en: str
    key: str
    color: str
    slot: bool = False


@dataclass(frozen=True)
class Attribute:
    """A value of a span: one of `values` (name to Chinese caption), or a text that fits `pattern`.

    `default` is what is meant where no value is given.
    """

    name: str
    span: str
    zh: str
    en: str
    required: bool = False
    default: str = ""
    pattern: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def admitted(self) -> str:
        """Say what it admits, for a message."""
        return " ".join(self.values) or f"{self.en}; see schema.toml"

    def admits(self, value: str) -> bool:
        return value in self.values if self.values else bool(re.fullmatch(self.pattern, value))


@dataclass(frozen=True)
class Schema:
    """Everything that schema.toml says, in its order."""

    version: str
    groups: tuple[Group, ...]
    entities: tuple[Entity, ...]
    derived_entities: tuple[DerivedEntity, ...]
    spans: tuple[Span, ...]
    attributes: tuple[Attribute, ...]

    def attributes_of(self, span: str) -> list[Attribute]:
        return [attribute for attribute in self.attributes if attribute.span == span]

    def labels_in(self, label_set: str) -> dict[str, str]:
        """What ``onto``, ``cluener`` or ``msra`` calls each label; an empty string is nothing, several stand spaced."""
        labels = {entity.name: str(getattr(entity, label_set)) for entity in self.entities}
        return labels | {entity.name: str(getattr(entity, label_set, "")) for entity in self.derived_entities}

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(span.name for span in self.spans if span.slot)


_TABLES: dict[str, type] = {
    "group": Group,
    "entity": Entity,
    "derived_entity": DerivedEntity,
    "span": Span,
    "attribute": Attribute,
}
T = TypeVar("T")


def load_schema(path: Path, name: str | None = None) -> Schema:
    """Read a schema; raises `FindingsError` with everything that is wrong with it."""
    name = name or path.name
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FindingsError([MALFORMED.at(name, "", str(error))]) from error
    findings = [
        MALFORMED.at(name, key, f"unknown table; known are {', '.join(_TABLES)}")
        for key in data
        if key not in (*_TABLES, "version")
    ]
    tables: dict[str, list[Any]] = {
        key: _rows(name, key, kind, data.get(key, []), findings) for key, kind in _TABLES.items()
    }
    version = data.get("version")
    if not isinstance(version, str):
        findings.append(MALFORMED.at(name, "version", 'version = "…" is missing'))
    schema = Schema(str(version), *(tuple(tables[key]) for key in _TABLES))
    findings += _check(name, schema)
    if findings:
        raise FindingsError(findings)
    return schema


def _rows(name: str, key: str, kind: type[T], rows: Any, findings: list[Finding]) -> list[T]:
    read = []
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], 1):
        where = f"{key} {row.get('name', number)}" if isinstance(row, dict) else f"{key} {number}"
        row = row if isinstance(row, dict) else {}
        required = {n for n, item in known.items() if item.default is MISSING and item.default_factory is MISSING}
        faults = [f"{field!r} is missing" for field in sorted(required - set(row))]
        faults += [f"unknown key {field!r}" for field in sorted(set(row) - set(known))]
        findings += [MALFORMED.at(name, where, fault) for fault in faults]
        if not faults:
            read.append(kind(**row))
    return read


def _check(name: str, schema: Schema) -> Iterator[Finding]:
    for key, rows in (("group", schema.groups), ("entity", schema.entities), ("span", schema.spans)):
        names = [row.name for row in rows]
        for repeated in sorted({item for item in names if names.count(item) > 1}):
            yield MALFORMED.at(name, f"{key} {repeated}", "the name is given twice")
    spans = {span.name for span in schema.spans}
    for attribute in schema.attributes:
        where = f"attribute {attribute.name}"
        if attribute.span not in spans:
            yield MALFORMED.at(name, where, f"its span {attribute.span!r} is no span of this schema")
        if bool(attribute.values) == bool(attribute.pattern):
            yield MALFORMED.at(name, where, "it needs either values or a pattern")
        if attribute.default and (attribute.required or not attribute.admits(attribute.default)):
            yield MALFORMED.at(name, where, f"the default {attribute.default!r} is required anew, or not admitted")
        try:
            re.compile(attribute.pattern)
        except re.error as error:
            yield MALFORMED.at(name, where, f"the pattern is no regular expression: {error}")
