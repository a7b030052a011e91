"""Digits that name something: models, standards, telephone numbers, nicknames (guideline 4.1.1)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import NonFact
from shuanglian.facts.numbers import read_number
from shuanglian.facts.quantities import read_quantity

_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9.\-+/·_]*\Z")
_STANDARD = re.compile(r"[A-Z]{1,4}(?:/[A-Z])? \Z")
_TAIL = re.compile(r"[A-Za-z0-9]*(?:[-./·_+][A-Za-z0-9]+)*\+?")
_CHAIN = re.compile(
    r"[0-9]+(?:[-/·][0-9]+){1,}(?![0-9%.]*[%万亿])|1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,}(?![.0-9])|[0-9]+(?:\.[0-9]+){2,}|400-?[0-9]{3}-?[0-9]{4}"
)
_PART_OF = re.compile(r"[1-9][0-9]?/[1-9][0-9]{0,2}")
_TELLS_PART = re.compile("[的强弱]|以[上下]|左右|多(?!边)")
"""1/3的学生 is a share; 3/4号 is a name."""
_GENERATION = re.compile(r"[0-9]{2}后(?![，。的天年个续来])|[0-9]{2}后(?=[的，、])|[0-9]0、?后")
_LATIN = re.compile(r"[A-Za-z]+")
_WORDS_BEFORE = re.compile(
    r"(?:GDP|CPI|PPI|PMI|GNP|APP|App|app|ETF|IPO|AI|VR|AR|KTV|ATM|SUV|MPV|CEO|LED|ROE|EPS|PCT|EV|GPU|CPU|IP|KOL|Wi-?Fi|pH|PH|US|HK|USD|CNY|RMB|HKD|EUR|JPY|GBP)\Z"
)


def identifier(text: str, at: int) -> NonFact | None:
    """AS700D, 5G, GB/T 1234, 010-12345678, 90后: digits that count nothing (4.1.1)."""
    before = text[max(0, at - 24) : at]
    latin = _LATIN_BEFORE.search(before)
    chain = None if latin else _CHAIN.match(text, at)
    if chain and _PART_OF.fullmatch(chain[0]) and _TELLS_PART.match(text, chain.end()):
        return None
    if chain and (not _has_unit(text, at) or chain[0][0] == "0"):
        return NonFact(at, chain.end(), "name", "4.1.1 identifier")
    if latin and not _WORDS_BEFORE.search(latin[0]):
        tail = _TAIL.match(text, at)
        end = tail.end() if tail else at
        return NonFact(at - len(latin[0]), max(end, at + 1), "name", "4.1.1 Latin letters and digits")
    standard = _STANDARD.search(before)
    if standard and not _has_unit(text, at):
        tail = _TAIL.match(text, at)
        return NonFact(at - len(standard[0]), tail.end() if tail else at + 1, "name", "4.1.1 standard")
    if generation := _GENERATION.match(text, at):
        return NonFact(at, generation.end(), "name", "4.1.1 generation")
    return _latin_after(text, at)


def _has_unit(text: str, at: int) -> bool:
    quantity = read_quantity(text, at)
    return quantity is not None and (quantity.unit is not None or quantity.kind not in ("count", "fraction"))


def _latin_after(text: str, at: int) -> NonFact | None:
    number = read_number(text, at)
    if number is None or number.scaled or not _LATIN.match(text, number.end):
        return None
    if _has_unit(text, at):
        return None
    tail = _TAIL.match(text, number.end)
    return NonFact(at, tail.end() if tail else number.end, "name", "4.1.1 digits and Latin letters")
