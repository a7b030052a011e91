"""The date that times are reckoned from, and what a text has said so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from shuanglian.facts.numbers import read_number


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
class Context:
    """What is known where a time stands: the anchor, the last explicit year, month and day before it."""

    anchor: Anchor
    year: int | None = None
    month: int | None = None
    day: date | None = None


_YEARS = range(1, 10_000)
"""Years that a value can write."""


def year_text(year: int | None) -> str:
    return f"{year:04}" if year in _YEARS else "XXXX"


def real_day(year: int, month: int, day: int) -> date | None:
    """The day of these numbers; None where the calendar has none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved_day(day: date | None, by: int) -> date | None:
    """So many days later; None where the calendar ends before, or the day is not known."""
    try:
        return None if day is None else day + timedelta(by)
    except OverflowError:
        return None


def day_text(day: date | None) -> str:
    return "XXXX-XX-XX" if day is None else day.isoformat()


def week_text(day: date | None) -> str:
    """The ISO week that a day lies in."""
    if day is None:
        return "XXXX-WXX"
    year, week, _ = day.isocalendar()
    return f"{year_text(year)}-W{week:02}"


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    number = read_number(written.replace("廿", "二十"), 0)
    return int(number.first) if number is not None else 0


def own_year(parts: dict[str, str], context: Context) -> int | None:
    """The year that a time says, or the article's; None where the calendar has none."""
    year = _said_year(parts, context)
    return year if year in _YEARS else None


def _said_year(parts: dict[str, str], context: Context) -> int | None:
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


def known_year(parts: dict[str, str]) -> bool:
    return any(key in parts for key in ("y", "yy", "word-year"))


def month_number(parts: dict[str, str], context: Context) -> tuple[int | None, int]:
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


def shifted_year(year: int | None, month: int | None, day: int | None, context: Context, tense: int) -> int | None:
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
