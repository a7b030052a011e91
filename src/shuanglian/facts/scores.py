"""Two numbers with a colon or slash between: a ratio, a score, or a name (guideline 13)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Judged, NonFact, Quantity
from shuanglian.facts.numbers import plain, read_number

_SCORE = re.compile(
    r"(?:比分|胜|负|平|战胜|击败|领先|落后|险胜|大胜|完胜|惜败|总比分|扳成|打成|不敌|淘汰|逆转|取胜|逼平|小胜|力克|横扫|以)[^，,。；]{0,14}\Z"
)
_SCORE_AFTER = re.compile(
    r"(?:的?总?比分)?(?:再次|轻松|艰难|惊险|客场|主场|力)?(?:横扫|[战险大小完速]胜|击败|取胜|获胜|领先|力克|逆转|轻取|淘汰)"
    r"|(?:的?总?比分)?(?:告负|落败|不敌|战平|闷平|握手言和|负于|逼平|惜败|复仇|直落|锁定胜局|晋级)"
)
_RATIO_WORD = re.compile(r"(?:比例|配比|之比|比率|比值|比为|占比|按|约为|为|达|到)[^，,。；]{0,8}\Z")


def judge_ratio(text: str, quantity: Quantity, before: str) -> Judged:
    """比例3:1 is a fraction; a score is two counts, made by `split_score`; other digits with a slash are a name."""
    if is_score(text, quantity):
        return quantity
    if quantity.value == "0" and quantity.classifier == ":":
        return NonFact(quantity.number.start, quantity.core_end, "name", "4.1.1 digits with a colon")
    if _SCORE.search(before) and not _RATIO_WORD.search(before.replace("以", "")) and quantity.classifier == ":":
        return quantity
    if quantity.classifier == "/" and not re.search(r"[约近超达为占的于到至]\Z", before):
        after = text[quantity.core_end : quantity.core_end + 1]
        if after not in ("的", "以", "，", "。", "左"):
            return NonFact(quantity.number.start, quantity.core_end, "name", "4.1.1 digits with a slash")
    return quantity


def is_score(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - 16) : quantity.start]
    if quantity.classifier == ":" and _SCORE_AFTER.match(text, quantity.core_end):
        return True
    return quantity.classifier == ":" and bool(_SCORE.search(before)) and not re.search("比例|配比|之比|按", before)


def split_score(text: str, quantity: Quantity) -> list[Quantity]:
    """Make the two counts of a score (13)."""
    made = []
    at = quantity.number.start
    for _ in range(2):
        number = read_number(text, at)
        if number is None or number.value is None:
            return [quantity]
        why = {"value": "13 score", "unit": "13 score", "kind": "6 count"}
        made.append(
            Quantity(
                number.start, number.end, number, number.end, "count", "", plain(number.value), unit="{分}", why=why
            )
        )
        at = number.end + 1
    return made
