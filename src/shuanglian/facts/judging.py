"""Whether a numeric string states a quantity, or nothing (guideline 2, steps 2 to 8)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shuanglian.facts.candidates import NonFact, Quantity
from shuanglian.facts.lexicon import lexicon, table, word_list
from shuanglian.facts.numbers import Number, plain, read_number
from shuanglian.facts.ordinals import read_among, read_serial
from shuanglian.facts.quantities import read_quantity
from shuanglian.facts.units import PHYSICAL
from shuanglian.spans import Range

Judged = Quantity | NonFact | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where numerals stand: ranges of 《titles》 and of short quoted phrases, in the order of the text."""

    titles: tuple[Range, ...] = ()
    labels: tuple[Range, ...] = ()

    def in_title(self, at: int) -> bool:
        return _inside(self.titles, at)

    def in_label(self, at: int) -> bool:
        return _inside(self.labels, at)


def _inside(ranges: tuple[Range, ...], at: int) -> bool:
    """Whether one of the ranges, which do not overlap, holds a place."""
    place = bisect_left(ranges, (at, 0)) - 1
    return place >= 0 and ranges[place][0] < at < ranges[place][1]


_TITLE = re.compile("《[^《》\n]{1,80}》")
_LABEL = re.compile("[“‘「][^“”‘’「」，。！？；：,!?;\n]{2,14}[”’」]")
_SPOKEN = re.compile(r"每|增长|增加|达到|下降|超过|[%％]|只要|仅|共|我|你|[0-9][元万亿]")


def places_of(text: str) -> Place:
    titles = tuple(m.span() for m in _TITLE.finditer(text)) if "《" in text else ()
    marks = any(mark in text for mark in "“‘「")
    labels = tuple(m.span() for m in _LABEL.finditer(text) if not _SPOKEN.search(m[0])) if marks else ()
    return Place(titles, labels)


def judge(text: str, at: int, place: Place) -> tuple[Judged, int]:
    """Judge the numeric string whose number begins at a place; the second value is where to go on."""
    found = read_serial(text, at) or read_among(text, at)
    if found is not None:
        return found, found.end
    arabic = text[at] in "0123456789."
    if arabic and (name := _identifier(text, at)):
        return name, name.end
    quantity = read_quantity(text, at)
    if quantity is None:
        return _unread(text, at, arabic)
    if place.in_title(at):
        return _name(text, quantity, "3.5 in a title"), quantity.core_end
    if place.in_label(at) and not _first_only(quantity):
        return _name(text, quantity, "4.1.3 quoted label"), quantity.core_end
    if (quantity.unit is None and quantity.kind == "count") or _noun_not_unit(text, quantity):
        judged = _judge_number_alone(text, quantity)
    else:
        judged = _judge(text, quantity)
    return judged, judged.end if judged is not None else max(quantity.core_end, at + 1)


def _noun_not_unit(text: str, quantity: Quantity) -> bool:
    """8部门, 五方面: what follows is a noun that begins like a measure word; make the number stand alone."""
    end = quantity.number.end
    if quantity.kind != "count" or quantity.core_end <= end or text[end : end + 1] == "大":
        return False
    noun = lexicon("countables").longest(text, end)
    if noun is None or end + len(noun) <= quantity.core_end:
        return False
    quantity.end = quantity.core_end = end
    quantity.unit, quantity.classifier = None, ""
    return True


def _name(text: str, quantity: Quantity, rule: str) -> NonFact:
    return NonFact(quantity.number.start, quantity.core_end, "name", rule)


def _first_only(quantity: Quantity) -> bool:
    return not quantity.number.arabic and quantity.number.value == 1


def _unread(text: str, at: int, arabic: bool) -> tuple[Judged, int]:
    """A numeral that is no amount: Arabic digits are a name, Chinese ones belong to a word."""
    if not arabic:
        return None, at + 1
    end = at
    while end < len(text) and text[end] in "0123456789.":
        end += 1
    return NonFact(at, end, "name", "1.1 digits that say no amount"), end


# --- identifiers ----------------------------------------------------------------------------

