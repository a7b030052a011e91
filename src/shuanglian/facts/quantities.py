"""Quantities: number, unit and the words of nearness that touch them, with value, unit and kind.

`read_quantity` says what a numeric string would be if it states an amount; whether it does is
judged in `judging`.
"""

from __future__ import annotations

import re
from decimal import Decimal

from shuanglian.facts.building import RANGE, give_back, make_quantity, more_inside, number_at, unit_after, with_unit
from shuanglian.facts.candidates import Quantity
from shuanglian.facts.nearness import with_prefix, with_suffix
from shuanglian.facts.numbers import Number, read_number, scale_power, times_ten
from shuanglian.facts.shares import TENTHS, as_tenths, read_folds, read_half, read_share
from shuanglian.facts.smaller_units import halves_and_smaller_units
from shuanglian.facts.units import Unit

_SPACE = re.compile(r" ?")


# --- the whole ------------------------------------------------------------------------------


def read_quantity(text: str, at: int) -> Quantity | None:
    """Read number, unit and modifiers at the place where the number begins; None where no amount can be read."""
    core = read_folds(text, at) or read_half(text, at) or read_share(text, at) or _number_and_unit(text, at)
    if core is None:
        return None
    with_suffix(text, core)
    with_prefix(text, core)
    return core


def _number_and_unit(text: str, at: int) -> Quantity | None:
    number = read_number(text, at)
    if number is None:
        return None
    number = give_back(text, number)
    if number is None:
        return None
    first, more = more_inside(text, number)
    ranged = _range(text, first) if not more else None
    if ranged is not None:
        return ranged
    return _one(text, first, more)


def _one(text: str, number: Number, more: str) -> Quantity:
    unit, end = unit_after(text, number)
    if unit is None:
        made = make_quantity(number, number.end, "count", None, "7.3 no unit")
    else:
        made = with_unit(number, unit, end)
        halves_and_smaller_units(text, made, unit)
    if more:
        made.modifier, made.approx = ("APPROX", False) if more == "来" else ("MORE_THAN", True)
        made.why["modifier"] = "8.5 多, 余, 来"
    return made


# --- ranges ---------------------------------------------------------------------------------


def _range(text: str, first: Number) -> Quantity | None:
    """3至4个, 20%~30%, 5—8万吨; with 到 between two whole quantities it is a change, not a range (5.3)."""
    if first.value is None:
        return None
    unit, end = unit_after(text, first)
    direct = RANGE.match(text, first.end)
    match = direct or (RANGE.match(text, end) if unit else None)
    if match is None:
        return None
    second = number_at(text, match.end())
    second = give_back(text, second) if second is not None else None
    if second is None or second.value is None or second.arabic != first.arabic:
        return None
    other, other_end = unit_after(text, second)
    if other is None and direct is not None and not second.scaled and (tenths := TENTHS.match(text, second.end)):
        ends = Number(first.start, second.end, low=first.value, high=second.value, rule="8.3 range")
        return as_tenths(ends, tenths) if first.value < second.value else None
    if other is None and direct is not None and first.scaled and second.scaled and first.value < second.value:
        if _OPENED.search(text[max(0, first.start - 10) : first.start]):
            return None
        ends = Number(first.start, second.end, low=first.value, high=second.value, rule="8.3 range")
        return make_quantity(ends, second.end, "count", None, "7.3 no unit")
    if other is None:
        return None
    if direct is None and not _repeated_unit(text, first, match[0], unit, other, other_end):
        return None
    low, high = first.value, second.value
    if direct is not None and second.scaled and not first.scaled:
        low = _scaled_like(text, first, second)
    if not low < high:
        return None
    number = Number(first.start, second.end, low=low, high=high, arabic=first.arabic, rule="8.3 range")
    return with_unit(number, other, other_end)


_OPENED = re.compile("[从由自][^，,。；;、]{0,8}\\Z")


def _repeated_unit(text: str, first: Number, between: str, unit: Unit | None, other: Unit, end: int) -> bool:
    """工期18天到21天 is a range; 从18天到21天, and 18天到21天 as a sentence of its own, are changes (5.3)."""
    if unit is None or unit.code != other.code:
        return False
    if not between.strip() or between.strip() not in ("到", "至"):
        return True
    opened = _OPENED.search(text[max(0, first.start - 10) : first.start]) is not None
    alone = not text[: first.start].strip("“ ") and not text[end:].strip("！!。 ”")
    return text.startswith("不等", end) or not (opened or (between.strip() == "到" and alone))


def _scaled_like(text: str, first: Number, second: Number) -> Decimal:
    """3至5万: the scale of the second number belongs to both, unless the first is larger without it."""
    grown = times_ten(first.first, scale_power(text[second.start : second.end]))
    return grown if grown < second.first else first.first
