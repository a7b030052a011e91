"""Noun phrases around a quantity, and how one is cut into a thing and its dimension (guideline 9.1, 9.3)."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.lexicon import Lexicon, backwards, context, word_list
from shuanglian.facts.words import Word, is_aspect
from shuanglian.spans import Range

NOMINAL = frozenset({"run", "noun", "vn", "place", "N", "quote", "verb"})
"""Classes that may be inside a noun phrase; a verb that governs is taken out by the callers."""

_HEAD = re.compile(r"[\u4e00-\u9fff]{2}(?:率|量|额|费|比)\Z|[\u4e00-\u9fff](?:价|度|值)\Z")
_SHORT = frozenset({"总", "净", "毛", "单", "年", "日", "月"})
_NO_HEAD = re.compile(
    r"(?:质量|力量|能量|人数|多数|少数|常数|制度|温度|速度|程度|年度|季度|态度|角度|印度|进度|对比|总额|数额|参数|函数|产品|流量)\Z"
)


_NO_SIZE = re.compile(
    r"(?:[市班校队部会处局院社团组增成特擅延专厂乡镇村县区州省科所厅首酋家站行总船舰]长"
    r"|[严慎尊看加沉稠繁多比]重|[提增升调拔新最更较跳崇]高|[加资高]深|[忠浓丰雄]厚|[放加拓]宽)\Z"
)


@cache
def _dimensions() -> Lexicon[str]:
    return backwards(word_list("dimensions"))


@cache
def _modifiers() -> Lexicon[str]:
    return backwards(word_list("dimension_modifiers"))


def dimension_start(phrase: str, alone: bool = False) -> int | None:
    """Where the name of a dimension begins at the end of a phrase, as long as can be; None without one.

    With `alone` it is the plain name without modifiers: 餐饮|收入.
    """
    reversed_phrase = phrase[::-1]
    length = len(_dimensions().longest(reversed_phrase, 0) or "")
    if length == 1 and _NO_SIZE.search(phrase):
        return None
    if length < 2 and (head := _HEAD.search(phrase)) and not _NO_HEAD.search(phrase):
        length = len(head[0])
    if not length:
        return None
    while not alone:
        more = _modifiers().longest(reversed_phrase, length) or _rate_of(reversed_phrase, length)
        if more is None or (len(more) < 2 and more not in _SHORT) or (length == 1 and more not in _SHORT):
            break
        length += len(more)
    return len(phrase) - length


_AMOUNT = re.compile("(?:量|数|额|分|人口|规模|面积|能力|产能|得分|成绩|积分|满分|及格线|分数线)\\Z")


def names_amount(phrase: str) -> bool:
    """销量50万台, 总分236分: the phrase ends with a dimension that is the amount itself."""
    return bool(_AMOUNT.search(phrase)) and _dimensions().longest(phrase[::-1], 0) is not None


def split_phrase(text: str, span: Range) -> tuple[Range | None, Range | None]:
    """Cut 3D打印设备|产量: the thing, and the dimension, each None where it is not there."""
    start, end = span
    cut = dimension_start(text[start:end])
    if cut is None:
        return span, None
    thing = trimmed_phrase(text, (start, start + cut))
    return thing, (start + cut, end)


def _rate_of(reversed_phrase: str, length: int) -> str | None:
    """客运量+增速, 出口额+占比: a rate of a dimension."""
    rate = reversed_phrase[:length][::-1]
    return _dimensions().longest(reversed_phrase, length) if rate in _RATES else None


_RATES = frozenset({"增速", "增幅", "占比", "比重", "比例", "增长率", "降幅", "涨幅", "跌幅", "总额", "总量", "规模"})
_EDGES = ' 　、，,的之了”“"’‘》《（）()'


def trimmed_phrase(text: str, span: Range) -> Range | None:
    """Take punctuation, 的 and conjunctions off both ends; paired quotes stay when they are inside."""
    start, end = span
    while start < end and text[start] in _EDGES and not _pair_opens(text, start, end):
        start += 1
    while end > start and text[end - 1] in _EDGES and not _pair_closes(text, start, end):
        end -= 1
    if (
        end - start > 2
        and text[start] in "“《「"
        and text[end - 1] in "”》」"
        and text.find(text[end - 1], start) == end - 1
    ):
        start, end = start + 1, end - 1
    return (start, end) if start < end else None


_CLOSES = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’", "「": "」"}
_OPENS = {close: opening for opening, close in _CLOSES.items()}


def _pair_opens(text: str, start: int, end: int) -> bool:
    closing = _CLOSES.get(text[start])
    return closing is not None and closing in text[start:end]


def _pair_closes(text: str, start: int, end: int) -> bool:
    opening = _OPENS.get(text[end - 1])
    return opening is not None and opening in text[start:end]


# --- after a quantity ---------------------------------------------------------------------------

_STOPS = frozenset(
    {"stop", "pause", "T", "Q", "prep", "adv", "empty", "level", "change", "every", "say", "among", "mark"}
)
_BUYS = "买购修办吃看换给租请"
_MAX_AHEAD = 24


def phrase_after(text: str, words: list[Word], at: int, tight: bool = False) -> tuple[Range | None, bool]:
    """Return the noun phrase after the quantity at a place, and whether 的 stands between (9.1, 9.2.1).

    Of a phrase with 的, what follows the last one; it ends at a verb, an adverb, a preposition or a
    conjunction before another quantity, and with `tight` (after a preposition) at a verb or noun.
    """
    begin = at + 1
    linked = begin < len(words) and words[begin].text in ("的", "之")
    start, end = _extent(words, begin + linked, tight)
    if end <= start:
        return None, linked
    at_end = end == len(words) or words[end].cls in _STOPS
    if at_end and end - start > 1 and words[end - 1].cls == "vn" and (linked or _ACTORS.search(words[end - 2].text)):
        end -= 1  # 三分之二的学生|近视, 1500家企业|参展
    if start == at + 1 and words[start].cls == "run" and len(words[start].text) > 2 and words[start].text[0] in _BUYS:
        return None, linked  # 花3.8元|买彩票
    first = words[start].start
    if text[first] == "大" and words[at].end == first:
        first += 1  # 三大场景 (5.1)
    span = trimmed_phrase(text, (first, words[end - 1].end))
    return None if span is None else _without_tail(text, span), linked


def _extent(words: list[Word], begin: int, tight: bool) -> Range:
    """Return the words of the phrase that begins at a place."""
    start = end = begin
    limit = min(len(words), begin + _MAX_AHEAD)
    while end < limit:
        word = words[end]
        if word.cls == "de" and end > start:
            if not _noun_follows(words, end + 1) or _PLACES.search(words[end - 1].text):
                break
            start = end + 1
        elif word.cls in _BREAKING and end == start and not _has_aspect(words, end):
            skipped = _relative_clause(words, end)
            if skipped is not None:
                start = end = skipped
                continue
            if word.cls != "vn" or not (_noun_follows(words, end + 1) or _is_object(words, end)):
                break
        elif _ends_phrase(words, start, end, tight):
            break
        end += 1
    return start, end


def _is_object(words: list[Word], at: int) -> bool:
    """提出两点|建议, 完成三项|研究: a verb or noun at the end of the clause, with a verb before the quantity."""
    last = at + 1 == len(words) or words[at + 1].cls in ("stop", "pause")
    before = words[at - 2] if at > 1 else None
    if before is not None and is_aspect(before) and at > 2:
        before = words[at - 3]
    return last and words[at - 1].cls == "Q" and before is not None and before.cls == "verb"


_BREAKING = frozenset({"verb", "vn", "empty", "prep", "adv", "T"})


def _has_aspect(words: list[Word], at: int) -> bool:
    return words[at].cls in ("verb", "vn") and at + 1 < len(words) and is_aspect(words[at + 1])


def _ends_phrase(words: list[Word], start: int, at: int, tight: bool) -> bool:
    """Whether a phrase that began at `start` ends before the word at a place."""
    word = words[at]
    if word.cls == "conj":
        following = words[at + 1].cls if at + 1 < len(words) else ""
        return at == start or not _noun_follows(words, at + 1) or following in ("Q", "verb")
    if word.text in "”’》」":
        return not any(other.text in "“‘《「" for other in words[start:at])
    if word.text == "全部":
        return at > start
    if word.cls == "vn":
        return tight or _has_aspect(words, at)
    return word.cls in _BREAKING or word.cls in _STOPS


def _without_tail(text: str, span: Range) -> Range:
    """Take a localizer (93种场景|内) and a verb inside an unknown run (登山者|迷了路) off the end."""
    start, end = span
    if end - start > 2 and text[end - 1] in "内里中" and text[end - 2 : end] not in _LOCAL_WORDS:
        end -= 1
    gone = _GONE_ON.search(text, start + 2, end)
    return start, gone.start() if gone else end


_LOCAL_WORDS = frozenset(context("local"))
_PLACES = re.compile(r"(?:国家|地区|省份|省区市|省市|城市|国|省|市|县)\Z")
"""来自40多个国家的企业: the number counts the countries."""
_ACTORS = re.compile(
    r"(?:企业|公司|人|者|员|学生|群众|居民|农户|家庭|选手|队|代表|国家|地区|单位|机构|高校|院校|嘉宾|商户|市民|村民|观众)\Z"
)
_GONE_ON = re.compile("[\u4e00-\u9fff][了着](?!名)|[涌驶流迁飞赶奔开运送挤冲走踏跨坠跳闯][入往进抵](?!口)")
"""A verb of one character inside a run: 登山者|迷了路."""


def _noun_follows(words: list[Word], at: int) -> bool:
    return at < len(words) and words[at].cls in NOMINAL and not (words[at].cls == "quote" and words[at].text in "”’")


def _relative_clause(words: list[Word], at: int) -> int | None:
    """具有国际先进水平的|中试平台: the place after the last 的 before the clause goes on."""
    last = None
    for place in range(at, min(len(words), at + _MAX_AHEAD)):
        if words[place].cls in ("stop", "Q"):
            break
        if words[place].cls == "de" and _noun_follows(words, place + 1):
            last = place + 1
    return last


# --- before a quantity --------------------------------------------------------------------------

_BEFORE_STOPS = frozenset(
    {"stop", "T", "Q", "de", "adv", "prep", "empty", "level", "change", "every", "say", "among", "mark"}
)


def phrase_before(words: list[Word], end: int, begin: int, over_lists: bool = False) -> int:
    """Return where the words begin that stand directly before a place and may be a noun phrase.

    With `over_lists` a list (A、B和C) is one phrase.
    """
    start = end
    while start > begin:
        word = words[start - 1]
        if word.cls in _BEFORE_STOPS or (word.cls in ("pause", "conj") and not over_lists):
            break
        if word.text in ("“", "”") and word.text == "”" and "“" not in [w.text for w in words[begin:start]]:
            break
        start -= 1
    return start