_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9.\-+/·_]*\Z")
_STANDARD = re.compile(r"[A-Z]{1,4}(?:/[A-Z])? \Z")
_TAIL = re.compile(r"[A-Za-z0-9]*(?:[-./·_+][A-Za-z0-9]+)*\+?")
_CHAIN = re.compile(
    r"[0-9]+(?:[-/·][0-9]+){1,}(?![0-9%.]*[%万亿])|1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,}(?![.0-9])|[0-9]+(?:\.[0-9]+){2,}|400-?[0-9]{3}-?[0-9]{4}"
)
_GENERATION = re.compile(r"[0-9]{2}后(?![，。的天年个续来])|[0-9]{2}后(?=[的，、])|[0-9]0、?后")
_LATIN = re.compile(r"[A-Za-z]+")
_WORDS_BEFORE = re.compile(
    r"(?:GDP|CPI|PPI|PMI|GNP|APP|App|app|ETF|IPO|AI|VR|AR|KTV|ATM|SUV|MPV|CEO|LED|ROE|EPS|PCT|EV|GPU|CPU|IP|KOL|Wi-?Fi|pH|PH|US|HK|USD|CNY|RMB|HKD|EUR|JPY|GBP)\Z"
)


def _identifier(text: str, at: int) -> NonFact | None:
    """AS700D, 5G, GB/T 1234, 010-12345678, 90后: digits that count nothing (4.1.1)."""
    before = text[max(0, at - 24) : at]
    latin = _LATIN_BEFORE.search(before)
    if not latin and (chain := _CHAIN.match(text, at)):
        if not _has_unit(text, at) or chain[0][0] == "0":
            return NonFact(at, chain.end(), "name", "4.1.1 identifier")
    if latin and not _WORDS_BEFORE.search(latin[0]):
        tail = _TAIL.match(text, at)
        end = tail.end() if tail else at
        return NonFact(at - len(latin[0]), max(end, at + 1), "name", "4.1.1 Latin letters and digits")
    if standard := _STANDARD.search(before):
        if not _has_unit(text, at):
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


# --- number and unit ------------------------------------------------------------------------

_POINTING = re.compile(r"(?:这|那|该|此|上述|前述|以上|其他|其它|另外|其余|这样的)\Z")
_ONLY = re.compile(r"(?:仅|只|只有|仅有|唯一|共|共有|总共|一共|不到|不足|至少|各|每人|人均|平均)\Z")
_GRADE = re.compile("[级等]")
_NUMBER_OF = re.compile("号(?!召|称|角)")
_EVERY = re.compile(r"每[^，,。；]{0,24}\Z")


def _judge(text: str, quantity: Quantity) -> Judged:
    before = text[max(0, quantity.start - 30) : quantity.start]
    number = quantity.number
    if quantity.classifier in (":", "/"):
        return _judge_ratio(text, quantity, before)
    if _is_part_of_word(text, quantity) or (quantity.classifier == "成" and _PROBABLY.match(text, number.start)):
        return None
    if (number.bare and before.endswith("每")) or (
        number.sequence and not re.search("[零〇○]", text[number.start : number.end]) and quantity.kind == "count"
    ):
        return None
    if quantity.unit == "{度}":
        _which_degree(text, quantity, before)
    if quantity.classifier == "块" and not _is_price(text, quantity, before):
        quantity.kind, quantity.unit, quantity.why["unit"] = "count", "{块}", "7.1 classifier"
    if quantity.classifier in ("队", "组", "班") and _of_a_unit(number, before):
        return NonFact(number.start, number.end, "name", "4.1.2 numeral in a name")
    if quantity.classifier in ("级", "等"):
        return NonFact(number.start, quantity.core_end, "name", "4.1.1 grade")
    if quantity.kind in PHYSICAL or quantity.kind in ("fraction", "rate"):
        return quantity
    if (
        number.rule.startswith("8.3")
        and number.value is None
        and not number.scaled
        and number.low == 2
        and number.high == 9
    ):
        return NonFact(number.start, quantity.core_end, "lexical", "4.6.3 几 + classifier")
    if number.value == 1 and not number.arabic and number.end - number.start == 1 and quantity.modifier is None:
        return _judge_one(text, quantity, before)
    if _POINTING.search(before) and not quantity.modifier and (number.value is None or number.value > 1):
        return NonFact(number.start, quantity.core_end, "lexical", "4.6.4 demonstrative + number")
    return quantity


