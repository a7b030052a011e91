"""Shares and fractions: 百分之N, N分之M, N成, N折, 一半, 翻番, ratios (guideline 8.2)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from shuanglian.facts.building import RANGE, make_quantity, more_inside, number_at, with_unit
from shuanglian.facts.candidates import Quantity
from shuanglian.facts.numbers import Number, added, divided, mapped, read_number
from shuanglian.facts.units import unit_at

HALF = Decimal("0.5")
TENTHS = re.compile(
    r"成(?![为立功本果员就长都交品年分效因绩型色名熟语])(?P<more>[一二三四五六七八九半](?![十百千万亿]))?"
)
_DISCOUNT = re.compile(r"折(?![射断叠返算旧线扣磨腾损合])")
_FOLDS = re.compile(r"翻(?P<le>了)?(?P<times>[一两二三四五六七八九]|\d+)?番")


def read_folds(text: str, at: int) -> Quantity | None:
    """翻番, 翻一番, 翻两番: the factor reached (8.2)."""
    match = _FOLDS.match(text, at) if text[at] == "翻" else None
    if match is None:
        return None
    written = match["times"] or "一"
    number = read_number(written, 0)
    power = int(number.value) if number is not None and number.value is not None else 1
    value = Decimal(2) ** min(power, 60)
    return make_quantity(Number(at, match.end(), value, rule="8.2 翻番"), match.end(), "multiple", None, "7.3 no unit")


_HALVES = re.compile(r"(?:一半|半数)(?!.?(?:路|天时间))|半(?=[个年天日月小公千斤吨亩米里成倍周学场块分碗杯瓶袋箱桶车])")


def read_half(text: str, at: int) -> Quantity | None:
    if text[at] not in "一半过":
        return None
    if text.startswith("过半", at) and text[at + 2 : at + 3] not in ("百", "载", "生", "辈"):
        made = make_quantity(Number(at, at + 2, HALF, rule="8.2 过半"), at + 2, "fraction", None, "7.3 no unit")
        made.modifier = "MORE_THAN"
        made.why["modifier"] = "8.2 过半"
        return made
    match = _HALVES.match(text, at)
    if match is None:
        return None
    number = Number(at, match.end(), HALF, rule="8.2 half")
    if match[0] != "半":
        return make_quantity(number, match.end(), "fraction", None, "7.3 no unit")
    found = unit_at(text, match.end())
    if found is None:
        return None
    return with_unit(number, *found)


def read_share(text: str, at: int) -> Quantity | None:
    """百分之N, N分之M, N成M, N折, a:b."""
    number = read_number(text, at)
    if number is None or number.end >= len(text):
        return None
    mark = text[number.end]
    if mark == "分" and text.startswith("分之", number.end):
        return _parts(text, number)
    if mark == "又" and number.value is not None:
        return _mixed(text, number)
    if mark == "/" or mark in ":：比∶":
        return _ratio(text, number)
    if mark == "成" and not number.scaled and (tenths := TENTHS.match(text, number.end)):
        return as_tenths(number, tenths)
    if mark == "折" and _DISCOUNT.match(text, number.end):
        return _discount(number)
    return None


def _parts(text: str, whole: Number) -> Quantity | None:
    part = number_at(text, whole.end + 2)
    if part is None or whole.value is None:
        return None
    part, more = more_inside(text, part)
    if whole.value == 100:
        part = _second_percent(text, part)
        made = make_quantity(replace(part, start=whole.start, bare=False), part.end, "percent", "%", "7 百分之")
        made.why["value"] = "8.2 百分之"
        if more:
            made.modifier, made.approx, made.why["modifier"] = "MORE_THAN", True, "8.5 多, 余"
        return made
    amounts = [None if a is None else divided(a, whole.value) for a in (part.value, part.low, part.high)]
    if all(a is None for a in amounts):
        return None
    value, low, high = amounts
    number = Number(whole.start, part.end, value, low, high, rule="8.2 N分之M")
    return make_quantity(number, part.end, "fraction", None, "7.3 no unit")


def _mixed(text: str, whole: Number) -> Quantity | None:
    """二又二分之一."""
    below = number_at(text, whole.end + 1)
    part = _parts(text, below) if below is not None and text.startswith("分之", below.end) else None
    if part is None or part.kind != "fraction" or part.value is None or whole.value is None:
        return None
    value = added(whole.value, Decimal(part.value))
    number = Number(whole.start, part.core_end, value, rule="8.2 N又M分之K")
    return make_quantity(number, part.core_end, "fraction", None, "7.3 no unit")


def _second_percent(text: str, first: Number) -> Number:
    """百分之二十至(百分之)三十."""
    match = RANGE.match(text, first.end)
    if match is None or first.value is None:
        return first
    at = match.end() + (3 if text.startswith("百分之", match.end()) else 0)
    other = number_at(text, at)
    if other is None or other.value is None or other.value <= first.value:
        return first
    if at == match.end() and unit_at(text, other.end):
        return first
    return Number(first.start, other.end, low=first.value, high=other.value, rule="8.3 range")


_RATIO = re.compile(r"[:：∶]|比(?=\d|[一二三四五六七八九十])|/(?=\d)")


def _ratio(text: str, number: Number) -> Quantity | None:
    """1:3, 三比一, 3/4; a score or a clock is told apart by `judging`."""
    match = _RATIO.match(text, number.end)
    other = number_at(text, match.end()) if match else None
    if match is None or other is None or number.value is None or other.value is None:
        return None
    if match[0] == "比" and number.arabic != other.arabic:
        return None
    if text[other.end : other.end + 1] in ("/", ":", "："):
        return None
    value = divided(number.value, other.value)
    if value is None:
        value = Decimal(0)  # 2比0: a score, or nothing
    joined = Number(number.start, other.end, value, arabic=number.arabic, rule="8.2 fraction")
    made = make_quantity(joined, other.end, "fraction", None, "7.3 no unit")
    made.classifier = "/" if match[0] == "/" else ":"
    return made


def as_tenths(number: Number, match: re.Match[str]) -> Quantity:
    ten = mapped(number, 1)
    if match["more"]:
        more = Decimal(5) if match["more"] == "半" else Decimal("零一二三四五六七八九".index(match["more"]))
        value, low, high = (None if a is None else added(a, more) for a in (ten.value, ten.low, ten.high))
        ten = replace(ten, value=value, low=low, high=high)
    return make_quantity(replace(ten, rule="8.2 成 as tenths"), match.end(), "percent", "%", "7 成", "成")


def _discount(number: Number) -> Quantity:
    """八折 80, 八五折 85, 8.5折 85, 95折 95 (7.4)."""
    power = 0 if number.sequence or (number.value is not None and number.value >= 10) else 1
    made = replace(mapped(number, power), rule="7.4 折")
    return make_quantity(made, number.end + 1, "percent", "%", "7 折", "折")
