"""Ranges of code points, half-open ``[start, end)``: the only offset convention used inside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

Range = tuple[int, int]

BLANKS = "\ufeff\u200b"
"""Invisible characters that count as blank besides Unicode's white space."""


def is_blank(character: str) -> bool:
    """Tell white space and zero-width space from what a reader would miss."""
    return character.isspace() or character in BLANKS


def blank_or_empty(text: str) -> bool:
    return not text.strip().strip(BLANKS).strip()


def trimmed(text: str, start: int, end: int) -> Range:
    """Narrow ``[start, end)`` until it neither starts nor ends with a blank; may become empty."""
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return start, end


def join(text: str, ranges: Iterable[Range]) -> str:
    """Concatenate the slices of `text` that `ranges` name, in their order."""
    return "".join(text[start:end] for start, end in ranges)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """Unite ranges that follow each other without a gap; the order stays, empty ones go."""
    result: list[Range] = []
    for start, end in ranges:
        if start == end:
            continue
        if result and result[-1][1] == start:
            result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


class RangeMap:
    """Maps offsets in a text joined from ranges back to the text the ranges came from."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self._ranges = ranges
        self._starts = [0, *accumulate(end - start for start, end in ranges)]

    def __len__(self) -> int:
        return self._starts[-1]

    def source_ranges(self, start: int, end: int) -> list[Range]:
        """Ranges of the source that make up ``[start, end)`` of the joined text."""
        result = []
        index = bisect_right(self._starts, start) - 1
        while index < len(self._ranges) and self._starts[index] < end:
            range_start, range_end = self._ranges[index]
            offset = range_start - self._starts[index]
            result.append((max(range_start, start + offset), min(range_end, end + offset)))
            index += 1
        return merged(result)
