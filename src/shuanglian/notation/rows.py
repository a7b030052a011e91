"""Rows that point at spans by their text: what the table forms and the lines of facts have in common.

A span is named by its text, and by ``@n`` (or a number of its own) where that text stands more
than once in the sentence; occurrences count from 1, overlapping ones too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from shuanglian.annotations.model import SLOTS, Fact, Facts, LabelledSpan, occurrences
from shuanglian.spans import Range

Fields = Mapping[str, str]

_NUMBERED = re.compile(r"(?s)((?:[^\\@]|\\.)+)@([1-9]\d*)")
_VALUES = ("kind", "value", "low", "high", "unit", "modifier", "direction", "basis", "group", "group_type")
FIELDS: dict[str, tuple[str, ...]] = {
    "Q": (*_VALUES, "factuality", "approx", "time_inherited", *SLOTS),
    "N": ("non_fact_kind",),
    "T": ("time_value",),
}
"""Fields of a quantity (Q), a non-fact (N) and a time (T)."""


def span_of(text: str, named: str) -> Range:
    r"""Find the span that ``surface`` or ``surface@n`` names; an ``@`` of the text is written ``\@``.

    Raises `ValueError` where it is not there, or where it is not clear which occurrence is meant.
    """
    numbered = _NUMBERED.fullmatch(named)
    surface, number = (numbered[1], int(numbered[2])) if numbered else (named, None)
    surface = re.sub(r"\\([@|\\])", r"\1", surface)
    starts = occurrences(text, surface)
    if not starts:
        raise ValueError(f"{surface!r} does not stand in the sentence")
    if number is None and len(starts) > 1:
        raise ValueError(
            f"{surface!r} stands {len(starts)} times in the sentence: say which, {surface}@1 being the first"
        )
    if number is not None and number > len(starts):
        raise ValueError(f"{surface!r} stands {len(starts)} time(s) in the sentence, not {number}")
    start = starts[(number or 1) - 1]
    return start, start + len(surface)


def name_of(text: str, span: Range) -> str:
    """Name a span so that `span_of` finds it."""
    surface = text[span[0] : span[1]]
    starts = occurrences(text, surface)
    escaped = re.sub(r"([@|\\])", r"\\\1", surface)
    return f"{escaped}@{starts.index(span[0]) + 1}" if len(starts) > 1 else escaped


def facts_of(text: str, rows: Iterable[tuple[str, str, Fields]]) -> tuple[Facts, list[str]]:
    """Read rows of (Q, N or T; named span; fields); what is wrong with a row is told, and costs only it."""
    problems: list[str] = []
    facts: list[tuple[Range, Fields]] = []
    others: dict[str, list[LabelledSpan]] = {"N": [], "T": []}
    for row, named, fields in rows:
        try:
            span = span_of(text, named)
            _check_fields(row, fields)
            if row == "Q":
                facts.append((span, fields))
            else:
                others[row].append(LabelledSpan(*span, fields[FIELDS[row][0]]))
        except ValueError as error:
            problems.append(f"{row} {named}: {error}")
    values = {item.span: item.label for item in others["T"]}
    read = []
    for span, fields in facts:
        try:
            read.append(_fact(text, span, fields, values))
        except ValueError as error:
            problems.append(f"Q {text[span[0] : span[1]]}: {error}")
    return Facts(tuple(read), tuple(others["N"]), tuple(others["T"])), problems


def _check_fields(row: str, fields: Fields) -> None:
    if row not in FIELDS:
        raise ValueError(f"a row is {', '.join(FIELDS)}, not {row!r}")
    unknown = [name for name in fields if name not in FIELDS[row]]
    if unknown:
        raise ValueError(f"unknown field(s) {' '.join(unknown)}; a {row} has {' '.join(FIELDS[row])}")
    needed = "kind" if row == "Q" else FIELDS[row][0]
    if needed not in fields:
        raise ValueError(f"{needed} is missing")


def _fact(text: str, quantity: Range, fields: Fields, times: Mapping[Range, str]) -> Fact:
    slots: dict[str, Any] = {name: span_of(text, fields[name]) if name in fields else None for name in SLOTS}
    time, inherited = slots["time"], fields.get("time_inherited")
    if time is not None and time not in times:
        raise ValueError(f"its time {fields['time']!r} has no T line")
    if time is not None and inherited is not None:
        raise ValueError("it has a time of its own and an inherited one")
    if fields.get("approx", "true") != "true":
        raise ValueError(f"approx is {fields['approx']!r}; it is true or not written")
    values: dict[str, Any] = {name: fields.get(name) for name in _VALUES}
    return Fact(
        quantity,
        **values,
        **slots,
        approx="approx" in fields,
        time_value=times[time] if time is not None else inherited,
        time_inherited=inherited is not None,
        factuality=fields.get("factuality", "asserted"),
    )


def fact_rows(text: str, facts: Facts) -> list[tuple[str, str, dict[str, str]]]:
    """Write facts as the rows that `facts_of` reads, in the order of the text."""
    rows = [(item.span, "T", {"time_value": item.label}) for item in facts.times]
    rows += [(fact.quantity, "Q", _fields(text, fact)) for fact in facts.facts]
    rows += [(item.span, "N", {"non_fact_kind": item.label}) for item in facts.non_facts]
    return [(row, name_of(text, span), fields) for span, row, fields in sorted(rows, key=lambda item: item[0])]


def _fields(text: str, fact: Fact) -> dict[str, str]:
    fields = {name: value for name in _VALUES if (value := getattr(fact, name)) is not None}
    fields |= {name: name_of(text, span) for name in SLOTS if (span := getattr(fact, name)) is not None}
    if fact.factuality != "asserted":
        fields["factuality"] = fact.factuality
    if fact.approx:
        fields["approx"] = "true"
    if fact.time_inherited and fact.time_value is not None:
        fields["time_inherited"] = fact.time_value
    return fields
