"""Festivals, solar terms, lunar dates and the days off of holidays in the Gregorian calendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from shuanglian.facts.lexicon import table

_FIRST, _LAST = 1900, 2100
"""Years that the lunar calendar is computed for."""


@cache
def festival_day(calendar: str, place: str, year: int) -> date | None:
    """Day of a festival in a year, in the notation of data/festivals.tsv."""
    if calendar == "gregorian":
        return date(year, int(place[:2]), int(place[3:]))
    if calendar == "weekday":
        month, number, weekday = map(int, place.split("-"))
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    if calendar == "term":
        return solar_term(place, year)
    if place == "12-last":
        new_year = lunar_day(year, 1, 1)  # the eve before the new year that lies in this year
        return new_year - timedelta(1) if new_year else None
    month, day = int(place[:2]), int(place[3:])
    # What the twelfth month holds mostly lies in the next Gregorian year.
    return lunar_day(year - 1 if month == 12 else year, month, day)


@cache
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a lunar one; None where there is none."""
    if not _FIRST <= year <= _LAST:
        return None
    from lunar_python import Lunar  # takes 50 ms to import, and few texts need it

    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
    except Exception:  # the library raises bare exceptions for days that a month does not have
        return None
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@cache
def solar_term(name: str, year: int) -> date | None:
    if not _FIRST <= year <= _LAST:
        return None
    from lunar_python import Lunar

    found = Lunar.fromYmd(year, 6, 1).getJieQiTable().get(name)
    if found is None:
        return None
    day = date(found.getYear(), found.getMonth(), found.getDay())
    if day.year != year:  # the table runs from winter to winter
        other = Lunar.fromYmd(year + (year - day.year), 6, 1).getJieQiTable().get(name)
        day = date(other.getYear(), other.getMonth(), other.getDay())
    return day


@cache
def _published() -> dict[tuple[int, str], tuple[str, str]]:
    return {(int(year), name): (first, last) for year, name, first, last in table("holidays")}


def days_off(festival: str, year: int) -> tuple[str, str] | None:
    """First and last day off of a festival's holiday, where the State Council published them."""
    plain = festival.strip("“”")
    for ending in ("假期", "小长假", "黄金周", "期间"):
        plain = plain.removesuffix(ending).strip("“”")
    festival = {"五一": "劳动节", "十一": "国庆节", "“五一": "劳动节"}.get(plain, plain)
    for name in (festival, festival + "节", "春节" if festival == "农历新年" else festival):
        if found := _published().get((year, name)):
            return found
    return None
