"""Quantities: number, unit and the words of nearness that touch them, with value, unit and kind.

`read_quantity` says what a numeric string would be if it states an amount; whether it does is
judged in `judging`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.lexicon import Lexicon, table
from shuanglian.facts.numbers import EXACT, Number, added, divided, mapped, plain, read_number, times_ten
from shuanglian.facts.units import Unit, unit_at

HALF = Decimal("0.5")
_RANGE = re.compile(r" ?(?:至|到|[-—–~〜――]{1,2}) ?")
_TENTHS = re.compile(
    r"成(?![为立功本果员就长都交品年分效因绩型色名熟语])(?P<more>[一二三四五六七八九半](?![十百千万亿]))?"
)
_DISCOUNT = re.compile(r"折(?![射断叠返算旧线扣磨腾损合])")
_FOLDS = re.compile(r"翻(?P<le>了)?(?P<times>[一两二三四五六七八九]|\d+)?番")
_MORE = re.compile(r"(?P<word>[多余来])(?P<scale>[十百千万亿]*)")
_MONTHS = re.compile(r"个(?P<mid>[多余来半])(?P<unit>月|小时|钟头|星期|礼拜|世纪|学期|季度)")
_BIG = re.compile(r"大(?=类|块|项|门类|批|层|片|堆|包|种)")
_SPACE = re.compile(r" ?")
_SYMBOLS = {"$": "USD", "US$": "USD", "＄": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP", "HK$": "HKD"}
_SYMBOL = re.compile(r"(?:US\$|HK\$|[$＄¥￥€£]) ?\Z")
_CODE = re.compile(r"(?<![A-Za-z])(CNY|RMB|USD|HKD|EUR|JPY|GBP|AUD|CAD|CHF|SGD) ?\Z")
_BARE_UNIT_OF_THOUSAND = re.compile("千(?:瓦|克|米|伏|帕|焦|卡|赫|兆|字节)")
_LOCAL_CONTEXT = 8


@cache
def _modifiers(place: str) -> dict[str, tuple[str, bool]]:
    return {
        word: (modifier, approx == "true") for word, modifier, where, approx in table("modifiers") if where == place
    }


@cache
def _after() -> Lexicon[tuple[str, bool]]:
    return Lexicon(_modifiers("after"))


# --- the whole ------------------------------------------------------------------------------


def read_quantity(text: str, at: int) -> Quantity | None:
    """Read number, unit and modifiers at the place where the number begins; None where no amount can be read."""
    core = _folds(text, at) or _half(text, at) or _share(text, at) or _number_and_unit(text, at)
    if core is None:
        return None
    _with_suffix(text, core)
    _with_prefix(text, core)
    return core


def _quantity(number: Number, end: int, kind: str, unit: str | None, rule: str, classifier: str = "") -> Quantity:
    """Make a quantity of a number whose amounts are already in the unit."""
    value, low, high = (None if a is None else plain(a) for a in (number.value, number.low, number.high))
    if low is not None and low == high:  # both ends rounded to one amount
        value, low, high = low, None, None
    why = {"value": number.rule, "unit": rule, "kind": f"6 {kind}"}
    made = Quantity(number.start, end, number, end, kind, classifier, value, low, high, unit, why=why)
    if number.bare:
        made.approx, made.why["approx"] = True, "8.4 scale word alone"
    return made


# --- forms of their own -----------------------------------------------------------------------


def _folds(text: str, at: int) -> Quantity | None:
    """翻番, 翻一番, 翻两番: the factor reached (8.2)."""
    match = _FOLDS.match(text, at) if text[at] == "翻" else None
    if match is None:
        return None
    written = match["times"] or "一"
    number = read_number(written, 0)
    power = int(number.value) if number is not None and number.value is not None else 1
    value = Decimal(2) ** min(power, 60)
    return _quantity(Number(at, match.end(), value, rule="8.2 翻番"), match.end(), "multiple", None, "7.3 no unit")


_HALVES = re.compile(r"(?:一半|半数)(?!.?(?:路|天时间))|半(?=[个年天日月小公千斤吨亩米里成倍周学场块分碗杯瓶袋箱桶车])")


def _half(text: str, at: int) -> Quantity | None:
    if text[at] not in "一半过":
        return None
    if text.startswith("过半", at) and text[at + 2 : at + 3] not in ("百", "载", "生", "辈"):
        made = _quantity(Number(at, at + 2, HALF, rule="8.2 过半"), at + 2, "fraction", None, "7.3 no unit")
        made.modifier = "MORE_THAN"
        made.why["modifier"] = "8.2 过半"
        return made
    match = _HALVES.match(text, at)
    if match is None:
        return None
    number = Number(at, match.end(), HALF, rule="8.2 half")
    if match[0] != "半":
        return _quantity(number, match.end(), "fraction", None, "7.3 no unit")
    found = unit_at(text, match.end())
    if found is None:
        return None
    return _with_unit(number, *found)


def _share(text: str, at: int) -> Quantity | None:
    """百分之N, N分之M, N成M, N折, a:b."""
    number = read_number(text, at)
    if number is None or number.end >= len(text):
        return None
    mark = text[number.end]
    if mark == "分" and text.startswith("分之", number.end):
        return _parts(text, number)
    if mark == "又" or mark == "/" or mark in ":：比∶":
        return _ratio(text, number)
    if mark == "成" and not number.scaled and (tenths := _TENTHS.match(text, number.end)):
        return _tenths(number, tenths)
    if mark == "折" and _DISCOUNT.match(text, number.end):
        return _discount(number)
    return None


def _parts(text: str, whole: Number) -> Quantity | None:
    part = _number_at(text, whole.end + 2)
    if part is None or whole.value is None:
        return None
    part, more = _more_inside(text, part)
    if whole.value == 100:
        part = _second_percent(text, part)
        made = _quantity(replace(part, start=whole.start, bare=False), part.end, "percent", "%", "7 百分之")
        made.why["value"] = "8.2 百分之"
        if more:
            made.modifier, made.approx, made.why["modifier"] = "MORE_THAN", True, "8.5 多, 余"
        return made
    amounts = [None if a is None else divided(a, whole.value) for a in (part.value, part.low, part.high)]
    if all(a is None for a in amounts):
        return None
    number = Number(whole.start, part.end, *amounts, rule="8.2 N分之M")
    return _quantity(number, part.end, "fraction", None, "7.3 no unit")


def _second_percent(text: str, first: Number) -> Number:
    """百分之二十至(百分之)三十."""
    match = _RANGE.match(text, first.end)
    if match is None or first.value is None:
        return first
    at = match.end() + (3 if text.startswith("百分之", match.end()) else 0)
    other = _number_at(text, at)
    if other is None or other.value is None or other.value <= first.value:
        return first
    if at == match.end() and unit_at(text, other.end):
        return first
    return Number(first.start, other.end, low=first.value, high=other.value, rule="8.3 range")


_RATIO = re.compile(r"[:：∶]|比(?=\d|[一二三四五六七八九十])|/(?=\d)")


def _ratio(text: str, number: Number) -> Quantity | None:
    """1:3, 三比一, 3/4; a score or a clock is told apart by `judging`."""
    match = _RATIO.match(text, number.end)
    other = _number_at(text, match.end()) if match else None
    if match is None or other is None or number.value is None or other.value is None:
        return None
    if match[0] == "比" and number.arabic != other.arabic:
        return None
    if text[other.end : other.end + 1] in ("/", ":", "："):
        return None
    value = divided(number.value, other.value)
    if value is None:
        return None
    joined = Number(number.start, other.end, value, arabic=number.arabic, rule="8.2 fraction")
    made = _quantity(joined, other.end, "fraction", None, "7.3 no unit")
    made.classifier = "/" if match[0] == "/" else ":"
    return made


def _tenths(number: Number, match: re.Match[str]) -> Quantity:
    ten = mapped(number, 1)
    if match["more"]:
        more = Decimal(5) if match["more"] == "半" else Decimal("零一二三四五六七八九".index(match["more"]))
        value, low, high = (None if a is None else added(a, more) for a in (ten.value, ten.low, ten.high))
        ten = replace(ten, value=value, low=low, high=high)
    return _quantity(replace(ten, rule="8.2 成 as tenths"), match.end(), "percent", "%", "7 成", "成")


def _discount(number: Number) -> Quantity:
    """八折 80, 八五折 85, 8.5折 85, 95折 95 (7.4)."""
    power = 0 if number.sequence or (number.value is not None and number.value >= 10) else 1
    made = replace(mapped(number, power), rule="7.4 折")
    return _quantity(made, number.end + 1, "percent", "%", "7 折", "折")


# --- number and unit ------------------------------------------------------------------------


def _number_at(text: str, at: int) -> Number | None:
    if at < len(text) and text[at] in "0123456789零〇一二两三四五六七八九十百千万亿几数":
        return read_number(text, at)
    return None


def _number_and_unit(text: str, at: int) -> Quantity | None:
    number = read_number(text, at)
    if number is None:
        return None
    number = _give_back(text, number)
    if number is None:
        return None
    first, more = _more_inside(text, number)
    ranged = _range(text, first) if not more else None
    if ranged is not None:
        return ranged
    return _one(text, first, more)


def _one(text: str, number: Number, more: str) -> Quantity:
    unit, end = _unit_after(text, number)
    if unit is None:
        made = _quantity(number, number.end, "count", None, "7.3 no unit")
    else:
        made = _with_unit(number, unit, end)
        _halves_and_smaller_units(text, made, unit)
    if more:
        made.modifier, made.approx = ("APPROX", False) if more == "来" else ("MORE_THAN", True)
        made.why["modifier"] = "8.5 多, 余, 来"
    return made


def _unit_after(text: str, number: Number) -> tuple[Unit | None, int]:
    at = number.end
    if months := _MONTHS.match(text, at):
        return unit_at(text, months.start("unit")) or (None, number.end)
    if big := _BIG.match(text, at):
        at = big.end()
    elif (text[at : at + 1] == " ") and number.arabic:
        at += 1
    found = unit_at(text, at)
    if found is None or (at > number.end and not big and found[0].code and found[0].code[0] == "{"):
        found = None
    return found or (None, number.end)


def _with_unit(number: Number, unit: Unit, end: int) -> Quantity:
    return _quantity(mapped(number, unit.power), end, unit.kind, unit.code, unit.rule, unit.surface)


def _give_back(text: str, number: Number) -> Number | None:
    """100亿千瓦时: the last 千 belongs to the unit (7.2)."""
    if text[number.end - 1] != "千" or not _BARE_UNIT_OF_THOUSAND.match(text, number.end - 1):
        return number
    if number.start == number.end - 1 or text[number.start : number.end - 1] in ("数", "几"):
        return number if number.start < number.end - 1 else None
    return read_number(text[: number.end - 1], number.start)


def _more_inside(text: str, number: Number) -> tuple[Number, str]:
    """十多万, 2000余万: the word of nearness between number and scale; 多 alone is left to the caller's unit."""
    match = _MORE.match(text, number.end)
    if match is None:
        return number, ""
    following = text[match.end() : match.end() + 1]
    if match["word"] == "来" and ((not match["scale"] and unit_at(text, match.end()) is None) or following == "自"):
        return number, ""
    if match["word"] == "多" and following in ("样", "元", "级", "于", "种形", "少", "维") and not match["scale"]:
        return number, ""
    power = sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[c] for c in match["scale"])
    grown = replace(mapped(number, power), end=match.end(), scaled=bool(power) or number.scaled)
    back = _give_back(text, grown) if power else grown
    if back is not None and back.end < grown.end:
        return replace(mapped(number, power - 3), end=back.end), match["word"]
    return grown, match["word"]


