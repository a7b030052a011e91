"""The canonical form of an annotation: regions, relations and values, in one order, with nothing else.

Two annotations are equal when a person would call them the same, however Label Studio ordered,
numbered or decorated them. What it may change is listed in `results`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Values = tuple[tuple[str, tuple[str, ...]], ...]
"""Attribute names with their values, sorted by name."""


@dataclass(frozen=True, order=True)
class Region:
    """A labelled span ``[start, end)`` of the sentence's text, in code points."""

    start: int
    end: int
    label: str
    id: str
    values: Values = ()


@dataclass(frozen=True, order=True)
class Relation:
    """A link from one region to another, by their ids; labels may be empty."""

    source: str
    target: str
    labels: tuple[str, ...] = ()
    direction: str = "right"


@dataclass(frozen=True)
class Annotation:
    """What one annotator says of one sentence; `values` are those of the sentence as a whole."""

    regions: tuple[Region, ...] = ()
    relations: tuple[Relation, ...] = ()
    values: Values = ()

    def __post_init__(self) -> None:
        for name in ("regions", "relations", "values"):
            object.__setattr__(self, name, tuple(sorted(getattr(self, name))))

    def as_json(self) -> dict[str, Any]:
        """Return the form of ``annotation/rounds``."""
        return {
            "regions": [
                {"id": r.id, "start": r.start, "end": r.end, "label": r.label, "values": _as_dict(r.values)}
                for r in self.regions
            ],
            "relations": [
                {"source": r.source, "target": r.target, "labels": list(r.labels), "direction": r.direction}
                for r in self.relations
            ],
            "values": _as_dict(self.values),
        }


def annotation_from_json(data: dict[str, Any]) -> Annotation:
    """Read the form of ``annotation/rounds``; raises `KeyError` or `TypeError` for another shape."""
    return Annotation(
        tuple(
            Region(r["start"], r["end"], r["label"], r["id"], values_of(r.get("values", {}))) for r in data["regions"]
        ),
        tuple(
            Relation(r["source"], r["target"], tuple(r.get("labels", ())), r.get("direction", "right"))
            for r in data["relations"]
        ),
        values_of(data.get("values", {})),
    )


def values_of(values: dict[str, Any]) -> Values:
    return tuple(sorted((name, tuple(items)) for name, items in values.items() if items))


def _as_dict(values: Values) -> dict[str, list[str]]:
    return {name: list(items) for name, items in values}
