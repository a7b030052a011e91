"""What a half or a smaller unit adds to an amount: 三年半, 3元5角, 1小时30分钟."""

from __future__ import annotations

import re
from decimal import Decimal

from shuanglian.facts.building import MONTHS, number_at
from shuanglian.facts.candidates import Quantity
from shuanglian.facts.numbers import EXACT, divided, plain, times_ten
from shuanglian.facts.shares import HALF
from shuanglian.facts.units import Unit


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
    elif text[end : end + 1] == "半" and unit.kind in ("duration", "age", "measure", "multiple", "money"):
        if text[end + 1 : end + 2] not in ("径", "导", "岛", "成"):
            _add(made, HALF, end + 1)
    else:
        _smaller_unit(text, made, unit)


_SMALLER = {
    ("CNY", "元"): {"角": -1, "毛": -1, "分": -2},
    ("CNY", "块"): {"角": -1, "毛": -1, "分": -2},
    ("m", "米"): {"厘米": -2, "公分": -2},
    ("km", "公里"): {"米": -3},
    ("kg", "公斤"): {"克": -3},
    ("kg", "千克"): {"克": -3},
}
_SIXTIETHS = {"h": {"分": 60, "分钟": 60}, "min": {"秒": 60, "秒钟": 60}}
_TWELFTHS = {"个月"}


_DIGITS = "0123456789零一二三四五六七八九"
_HUNDREDTHS = re.compile("[0-9]{2,3}(?![0-9%．.万亿千百十米公个])")
"""9秒98."""
_TENTH = re.compile("[1-9一二三四五六七八九](?![0-9一二三四五六七八九十百千万角毛分块元个])")
"""8块5, 两块五."""


def _smaller_unit(text: str, made: Quantity, unit: Unit) -> None:
    """Add what a following smaller unit says, and again (9元9角9分)."""
    smaller = _SMALLER.get((unit.code or "", unit.surface))
    sixtieths = _SIXTIETHS.get(unit.code or "")
    if unit.surface == "块" and made.value and (tenth := _TENTH.match(text, made.core_end)):
        _add(made, times_ten(Decimal(_DIGITS.find(tenth[0]) % 10), -1), tenth.end())
        return
    if unit.code == "s" and made.value and (hundredths := _HUNDREDTHS.match(text, made.core_end)):
        _add(made, times_ten(Decimal(hundredths[0]), -len(hundredths[0])), hundredths.end())
        return
    for _ in range(2 if smaller or sixtieths else 0):
        number = number_at(text, made.core_end)
        if number is None or number.value is None or made.value is None:
            return
        rest = text[number.end : number.end + 2]
        if smaller:
            surface = next((s for s in sorted(smaller, key=len, reverse=True) if rest.startswith(s)), None)
            if surface is None:
                return
            more = times_ten(number.value, smaller[surface])
        else:
            assert sixtieths is not None
            surface = next((s for s in sorted(sixtieths, key=len, reverse=True) if rest.startswith(s)), None)
            part = divided(number.value, Decimal(sixtieths[surface])) if surface else None
            if surface is None or part is None:
                return
            more = part
        _add(made, more, number.end + len(surface))


def _add(made: Quantity, more: Decimal, end: int) -> None:
    value, low, high = (None if a is None else plain(EXACT.add(Decimal(a), more)) for a in made.amount)
    made.value, made.low, made.high = value, low, high
    made.end = made.core_end = end
    made.why["value"] = "8.2 half or smaller unit added"