def _halves_and_smaller_units(text: str, made: Quantity, unit: Unit) -> None:
    """三年半, 两个半小时, 一个多月, 三成半; 3元5角 and 1小时30分钟 in the larger unit."""
    end = made.core_end
    between = _MONTHS.match(text, made.number.end)
    if between is not None:
        if between["mid"] == "半":
            _add(made, HALF, end)
        else:
            made.modifier, made.approx = "MORE_THAN", True
            made.why["modifier"] = "8.5 多, 余"
    elif text[end : end + 1] == "半" and unit.kind in ("duration", "age", "measure", "multiple", "money"):
        if text[end + 1 : end + 2] not in ("径", "导", "岛", "成"):
            _add(made, HALF, end + 1)
    else:
        _smaller_unit(text, made, unit)


_SMALLER = {
    ("CNY", "元"): {"角": -1, "毛": -1, "分": -2},
    ("CNY", "块"): {"角": -1, "毛": -1, "分": -2},
    ("m", "米"): {"厘米": -2, "公分": -2},
    ("km", "公里"): {"米": -3},
    ("kg", "公斤"): {"克": -3},
    ("kg", "千克"): {"克": -3},
}
_SIXTIETHS = {"h": {"分": 60, "分钟": 60}, "min": {"秒": 60, "秒钟": 60}}
_TWELFTHS = {"个月"}


