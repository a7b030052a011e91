"""Which rule made what: every value, unit and link of a text with the guideline's section behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from shuanglian.facts.anchors import Anchor
from shuanglian.facts.candidates import Found, Quantity
from shuanglian.facts.extract import find

_FIELDS = ("kind", "value", "low", "high", "unit", "modifier", "approx", "direction", "basis", "factuality", "group")
_SHARED = {"low": "value", "high": "value", "approx": "modifier"}
"""Fields that have no rule of their own, and whose rule made them."""


def explain_facts(text: str, date: str | date | None = None) -> list[str]:
    """Return a line for everything that was found: what it is, where, and the rule of guideline numeric-facts.md."""
    found = find(text, Anchor.of(date))
    return [line for _, lines in sorted(_parts(text, found)) for line in lines]


def _parts(text: str, found: Found) -> Iterator[tuple[int, list[str]]]:
    for quantity in found.quantities:
        yield quantity.start, list(_told(text, quantity))
    for item in found.non_facts:
        yield item.start, [f"N {text[item.start : item.end]}  {item.kind}  [{item.rule}]"]
    for time in found.times:
        yield time.start, [f"T {text[time.start : time.end]}  {time.value}  [{time.rule}, {time.form}]"]


def _told(text: str, quantity: Quantity) -> Iterator[str]:
    yield f"Q {text[quantity.start : quantity.end]}"
    for name in _FIELDS:
        value = getattr(quantity, name)
        if value in (None, False, "", "asserted"):
            continue
        rule = quantity.why.get(name) or quantity.why.get(_SHARED.get(name, ""), "")
        yield f"    {name} = {quantity.group_type if name == 'group' else value}  [{rule}]"
    for slot, (start, end) in quantity.slots.items():
        yield f"    {slot} = {text[start:end]}  [{quantity.why.get(slot, '10.3 shared in the group')}]"