_PROBABLY = re.compile("[八九]成(?:是|会|要|得|不|没|能|已|还|又|都)")
_PRICE = re.compile(
    r"(?:价|费|钱|花|卖|付|赚|售|要|收|给|值|贵|便宜|涨|降|省|工资|挣|只需|斤|每|才|卖到|元)[^，,。；]{0,6}\Z"
)


def _is_price(text: str, quantity: Quantity, before: str) -> bool:
    """Whether 块 is a yuan: after words of price, at the end, or with the tenths behind it (三块五)."""
    return quantity.core_end - quantity.number.end > 1 or bool(_PRICE.search(before)) or not before


_WARMTH = re.compile("温|零下|零上|高烧|发烧|低烧|摄氏|加热|冷却|炎热|升到|烤")
_CURRENT = re.compile("电")


def _which_degree(text: str, quantity: Quantity, before: str) -> None:
    """度 is a degree of temperature or a kilowatt hour where the clause speaks of warmth or current (7)."""
    around = before[-20:] + text[quantity.start : quantity.core_end + 6]
    if _WARMTH.search(around):
        quantity.unit, quantity.why["unit"] = "Cel", "7 度 of temperature"
    elif _CURRENT.search(around):
        quantity.unit, quantity.why["unit"] = "kW.h", "7 度 of current"


def _of_a_unit(number: Number, before: str) -> bool:
    """综采二队, 高三班: a Chinese numeral right after a noun numbers a unit."""
    return (
        not number.arabic
        and number.end - number.start == 1
        and bool(re.search(r"[采掘产备务装修运程安级年][^，。的、]?\Z", before))
    )


def _judge_one(text: str, quantity: Quantity, before: str) -> Judged:
    """一 + classifier states nothing but in the four cases of 4.6: units, 每, contrast, 仅."""
    core, end = quantity.classifier, quantity.core_end
    if _ONLY.search(before):
        quantity.why["value"] = "4.6(d) only"
        return quantity
    every = _EVERY.search(before)
    if every and re.search(r"[0-9一二三四五六七八九十两百千]", every[0][1:]):
        quantity.why["value"] = "4.6(b) rate with 每"
        return quantity
    after = text[end : end + 24]
    contrast = rf"(?:[、，和与及]|[^，。；]{{1,8}}[、，和与及])[^，。；、]{{0,4}}(?:[0-9]+|[二两三四五六七八九十])个?{re.escape(core)}"
    before_contrast = rf"(?:[0-9]+|[二两三四五六七八九十]){re.escape(core)}[^，。；]{{1,8}}[、，和与及]\Z"
    if re.match(contrast, after) or re.search(before_contrast, before):
        quantity.why["value"] = "4.6(c) contrast"
        return quantity
    doubled = text[quantity.number.start : end]
    if text.startswith(core, end) and core:
        return NonFact(quantity.number.start, end + len(core), "lexical", "4.6.1 一 + classifier doubled")
    if text.startswith(doubled, end):
        return NonFact(quantity.number.start, end + len(doubled), "lexical", "4.6.1 一 + classifier doubled")
    return NonFact(quantity.number.start, end, "lexical", "4.6.1 一 + classifier")


@cache
def _word_after() -> dict[str, str]:
    return dict((row[0], row[1]) for row in table("word_after"))


def _is_part_of_word(text: str, quantity: Quantity) -> bool:
    """Whether the unit is only the beginning of a word after a Chinese numeral: 三人才, 五项目."""
    if quantity.number.arabic and quantity.classifier not in ("分", "月", "日", "年", "升"):
        return False
    after = text[quantity.core_end : quantity.core_end + 1]
    touches = quantity.number.end == quantity.core_end - len(quantity.classifier)
    return touches and bool(after) and after in _word_after().get(quantity.classifier, "")


