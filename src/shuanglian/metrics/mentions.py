"""Mentions of many texts as columns of numbers, so that a corpus is compared at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shuanglian.annotations.model import LabelledSpan

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Mentions:
    """The number of a mention's text (in ascending order), its start and end, and the number of its label.

    Starts and ends count through all texts, one text after the other, so that mentions of
    different texts never touch, hold or cross each other.
    """

    text: Numbers
    start: Numbers
    end: Numbers
    label: Numbers

    def __len__(self) -> int:
        return len(self.text)

    def chosen(self, which: NDArray[Any]) -> Mentions:
        """Those at the given places, or where a mask is true."""
        return Mentions(self.text[which], self.start[which], self.end[which], self.label[which])

    def of_texts(self, first: int, after: int) -> Mentions:
        """Those of some texts following each other, the first of which is then number 0."""
        begin, end = np.searchsorted(self.text, (first, after))
        part = self.chosen(np.arange(begin, end))
        return Mentions(part.text - first, part.start, part.end, part.label)


def numbered(labels: Sequence[Sequence[str]]) -> tuple[list[Numbers], list[str]]:
    """Number the labels of several columns in the order of the alphabet; return the columns and the labels."""
    names = sorted(set().union(*labels))
    number_of = {name: number for number, name in enumerate(names)}
    return [np.fromiter(map(number_of.__getitem__, column), np.int64, len(column)) for column in labels], names


def columns(sides: Sequence[Sequence[Sequence[LabelledSpan]]]) -> tuple[list[Mentions], list[str]]:
    """Turn the mentions of each text, as each side has them, into columns; return them and the labels."""
    number = len(sides[0])
    sizes = [np.fromiter(map(len, side), np.int64, number) for side in sides]
    flat = [[mention for mentions in side for mention in mentions] for side in sides]
    labels, names = numbered([list(map(attrgetter("label"), side)) for side in flat])
    texts = [np.repeat(np.arange(number), size) for size in sizes]
    starts, ends = (
        [np.fromiter(map(attrgetter(edge), side), np.int64, len(side)) for side in flat] for edge in ("start", "end")
    )
    longest = np.zeros(number, np.int64)
    for text, end in zip(texts, ends, strict=True):
        np.maximum.at(longest, text, end)
    before = np.cumsum(longest) - longest
    parts = zip(texts, starts, ends, labels, strict=True)
    return [Mentions(text, start + before[text], end + before[text], label) for text, start, end, label in parts], names


def in_order(mentions: Mentions) -> Mentions:
    """Sort by start, the longer one first, then by label; a mention given twice is kept once."""
    order = np.lexsort((mentions.label, -mentions.end, mentions.start))
    found = mentions.chosen(order)
    first = np.ones(len(found), bool)
    first[1:] = (np.diff(found.start) != 0) | (np.diff(found.end) != 0) | (np.diff(found.label) != 0)
    return found.chosen(first)


def keys(*sides: Mentions) -> list[Numbers]:
    """Give each span a number: the same one for the same start and end."""
    width = 1 + max((int((side.end - side.start).max()) for side in sides if len(side)), default=0)
    return [side.start * width + side.end - side.start for side in sides]


def outermost(mentions: Mentions) -> Mentions:
    """Those that lie inside no longer one, of mentions `in_order`."""
    reached = _before(np.maximum.accumulate(mentions.end), -1)
    return mentions.chosen(_as_the_first(mentions, mentions.end > reached))


def innermost(mentions: Mentions) -> Mentions:
    """Those that hold no shorter one, of mentions `in_order`."""
    back = mentions.chosen(np.arange(len(mentions))[::-1])
    reached = _before(np.minimum.accumulate(back.end), np.iinfo(np.int64).max)
    return in_order(back.chosen(_as_the_first(back, back.end < reached)))


def _before(reached: Numbers, at_first: int) -> Numbers:
    return np.concatenate([[at_first], reached[:-1]]) if len(reached) else reached


def _as_the_first(mentions: Mentions, true: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Let what is true of the first of several with the same span be true of all of them."""
    first = np.ones(len(mentions), bool)
    first[1:] = (np.diff(mentions.start) != 0) | (np.diff(mentions.end) != 0)
    told: NDArray[np.bool_] = true[first][np.cumsum(first) - 1]
    return told


def touching(mentions: Mentions, others: Mentions) -> NDArray[np.bool_]:
    """Which mentions share a character with one of the same label on the other side."""
    if not len(others):
        return np.zeros(len(mentions), bool)
    # A lane for each label: only mentions of one label can then touch.
    lane = 1 + max(int(others.end.max()), int(mentions.end.max(initial=0)))
    starts, ends = (edge + others.label * lane for edge in (others.start, others.end))
    order = np.argsort(starts)
    starts, reached = starts[order], np.maximum.accumulate(ends[order])
    begun = np.searchsorted(starts, mentions.end + mentions.label * lane)
    return (begun > 0) & (reached[begun - 1] > mentions.start + mentions.label * lane)
