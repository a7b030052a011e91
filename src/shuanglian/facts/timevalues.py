"""TIMEX3 values of times, reckoned from the date of the article (guideline 3.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shuanglian.facts.calendars import days_off, festival_day, lunar_day
from shuanglian.facts.candidates import Time
from shuanglian.facts.numbers import read_number

_UNITS = {
    "年": "Y", "年头": "Y", "年间": "Y", "月": "M", "周": "W", "星期": "W", "礼拜": "W", "天": "D", "日": "D",
    "季度": "Q", "世纪": "C", "小时": "TH", "分钟": "TM", "秒钟": "TS", "秒": "TS", "晚": "D", "夜": "D", "季": "Q",
    "学期": "X", "旬": "X", "半月": "M",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """The date of the article; what is not known of it is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @staticmethod
    def of(given: str | date | None) -> Anchor:
        """Read ``2025``, ``2025-02``, ``2025-02-15`` or a date; raises `ValueError` for anything else."""
        if given is None:
            return Anchor()
        written = given.isoformat()[:10] if isinstance(given, date) else given
        match = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", written)
        if match is None:
            raise ValueError(f"{written!r} is no date; write 2025, 2025-02 or 2025-02-15")
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        return Anchor(*(int(part) if part else None for part in match.groups()))

    @property
    def date(self) -> date | None:
        return date(self.year, self.month, self.day) if self.year and self.month and self.day else None


@dataclass(slots=True)
class _Context:
    """What is known where a time stands: the anchor, the last explicit year, month and day before it."""

    anchor: Anchor
    year: int | None = None
    month: int | None = None
    day: date | None = None


def fill_values(text: str, times: Sequence[Time], anchor: Anchor) -> None:
    """Give every time of a text its value; they stand in the order of the text."""
    context = _Context(anchor)
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
    if _FUTURE.search(clause):
        return 1
    return -1 if _PAST.search(clause) or _PAST.search(after[:14]) else 0


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


def _remember(time: Time, context: _Context) -> None:
    if match := re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", time.value):
        context.year = int(match[1])
        context.month = int(match[2]) if match[2] else None
        if match[3]:
            context.day = date(int(match[1]), int(match[2]), int(match[3]))


# --- one time -------------------------------------------------------------------------------


def _value(time: Time, context: _Context, tense: int) -> str:
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


def _length(count: str, unit: str) -> str:
    if count[-1] in "多余来":
        count = count[:-1]
    unit = unit.removeprefix("个")
    if unit == "半月":
        return "P0.5M"
    if re.search("[几数]", count) or not count or (count == "十" and False):
        return _period(None, unit)
    if count == "半":
        return _period_text("0.5", unit)
    number = read_number(count, 0)
    if number is None or number.end < len(count) or number.value is None:
        return _period(None, unit)
    return _period_text(format(number.value.normalize(), "f"), unit)


def _period(count: int | None, unit: str) -> str:
    return _period_text("X" if count is None else str(count), unit.removeprefix("个"))


def _period_text(count: str, unit: str) -> str:
    letter = _UNITS.get(unit, "X")
    return f"PT{count}{letter[1]}" if letter[0] == "T" else f"P{count}{letter}"


