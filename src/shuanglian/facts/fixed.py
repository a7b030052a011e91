"""Fixed expressions around numerals: ordinary words, idioms, and names that are always the same."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import NonFact
from shuanglian.facts.lexicon import Lexicon, table, word_list
from shuanglian.facts.units import unit_at

NUMERALS = "0123456789零〇○一二三四五六七八九十百千万亿两几半数首第翻"
_CHINESE = "零〇一二三四五六七八九十百千万亿两点"
_LOOKED_BACK = 5
"""How many characters of an expression stand before its first numeral, at most."""


@cache
def _entries() -> Lexicon[tuple[str, str, str]]:
    """Expression to (kind or empty, marked part, rule)."""
    found: dict[str, tuple[str, str, str]] = {}
    for word in word_list("words"):
        found[word] = ("", "", "4.8 ordinary word")
    for word in word_list("idioms"):
        found[word] = ("idiom", word, "4.4 idiom")
    for word, kind, part in table("nonfacts"):
        marked = "" if part == "~" else word if part == "-" else part
        found[word] = (kind if marked else "", marked, f"4 fixed {kind}")
    return Lexicon(found)


_FIGURES = (
    r"0(?:到|→)1(?:(?:再)?到[0-9]+)*(?![0-9.%个年])",
    r"0到[0-9]+再?到[0-9]+(?:再?到[0-9]+)*(?![0-9.%])",
    r"(?:零|0)到(?:一|1)(?=[”的突跨跃，。])",
    r"(?:1|一)(?:到|→)(?:10+|[十百千万]|[NnXx∞]|无穷)(?=[”的突跨跃飞，。、]|\Z)",
    r"1\+1[>＞][0-9]+",
)
_FIGURE = re.compile("|".join(_FIGURES))
"""Amounts that are only images: from 0 to 1, 1+1>2 (4.5)."""
_SEAT = re.compile("[0-9一二三四五六七八九十]{1,3}排[0-9一二三四五六七八九十]{1,3}[座号]")
_GOES_ON = re.compile("[.,][0-9]")
_CENTS = re.compile("[一二三四五六七八九]分")
_COINED = re.compile(
    "(?:[一二两双三四五六七八九十][核主副轴带翼心圈廊谷屏免补支扶通平险横纵极芯]){2,}"
    "(?:[一二三四五六七八九][区园港城网环链金])*"
    "|(?:[百千万亿][企村户家城县镇乡校店园厂岗品业社区码景湖山河馆屏街巷岛]){2}"
)
"""一核两翼, 两轴三带: labels of plans (4.1.3)."""


def _cuts_a_number(text: str, word: str, end: int) -> bool:
    """二百五|十: the numeral goes on behind the word."""
    following = text[end : end + 1]
    if (word[-1] + following) in ("分之", "季度") or (word[-1] == "角" and _CENTS.match(text, end)):
        return True  # 十分|之一, 四季|度, 三角|八分
    if word.isascii() and word.isdigit():  # 12345人, A12345
        before = text[end - len(word) - 1 : end - len(word)]
        goes_on = following.isdigit() or _GOES_ON.match(text, end)
        return bool(goes_on) or (before.isascii() and before.isalnum()) or unit_at(text, end) is not None
    if word[-1] in _CHINESE:
        return following != "" and following in _CHINESE
    return word[-1].isascii() and word[-1].isdigit() and following.isascii() and following.isdigit()


def fixed_at(text: str, at: int, since: int) -> tuple[int, NonFact | None] | None:
    """Return end and non-fact of the fixed expression, begun at `since` or later, that holds a numeral."""
    entries = _entries()
    if figure := _FIGURE.match(text, at):
        return figure.end(), NonFact(at, figure.end(), "figurative", "4.5 from 0 to 1")
    for start in range(max(since, at - _LOOKED_BACK), at + 1):
        word = entries.longest(text, start)
        if word is None or start + len(word) <= at or _cuts_a_number(text, word, start + len(word)):
            continue
        kind, marked, rule = entries.meanings[word]
        if not kind:
            return start + len(word), None
        begin = start + word.find(marked)
        return start + len(word), NonFact(begin, begin + len(marked), kind, rule)
    if coined := _COINED.match(text, at) or _SEAT.match(text, at):
        return coined.end(), NonFact(at, coined.end(), "name", "4.1.3 coined label")
    return None