_SCORE = re.compile(
    r"(?:比分|胜|负|平|战胜|击败|领先|落后|险胜|大胜|完胜|惜败|总比分|扳成|打成|不敌|淘汰|逆转|取胜|逼平|小胜|力克|横扫|以)[^，,。；]{0,14}\Z"
)
_RATIO_WORD = re.compile(r"(?:比例|配比|之比|比率|比值|比为|占比|按|约为|为|达|到)[^，,。；]{0,8}\Z")


def _judge_ratio(text: str, quantity: Quantity, before: str) -> Judged:
    """比例3:1 is a fraction; a score is two counts, made by `split_score`; other digits with a slash are a name."""
    if _SCORE.search(before) and not _RATIO_WORD.search(before.replace("以", "")) and quantity.classifier == ":":
        return quantity
    if quantity.classifier == "/" and not re.search(r"[约近超达为占的于到至]\Z", before):
        after = text[quantity.core_end : quantity.core_end + 1]
        if after not in ("的", "以", "，", "。", "左"):
            return NonFact(quantity.number.start, quantity.core_end, "name", "4.1.1 digits with a slash")
    return quantity


def is_score(text: str, quantity: Quantity) -> bool:
    before = text[max(0, quantity.start - 16) : quantity.start]
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


# --- a number without a unit ------------------------------------------------------------------

_LEVEL_BEFORE = re.compile(
    r"(?:为|达|达到|至|到|是|共|共计|合计|约|超|过|近|有|得分|指数|总数|数量|人数|计|：|:|高于|低于|比|上涨|下跌|增加|减少|升|降|涨|跌)\Z"
)
_GROUP = re.compile("大(?=[\u4e00-\u9fff“])")
_NOT_GROUP = re.compile(
    "大(?:洋|洲|家|学|会|厦|街|道|队|桥|门|小|概|约|致|多|量|批|专|二|三|四|一|名|师|战|雁|件|地|众|事记|陆|脑|胆|众|豆|米|连|理|庆|同|兴)"
)


@cache
def _single_nouns() -> frozenset[str]:
    return word_list("single_nouns")


def _judge_number_alone(text: str, quantity: Quantity) -> Judged:
    number, end = quantity.number, quantity.number.end
    before = text[max(0, number.start - 8) : number.start]
    countable = lexicon("countables").longest(text, end)
    group = _GROUP.match(text, end)
    small = number.value is None or number.value < 10000
    if countable and small and (not number.bare or quantity.modifier):
        if _POINTING.search(before) and not number.arabic:
            return NonFact(number.start, end, "lexical", "4.6.4 demonstrative + number")
        if number.value == 1 and not number.arabic:
            return None
        quantity.why["unit"] = "5.1 no classifier"
        return quantity
    if group and small and number.value != 1 and not _NOT_GROUP.match(text, end) and not number.bare:
        if _POINTING.search(before):
            return NonFact(number.start, end, "lexical", "4.6.4 demonstrative + number")
        quantity.why["unit"] = "5.1 三大场景"
        return quantity
    if number.arabic:
        return _arabic_alone(text, quantity, before)
    return _chinese_alone(text, quantity)


def _arabic_alone(text: str, quantity: Quantity, before: str) -> Judged:
    number = quantity.number
    counted = quantity.modifier is not None or number.scaled or number.value is None or _LEVEL_BEFORE.search(before)
    if counted and not re.search(r"[号第]\Z", before):
        quantity.why["unit"] = "5.1 no classifier"
        return quantity
    if text[number.end : number.end + 1] == "号":
        return NonFact(number.start, number.end + 1, "serial", "4.2 N号")
    return NonFact(number.start, number.end, "name", "4.1.1 digits that count nothing")


_RATE_ONE = re.compile("一(?=[\u4e00-\u9fff])")


def _chinese_alone(text: str, quantity: Quantity) -> Judged:
    number = quantity.number
    after, single = text[number.end : number.end + 1], number.end - number.start == 1
    if quantity.modifier and number.scaled and not number.bare and (not after or not "\u4e00" <= after <= "\u9fff"):
        return quantity
    if (
        number.scaled
        and not number.bare
        and number.value is not None
        and number.value > Decimal(20)
        and number.value % 10
    ):
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
