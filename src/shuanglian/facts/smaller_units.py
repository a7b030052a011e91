"""What a half, a smaller unit or bare decimals add to an amount: 三年半, 3元5角, 1小时30分钟, 1米75."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from shuanglian.facts.building import MONTHS, number_at
from shuanglian.facts.candidates import Quantity
from shuanglian.facts.lexicon import Lexicon, table
from shuanglian.facts.numbers import EXACT, divided, plain, read_number, times_ten
from shuanglian.facts.shares import HALF
from shuanglian.facts.units import Unit, unit_at

_HALVED = frozenset({"duration", "age", "measure", "multiple", "money"})
_HALF_MORE = re.compile("半(?![径导岛成])")


def halves_and_smaller_units(text: str, made: Quantity, unit: Unit) -> None:
    """三年半, 两个半小时, 一个多月, 三成半; 3元5角 and 1小时30分钟 in the larger unit."""
    end = made.core_end
    between = MONTHS.match(text, made.number.end)
    if between is not None:
        if between["mid"] == "半":
            _add(made, HALF, end)
        else:
            made.modifier, made.approx = "MORE_THAN", True
            made.why["modifier"] = "8.5 多, 余"
    elif unit.kind in _HALVED and (half := _HALF_MORE.match(text, end)):
        _add(made, HALF, half.end())
    elif made.value is not None:
        _smaller_units(text, made, unit)
        _decimals(text, made, unit)


@cache
def _smaller() -> dict[str, Lexicon[int]]:
    """For each larger unit, the smaller ones with how many of them make one."""
    found: dict[str, dict[str, int]] = {}
    for larger, smaller, parts in table("smaller_units"):
        for surface in larger.split():
            found.setdefault(surface, {}).update(dict.fromkeys(smaller.split(), int(parts)))
    return {surface: Lexicon(parts) for surface, parts in found.items()}


def _smaller_units(text: str, made: Quantity, unit: Unit) -> None:
    """Add what follows in smaller and smaller units (9元9角9分, 3年零2个月), exactly, and round once."""
    assert made.value is not None
    total, share, surface, end = Decimal(made.value), Decimal(1), unit.surface, made.core_end
    while surface in _smaller():
        number = number_at(text, end + (text[end : end + 1] in ("零", "又") and text[end + 1 : end + 2].isdigit()))
        if number is not None and text[number.end - 1] == "两" and number.end - number.start > 1:
            number = read_number(text[: number.end - 1], number.start)  # 两斤三|两
        if number is None or number.value is None or number.scaled:
            break
        parts = _smaller()[surface].longest(text, number.end)
        if parts is None:
            break
        how_many = Decimal(_smaller()[surface].meanings[parts])
        share = EXACT.multiply(share, how_many)
        total = EXACT.fma(total, how_many, times_ten(number.value, unit.power))
        surface, end = parts, number.end + len(parts)
    if end == made.core_end:
        return
    value = divided(total, share)
    assert value is not None
    made.value, made.end, made.core_end = plain(value), end, end
    made.why["value"] = "8.2 smaller unit added"
    if unit.surface == "分" and made.unit == "{分}":  # 2分30秒 are minutes, 2分 are points
        made.kind, made.unit, made.why["unit"] = "duration", "min", "7 分 before 秒"


_DIGITS = "0123456789零一二三四五六七八九"
_HUNDREDTHS = re.compile("[0-9]{2,3}(?![0-9%．.万亿千百十米公个])")
"""9秒98."""
_TENTHS = re.compile(
    r"(?:[0-9]{1,2}|[一二三四五六七八九]{1,2})(?![0-9%‰一二三四五六七八九十百千万亿分成倍个到至~—-]|[.,][0-9])"
)
"""8块5, 两块五, 1米75, 一米七."""


def _decimals(text: str, made: Quantity, unit: Unit) -> None:
    assert made.value is not None
    end = made.core_end
    if unit.code == "s" and unit.surface == "秒" and (hundredths := _HUNDREDTHS.match(text, end)):
        _add(made, times_ten(Decimal(hundredths[0]), -len(hundredths[0])), hundredths.end())
    elif unit.surface in ("块", "米") and not made.number.scaled and (tenths := _TENTHS.match(text, end)):
        if (unit.surface == "米" and unit_at(text, tenths.end()) is not None) or "." in text[
            made.number.start : made.number.end
        ]:
            return
        written = "".join(str(_DIGITS.index(c) % 10) for c in tenths[0])
        _add(made, times_ten(Decimal(written), -len(written)), tenths.end())


def _add(made: Quantity, more: Decimal, end: int) -> None:
    value, low, high = (None if a is None else plain(EXACT.add(Decimal(a), more)) for a in made.amount)
    made.value, made.low, made.high = value, low, high
    made.end = made.core_end = end
    made.why["value"] = "8.2 half or smaller unit added"
