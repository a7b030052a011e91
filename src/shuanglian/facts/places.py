"""Where numerals are labels: in titles and in short quoted phrases (guideline 3.5, 4.1.3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from shuanglian.spans import Range


@dataclass(frozen=True, slots=True)
class Place:
    """Where numerals stand: ranges of 《titles》 and of short quoted phrases, in the order of the text."""

    titles: tuple[Range, ...] = ()
    labels: tuple[Range, ...] = ()

    def in_title(self, at: int) -> bool:
        return _inside(self.titles, at)

    def in_label(self, at: int) -> bool:
        return _inside(self.labels, at)


def _inside(ranges: tuple[Range, ...], at: int) -> bool:
    """Whether one of the ranges, which do not overlap, holds a place."""
    place = bisect_left(ranges, (at, 0)) - 1
    return place >= 0 and ranges[place][0] < at < ranges[place][1]


_TITLE = re.compile("《[^《》\n]{1,80}》")
_LABEL = re.compile("[“‘「][^“”‘’「」，。！？；：,!?;\n]{2,14}[”’」]")
_SPOKEN = re.compile(r"每|增长|增加|达到|下降|超过|[%％]|只要|仅|共|我|你|[0-9][元万亿]")


def places_of(text: str) -> Place:
    titles = tuple(m.span() for m in _TITLE.finditer(text)) if "《" in text else ()
    marks = any(mark in text for mark in "“‘「")
    labels = tuple(m.span() for m in _LABEL.finditer(text) if not _SPOKEN.search(m[0])) if marks else ()
    return Place(titles, labels)
