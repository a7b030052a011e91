"""TIMEX3 values of times, reckoned from the date of the article (guideline 3.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from shuanglian.facts.anchors import (
    Anchor,
    Context,
    _number,
    day_text,
    known_year,
    month_number,
    moved_day,
    own_year,
    real_day,
    shifted_year,
    week_text,
    year_text,
)
from shuanglian.facts.candidates import Time
from shuanglian.facts.days import clock_value, day_value, unknown_day
from shuanglian.facts.numbers import added, plain, read_number
from shuanglian.facts.shares import HALF

_UNITS = {
    "年": "Y", "年头": "Y", "年间": "Y", "月": "M", "周": "W", "星期": "W", "礼拜": "W", "天": "D", "日": "D",
    "季度": "Q", "世纪": "C", "小时": "TH", "分钟": "TM", "秒钟": "TS", "秒": "TS", "晚": "D", "夜": "D", "季": "Q",
    "学期": "X", "旬": "X", "半月": "M",
}  # fmt: skip


def fill_values(text: str, times: Sequence[Time], anchor: Anchor) -> None:
    """Give every time of a text its value; they stand in the order of the text."""
    context = Context(anchor)
    for place, time in enumerate(times):
        before, after = text[max(0, time.start - 12) : time.start], text[time.end : time.end + 24]
        value = _value(time, context, _tense(before, after, text[time.end : time.end + 6]))
        if _is_open(text, time, times, place):
            value = f"{value}/.." if "/" not in value and not value.endswith("REF") and value[0] != "P" else value
        time.value = value
        _remember(time, context)


_PAST = re.compile("已|了|曾|获悉|介绍|报道|发布|公布|数据显示|同比|涨|跌|增长|下降|实现|发生|获得|创下|收于")
_FUTURE = re.compile("将|拟|计划|预计|即将|力争")


def _tense(before: str, after: str, near: str) -> int:
    """-1 where the clause speaks of the past, 1 of the future, 0 where it does not say."""
    clause = re.split("[，,。；;]", after)[0] or after[:14]
    if _FUTURE.search(clause) or _FUTURE.search(re.split("[，,。；;]", before)[-1]):
        return 1
    return -1 if _PAST.search(clause) or _PAST.search(re.split("[。！？!?；;]", after[:14])[0]) else 0


def _is_open(text: str, time: Time, times: Sequence[Time], place: int) -> bool:
    """…以来: right after the time, or later in a frame that 自 or 从 opens (3.4)."""
    if time.open_end:
        return time.form not in ("near", "length", "manyyears", "vague")
    limit = times[place + 1].start if place + 1 < len(times) else len(text)
    clause = re.split(r"[，,。；;]", text[time.end : min(limit, time.end + 40)])[0]
    if "以来" not in clause:
        return False
    return (
        text[max(0, time.start - 1) : time.start] in ("自", "从")
        or time.start == 0
        or text[time.start - 1] in "，,。；; ：“"
    )


def _remember(time: Time, context: Context) -> None:
    if match := re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", time.value):
        context.year = int(match[1])
        context.month = int(match[2]) if match[2] else None
        if match[3]:
            context.day = real_day(int(match[1]), int(match[2]), int(match[3])) or context.day


# --- one time -------------------------------------------------------------------------------


def _value(time: Time, context: Context, tense: int) -> str:
    parts = time.parts
    if "vague" in parts:
        return parts["vague"]
    if time.form == "every":
        return _period(1, parts["u"])
    if time.form == "near":
        return _length(parts["n"], parts["u"])
    if time.form == "length":
        return _around(parts, context)
    if time.form == "manyyears":
        return "PXY"
    value = _calendar(parts, context, tense)
    if any(key.startswith("to_") for key in parts):
        later = {key[3:]: text for key, text in parts.items() if key.startswith("to_")}
        for key in ("y", "word-year", "m", "word-month", "period"):
            if key in parts and key not in later and (key != "m" or "d" in later or "h" in later):
                later[key] = parts[key]
        if "d" in parts and "h" in later and "d" not in later:
            later["d"] = parts["d"]
        return f"{value}/{_calendar(later, context, tense)}"
    return value


def _length(count: str, unit: str, more: Decimal = Decimal(0)) -> str:
    unit = unit.removeprefix("个")
    if count[-1] in "多余来":
        return _period(None, unit)
    if count == "半" and unit == "年":
        return "P6M"
    if unit == "半月":
        return "P0.5M"
    if re.search("[几数]", count) or not count:
        return _period(None, unit)
    if count == "半":
        return _period_text("0.5", unit)
    number = read_number(count, 0)
    if number is None or number.end < len(count) or number.value is None:
        return _period(None, unit)
    return _period_text(plain(added(number.value, more)), unit)


def _period(count: int | None, unit: str) -> str:
    return _period_text("X" if count is None else str(count), unit.removeprefix("个"))


def _period_text(count: str, unit: str) -> str:
    letter = _UNITS.get(unit, "X")
    return f"PT{count}{letter[1]}" if letter[0] == "T" else f"P{count}{letter}"


_FARTHEST = 5000
"""So many units before or after a date are no distance that anyone counts."""


def _around(parts: dict[str, str], context: Context) -> str:
    """三天前, 两年后: counted from the anchor to the grain of the unit; 三年间, 72小时内: a length."""
    tail, unit = parts["tail"], parts["u"].removeprefix("个")
    if tail.removeprefix("之").removeprefix("以") not in ("前", "后"):
        return _length(parts["n"], unit, HALF if "half" in parts else Decimal(0))
    past = tail.endswith("前")
    vague = "PAST_REF" if past else "FUTURE_REF"
    number = read_number(parts["n"], 0)
    if number is None or number.value is None or number.end < len(parts["n"]) or "half" in parts:
        return vague
    if number.value > _FARTHEST or number.value % 1:
        return vague
    count = int(number.value) * (-1 if past else 1)
    anchor = context.anchor
    if unit in ("年", "年头", "年间"):
        return year_text(anchor.year + count) if anchor.year and 0 < anchor.year + count < 10000 else vague
    if unit == "月" and anchor.year and anchor.month:
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{year_text(months // 12)}-{months % 12 + 1:02}"
    if anchor.date and unit in ("天", "日"):
        return day_text(moved_day(anchor.date, count))
    if anchor.date and unit in ("周", "星期", "礼拜"):
        return week_text(moved_day(anchor.date, 7 * count))
    return vague


# --- calendar times ---------------------------------------------------------------------------


def _calendar(parts: dict[str, str], context: Context, tense: int) -> str:
    if "plan" in parts:
        start = 1951 + 5 * _number(parts["plan"])
        return f"{start}/{start + 4}"
    if "decade" in parts or "century" in parts:
        return _decade(parts, context)
    day = day_value(parts, context, tense)
    if day is not None:
        return day + clock_value(parts)
    year = own_year(parts, context)
    if "from" in parts:
        return _from_to(parts, year, context, tense)
    if "n" in parts:
        return _first(parts, year, context)
    if parts["form"] == "third" or "third" in parts:
        return f"{year_text(year)}-Q1/{year_text(year)}-Q3"
    if "q" in parts or "q2" in parts:
        return f"{year_text(year)}-Q{_number(parts.get('q') or parts['q2'])}"
    if "part" in parts or "season" in parts:
        return f"{year_text(year)}-{parts.get('part') or parts['season']}"
    if "word-quarter" in parts:
        return _quarter(parts["word-quarter"], context)
    if "word-week" in parts:
        return week_text(moved_day(context.anchor.date, 7 * int(parts["word-week"])))
    if "m" in parts or "word-month" in parts:
        return _month(parts, year, context, tense)
    if "h" in parts or "period" in parts or "word-day-period" in parts:
        return unknown_day(context) + clock_value(parts)
    return year_text(year)


def _month(parts: dict[str, str], year: int | None, context: Context, tense: int) -> str:
    month, moved = month_number(parts, context)
    if not known_year(parts) and "word-month" not in parts:
        year = shifted_year(year, month, None, context, tense)
    if parts.get("word-month") in ("same", "next") and context.year:
        year = context.year
    if year is not None:
        year += moved
    return f"{year_text(year)}-{'XX' if month is None else f'{month:02}'}"


def _quarter(said: str, context: Context) -> str:
    anchor = context.anchor
    if anchor.year is None or anchor.month is None:
        return f"{year_text(anchor.year)}-QX"
    quarters = anchor.year * 4 + (anchor.month - 1) // 3 + int(said)
    return f"{year_text(quarters // 4)}-Q{quarters % 4 + 1}"


def _first(parts: dict[str, str], year: int | None, context: Context) -> str:
    count = _number(parts["n"].replace("两", "二"))
    if parts["u"] == "季度":
        return f"{year_text(year)}-Q1/{year_text(year)}-Q{count}"
    if not known_year(parts) and context.anchor.month and count > context.anchor.month and year:
        year -= 1
    return f"{year_text(year)}-01/{year_text(year)}-{count:02}"


def _from_to(parts: dict[str, str], year: int | None, context: Context, tense: int) -> str:
    first, last = _number(parts["from"]), _number(parts["to"])
    if parts["form"] == "years" or first > 31:
        return f"{first:04}/{last:04}"
    if "m" in parts or "word-month" in parts:
        month, _ = month_number(parts, context)
        if not known_year(parts):
            year = shifted_year(year, month, last, context, tense)
        named = "XX" if month is None else f"{month:02}"
        return f"{year_text(year)}-{named}-{first:02}/{year_text(year)}-{named}-{last:02}"
    if parts["form"] == "days":
        month = context.month or context.anchor.month
        named = "XX" if month is None else f"{month:02}"
        return f"{year_text(year)}-{named}-{first:02}/{year_text(year)}-{named}-{last:02}"
    if not known_year(parts):
        year = shifted_year(year, last, None, context, tense)
    end = year + 1 if year is not None and last < first else year
    return f"{year_text(year)}-{first:02}/{year_text(end)}-{last:02}"


def _decade(parts: dict[str, str], context: Context) -> str:
    century = parts.get("century", "")
    if "hundred" in parts:
        base = int(parts["hundred"])
    elif "上" in century:
        base = ((context.anchor.year or 2000) // 100) - 1
    elif century in ("本世纪", "新世纪"):
        base = (context.anchor.year or 2000) // 100
    elif century:
        base = _number(century.removesuffix("世纪")) - 1
    else:
        base = 19
    if "decade" not in parts:
        return f"{base:02}"
    return f"{base:02}{_number(parts['decade'].removesuffix('年代')) // 10}"
