"""Days of the calendar as values: dates, weekdays, festivals, lunar days, the clock (guideline 3.4)."""

from __future__ import annotations

from shuanglian.facts.anchors import (
    Context,
    _number,
    day_text,
    known_year,
    month_number,
    moved_day,
    own_year,
    shifted_year,
    week_text,
    year_text,
)
from shuanglian.facts.calendars import days_off, festival_day, lunar_day


def day_value(parts: dict[str, str], context: Context, tense: int) -> str | None:
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


def _named_day(said: str, context: Context) -> str:
    base = context.day if said in ("same", "next") else context.anchor.date
    if base is None:
        return unknown_day(context) if said in ("same", "next") else _partly_known(context)
    distance = {"same": 0, "next": 1}.get(said)
    return day_text(moved_day(base, int(said) if distance is None else distance))


def unknown_day(context: Context) -> str:
    base = context.day or context.anchor.date
    return base.isoformat() if base else _partly_known(context)


def _partly_known(context: Context) -> str:
    month = context.anchor.month
    return f"{year_text(context.anchor.year)}-{'XX' if month is None else f'{month:02}'}-XX"


def _numbered_day(parts: dict[str, str], context: Context, tense: int) -> str:
    day, year, anchor = _number(parts["d"]), own_year(parts, context), context.anchor
    if "m" in parts or "word-month" in parts:
        month, moved = month_number(parts, context)
        if not known_year(parts) and "word-month" not in parts:
            year = shifted_year(year, month, day, context, tense)
        year = None if year is None else year + moved
    else:
        month = context.month if context.day else anchor.month
        year = context.year if context.day and context.year else year
        if anchor.day and month and year and tense < 0 and day > anchor.day and not context.day:
            month, year = (12, year - 1) if month == 1 else (month - 1, year)
    return f"{year_text(year)}-{'XX' if month is None else f'{month:02}'}-{day:02}"


_WEEKS = {"上": -1, "下": 1, "上上": -2, "下下": 2}


def _weekday(parts: dict[str, str], context: Context, tense: int) -> str:
    anchor = context.anchor.date
    which = parts.get("w")
    if which == "每":
        return "XXXX-WXX-WE" if "wd" not in parts else f"XXXX-WXX-{_weekday_number(parts['wd'])}"
    if anchor is None:
        return "XXXX-WXX-WE" if "wd" not in parts else f"XXXX-WXX-{_weekday_number(parts['wd'])}"
    if "wd" not in parts:
        if which is None:
            return "XXXX-WXX-WE"
        return week_text(moved_day(anchor, 7 * _WEEKS.get(which, 0))) + "-WE"
    distance = _weekday_number(parts["wd"]) - anchor.isoweekday() + 7 * _WEEKS.get(which or "", 0)
    if which is None and tense < 0 and distance > 0:
        distance -= 7
    return day_text(moved_day(anchor, distance))


def _weekday_number(written: str) -> int:
    return "一二三四五六日".find(written.replace("天", "日")) + 1


def _festival(parts: dict[str, str], context: Context) -> str:
    calendar, _, place = parts["festival"].partition(" ")
    year = own_year(parts, context)
    if year is None:
        return "XXXX" if calendar != "gregorian" else f"XXXX-{place}"
    word = parts.get("word", "")
    if parts["form"] == "holiday" and (published := days_off(word, year)):
        return "/".join(published)
    day = festival_day(calendar, place, year)
    return day.isoformat() if day else year_text(year)


_TENS = {"初": 0, "十": 10, "二": 20, "廿": 20, "三": 30}


def _lunar(parts: dict[str, str], context: Context) -> str:
    year, month = own_year(parts, context), parts.get("lm", "正月")
    number = {"正月": 1, "冬月": 11, "腊月": 12}.get(month) or _number(month.removeprefix("农历").removesuffix("月"))
    if year is None:
        return "XXXX"
    if "ld" not in parts:
        return year_text(year)
    written = parts["ld"]
    day = _number(written[1:]) if written[0] == "初" else _number(written.replace("廿", "二十"))
    found = lunar_day(year - 1 if number == 12 and not known_year(parts) else year, number, day)
    return found.isoformat() if found else year_text(year)


def clock_value(parts: dict[str, str]) -> str:
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