_DIGITS = "0123456789零一二三四五六七八九"
_HUNDREDTHS = re.compile("[0-9]{2,3}(?![0-9%．.万亿千百十米公个])")
"""9秒98."""
_TENTH = re.compile("[1-9一二三四五六七八九](?![0-9一二三四五六七八九十百千万角毛分块元个])")
"""8块5, 两块五."""


def _smaller_unit(text: str, made: Quantity, unit: Unit) -> None:
    """Add what a following smaller unit says, and again (9元9角9分)."""
    smaller = _SMALLER.get((unit.code or "", unit.surface))
    sixtieths = _SIXTIETHS.get(unit.code or "")
    if unit.surface == "块" and made.value and (tenth := _TENTH.match(text, made.core_end)):
        _add(made, times_ten(Decimal(_DIGITS.find(tenth[0]) % 10), -1), tenth.end())
        return
    if unit.code == "s" and made.value and (hundredths := _HUNDREDTHS.match(text, made.core_end)):
        _add(made, times_ten(Decimal(hundredths[0]), -len(hundredths[0])), hundredths.end())
        return
    for _ in range(2 if smaller or sixtieths else 0):
        number = _number_at(text, made.core_end)
        if number is None or number.value is None or made.value is None:
            return
        rest = text[number.end : number.end + 2]
        if smaller:
            surface = next((s for s in sorted(smaller, key=len, reverse=True) if rest.startswith(s)), None)
            if surface is None:
                return
            more = times_ten(number.value, smaller[surface])
        else:
            assert sixtieths is not None
            surface = next((s for s in sorted(sixtieths, key=len, reverse=True) if rest.startswith(s)), None)
            part = divided(number.value, Decimal(sixtieths[surface])) if surface else None
            if surface is None or part is None:
                return
            more = part
        _add(made, more, number.end + len(surface))