def _around(parts: dict[str, str], context: _Context) -> str:
    """三天前, 两年后: counted from the anchor to the grain of the unit; 三年间, 72小时内: a length."""
    tail, unit = parts["tail"], parts["u"].removeprefix("个")
    if tail.removeprefix("之").removeprefix("以") not in ("前", "后"):
        return _length(parts["n"], unit)
    past = tail.endswith("前")
    vague = "PAST_REF" if past else "FUTURE_REF"
    number = read_number(parts["n"], 0)
    if number is None or number.value is None or number.end < len(parts["n"]) or number.value % 1:
        return vague
    count = int(number.value) * (-1 if past else 1)
    anchor = context.anchor
    if abs(count) > 5000:
        return vague
    if unit in ("年", "年头", "年间"):
        return _year(anchor.year + count) if anchor.year and 0 < anchor.year + count < 10000 else vague
    if unit == "月" and anchor.year and anchor.month:
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{months // 12:04}-{months % 12 + 1:02}"
    if anchor.date and unit in ("天", "日"):
        return (anchor.date + timedelta(count)).isoformat()
    if anchor.date and unit in ("周", "星期", "礼拜"):
        return _week(anchor.date + timedelta(7 * count))
    return vague


def _year(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04}"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


# --- calendar times ---------------------------------------------------------------------------


def _calendar(parts: dict[str, str], context: _Context, tense: int) -> str:
    if "plan" in parts:
        start = 1951 + 5 * _number(parts["plan"])
        return f"{start}/{start + 4}"
    if "decade" in parts or "century" in parts:
        return _decade(parts, context)
    day = _day(parts, context, tense)
    if day is not None:
        return day + _clock(parts)
    year = _own_year(parts, context)
    if "from" in parts:
        return _from_to(parts, year, context, tense)
    if "n" in parts:
        return _first(parts, year, context)
    if parts["form"] == "third" or "third" in parts:
        return f"{_year(year)}-Q1/{_year(year)}-Q3"
    if "q" in parts or "q2" in parts:
        return f"{_year(year)}-Q{_number(parts.get('q') or parts['q2'])}"
    if "part" in parts or "season" in parts:
        return f"{_year(year)}-{parts.get('part') or parts['season']}"
    if "word-quarter" in parts:
        return _quarter(parts["word-quarter"], context)
    if "word-week" in parts:
        anchor = context.anchor.date
        return _week(anchor + timedelta(7 * int(parts["word-week"]))) if anchor else "XXXX-WXX"
    if "m" in parts or "word-month" in parts:
        return _month(parts, year, context, tense)
    if "h" in parts or "period" in parts or "word-day-period" in parts:
        return _unknown_day(context) + _clock(parts)
    return _year(year)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    number = read_number(written.replace("廿", "二十"), 0)
    return int(number.value) if number is not None and number.value is not None else 0


def _own_year(parts: dict[str, str], context: _Context) -> int | None:
    """The year that a time says, or the article's."""
    anchor = context.anchor.year
    if "y" in parts:
        return _number(parts["y"])
    if "yy" in parts:
        return int(parts["yy"]) + (2000 if int(parts["yy"]) < 50 else 1900)
    if "word-year" in parts:
        said = parts["word-year"]
        if said in ("same", "next"):
            return None if context.year is None else context.year + (said == "next")
        base = context.year if parts.get("word") in ("上年", "上一年", "下一年", "来年") and context.year else anchor
        if parts.get("word") in ("全年", "年内") and context.year:
            return context.year
        return None if base is None else base + int(said)
    return anchor


def _known_year(parts: dict[str, str]) -> bool:
    return any(key in parts for key in ("y", "yy", "word-year"))


def _month_number(parts: dict[str, str], context: _Context) -> tuple[int | None, int]:
    """The month, and by how many years it moves the year."""
    if "m" in parts:
        return _number(parts["m"]), 0
    said, month = parts["word-month"], context.anchor.month
    if said in ("same", "next"):
        base = context.month
        if base is None:
            return None, 0
        return (base % 12 + 1, base // 12) if said == "next" else (base, 0)
    if month is None:
        return None, 0
    moved = month - 1 + int(said)
    return moved % 12 + 1, moved // 12


def _month(parts: dict[str, str], year: int | None, context: _Context, tense: int) -> str:
    month, moved = _month_number(parts, context)
    if not _known_year(parts) and "word-month" not in parts:
        year = _shifted_year(year, month, None, context, tense)
    if parts.get("word-month") in ("same", "next") and context.year:
        year = context.year
    if year is not None:
        year += moved
    return f"{_year(year)}-{'XX' if month is None else f'{month:02}'}"


def _shifted_year(year: int | None, month: int | None, day: int | None, context: _Context, tense: int) -> int | None:
    """A month without a year is the nearest one that fits the tense (3.4.1); one year said before it holds."""
    anchor = context.anchor
    if context.year and context.year != anchor.year and tense <= 0 and context.month is not None:
        return context.year
    if year is None or month is None or anchor.month is None:
        return year
    later = (month, day or 0) > (anchor.month, (anchor.day or 0) if day else 0)
    earlier = month < anchor.month
    if tense < 0 and later:
        return year - 1
    return year + 1 if tense > 0 and earlier and anchor.month - month > 1 else year


def _quarter(said: str, context: _Context) -> str:
    anchor = context.anchor
    if anchor.year is None or anchor.month is None:
        return f"{_year(anchor.year)}-QX"
    quarters = anchor.year * 4 + (anchor.month - 1) // 3 + int(said)
    return f"{quarters // 4:04}-Q{quarters % 4 + 1}"


def _first(parts: dict[str, str], year: int | None, context: _Context) -> str:
    count = _number(parts["n"].replace("两", "二"))
    if parts["u"] == "季度":
        return f"{_year(year)}-Q1/{_year(year)}-Q{count}"
    if not _known_year(parts) and context.anchor.month and count > context.anchor.month and year:
        year -= 1
    return f"{_year(year)}-01/{_year(year)}-{count:02}"


def _from_to(parts: dict[str, str], year: int | None, context: _Context, tense: int) -> str:
    first, last = _number(parts["from"]), _number(parts["to"])
    if parts["form"] == "years" or first > 31:
        return f"{first:04}/{last:04}"
    if "m" in parts or "word-month" in parts:
        month, _ = _month_number(parts, context)
        if not _known_year(parts):
            year = _shifted_year(year, month, last, context, tense)
        named = "XX" if month is None else f"{month:02}"
        return f"{_year(year)}-{named}-{first:02}/{_year(year)}-{named}-{last:02}"
    if parts["form"] == "days":
        month = context.month or context.anchor.month
        named = "XX" if month is None else f"{month:02}"
        return f"{_year(year)}-{named}-{first:02}/{_year(year)}-{named}-{last:02}"
    if not _known_year(parts):
        year = _shifted_year(year, last, None, context, tense)
    end = year + 1 if year is not None and last < first else year
    return f"{_year(year)}-{first:02}/{_year(end)}-{last:02}"


def _decade(parts: dict[str, str], context: _Context) -> str:
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


# --- days -----------------------------------------------------------------------------------


def _day(parts: dict[str, str], context: _Context, tense: int) -> str | None:
    """A day of the calendar, as far as it is certain; None where the time names no day."""
    if "festival" in parts:
        return _festival(parts, context)
    if "lm" in parts or "ld" in parts:
        return _lunar(parts, context)
    if "wd" in parts or parts["form"] == "weekend":
        return _weekday(parts, context, tense)
    said = parts.get("word-day") or parts.get("word-day-period", "").partition(" ")[0]
    if said:
        return _named_day(said, context)
    if "d" in parts:
        return _numbered_day(parts, context, tense)
    return None


def _named_day(said: str, context: _Context) -> str:
    base = context.day if said in ("same", "next") else context.anchor.date
    if base is None:
        return _unknown_day(context) if said in ("same", "next") else _partly_known(context)
    distance = {"same": 0, "next": 1}.get(said)
    return (base + timedelta(int(said) if distance is None else distance)).isoformat()


def _unknown_day(context: _Context) -> str:
    base = context.day or context.anchor.date
    return base.isoformat() if base else _partly_known(context)


def _partly_known(context: _Context) -> str:
    month = context.anchor.month
    return f"{_year(context.anchor.year)}-{'XX' if month is None else f'{month:02}'}-XX"


def _numbered_day(parts: dict[str, str], context: _Context, tense: int) -> str:
    day, year, anchor = _number(parts["d"]), _own_year(parts, context), context.anchor
    if "m" in parts or "word-month" in parts:
        month, moved = _month_number(parts, context)
        if not _known_year(parts) and "word-month" not in parts:
            year = _shifted_year(year, month, day, context, tense)
        year = None if year is None else year + moved
    else:
        month = context.month if context.day else anchor.month
        year = context.year if context.day and context.year else year
        if anchor.day and month and year and tense < 0 and day > anchor.day and not context.day:
            month, year = (12, year - 1) if month == 1 else (month - 1, year)
    return f"{_year(year)}-{'XX' if month is None else f'{month:02}'}-{day:02}"


def _weekday(parts: dict[str, str], context: _Context, tense: int) -> str:
    anchor = context.anchor.date
    which = parts.get("w")
    if which == "每":
        return "XXXX-WXX-WE" if "wd" not in parts else f"XXXX-WXX-{_weekday_number(parts['wd'])}"
    if anchor is None:
        return "XXXX-WXX-WE" if "wd" not in parts else f"XXXX-WXX-{_weekday_number(parts['wd'])}"
    if "wd" not in parts:
        if which is None:
            return "XXXX-WXX-WE"
        return _week(anchor + timedelta({"上": -7, "下": 7}.get(which, 0))) + "-WE"
    monday = anchor - timedelta(anchor.isoweekday() - 1)
    day = monday + timedelta(_weekday_number(parts["wd"]) - 1 + 7 * {"上": -1, "下": 1}.get(which or "", 0))
    if which is None and tense < 0 and day > anchor:
        day -= timedelta(7)
    return day.isoformat()


def _weekday_number(written: str) -> int:
    return "一二三四五六日".find(written.replace("天", "日")) + 1


def _festival(parts: dict[str, str], context: _Context) -> str:
    calendar, _, place = parts["festival"].partition(" ")
    year = _own_year(parts, context)
    if year is None:
        return "XXXX" if calendar != "gregorian" else f"XXXX-{place}"
    word = parts.get("word", "")
    if parts["form"] == "holiday" and (published := days_off(word, year)):
        return "/".join(published)
    day = festival_day(calendar, place, year)
    return day.isoformat() if day else _year(year)


_TENS = {"初": 0, "十": 10, "二": 20, "廿": 20, "三": 30}


def _lunar(parts: dict[str, str], context: _Context) -> str:
    year, month = _own_year(parts, context), parts.get("lm", "正月")
    number = {"正月": 1, "冬月": 11, "腊月": 12}.get(month) or _number(month.removeprefix("农历").removesuffix("月"))
    if year is None:
        return "XXXX"
    if "ld" not in parts:
        return _year(year)
    written = parts["ld"]
    day = _number(written[1:]) if written[0] == "初" else _number(written.replace("廿", "二十"))
    found = lunar_day(year - 1 if number == 12 and not _known_year(parts) else year, number, day)
    return found.isoformat() if found else _year(year)


def _clock(parts: dict[str, str]) -> str:
    """T08:30 where the hour is said, else TMO TMI TAF TEV TNI, else nothing."""
    period = parts.get("period") or parts.get("word-day-period", "").partition(" ")[2]
    if "h" not in parts:
        return period
    hour = _number(parts["h"].replace("两", "二"))
    if (hour < 12 and period in ("TAF", "TEV")) or (hour < 12 and period == "TNI" and hour >= 6):
        hour += 12
    minute = _number(parts.get("min", "0"))
    minute = {"半": 30, "一刻": 15, "三刻": 45}.get(parts.get("half", ""), minute)
    second = f":{int(parts['s']):02}" if "s" in parts else ""
    return f"T{hour:02}:{minute:02}{second}"
