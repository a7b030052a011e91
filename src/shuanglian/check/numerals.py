"""Reading the number in a quantity's surface, independently of the extractor, with the library cn2an.

It knows numerals and the few ways this corpus's guideline turns them into values, and nothing of
units, context or meaning: that is why it can contradict an annotator or the extractor.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

NUMERALS = frozenset("0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两几半壹贰叁肆伍陆柒捌玖拾佰仟萬億")
"""Characters that are, or may be, part of a number."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％，", "0123456789.%,")
_NUMBER = re.compile(
    r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二三四五六七八九十百千万亿两几数]+)(?:[十百千万亿]*)(?:点[零一二三四五六七八九]+)?"
)
_NEIGHBOURS = re.compile(r"([一二两三四五六七八九])([二三四五六七八九])([十百千万亿]*)")
_SCALES = frozenset("十百千万亿")
_FRACTION = re.compile(r"(.+)分之(.+)")
Reading = tuple[Decimal, Decimal]
"""The lowest and the highest value; equal where the number is exact."""


def read_number(surface: str) -> Reading | None:
    """Return the value that a quantity's text writes; None where this reader does not know the form."""
    text = re.sub("[多余]", "", surface.translate(_FULL_WIDTH))
    fraction = _FRACTION.search(text)
    if fraction and not fraction[1].endswith("百"):
        parts = [_single(part) for part in fraction.groups()]
        if parts[0] is None or parts[1] is None:
            return None
        share = (parts[1][0] / parts[0][0]).quantize(Decimal("0.0001"))
        return share, share
    numbers = [
        number for match in _NUMBER.findall(re.sub("百分[之点]", "", text)) if (number := _single(match)) is not None
    ]
    if not numbers or len(numbers) > 2:
        return None
    factor = 10 if re.search("[成折]", text) else 1
    return min(low for low, _ in numbers) * factor, max(high for _, high in numbers) * factor


def _single(text: str) -> Reading | None:
    """Read one number; 几 and 数 are 2 to 9, or 1 to 9 after 十; 三四十 is 30 to 40."""
    match = _NUMBER.search(text)
    if not match:
        return None
    number = match[0].replace(",", "")
    neighbours = _NEIGHBOURS.fullmatch(number)
    if neighbours:
        low, high = (_cn2an(f"{digit}{neighbours[3]}") for digit in neighbours.groups()[:2])
    elif re.search("[几数]", number):
        lowest = "一" if re.search("十[几数]", number) else "二"
        low, high = (_cn2an(re.sub("[几数]", digit, number)) for digit in (lowest, "九"))
    else:
        low = high = _cn2an(f"一{number}" if number[0] in _SCALES else number)
    return None if low is None or high is None else (low, high)


def _cn2an(number: str) -> Decimal | None:
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(number, "smart"))).normalize()
    except (ValueError, InvalidOperation):
        return None
