"""Numbers as they are written in Chinese text: Arabic, Chinese, mixed, approximate, fractions.

`read_number` reads one number at a place of a folded text (see `folding`). Amounts are exact
decimals of any length; nothing is ever a float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal

EXACT = Context(prec=4_000_000, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products in this context are exact: no number in a text has so many digits."""

_LONGEST_CHINESE = 64
_SCORES = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
_SCALE = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
SCALES = "十百千万亿"

_THIN = " \u2009\u202f"
_GROUPED = rf"[0-9]{{1,3}}(?:(?:,[0-9]{{3}})+|(?:[{_THIN}][0-9]{{3}})+)(?![0-9])"
_ARABIC = rf"(?:{_GROUPED}|[0-9]+)(?:\.[0-9]+)?"
ARABIC = re.compile(
    rf"""(?x) (?P<first>{_ARABIC} | (?<![0-9A-Za-z.])\.[0-9]+) (?:
      [eE](?P<exponent>[+-]?[0-9]{{1,3}})(?![0-9A-Za-z])
    | \ ?\* \ ?10\^(?P<power>-?[0-9]{{1,3}}) | \ ?[×x]\ ?10\^(?P<power2>-?[0-9]{{1,3}})
    | (?P<few>几)? \ ?(?P<scale>[{SCALES}]+) (?P<rest>(?:[0-9]+(?:\.[0-9]+)?[十百千万]+)*)
        (?P<last>(?<=[百千万亿])(?<![.][0-9][百千万亿])[1-9](?![0-9.,%％A-Za-z十百千万亿\u4e00-\u9fff/:-]))?
    | (?P<few2>几)
    )?"""
)
_PART = re.compile(rf"({_ARABIC})([{SCALES}]*)")
CHINESE = re.compile(
    rf"(?:[数](?=[{SCALES}]))?(?P<whole>[零〇○一二两三四五六七八九十百千万亿几]+|[廿卅卌][一二三四五六七八九]?(?![十百千万亿]))(?P<point>点[零〇○一二两三四五六七八九]+)?(?P<scale>[万亿]+)?"
)
_PAIR = re.compile(
    r"(?=(一两|一二|两三|二三|三四|三五|四五|五六|五七|六七|六八|七八|八九|九十(?=[^几一二三四五六七八九零]|\Z)))"
)
_COLLOQUIAL = re.compile(r"([百千万亿])([一二三四五六七八九])\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the text: `value`, or `low` and `high`.

    `bare` is a scale word without a coefficient (千家); `sequence` are Chinese digits read one by
    one (二〇二五), which name more often than they count.
    """

    start: int
    end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    arabic: bool = False
    bare: bool = False
    sequence: bool = False
    scaled: bool = False
    rule: str = "8.1 number"

    @property
    def first(self) -> Decimal:
        amount = self.value if self.value is not None else self.low
        assert amount is not None
        return amount

    @property
    def last(self) -> Decimal:
        amount = self.value if self.value is not None else self.high
        assert amount is not None
        return amount


# --- arithmetic -----------------------------------------------------------------------------


def times_ten(amount: Decimal, power: int) -> Decimal:
    return amount.scaleb(power, EXACT) if power else amount


def added(one: Decimal, other: Decimal) -> Decimal:
    return EXACT.add(one, other)


def divided(part: Decimal, whole: Decimal) -> Decimal | None:
    """Divide, rounded to four places where it does not end before (8.2)."""
    if not whole:
        return None
    digits = max(len(part.as_tuple().digits), len(whole.as_tuple().digits))
    context = Context(prec=digits + max(0, part.adjusted() - whole.adjusted()) + 40)
    quotient = context.divide(part, whole)
    if EXACT.multiply(quotient, whole) == part and len(plain(quotient)) <= 12:
        return quotient
    return quotient.quantize(Decimal("0.0001"), ROUND_HALF_UP, context)


def plain(amount: Decimal) -> str:
    """Write an amount without sign, exponent or trailing zeros."""
    written = format(abs(amount) if amount.is_signed() else amount, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.lstrip("0") if written[:1] == "0" and written[1:2].isdigit() else written


def mapped(number: Number, power: int) -> Number:
    """Multiply every amount of a number by a power of ten."""
    if not power:
        return number
    value, low, high = (None if a is None else times_ten(a, power) for a in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high)


# --- reading --------------------------------------------------------------------------------


_SEVERAL = re.compile("数(?=倍|小时|公里|分钟|公斤|英里|海里|吨|平方|立方)")


def read_number(text: str, at: int) -> Number | None:
    """Read the longest number that begins at a place; None where there is none that says an amount."""
    if text[at] in "0123456789.":
        return _read_arabic(text, at)
    if _SEVERAL.match(text, at):
        return Number(at, at + 1, low=Decimal(2), high=Decimal(9), rule="8.3 数 as 2 to 9")
    return _read_chinese(text, at)


def _read_arabic(text: str, at: int) -> Number | None:
    match = ARABIC.match(text, at)
    if match is None:
        return None
    first, scale = _plain_decimal(match["first"]), match["scale"]
    few = match["few"] or match["few2"]
    if exponent := match["exponent"] or match["power"] or match["power2"]:
        value = times_ten(first, int(exponent))
        return Number(at, match.end(), value, arabic=True, rule="8.1 scientific notation")
    if few:
        power = _power(scale or "")
        low, high = (times_ten(added(first, Decimal(n)), power) for n in (1, 9))
        return Number(at, match.end(), low=low, high=high, arabic=True, rule="8.3 几 after a number")
    if not scale:
        return Number(at, match.end(), first, arabic=True)
    value = times_ten(first, _power(scale))
    for part in _PART.finditer(match["rest"]):
        value = added(value, times_ten(_plain_decimal(part[1]), _power(part[2])))
    if match["last"]:  # 3万5
        value = added(value, times_ten(Decimal(match["last"]), _power(text[match.start("last") - 1]) - 1))
    return Number(at, match.end(), value, arabic=True, scaled=True, rule="8.1 万, 亿 expanded")


def _plain_decimal(written: str) -> Decimal:
    for mark in f",{_THIN}":
        if mark in written:
            written = written.replace(mark, "")
    return Decimal(written)


def scale_power(written: str) -> int:
    """The power of ten that the scale words at the end of a number stand for: 4 for 3万."""
    return _power(written[len(written.rstrip(SCALES)) :])


def _power(scale: str) -> int:
    return sum(_SCALE[c] for c in scale)


def _read_chinese(text: str, at: int) -> Number | None:
    match = CHINESE.match(text, at, at + _LONGEST_CHINESE + 2)
    if match is None or match.end() - at > _LONGEST_CHINESE:
        return None
    whole, point, end = match["whole"].translate(_SCORES), match["point"] or "", match.end()
    power = _power(match["scale"] or "") if point else 0
    if match["scale"] and not point:
        whole += match["scale"]
    if match[0][0] == "数":
        return _several("几" + whole if whole[0] in SCALES else whole, at, end, "8.3 数 as 2 to 9")
    if "几" in whole:
        return _several(whole, at, end, "8.3 几 as 2 to 9")
    if not point and (pair := _approximate(whole, at, end)):
        return pair
    value = _chinese_value(whole)
    if value is None:
        return None
    amount = Decimal(value)
    if point:
        amount = times_ten(Decimal(f"{value}." + "".join(str(_DIGIT[c]) for c in point[1:])), power)
    bare = not point and whole[0] in "百千万亿"
    sequence = len(whole) > 1 and all(c in _DIGIT for c in whole)
    rule = "8.4 scale word alone" if bare else "8.1 Chinese numeral"
    return Number(at, end, amount, bare=bare, sequence=sequence, scaled=whole[-1] in SCALES, rule=rule)


def _several(whole: str, at: int, end: int, rule: str) -> Number | None:
    """Read a number with one 几 in it: 2 to 9, or 1 to 9 after 十 (十几, 二十几)."""
    place = whole.find("几")
    if whole.count("几") != 1:
        return None
    least = "一" if whole[place - 1 : place] in ("十", "廿") else "二"
    low, high = (_chinese_value(whole.replace("几", digit)) for digit in (least, "九"))
    if low is None or high is None:
        return None
    return Number(at, end, low=Decimal(low), high=Decimal(high), scaled=whole[-1] in SCALES, rule=rule)


def _approximate(whole: str, at: int, end: int) -> Number | None:
    """Read two neighbouring digits as a range: 三四十, 七八百, 十五六."""
    if len(whole) == 1:
        return None
    pair = _PAIR.search(whole)
    if pair is None or sum(c in _DIGIT for c in whole[: pair.start() + 3]) > 2 + (pair.start() > 1):
        return None
    place = pair.start()
    around = whole[:place], whole[place + 2 :]
    if any(c in _DIGIT for c in around[0][-1:] + around[1][:1]):
        return None  # digits read one by one
    low, high = (_chinese_value(around[0] + digit + around[1]) for digit in pair[1])
    if pair[1] == "九十" or low is None or high is None or low >= high:
        return None
    rule = "8.3 neighbouring digits as a range"
    return Number(at, end, low=Decimal(low), high=Decimal(high), scaled=whole[-1] in SCALES, rule=rule)


def _chinese_value(written: str) -> int | None:
    """Value of a Chinese integer; None for what is no number, as 三二百."""
    if all(c in _DIGIT for c in written):
        return int("".join(str(_DIGIT[c]) for c in written))
    if colloquial := _COLLOQUIAL.search(written):  # 两万五, 三百二; 一百零五 has its 零
        written += {"百": "十", "千": "百", "万": "千", "亿": "千万"}[colloquial[1]]
    for scale, power in (("亿", 8), ("万", 4)):
        head, found, rest = written.rpartition(scale)
        if found:
            left = _chinese_value(head) if head else 1
            right = _chinese_value(rest.lstrip("零〇")) if rest.lstrip("零〇") else 0
            if left is None or right is None or right >= 10**power:
                return None
            return int(left * 10**power + right)
    return _below_ten_thousand(written)


def _below_ten_thousand(written: str) -> int | None:
    total, digit, least = 0, None, 10**4
    for character in written:
        if character in _DIGIT:
            if digit not in (None, 0):
                return None
            digit = _DIGIT[character]
        else:
            scale = 10 ** _SCALE[character]
            if scale >= least or (digit == 0 and total == 0):
                return None
            total += (digit if digit else 1) * scale
            digit, least = None, scale
    return total + (digit or 0)
