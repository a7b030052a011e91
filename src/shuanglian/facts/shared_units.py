"""Numbers that share the unit of the last one: 3、4名, 10余、20余家, 1.5、3亿元 (guideline 5.3.1)."""

from __future__ import annotations

import re
from dataclasses import replace

from shuanglian.facts.building import unit_after, with_unit
from shuanglian.facts.candidates import Quantity
from shuanglian.facts.numbers import SCALES, mapped, scale_power

_AMOUNT = "[0-9]+(?:\\.[0-9]+)?"
_CHAIN = re.compile(f"(?:、{_AMOUNT}[余多]?){{0,9}}、(?={_AMOUNT}[{SCALES}]*[余多]?[{SCALES}]*[^0-9.、余多{SCALES}])")


def last_of_chain(text: str, quantity: Quantity) -> int | None:
    """Where the last number of a list of Arabic ones begins, of which this is one before; None where there is none."""
    if not text.startswith("、", quantity.end) or not quantity.number.arabic or _opens(text, quantity.start):
        return None
    chain = _CHAIN.match(text, quantity.end)
    return chain.end() if chain else None


def _opens(text: str, at: int) -> bool:
    """Whether a number stands where 1、 would rather mark an item of a list."""
    return at == 0 or text[at - 1] in "\n。；;：:"


def with_unit_of(text: str, quantity: Quantity, last: Quantity) -> Quantity | None:
    """Give a number without a unit that of the last one, and its scale; None where it has none to give."""
    unit, _ = unit_after(text, last.number)
    if unit is None or last.core_end == last.number.end:
        return None
    shared, own = last.number, quantity.number
    power = 0 if own.scaled else scale_power(text[shared.start : shared.end])
    made = with_unit(mapped(own, power), unit, quantity.core_end)
    why = quantity.why | made.why | {"unit": "5.3.1 shared unit"}
    return replace(quantity, value=made.value, low=made.low, high=made.high, kind=last.kind, unit=last.unit, why=why)
