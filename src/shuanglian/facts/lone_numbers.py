"""A number without a unit: a count before its noun, a name, or part of a word (guideline 4.6.5, 5.1)."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Judged, NonFact, Quantity
from shuanglian.facts.lexicon import lexicon, word_list

POINTING = re.compile(r"(?:这|那|该|此|上述|前述|以上|这样的)\Z")


_LEVEL_BEFORE = re.compile(
    r"(?:为|报|收于|报收|收报|达|达到|至|到|是|共|共计|合计|约|超|过|近|有|得分|指数|总数|数量|人数|计|：|:|高于|低于|比|上涨|下跌|增加|减少|升|降|涨|跌)\Z"
)
_READING = re.compile("(?:pH值?|PH值?|视力|指数|评分|系数|酸碱度|比重|净值|汇率|PMI)[为达至是到报]?\\Z")
_GROUP = re.compile("大(?=[\u4e00-\u9fff“])")
_NOT_GROUP = re.compile(
    "大(?:洋|洲|家|学|会|厦|街|道|队|桥|门|小|概|约|致|多|量|批|专|二|三|四|一|名|师|战|雁|件|地|众|事记|陆|脑|胆|众|豆|米|连|理|庆|同|兴)"
)


@cache
def _single_nouns() -> frozenset[str]:
    return word_list("single_nouns")


def judge_number_alone(text: str, quantity: Quantity) -> Judged:
    number, end = quantity.number, quantity.number.end
    before = text[max(0, number.start - 8) : number.start]
    countable = lexicon("countables").longest(text, end)
    group = _GROUP.match(text, end)
    small = number.value is None or number.value < 10000
    if countable and small and (not number.bare or quantity.modifier):
        if POINTING.search(before) and not number.arabic:
            return NonFact(number.start, end, "lexical", "4.6.4 demonstrative + number")
        if number.value == 1 and not number.arabic:
            return None
        quantity.why["unit"] = "5.1 no classifier"
        return quantity
    if group and small and number.value != 1 and not _NOT_GROUP.match(text, end) and not number.bare:
        if POINTING.search(before):
            return NonFact(number.start, end, "lexical", "4.6.4 demonstrative + number")
        quantity.why["unit"] = "5.1 三大场景"
        return quantity
    if number.arabic:
        return _arabic_alone(text, quantity, before)
    return _chinese_alone(text, quantity)


def _arabic_alone(text: str, quantity: Quantity, before: str) -> Judged:
    number = quantity.number
    counted = quantity.modifier is not None or number.scaled or number.value is None or _LEVEL_BEFORE.search(before)
    if "." in text[number.start : number.end] and _READING.search(before):
        quantity.kind, quantity.why["kind"], quantity.why["unit"] = "measure", "6.10 reading", "7.3 no unit"
        return quantity
    if counted and not re.search(r"[号第]\Z", before):
        quantity.why["unit"] = "5.1 no classifier"
        return quantity
    if text[number.end : number.end + 1] == "号":
        kind = "serial" if _DOCUMENT.match(text, number.end + 1) else "name"
        return NonFact(number.start, number.end + 1, kind, "4.2 N号")
    return NonFact(number.start, number.end, "name", "4.1.1 digits that count nothing")


_DOCUMENT = re.compile("文|令|公告|通告|公报|通知|决议|决定|议案|意见")
_RATE_ONE = re.compile("一(?=[\u4e00-\u9fff])")


def _chinese_alone(text: str, quantity: Quantity) -> Judged:
    number = quantity.number
    after, single = text[number.end : number.end + 1], number.end - number.start == 1
    if (
        quantity.modifier
        and number.scaled
        and (not number.bare or quantity.start < number.start)
        and (not after or not "\u4e00" <= after <= "\u9fff")
    ):
        return quantity
    written = text[number.start : number.end]
    if after == "号" and number.value is not None and text[number.end + 1 : number.end + 2] not in tuple("召称角令"):
        return NonFact(number.start, number.end + 1, "name", "4.1.2 numeral in a name")
    if len(written) >= 3 and not number.bare and not number.sequence and re.search("[十百千万亿点]", written):
        quantity.why["unit"] = "5.1 no classifier"
        return quantity
    if (
        single
        and after in ("司", "处", "科", "室", "局", "所", "厂", "院")
        and re.search(r"[部委局厅院司]\Z", text[max(0, number.start - 1) : number.start])
    ):
        return NonFact(number.start, number.end, "name", "4.1.2 numeral in a name")
    if single and number.value is not None and 2 <= number.value <= 9 and after in _single_nouns():
        return NonFact(number.start, number.end, "lexical", "4.6.5 numeral + noun of one syllable")
    if (
        single
        and number.value == 1
        and re.search(
            r"[0-9一二三四五六七八九十两](?:分钟|小时|天|秒|周|个月)\Z", text[max(0, number.start - 20) : number.start]
        )
    ):
        quantity.why["value"] = "4.6.5a rate"
        return quantity
    return None
