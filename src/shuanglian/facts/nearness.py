"""Words of nearness, signs and currency marks around an amount (guideline 5.2, 8.5)."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.lexicon import Lexicon, table

_SYMBOLS = {
    "$": "USD", "US$": "USD", "＄": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP", "HK$": "HKD", "NT$": "TWD",
}  # fmt: skip
_SYMBOL = re.compile(r"(?:US\$|HK\$|NT\$|[$＄¥￥€£]) ?\Z")
_CODE = re.compile(r"(?<![A-Za-z])(CNY|RMB|USD|HKD|EUR|JPY|GBP|AUD|CAD|CHF|SGD) ?\Z")
_CURRENCIES = {"人民币": "CNY", "新台币": "TWD", "台币": "TWD", "港币": "HKD"}
_CURRENCY = re.compile("(?:人民币|新台币|台币|港币)\\Z")
_LOCAL_CONTEXT = 8


@cache
def _modifiers(place: str) -> dict[str, tuple[str, bool]]:
    return {
        word: (modifier, approx == "true") for word, modifier, where, approx in table("modifiers") if where == place
    }


@cache
def _after() -> Lexicon[tuple[str, bool]]:
    return Lexicon(_modifiers("after"))


def with_suffix(text: str, made: Quantity) -> None:
    """多 and 余 after the unit, then 左右, 以上 and the like."""
    for _ in range(2):
        word = _after().longest(text, made.end)
        if word is None:
            return
        end = made.end + len(word)
        if word in ("多", "余") and not _may_be_more(text, made, end):
            return
        if word in ("之内", "以内", "之上", "以上", "以下", "上下") and text[end : end + 1] in ("联", "级"):
            return
        modifier, approx = _modifiers("after")[word]
        if made.modifier is None:
            made.modifier = modifier
            made.why["modifier"] = f"8.5 {word}"
        made.approx = made.approx or approx
        made.end = end


def _may_be_more(text: str, made: Quantity, end: int) -> bool:
    """一年多, 两倍多, 三公里多, 百分之三十多; not 一个多 (it goes on 月), not 三家多元."""
    if made.core_end != made.end:
        return False
    return made.kind in ("duration", "age", "measure", "money", "multiple", "percent", "fraction") and text[
        end : end + 1
    ] not in ("元", "样", "边", "项", "个", "种", "级", "少", "方", "人", "额", "粮", "地")


_LONGEST_MODIFIER = 4
_NOT_MODIFIER = re.compile(
    r"(?:通|经|越|度|路|飞|错|跨|渡|不|超|不超|胜|看|见|去|做|吃|来|听|赛|说|走|有|只不|较|比|讲|赢|打|写|读|查|放|透)过\Z|[接临靠附邻亲最贴远]近\Z|[节制条特大公合契简预]约\Z|[赶反]超\Z|[打攻击爆侦刺冲戳突看说跌涨识勘]破\Z"
)


_BEFORE_TILDE = frozenset(["", " ", "，", ",", "（", "(", "：", ":", "为", "达", "约"])
"""~ after anything else is the middle of a range."""


def with_prefix(text: str, made: Quantity) -> None:
    """Modifiers before the number (with 上 and 近 before a scale word), then the sign or currency mark."""
    _sign(text, made)
    for length in range(_LONGEST_MODIFIER, 0, -1):
        word = text[max(0, made.start - length) : made.start]
        entry = _modifiers("before").get(word)
        if entry is None or len(word) < length:
            continue
        context = text[max(0, made.start - length - 3) : made.start]
        if _NOT_MODIFIER.search(context) and len(word) == 1:
            continue
        if word == "过" and made.kind == "count" and not made.number.scaled:
            continue  # 驾驶过|5种
        if word == "~" and text[max(0, made.start - 2) : made.start - 1] not in _BEFORE_TILDE:
            continue
        made.modifier, made.approx = entry[0], entry[1] or made.approx
        made.why["modifier"] = f"8.5 {word}"
        made.start -= length
        return
    if made.number.bare and text[made.start - 1 : made.start] in ("上", "成", "好") and made.start:
        if text[made.start - 1] == "上":
            made.start -= 1
            made.modifier, made.approx = "MORE_THAN", True
            made.why["modifier"] = "13 上百"
    elif made.modifier is None and text.endswith("年满", 0, made.start):
        made.modifier, made.why["modifier"] = "EQUAL_OR_MORE", "8.5 年满"
    elif made.modifier is None and (distant := _distant(text, made.start)):
        made.modifier = distant
        made.why["modifier"] = "5.2 modifier that does not touch"


_DISTANT = re.compile(
    r"(?P<word>超过|突破|约|大约|大概|至少|最多|逾|不足|不到|接近)(?:了|有|合|为|占|需|达|要|在|是|会|能|可|得)\Z"
)


def _distant(text: str, at: int) -> str | None:
    """超过了千万元, 约合14亿美元, 大概有3个: out of the span, the modifier is filled all the same (5.2)."""
    match = _DISTANT.search(text[max(0, at - 4) : at])
    if match is None:
        return None
    if match["word"] == "约" and _NOT_MODIFIER.search(text[max(0, at - 5) : at - 1]):
        return None
    return _modifiers("before")[match["word"]][0]


def _sign(text: str, made: Quantity) -> None:
    before = text[max(0, made.start - _LOCAL_CONTEXT) : made.start]
    if before.endswith("零下") or before.endswith("负"):
        made.start -= 2 if before.endswith("零下") else 1
        made.direction, made.why["direction"] = "down", "13 below zero"
    elif (
        before[-1:] in ("-", "+", "±")
        and not (before[-2:-1].isascii() and before[-2:-1].isalnum())
        and before[-2:-1] not in ("-", ")", "）")
    ):
        made.start -= 1
        if before[-1] == "-":
            made.direction, made.why["direction"] = "down", "13 below zero"
    if made.kind == "money" and made.unit == "CNY" and (currency := _CURRENCY.search(before)):
        made.start -= len(currency[0])
        made.unit = _CURRENCIES[currency[0]]
    if symbol := _SYMBOL.search(before):
        made.start -= len(symbol[0])
        _money(made, _SYMBOLS[symbol[0].strip()])
    elif code := _CODE.search(before):
        made.start -= len(code[0])
        _money(made, "CNY" if code[1] == "RMB" else code[1])


def _money(made: Quantity, code: str) -> None:
    if made.unit is None or made.kind == "money":
        made.kind, made.unit, made.why["unit"] = "money", code, "7 currency mark"
