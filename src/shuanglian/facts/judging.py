"""Whether a numeric string states a quantity, or nothing (guideline 2, steps 2 to 8)."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Judged, NonFact, Quantity
from shuanglian.facts.identifiers import identifier
from shuanglian.facts.labels import label_after, label_before
from shuanglian.facts.lexicon import lexicon, table
from shuanglian.facts.lone_numbers import POINTING, judge_number_alone
from shuanglian.facts.numbers import Number
from shuanglian.facts.ordinals import read_among, read_serial
from shuanglian.facts.places import Place
from shuanglian.facts.quantities import read_quantity
from shuanglian.facts.scores import judge_ratio
from shuanglian.facts.shared_units import last_of_chain, with_unit_of
from shuanglian.facts.units import PHYSICAL


def judge(text: str, at: int, place: Place) -> tuple[Judged, int]:
    """Judge the numeric string whose number begins at a place; the second value is where to go on."""
    found = read_serial(text, at) or read_among(text, at) or _unit_of_works(text, at)
    if found is not None:
        return found, found.end
    arabic = text[at] in "0123456789."
    if at < 3 and (alone := _whole_text(text, at)):
        return alone, alone.end
    if arabic and (name := identifier(text, at)):
        return name, name.end
    quantity = read_quantity(text, at)
    if quantity is None:
        return _unread(text, at, arabic)
    if place.in_title(at):
        return _name(text, quantity, "3.5 in a title"), quantity.core_end
    if place.in_label(at) and not _first_only(quantity):
        return _name(text, quantity, "4.1.3 quoted label"), quantity.core_end
    if (quantity.unit is None and quantity.kind == "count") or _noun_not_unit(text, quantity):
        judged = _sharing(text, quantity, place) or judge_number_alone(text, quantity)
    else:
        judged = _judge(text, quantity)
    return judged, judged.end if judged is not None else max(quantity.core_end, at + 1)


def _sharing(text: str, quantity: Quantity, place: Place) -> Quantity | None:
    """录取3、4名: a number in a list whose last one has the unit."""
    at = last_of_chain(text, quantity)
    last, _ = judge(text, at, place) if at is not None else (None, 0)
    return with_unit_of(text, quantity, last) if isinstance(last, Quantity) else None


_UNIT_OF_WORKS = re.compile(
    "[一二三四五六七八九](?=车间|工段|工区|大队|中队|支队|分队|小队|分厂|分局|分院|分公司|营区|标段|组团|仓库|号楼|号院|营[一二三四五六七八九]连|连[一二三四五六七八九]排)"
)


_SCHOOL_YEAR = re.compile("[一二三四五六](?=学生|新生|女生|男生|年级|毕业|上学期|下学期|学年|开学|[的、，。,]|班)")
_FLOOR = re.compile("[一二三四五六七八九1-9](?:层|楼)")


def _unit_of_works(text: str, at: int) -> NonFact | None:
    """二车间, 三大队: a Chinese numeral that numbers a part of an organisation."""
    before = text[at - 1 : at]
    if before and before in "高初大研博" and _SCHOOL_YEAR.match(text, at):
        return NonFact(at, at + 1, "name", "4.1.1 school year")
    if text[max(0, at - 2) : at].endswith(("地下", "负")) and (floor := _FLOOR.match(text, at)):
        return NonFact(at, floor.end(), "name", "4.1.1 floor")
    if not _UNIT_OF_WORKS.match(text, at) or text[at - 1 : at] in tuple("第十百千万数几共有"):
        return None
    return NonFact(at, at + 1, "name", "4.1.2 numeral in a name")


def _whole_text(text: str, at: int) -> Quantity | None:
    """A text that is nothing but an amount states it, also without a unit."""
    if len(text) > _LONGEST_AMOUNT:
        return None
    quantity = read_quantity(text, at)
    if quantity is None or quantity.start > 0 or quantity.end < len(text) or not quantity.number.arabic:
        return None
    return quantity if quantity.kind != "count" or quantity.unit is not None or "." in text or "e" in text else None


_LONGEST_AMOUNT = 40


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


_ONLY = re.compile(r"(?:仅|只|只有|仅有|唯一|共|共有|总共|一共|不到|不足|至少|各|每人|人均|平均)\Z")
_GRADE = re.compile("[级等]")
_NUMBER_OF = re.compile("号(?!召|称|角)")
_EVERY = re.compile(r"每[^，,。；]{0,24}\Z")


def _judge(text: str, quantity: Quantity) -> Judged:
    before = text[max(0, quantity.start - 30) : quantity.start]
    number = quantity.number
    if quantity.classifier in (":", "/"):
        return judge_ratio(text, quantity, before)
    if number.bare and before.endswith("每"):
        quantity.approx = False  # 每万人 is exact (8.4)
    if quantity.classifier == "年" and text.startswith("级", quantity.core_end):
        return NonFact(number.start, quantity.core_end + 1, "name", "4.1.1 grade")
    if number.arabic and _is_part_of_word(text, quantity):
        return NonFact(number.start, number.end, "name", "1.1 digits before a word")
    if _is_part_of_word(text, quantity) or (quantity.classifier == "成" and _PROBABLY.match(text, number.start)):
        return None
    if (number.bare and before.endswith("每") and quantity.unit is None) or (
        number.sequence and not re.search("[零〇○]", text[number.start : number.end]) and quantity.kind == "count"
    ):
        return None
    if quantity.unit == "{个}":
        _shares_unit(text, quantity)
    if quantity.unit == "{度}":
        _which_degree(text, quantity, before)
    if quantity.classifier == "块" and not _is_price(text, quantity, before):
        quantity.kind, quantity.unit, quantity.why["unit"] = "count", "{块}", "7.1 classifier"
    if label := label_after(text, quantity) or label_before(text, quantity):
        return label
    return _judge_with_unit(text, quantity, before)


def _judge_with_unit(text: str, quantity: Quantity, before: str) -> Judged:
    """Judge what has its unit, by number, unit and what stands around them."""
    number = quantity.number
    if number.arabic and not number.scaled and quantity.classifier == "期" and number.first >= 1000:
        return NonFact(number.start, quantity.core_end, "serial", "4.2 N期")
    if quantity.unit in ("m", "km") and _EVENT.match(text, quantity.core_end):
        return NonFact(number.start, quantity.core_end, "name", "4.1.2 numeral in the name of an event")
    if quantity.classifier == "期" and (
        _PHASE.match(text, quantity.core_end)
        or before.endswith(("项目", "工程", "电站", "园区", "机组", "地铁", "铁路"))
    ):
        return NonFact(number.start, quantity.core_end, "serial", "4.2 N期 of works")
    if quantity.classifier in ("队", "组", "班") and _of_a_unit(number, before):
        return NonFact(number.start, number.end, "name", "4.1.2 numeral in a name")
    if quantity.classifier == "级" and (
        _STRENGTH.match(text, quantity.core_end) or _BLOWS.search(before) or "." in text[number.start : number.end]
    ):
        return quantity
    if quantity.classifier in ("级", "等"):
        return NonFact(number.start, quantity.core_end, "name", "4.1.1 grade")
    if (
        number.value == 1
        and not number.arabic
        and quantity.classifier
        and text.startswith(quantity.classifier, quantity.core_end)
    ):
        end = quantity.core_end + len(quantity.classifier)
        return NonFact(number.start, end, "lexical", "4.6.1 一 + unit doubled")
    if quantity.kind == "duration" and _OLD.match(text, quantity.core_end):
        quantity.kind, quantity.why["kind"] = "age", "6 N个月大"
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
    if POINTING.search(before) and not quantity.modifier and (number.value is None or number.value > 1):
        return NonFact(number.start, quantity.core_end, "lexical", "4.6.4 demonstrative + number")
    return quantity


_OLD = re.compile("大(?=[的，。、；,;男女婴幼宝]|\\Z)")
_EVENT = re.compile(
    "栏|跑(?![步者道完出了过])|决赛|半决赛|预赛|接力|自由泳|[仰蛙蝶]泳|混合泳|障碍|气[步手]枪|冠军|亚军|季军|金牌|银牌|铜牌|纪录|项目|比赛|跳台|跳板|台|竞走|越野滑雪|赛跑"
)
_WORKS = ("广场", "花园", "小区", "新城", "公寓", "家园", "项目", "工程", "电站", "园区", "机组", "地铁", "铁路")
_PHASE = re.compile("工程|项目|建设|厂房|用地|扩建|改造|地块|码头|机组|基金|标段|园区")
_PROBABLY = re.compile("[八九]成(?:是|会|要|得|不|没|能|已|还|又|都)")
_PRICE = re.compile(
    r"(?:价|费|钱|花|卖|付|赚|售|要|收|给|值|贵|便宜|涨|降|省|工资|挣|只需|斤|每|才|卖到|元)[^，,。；]{0,6}\Z"
)


def _is_price(text: str, quantity: Quantity, before: str) -> bool:
    """Whether 块 is a yuan: after words of price, at the end, or with the tenths behind it (三块五)."""
    return quantity.core_end - quantity.number.end > 1 or bool(_PRICE.search(before)) or not before


_GIGABYTE = re.compile(r"G(?![A-Za-z0-9])")
_POINTS_AFTER = re.compile(r"(?:[、和与或及][0-9.]+个?)+(?:百分点|个百分点|个基点|基点)")


def _shares_unit(text: str, quantity: Quantity) -> None:
    """2.3个、0.8个百分点 (5.3.1); 5个G (5.1)."""
    if _POINTS_AFTER.match(text, quantity.core_end):
        quantity.kind, quantity.unit, quantity.why["unit"] = "percentage_point", "[pp]", "5.3.1 shared unit"
    elif _GIGABYTE.match(text, quantity.core_end):
        quantity.end = quantity.core_end = quantity.core_end + 1
        quantity.unit, quantity.why["unit"] = "{G}", "5.1 个G"


_WARMTH = re.compile("温|零下|零上|高烧|发烧|低烧|摄氏|加热|冷却|炎热|升到|烤")
_CURRENT = re.compile("电")


def _which_degree(text: str, quantity: Quantity, before: str) -> None:
    """度 is a degree of temperature or a kilowatt hour where the clause speaks of warmth or current (7)."""
    around = before[-20:] + text[quantity.start : quantity.core_end + 6]
    if _WARMTH.search(around):
        quantity.unit, quantity.why["unit"] = "Cel", "7 度 of temperature"
    elif _CURRENT.search(around):
        quantity.unit, quantity.why["unit"] = "kW.h", "7 度 of current"


_STRENGTH = re.compile("(?:以上|左右|的)?(?:强烈)?(?:地震|余震|大风|阵风|强风|风力|台风|浪|左右)")
"""7.0级地震 measures; 一级 names a grade."""
_BLOWS = re.compile("(?:风力|阵风|风速|[东南西北]风|大风|震级|里氏|烈度|浪高|海浪|地震|强度)[^，,。；、]{0,6}\\Z")
"""北风三四级, 最大风力9级."""


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
    other = rf"(?:[0-9]+|[二两三四五六七八九十])个?{re.escape(core)}"
    contrast = rf"[^，。；]{{0,8}}[、和与及][^，。；、]{{0,4}}{other}"
    before_contrast = rf"{other}[^，。；]{{1,8}}[、和与及]\Z"
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
    return {row[0]: row[1] for row in table("word_after")}


def _is_part_of_word(text: str, quantity: Quantity) -> bool:
    """Whether the unit is only the beginning of a word after a Chinese numeral: 三人才, 五项目."""
    if quantity.number.arabic and quantity.classifier not in ("分", "月", "日", "年", "升", "版", "单"):
        return False
    after = text[quantity.core_end : quantity.core_end + 1]
    touches = quantity.number.end == quantity.core_end - len(quantity.classifier)
    return touches and bool(after) and after in _word_after().get(quantity.classifier, "")
