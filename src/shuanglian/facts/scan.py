"""One scan of a text from left to right: times, then fixed words, then numbers, each character looked at once."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import Found, NonFact, Quantity
from shuanglian.facts.fixed import fixed_at
from shuanglian.facts.judging import judge
from shuanglian.facts.numbers import Number
from shuanglian.facts.ordinals import read_first_place, read_ordinal, read_top
from shuanglian.facts.places import Place, places_of
from shuanglian.facts.quantities import read_quantity
from shuanglian.facts.scores import is_score, split_score
from shuanglian.facts.times import read_time, words

_NUMERAL = "0123456789零〇一二三四五六七八九十百千万亿两几半廿卅"
_NUMERALS = frozenset(_NUMERAL)
_FIRST_UNITS = "个次部批家款台届期日周月季年艘架座条项场列只支张份例套笔位名对颗枚种班节本件辆栋所支篇幅轮档单口"
_OTHER_HEADS = (
    r"近(?=[0-9一二两三四五六七八九十几数半些])|(?:过去|最近|未来|今后|接下来|此后|随后)(?=的?[0-9一二两三四五六七八九十几数半])"
    r"|[前头](?=[0-9一二两三四五六七八九十])|第(?=[0-9一二三四五六七八九十百零几])|这(?=[0-9几数一二两三四五六七八九十个周])|[本上下](?=个?(?:周|星期|礼拜|世纪))"
    r"|每(?=[个一]?[年月周星天日季小分秒晚夜学旬])|(?:周|星期|礼拜)(?=[一二三四五六日天末])|大年|年初|正月|腊月|冬月|农历|多年来|长年来|这些年|新世纪|上世纪"
    r"|[“\"](?=[十九八七][一二三四五六七]?五[”\"])|数(?=[十百千万亿倍小公分吨平立次个家名位种项年天月])|[零负](?=增长)|翻(?=了?[一两二三四五六七八九0-9]{0,3}番)|过半"
    rf"|首(?=[{_FIRST_UNITS}])|['’](?=[0-9]{{2}}年)|\.(?=[0-9])"
)


_HEADS = re.compile(_OTHER_HEADS)


@cache
def _first() -> re.Pattern[str]:
    """Characters that anything can begin with."""
    heads = "近过最未今接此随前头第这本上下每周星礼大年正腊冬农多长新“\"数零负翻首'’."
    return re.compile(f"[{_NUMERAL}{heads}{''.join(words().lengths)}]")


def scan(text: str) -> Found:
    """Find quantities, non-facts and times of a folded text; times have no values yet."""
    found, first, lengths, place = Found(), _first(), words().lengths, None
    at = 0
    while match := first.search(text, at):
        start = match.start()
        known = text[start] in _NUMERALS or _HEADS.match(text, start)
        if not known and (text[start] not in lengths or words().longest(text, start) is None):
            at = start + 1
            continue
        place = place or places_of(text)
        at = _take(text, start, at, found, place)
    return found


def _take(text: str, start: int, since: int, found: Found, place: Place) -> int:
    """Take what begins at a place; return where to go on."""
    numeral = text[start] in _NUMERALS
    titled = place.in_title(start)
    holds = numeral or text[start] in "首第数"
    if holds and (fixed := fixed_at(text, start, min(since, max(_floor(found), since - 4)))):
        if fixed[1] is not None:
            found.non_facts.append(fixed[1])
        return max(fixed[0], start + 1)
    if not titled and (time := read_time(text, start)):
        found.times.append(time)
        return time.end
    if text[start] == "第":
        return _ordinal(text, start, found, titled)
    if text[start] == "首":
        return _first_of(text, start, found)
    if text[start] in "零负" and text.startswith("增长", start + 1):
        return _growth(text, start, found)
    if text[start] == "前" and (top := read_top(text, start)):
        return _add(found, top)
    if text[start] in "翻过" and (quantity := read_quantity(text, start)):
        return _add(found, quantity)
    if numeral or text[start] in "数.":
        return _number(text, start, found, place)
    return start + 1


def _add(found: Found, quantity: Quantity) -> int:
    """Add a quantity; its prefix must not reach into what was found before."""
    quantity.start = max(quantity.start, _floor(found))
    found.quantities.append(quantity)
    return quantity.end


def _number(text: str, start: int, found: Found, place: Place) -> int:
    judged, end = judge(text, start, place)
    floor = _floor(found)
    if isinstance(judged, Quantity):
        judged.start = max(judged.start, floor)
        if is_score(text, judged):
            found.quantities += split_score(text, judged)
        else:
            found.quantities.append(judged)
    elif isinstance(judged, NonFact):
        judged.start = max(judged.start, floor)
        found.non_facts.append(judged)
    return max(end, start + 1)


def _floor(found: Found) -> int:
    """End of what was found last: prefixes must not reach into it."""
    return max((items[-1].end for items in (found.quantities, found.non_facts, found.times) if items), default=0)


def _ordinal(text: str, start: int, found: Found, titled: bool) -> int:
    read = read_ordinal(text, start)
    if read is None:
        return start + 1
    item, end = read
    if isinstance(item, Quantity) and not titled:
        found.quantities.append(item)
    elif item is not None:
        kind = "name" if titled else item.kind
        found.non_facts.append(NonFact(item.start, item.end, kind if kind != "rank" else "name", "4.2 ordinal"))
    return end


_FIRST_LONG = re.compile(f"首(?:周末|[{_FIRST_UNITS}])(?![要席先都脑府尔次飞发映])")


def _first_of(text: str, start: int, found: Found) -> int:
    if text.startswith("首位", start) and (rank := read_first_place(text, start)):
        return _add(found, rank)
    match = _FIRST_LONG.match(text, start)
    if match is None:
        return start + 1
    found.non_facts.append(NonFact(start, match.end(), "lexical", "4.6.2 首 + classifier"))
    return match.end()


def _growth(text: str, start: int, found: Found) -> int:
    """零增长 is 0 %; after 负增长 the amount that follows goes down (13)."""
    if text[start] != "零":
        return start + 3
    number = Number(start, start + 3)
    why = {"value": "13 零增长", "unit": "13 零增长", "kind": "6 percent", "direction": "13 零增长"}
    made = Quantity(start, start + 3, number, start + 3, "percent", value="0", unit="%", direction="flat", why=why)
    found.quantities.append(made)
    return start + 3
