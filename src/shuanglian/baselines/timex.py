"""From two moments to the TIMEX3 value that the guideline writes for all between them."""

from __future__ import annotations

import calendar
from datetime import datetime

_PARTS_OF_DAY = {(7, 11): "TMO", (12, 13): "TMI", (12, 17): "TAF", (13, 17): "TAF", (18, 23): "TEV"}
_PARTS_OF_YEAR = {(1, 12): "", (1, 6): "-H1", (7, 12): "-H2"} | {(3 * n + 1, 3 * n + 3): f"-Q{n + 1}" for n in range(4)}


def between(start: datetime, end: datetime | None) -> str:
    """Return the shortest value for a span whose last moment is included; without an end it is open."""
    if end is None:
        return f"{start:%Y}/.." if (start.month, start.day) == (1, 1) else f"{start:%Y-%m-%d}/.."
    if start.date() == end.date():
        return f"{start:%Y-%m-%d}{_PARTS_OF_DAY.get((start.hour, end.hour), '')}"
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1]:
        return f"{start:%Y-%m-%d}/{end:%Y-%m-%d}"
    months = start.month, end.month
    if start.year != end.year:
        return f"{start:%Y}/{end:%Y}" if months == (1, 12) else f"{start:%Y-%m}/{end:%Y-%m}"
    if start.month == end.month:
        return f"{start:%Y-%m}"
    return f"{start:%Y}{_PARTS_OF_YEAR[months]}" if months in _PARTS_OF_YEAR else f"{start:%Y-%m}/{end:%Y-%m}"
