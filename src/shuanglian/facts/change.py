"""Direction and basis of a change, comparator, and how certain a quantity is (guideline 10.1, 10.2)."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.clauses import Clause
from shuanglian.facts.left import Left
from shuanglian.facts.lexicon import table
from shuanglian.facts.words import Word
from shuanglian.spans import Range


@cache
def directions() -> dict[str, str]:
    return {word: direction for direction, words in table("change") for word in words.split()}


@cache
def certainties() -> dict[str, str]:
    return {word: factuality for factuality, words in table("factuality") for word in words.split()}


_YOY = re.compile(
    r"同比|[比较](?:上年|去年|上一年|前年)(?:同期|同月|同季)?|上年同期|去年同期|与上年相比|与去年同期相比|按年"
)
_MOM = re.compile(r"环比|[比较](?:上个?月|上个?季度?|上周|前一周|上旬|前一日|上一?季度|前日|昨日|上个?周)|按月")
_CUMULATIVE = re.compile(r"累计|累积|总计达")
_BEFORE = "(?:上一?届|以前|过去|原来|从前|此前|之前|往年|以往|改造前|疫情前|[12][0-9]{3}年)"
_EARLIER = re.compile(f"[比较]{_BEFORE}|[与同和]{_BEFORE}相[比较]")
_STATES = re.compile(
    r"传统|以前|过去|从前|原来|原有|此前|之前|改造前|改革前|历史|以往|往年|常年|疫情前|人工|手工|旧|老(?!人|师|年)|原先|年初|节前|平时|平日"
)
_PAST_NEED = frozenset({"要", "应", "须", "必须", "需", "应当"})


_COMPARED = re.compile("[与同和较比][^，,。；]{1,14}相[比较][，,]?\\Z")
"""与去年同期相比，: a clause that only says what is compared with."""
_NEAR = 120
"""How far back the words of change are looked for."""


def fill_change(
    text: str,
    clause: Clause,
    begin: int,
    at: int,
    quantity: Quantity,
    left: Left,
    last: Quantity | None,
    joined: Quantity | None,
) -> None:
    """Fill direction, basis, comparator and factuality of the quantity at a place of a clause."""
    start = clause.words[begin].start if begin < len(clause.words) else quantity.start
    before = text[max(min(start, quantity.start), quantity.start - _NEAR) : quantity.start]
    if compared := _COMPARED.search(text, max(0, start - 24), start):
        before = compared[0] + before
    if quantity.direction is None:
        _direction(clause.words, quantity, left, before, joined)
    _comparator(text, clause, quantity, left)
    _basis(text, clause, at, quantity, left, before, last, joined)
    _factuality(text, clause, begin, at, quantity, joined)


# --- direction ------------------------------------------------------------------------------


def _direction(words: list[Word], quantity: Quantity, left: Left, before: str, joined: Quantity | None) -> None:
    if (quantity.kind in ("rank", "fraction") and not left.predicates) or quantity.why.get("value") == "8.2 翻番":
        return
    if joined is not None and not left.predicates:
        quantity.direction = joined.direction
        if joined.direction:
            quantity.why["direction"] = "10.1 shared predicate"
        return
    if left.near in ("empty", "level") and left.near_text not in ("超出", "高于", "低于"):
        return
    negative = before.endswith("负增长") or "负增长" in before[-5:]
    for word in left.predicates:
        direction = directions().get(word)
        if direction is not None and _is_change(word, left, quantity):
            quantity.direction = "down" if negative else direction
            quantity.why["direction"] = f"10.1 {word}"
            return
        if direction is None:
            return
    moved = clause_word(words, left)
    if moved is not None and not left.predicates and quantity.kind != "count":
        quantity.direction, quantity.why["direction"] = directions()[moved], f"10.1 {moved} before its object"
        return
    single = _single(before)
    if single is not None and quantity.kind not in ("rank", "fraction"):
        quantity.direction, quantity.why["direction"] = directions()[single], f"10.1 {single}"


def clause_word(words: list[Word], left: Left) -> str | None:
    """下调存款准备金率0.5个百分点: the word of change before the phrase that the amount follows."""
    if not left.start or left.phrase is None or left.start > len(words):
        return None
    word = words[left.start - 1]
    return word.text if word.cls == "change" else None


def _is_change(word: str, left: Left, quantity: Quantity) -> bool:
    if word in ("高于", "低于", "多于", "少于", "慢于", "快于", "高出", "多出"):
        return left.comparator is not None
    return word not in ("增速", "增幅", "涨幅", "降幅", "跌幅")


_SINGLE = re.compile(
    r"(?:[比较][^，。；]{1,14}?|[各再又已将均还共总]|[^，。；]{2,})(?P<word>[高低多少快慢短早晚大小轻重增涨升减降跌长])(?P<le>了)?(?:约|近|超|超过|逾|不到|至少)?\Z"
)


def _single(before: str) -> str | None:
    """比X低60元, 再降两个百分点: a change in one character."""
    match = _SINGLE.search(before[-30:])
    if match is None:
        return None
    word = match["word"]
    compared = re.search(r"[比较][^，。；]{1,16}\Z", before[-30:][: match.start("word")]) is not None
    if word in "增涨升减降跌" and (
        match["le"] or compared or re.search(r"[各再又已将均还同]\Z", before[-30:][: match.start("word")])
    ):
        return word
    return word if compared else None


# --- basis and comparator ---------------------------------------------------------------------

_AGAINST = re.compile(r"(?:与|同|和)(?P<what>[^，。；与同和]{2,20}?)相比")


def _comparator(text: str, clause: Clause, quantity: Quantity, left: Left) -> None:
    span: Range | None = left.comparator
    if span is None and "comparator" not in quantity.slots:
        before = text[max(0, quantity.start - 60) : quantity.start]
        for match in _AGAINST.finditer(before):
            offset = max(0, quantity.start - 60)
            span = (offset + match.start("what"), offset + match.end("what"))
    if (
        span is not None
        and span != quantity.slots.get("measured_entity")
        and not re.match(r"[去今前上]|同期|[12][0-9]{3}年", text[span[0] : span[1]])
    ):
        quantity.slots["comparator"] = span
        quantity.why["comparator"] = "9.6 comparator"


def _basis(
    text: str,
    clause: Clause,
    at: int,
    quantity: Quantity,
    left: Left,
    before: str,
    last: Quantity | None,
    joined: Quantity | None,
) -> None:
    if joined is not None and not left.predicates:
        quantity.basis = joined.basis
    elif left.of_before:
        quantity.basis = "past"
    elif "环比" in before and "同比" not in before:
        quantity.basis = "mom"
    elif _YOY.search(before) and (quantity.direction or "同比" in before):
        quantity.basis = "yoy"
    elif _MOM.search(before) and (quantity.direction or "环比" in before):
        quantity.basis = "mom"
    elif "comparator" in quantity.slots and quantity.direction:
        span = quantity.slots["comparator"]
        quantity.basis = "past" if _STATES.search(text[span[0] : span[1]]) else "peer"
    elif _CUMULATIVE.search(before) or (
        last is not None
        and last.basis == "cumulative"
        and left.phrase is None
        and left.verb is None
        and last.unit == quantity.unit
        and clause.mark in ("，", ",")
    ):
        quantity.basis = "cumulative"
    elif quantity.direction and _EARLIER.search(before):
        quantity.basis = "past"
    if quantity.basis:
        quantity.why["basis"] = "10.1 basis"


# --- factuality -----------------------------------------------------------------------------


def _factuality(text: str, clause: Clause, begin: int, at: int, quantity: Quantity, joined: Quantity | None) -> None:
    """Words of expectation, plan and denial that govern the predicate of the quantity (10.2)."""
    if joined is not None:
        quantity.factuality = joined.factuality
        return
    for place in range(at - 1, begin - 1, -1):
        word = clause.words[place]
        if word.cls == "de" or word.text == "而是":
            return
        factuality = certainties().get(word.text)
        if factuality is None and word.cls in ("run", "adv"):
            factuality = next((f for w, f in certainties().items() if len(w) > 1 and word.text.endswith(w)), None)
        if factuality is None:
            continue
        if (word.text == "要" and _habitual(text, clause, at)) or (
            word.text in _PAST_NEED and _habitual(text, clause, at)
        ):
            return
        if word.text in ("没有", "没", "无", "不是", "未") and place + 1 < at and clause.words[place + 1].cls == "stop":
            return
        if word.text == "将" and place + 1 == at:
            continue  # 将3颗卫星送入轨道
        if word.text == "将" and _takes_object(clause.words, place, at):
            continue
        if word.text.endswith("将"):
            rest = text[word.end : quantity.start + 2]
            ahead = any(certainties().get(other.text) == "forecast" for other in clause.words[begin:place])
            factuality = "forecast" if ahead or rest.startswith(("达", "超", "突破")) else factuality
        quantity.factuality, quantity.why["factuality"] = factuality, f"10.2 {word.text}"
        return


def _takes_object(words: list[Word], place: int, at: int) -> bool:
    """将利率上调至…: a preposition before a noun phrase, with the predicate after that."""
    nominal = words[place + 1].cls in ("run", "noun", "N", "place", "det") if place + 1 < at else False
    return nominal and any(word.cls in ("level", "change", "verb") for word in words[place + 2 : at])


def _habitual(text: str, clause: Clause, at: int) -> bool:
    before = text[max(0, clause.words[0].start - 20, clause.words[at].start - 80) : clause.words[at].start]
    return bool(re.search(r"每|以前|从前|过去|一次|通常|一般|往往|平均|常年", before))
