"""Digits that name something: models, standards, telephone numbers, nicknames (guideline 4.1.1)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import NonFact
from shuanglian.facts.numbers import read_number
from shuanglian.facts.quantities import read_quantity

_LATIN_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9.\-+/·_]*\Z")
_STANDARD = re.compile(r"(?<![A-Za-z])[A-Z]{1,4}(?:/[A-Z])? \Z")
_TAIL = re.compile(r"[A-Za-z0-9]*(?:[-./·_+][A-Za-z0-9]+)*\+?")
_CHAIN = re.compile(
    r"[0-9]+(?:[-/·][0-9]+){1,}(?![0-9%.]*[%万亿])|1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,}(?![.0-9])|[0-9]+(?:\.[0-9]+){2,}|400-?[0-9]{3}-?[0-9]{4}"
)
_PART_OF = re.compile(r"[1-9][0-9]?/[1-9][0-9]{0,2}")
_TELLS_PART = re.compile("[的强弱]|以[上下]|左右|多(?!边)")
"""1/3的学生 is a share; 3/4号 is a name."""
_GENERATION = re.compile(r"[0-9]{2}后(?![，。的天年个续来])|[0-9]{2}后(?=[的，、])|[0-9]0、?后")
_INDEX = re.compile(
    "(?:标普|纳斯达克|纳指|沪深|中证|上证|深证|科创|创业板|恒生|日经|富时|罗素|道琼斯|国证|北证|MSCI)(?:指数)?\\Z"
)
"""沪深300, 纳斯达克100."""
_WORD_AND_BLANK = re.compile(r"(?<![A-Za-z])(?:[A-Z][A-Za-z]{2,}|[a-z][A-Z][A-Za-z]+|No\.?|NO\.?) \Z")
_PRODUCT = re.compile(r"[0-9.]+(?:手机|系统|平台|车型|芯片|处理器|版本|系列|型)")
"""Top 100, iPhone 15, Windows 11."""
_HYPHEN = re.compile("[\u4e00-\u9fff]-\\Z")
_MODEL = re.compile("[0-9]{1,4}[A-Za-z]{1,3}(?![A-Za-z0-9])")
"""红旗-9B."""
_CODE = re.compile("[0-9]{4,}(?![0-9.,，]*[0-9])")
_CODED = re.compile(
    "(?:密码|代码|账号|帐号|编号|单号|卡号|学号|工号|证号|证件号|车牌|验证码|邮编|邮政编码|电话|手机|热线|传真|尾号|批号|序列号|条码|口令|号码|拨打|致电|编码|QQ群?|微信号?|默认)[^，,。；;]{0,6}\\Z"
)
"""默认密码为123456."""
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
    product = _WORD_AND_BLANK.search(before)
    if _INDEX.search(before) or (product and (_PRODUCT.match(text, at) or not _has_unit(text, at))):
        number = read_number(text, at)
        return NonFact(at, number.end if number else at + 1, "name", "4.1.1 number in a name")
    if _HYPHEN.search(before) and (model := _MODEL.match(text, at)):
        return NonFact(at, model.end(), "name", "4.1.1 model")
    if (code := _CODE.match(text, at)) and _CODED.search(before) and not _has_unit(text, at):
        return NonFact(at, code.end(), "name", "4.1.1 code")
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
