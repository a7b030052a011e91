"""Quantities made of a number and a unit, and pieces of numbers that several readers need."""

from __future__ import annotations

import re
from dataclasses import replace

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.numbers import Number, mapped, plain, read_number
from shuanglian.facts.units import Unit, unit_at

MONTHS = re.compile(r"个(?P<mid>[多余来半])(?P<unit>月|小时|钟头|星期|礼拜|世纪|学期|季度)")
RANGE = re.compile(r" ?(?:至|到|[-—–~〜――]{1,2}) ?")
_MORE = re.compile(r"(?P<word>[多余来])(?P<scale>[十百千万亿]*)")
_PLURAL = re.compile("元[化素文主融共发投经格结体复]")
_BIG = re.compile(r"大(?=类|块|项|门类|批|层|片|堆|包|种)")
_BARE_UNIT_OF_THOUSAND = re.compile("千(?:瓦|克|米|伏|帕|焦|卡|赫|兆|字节)|百帕")


def make_quantity(number: Number, end: int, kind: str, unit: str | None, rule: str, classifier: str = "") -> Quantity:
    """Make a quantity of a number whose amounts are already in the unit."""
    value, low, high = (None if a is None else plain(a) for a in (number.value, number.low, number.high))
    if low is not None and low == high:  # both ends rounded to one amount
        value, low, high = low, None, None
    why = {"value": number.rule, "unit": rule, "kind": f"6 {kind}"}
    made = Quantity(number.start, end, number, end, kind, classifier, value, low, high, unit, why=why)
    if number.bare:
        made.approx, made.why["approx"] = True, "8.4 scale word alone"
    return made


def number_at(text: str, at: int) -> Number | None:
    if at < len(text) and text[at] in "0123456789零〇一二两三四五六七八九十百千万亿几数廿卅":
        return read_number(text, at)
    return None


def unit_after(text: str, number: Number) -> tuple[Unit | None, int]:
    at = number.end
    if months := MONTHS.match(text, at):
        return unit_at(text, months.start("unit")) or (None, number.end)
    if big := _BIG.match(text, at):
        at = big.end()
    elif (text[at : at + 1] == " ") and number.arabic:
        at += 1
    found = unit_at(text, at)
    if found is None or (at > number.end and not big and found[0].code and found[0].code[0] == "{"):
        found = None
    return found or (None, number.end)


def with_unit(number: Number, unit: Unit, end: int) -> Quantity:
    return make_quantity(mapped(number, unit.power), end, unit.kind, unit.code, unit.rule, unit.surface)


def give_back(text: str, number: Number) -> Number | None:
    """100亿千瓦时: the last 千 belongs to the unit (7.2)."""
    if text[number.end - 1] not in "百千" or not _BARE_UNIT_OF_THOUSAND.match(text, number.end - 1):
        return number
    if number.start == number.end - 1 or text[number.start : number.end - 1] in ("数", "几"):
        return number if number.start < number.end - 1 else None
    return read_number(text[: number.end - 1], number.start)


def more_inside(text: str, number: Number) -> tuple[Number, str]:
    """十多万, 2000余万: the word of nearness between number and scale; 多 alone is left to the caller's unit."""
    match = _MORE.match(text, number.end)
    if match is None:
        return number, ""
    following = text[match.end() : match.end() + 1]
    if match["word"] == "来" and ((not match["scale"] and unit_at(text, match.end()) is None) or following == "自"):
        return number, ""
    if match["word"] == "多" and following == "元" and not _PLURAL.match(text, match.end()):
        following = ""  # 一万多|元
    if match["word"] == "多" and following in ("样", "元", "级", "于", "种形", "少", "维") and not match["scale"]:
        return number, ""
    power = sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[c] for c in match["scale"])
    grown = replace(mapped(number, power), end=match.end(), scaled=bool(power) or number.scaled)
    back = give_back(text, grown) if power else grown
    if back is not None and back.end < grown.end:
        return replace(mapped(number, power - 3), end=back.end), match["word"]
    return grown, match["word"]
