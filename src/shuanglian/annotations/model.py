"""What the layers of annotation hold. Offsets are code points in the sentence's text, ``[start, end)``.

The types say nothing about who annotated and where: Label Studio's form, the text forms, the gold
and the predictions of systems are all read into them, and scored and compared as them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

from shuanglian.spans import Range

LayerName = Literal["words", "entities", "facts"]
LAYERS: tuple[LayerName, ...] = get_args(LayerName)


@dataclass(frozen=True, order=True, slots=True)
class LabelledSpan:
    """A span with one label: a mention, a group of words, a non-fact with its kind, a time with its value."""

    start: int
    end: int
    label: str

    @property
    def span(self) -> Range:
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence in their order, and groups of consecutive words.

    Words leave out nothing but blanks; groups begin and end with a word and never cross.
    """

    spans: tuple[Range, ...]
    groups: tuple[LabelledSpan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "groups", in_nesting_order(self.groups))


@dataclass(frozen=True, slots=True)
class Entities:
    """Every mention of a named entity; mentions nest and never cross."""

    mentions: tuple[LabelledSpan, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "mentions", in_nesting_order(self.mentions))


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that states something, in the terms of MeasEval (spans) and TIMEX3 (modifier, time).

    `value`, `low` and `high` are exact unsigned decimals; `unit` is UCUM, ISO 4217 or a
    classifier in braces. `time_value` is a TIMEX3 value, that of the span `time` or, with
    `time_inherited`, one that only an earlier sentence says.
    """

    quantity: Range
    kind: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    modifier: str | None = None
    approx: bool = False
    measured_entity: Range | None = None
    measured_property: Range | None = None
    time: Range | None = None
    time_value: str | None = None
    time_inherited: bool = False
    place: Range | None = None
    whole: Range | None = None
    per: Range | None = None
    comparator: Range | None = None
    direction: str | None = None
    basis: str | None = None
    factuality: str = "asserted"
    group: str | None = None
    group_type: str | None = None


SLOTS = ("measured_entity", "measured_property", "time", "place", "whole", "per", "comparator")
"""Fields of a fact that are spans of the sentence other than the quantity itself."""

ATTRIBUTES = ("kind", "value", "low", "high", "unit", "modifier", "approx", "direction", "basis", "factuality")
"""Fields of a fact that are values."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a sentence, the numbers that state nothing, and its dates and times.

    Groups are renumbered g1, g2… by their first quantity, so that equal facts compare equal.
    """

    facts: tuple[Fact, ...] = ()
    non_facts: tuple[LabelledSpan, ...] = ()
    times: tuple[LabelledSpan, ...] = ()

    def __post_init__(self) -> None:
        ordered = sorted(self.facts, key=lambda fact: (fact.quantity, repr(fact)))
        names: dict[str, str] = {}
        for fact in ordered:
            if fact.group is not None:
                names.setdefault(fact.group, f"g{len(names) + 1}")
        object.__setattr__(self, "facts", tuple(replace(f, group=names.get(f.group or "")) for f in ordered))
        object.__setattr__(self, "non_facts", tuple(sorted(self.non_facts)))
        object.__setattr__(self, "times", tuple(sorted(self.times)))


LayerAnnotation = Words | Entities | Facts


def in_nesting_order(spans: Iterable[LabelledSpan]) -> tuple[LabelledSpan, ...]:
    """Sort by start, the longer span first: an outer span comes before those inside it."""
    return tuple(sorted(spans, key=lambda item: (item.start, -item.end, item.label)))


def occurrences(text: str, surface: str) -> list[int]:
    """Starts of all occurrences of a string in a text, overlapping ones too."""
    found = []
    start = text.find(surface)
    while surface and start >= 0:
        found.append(start)
        start = text.find(surface, start + 1)
    return found