def _add(made: Quantity, more: Decimal, end: int) -> None:
    value, low, high = (None if a is None else plain(EXACT.add(Decimal(a), more)) for a in made.amount)
    made.value, made.low, made.high = value, low, high
    made.end = made.core_end = end
    made.why["value"] = "8.2 half or smaller unit added"


# --- ranges ---------------------------------------------------------------------------------


def _range(text: str, first: Number) -> Quantity | None:
    """3至4个, 20%~30%, 5—8万吨; with 到 between two whole quantities it is a change, not a range (5.3)."""
    if first.value is None:
        return None
    unit, end = _unit_after(text, first)
    direct = _RANGE.match(text, first.end)
    match = direct or (_RANGE.match(text, end) if unit else None)
    if match is None:
        return None
    second = _number_at(text, match.end())
    second = _give_back(text, second) if second is not None else None
    if second is None or second.value is None or second.arabic != first.arabic:
        return None
    other, other_end = _unit_after(text, second)
    if other is None and direct is not None and not second.scaled and (tenths := _TENTHS.match(text, second.end)):
        ends = Number(first.start, second.end, low=first.value, high=second.value, rule="8.3 range")
        return _tenths(ends, tenths) if first.value < second.value else None
    if other is None:
        return None
    if direct is None and not _repeated_unit(text, first, match[0], unit, other):
        return None
    low, high = first.value, second.value
    if direct is not None and second.scaled and not first.scaled:
        low = _scaled_like(text, first, second)
    if not low < high:
        return None
    number = Number(first.start, second.end, low=low, high=high, arabic=first.arabic, rule="8.3 range")
    return _with_unit(number, other, other_end)


def _repeated_unit(text: str, first: Number, between: str, unit: Unit | None, other: Unit) -> bool:
    start = text[max(0, first.start - 2) : first.start]
    return "到" not in between and unit is not None and unit.code == other.code and not start.endswith(("从", "由"))


def _scaled_like(text: str, first: Number, second: Number) -> Decimal:
    """3至5万: the scale of the second number belongs to both, unless the first is larger without it."""
    assert first.value is not None and second.value is not None
    written = text[second.start : second.end]
    scale = written[len(written.rstrip("十百千万亿")) :]
    power = sum({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}[c] for c in scale)
    grown = times_ten(first.value, power)
    return grown if grown < second.value else first.value


# --- words of nearness ------------------------------------------------------------------------


def _with_suffix(text: str, made: Quantity) -> None:
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
    r"(?:通|经|越|度|路|飞|错|跨|渡|不|超|不超|胜|看|见|去|做|吃|来|听|赛|说|走|有|只不|较|比|讲|赢|打|写|读|查|放|透)过\Z|[接临靠附邻亲最贴远]近\Z|[节制条特大公合契简预]约\Z|[赶反]超\Z"
)


def _with_prefix(text: str, made: Quantity) -> None:
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
        if word == "~" and text[max(0, made.start - 2) : made.start - 1].isdigit():
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
    if symbol := _SYMBOL.search(before):
        made.start -= len(symbol[0])
        _money(made, _SYMBOLS[symbol[0].strip()])
    elif code := _CODE.search(before):
        made.start -= len(code[0])
        _money(made, "CNY" if code[1] == "RMB" else code[1])


def _money(made: Quantity, code: str) -> None:
    if made.unit is None or made.kind == "money":
        made.kind, made.unit, made.why["unit"] = "money", code, "7 currency mark"
