"""The independent reader of numbers, on forms whose values are beyond doubt."""

from decimal import Decimal

import pytest

from shuanglian.check.numerals import read_number


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [
        ("近41万件", "410000", None),
        ("1359.6万人次", "13596000", None),
        ("4.13亿", "413000000", None),
        ("超过3万亿元", "3000000000000", None),
        ("1000余万元", "10000000", None),
        ("3.1个百分点", "3.1", None),
        ("四成", "40", None),
        ("八折", "80", None),
        ("百分之三十", "30", None),
        ("三分之一", "0.3333", None),
        ("千家", "1000", None),
        ("第二位", "2", None),
        ("1,234.5元", "1234.5", None),
        ("２０个", "20", None),
        ("3至4个", "3", "4"),
        ("20%~30%", "20", "30"),
        ("数百家", "200", "900"),
        ("十几万株", "110000", "190000"),
        ("二十几", "21", "29"),
        ("两三万元", "20000", "30000"),
        ("三四十个", "30", "40"),
    ],
)
def test_values(surface, low, high):
    assert read_number(surface) == (Decimal(low), Decimal(high or low))


@pytest.mark.parametrize("surface", ["", "若干", "一二三四五六七八千"])
def test_what_is_no_number_is_not_read(surface):
    assert read_number(surface) is None
