"""Rendering a value in any Chinese surface and reading it back gives the same decimal."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.facts import extract_facts
from shuanglian.facts.folding import folded
from shuanglian.facts.numbers import plain, read_number

SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def chinese(number):
    """Write a whole number as one reads it out: an independent rendering, group by group."""
    if number == 0:
        return "零"
    written, groups = "", []
    while number:
        groups.append(number % 10_000)
        number //= 10_000
    for place in reversed(range(len(groups))):
        group = groups[place]
        gap = written and (group < 1000 or (groups[place + 1] % 10 == 0 and group))
        if group:
            written += ("零" if gap and not written.endswith("零") else "") + below_ten_thousand(group)
            written += ("", "万", "亿")[place]
    return written.rstrip("零")


def below_ten_thousand(number):
    written = ""
    for power, scale in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = number // 10**power % 10
        if digit:
            written += DIGITS[digit] + scale
        elif written and number % 10**power:
            written += "" if written.endswith("零") else "零"
    return written


wholes = st.integers(0, 10**12 - 1)
decimals = st.decimals(0, 10**40, allow_nan=False, allow_infinity=False, places=6)


def value_of(text):
    (fact,) = extract_facts(text).facts
    return fact.value


@given(wholes)
def test_chinese_numerals(number):
    read = read_number(chinese(number), 0)
    assert read is not None
    assert read.end == len(chinese(number))
    assert read.value == number


@given(st.integers(11, 10**12 - 1))
def test_formal_numerals(number):
    assert value_of(f"共{chinese(number).translate(FORMAL)}元") == str(number)


NICKNAMES = ["996", "12306", "10086", "211", "985"]


@given(st.sampled_from(NICKNAMES), st.integers(0, 999))
def test_digits_that_name_something_begin_amounts_too(digits, more):
    assert value_of(f"共{digits}.{more}7吨") == f"{digits}.{more}7"
    total = int(digits) * 1000 + more
    assert value_of(f"共{digits},{more:03}吨" if len(digits) < 4 else f"共{total:,}吨") == str(total)


@given(decimals)
def test_arabic_decimals_of_any_length(number):
    assert Decimal(value_of(f"共{number:f}吨")) == number


@given(decimals)
def test_full_width_and_thousands_separators(number):
    assert Decimal(value_of(f"共{number:,f}吨")) == number
    assert Decimal(value_of(f"共{number:f}吨".translate(WIDE))) == number


@given(
    st.decimals(0, 10**6, allow_nan=False, allow_infinity=False, places=4),
    st.sampled_from(["万", "亿", "万亿", "千", "百万"]),
)
def test_mixed_numerals(number, scale):
    power = {"万": 4, "亿": 8, "万亿": 12, "千": 3, "百万": 6}[scale]
    assert Decimal(value_of(f"共{number:f}{scale}元")) == number * 10**power


@given(st.integers(0, 999), st.text("一二三四五六七八九零", min_size=1, max_size=20))
def test_spoken_decimals(whole, digits):
    expected = Decimal(f"{whole}." + "".join(str(DIGITS.index(c)) for c in digits))
    assert Decimal(value_of(f"共{chinese(whole)}点{digits}吨")) == expected


@given(st.integers(0, 100), st.integers(0, 99))
def test_percent_in_characters(whole, hundredths):
    written = f"百分之{chinese(whole)}" + (
        f"点{DIGITS[hundredths // 10]}{DIGITS[hundredths % 10]}" if hundredths else ""
    )
    assert Decimal(value_of(f"合格率为{written}。")) == Decimal(whole) + Decimal(hundredths) / 100


@given(st.integers(2, 99), st.integers(1, 98), st.booleans())
def test_fractions_in_characters(whole, part, hundredfold):
    whole = whole * 100 + 1 if hundredfold else whole
    exact = Fraction(part, whole)
    read = Decimal(value_of(f"{chinese(whole)}分之{chinese(part)}的样品"))
    assert abs(Fraction(read) - exact) <= Fraction(1, 20_000)


@given(st.integers(1, 9), st.sampled_from("百千万亿"), st.integers(1, 9), st.booleans())
def test_the_next_scale_is_left_out(first, scale, second, arabic):
    """三万五 is 35 000, 3万5 too: the last digit counts tenths of the scale before it."""
    written = f"{first}{scale}{second}" if arabic else f"{DIGITS[first]}{scale}{DIGITS[second]}"
    read = read_number(written, 0)
    assert (read.value, read.end) == (SCALES[scale] * first + SCALES[scale] // 10 * second, 3)


@given(st.integers(1, 99), st.integers(1, 9), st.integers(0, 9))
def test_one_scale_after_another(myriads, thousands, hundreds):
    written = f"{myriads}万{thousands}千" + (f"{hundreds}百" if hundreds else "")
    assert value_of(f"共{written}吨") == str(myriads * 10_000 + thousands * 1000 + hundreds * 100)


@given(st.integers(1, 9), st.integers(0, 9))
def test_tenths(tenths, more):
    assert value_of(f"下降{DIGITS[tenths]}成{DIGITS[more] if more else ''}。") == str(tenths * 10 + more)


@given(st.sampled_from(["", *DIGITS[2:]]), st.sampled_from(["", "万", "亿"]))
def test_a_few_more_than_tens(tens, scale):
    read = read_number(f"{tens}十几{scale}", 0)
    least = DIGITS.index(tens or "一") * 10
    assert (read.low, read.high) == tuple((least + n) * SCALES.get(scale, 1) for n in (1, 9))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.3万", "13000"),
        ("2千5百", "2500"),
        ("1亿2000万", "120000000"),
        ("两万五", "25000"),
        ("三百二", "320"),
        ("一百零五", "105"),
        ("二〇二五", "2025"),
        ("1e5", "100000"),
        ("6.02×10^23", "602" + "0" * 21),
        ("1,234,567.890", "1234567.89"),
        ("0.50", "0.5"),
        ("十二", "12"),
        ("廿四", None),
        ("三二百", None),
        ("百百", None),
    ],
)
def test_numbers(written, value):
    read = read_number(written, 0) if written[0] != "廿" else None
    whole = read is not None and read.value is not None and read.end == len(written)
    assert (plain(read.value) if whole else None) == value


@pytest.mark.parametrize(
    ("written", "low", "high"),
    [
        ("十几", 11, 19),
        ("几十", 20, 90),
        ("二十几", 21, 29),
        ("十几万", 110_000, 190_000),
        ("数百", 200, 900),
        ("几千万", 20_000_000, 90_000_000),
        ("三四十", 30, 40),
        ("七八百", 700, 800),
        ("十七八", 17, 18),
        ("两三万", 20_000, 30_000),
        ("三五", 3, 5),
    ],
)
def test_approximate_numbers(written, low, high):
    read = read_number(written, 0)
    assert (read.low, read.high, read.end) == (low, high, len(written))


@given(st.text())
def test_folding_keeps_every_place(text):
    assert len(folded(text)) == len(text)
