"""Units and measure words after a number, from data/units.tsv and data/classifiers.txt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shuanglian.facts.lexicon import Lexicon, table, word_list


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit's surface means: `code` is None for a multiple; an amount is times ten to `power`."""

    surface: str
    code: str | None
    kind: str
    power: int = 0
    rule: str = "7 unit"


PHYSICAL = frozenset({"measure", "money", "duration", "age", "percent", "percentage_point", "multiple"})
"""Kinds of units of measure: 一 before one of these counts (4.6a), and 几 too (4.6.3)."""

LATIN_TAIL = re.compile(r"[A-Za-z0-9]")


@cache
def units() -> Lexicon[Unit]:
    """Every surface with its unit; a unit of measure wins over a classifier written alike."""
    found = {word: Unit(word, f"{{{word}}}", "count", rule="7.1 classifier") for word in word_list("classifiers")}
    for surface, code, kind, power in table("units"):
        found[surface] = Unit(surface, None if code == "-" else code, kind, int(power))
    return Lexicon(found)


_IN_RATE = {"分": "min", "时": "h", "月": "mo", "日": "d", "天": "d", "年": "a"}


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at a place, and where it ends; Latin ones must end a word."""
    surface = units().longest(text, at)
    if surface is None:
        return None
    end = at + len(surface)
    if surface[-1].isascii() and surface[-1].isalpha() and LATIN_TAIL.match(text, end):
        return None
    found = units().meanings[surface]
    if text[end : end + 1] == "/":
        return _compound(text, found, end) or (found, end)
    return found, end


def _compound(text: str, numerator: Unit, slash: int) -> tuple[Unit, int] | None:
    below = units().longest(text, slash + 1) or text[slash + 1 : slash + 2]
    end = slash + 1 + len(below)
    if (below not in _IN_RATE and below not in units().meanings) or (below.isascii() and LATIN_TAIL.match(text, end)):
        return None
    second = _IN_RATE.get(below) or units().meanings[below].code
    if second is None or numerator.code is None:
        return None
    surface = text[slash - len(numerator.surface) : end]
    code = f"{numerator.code}/{second}"
    return Unit(surface, code, "rate", numerator.power, "6 compound unit"), end
