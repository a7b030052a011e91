"""A block's text: its raw ranges joined, without the white space that only layout put there.

A line break reads as nothing where Chinese text goes on, and as a space between two words or
numbers of half-width characters: their author had one there. Such a break touching a digit reads
as nothing, too, where the lines were cut by count (all but the last hold equally many characters):
a cut like that tears numbers, while a typesetter's break, which fills a width, never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from shuanglian.spans import Range, RangeMap, join, merged, trimmed

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = "0-9A-Za-z\u00c0-\u024f%‰‱℃°$€£¥￥+＋\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_BLANK_RUN = re.compile("[\\s\ufeff\u200b]+")
_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_WORD_CHARACTER = re.compile(f"[{_WORD}]")
_HALF_WIDTH_END = re.compile(r"[0-9A-Za-z\u00c0-\u024f%][.,;:!?)\]\"']{0,3}\Z")
_HALF_WIDTH_BEGINNING = re.compile(r"[(\[\"']{0,3}[0-9A-Za-z\u00c0-\u024f$€£+]")
_FEW = 4  # characters that show how a line ends
_TEARS = 2  # equally long lines from which one is known to be cut by count


@dataclass(frozen=True)
class BlockText:
    """A block's text without layout white space; `ranges` joined from the file give `text`,
    except that a line break between half-width words or numbers reads as a space.
    """

    text: str
    ranges: tuple[Range, ...]

    @cached_property
    def source(self) -> RangeMap:
        """Maps offsets in `text` back to the file's."""
        return RangeMap(self.ranges)


def block_text(text: str, ranges: Iterable[Range]) -> BlockText:
    """Join a block's raw ranges, dropping layout white space only.

    Dropped are line breaks (but for those that read as a space, see above), and spaces between a
    Han character and a number or Latin word. A space between two Han characters, or two Latin
    words, is the author's and stays.
    """
    lines = [line for item in ranges for line in _lines(text, *item)]
    spaces = _spaces(text, lines)
    kept = [part for line in lines for part in (*_without_layout_blanks(text, *line), *spaces.get(line[1], ()))]
    kept = merged(kept)
    return BlockText(readable(join(text, kept)), tuple(kept))


def readable(joined: str) -> str:
    """The only change ever made to characters: a kept line break (see `BlockText`) is a space."""
    return _LINE_BREAK.sub(" ", joined)


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    """Cut a range at its line breaks; lines come trimmed, blank ones not at all."""
    breaks = [(start, start), *(found.span() for found in _LINE_BREAK.finditer(text, start, end)), (end, end)]
    for (_, begin), (stop, _) in pairwise(breaks):
        begin, stop = trimmed(text, begin, stop)
        if begin < stop:
            yield begin, stop


def _without_layout_blanks(text: str, start: int, end: int) -> Iterator[Range]:
    for run in _BLANK_RUN.finditer(text, start, end):
        if _is_layout_blank(text[run.start() - 1], text[run.end()]):
            yield start, run.start()
            start = run.end()
    yield start, end


def _is_layout_blank(before: str, after: str) -> bool:
    if _HAN_CHARACTER.match(before):
        return bool(_WORD_CHARACTER.match(after))
    return bool(_WORD_CHARACTER.match(before) and _HAN_CHARACTER.match(after))


def _spaces(text: str, lines: list[Range]) -> dict[int, list[Range]]:
    """Map the ends of the lines whose break reads as a space to the character that stands for it."""
    breaks = [pair for pair in pairwise(lines) if _is_half_width_break(text, *pair)]
    torn = {pair for pair in breaks if text[pair[0][1] - 1].isdigit() or text[pair[1][0]].isdigit()}
    if torn and _are_cut_by_count(text, lines):
        breaks = [pair for pair in breaks if pair not in torn]
    return {end: [(end, end + 1)] for (_, end), _ in breaks}


def _is_half_width_break(text: str, before: Range, after: Range) -> bool:
    (start, end), (begin, stop) = before, after
    return bool(
        _BLANK_RUN.match(text, end)
        and _HALF_WIDTH_END.search(text, max(start, end - _FEW), end)
        and _HALF_WIDTH_BEGINNING.match(text, begin, stop)
    )


def _are_cut_by_count(text: str, lines: list[Range]) -> bool:
    """Do all lines but the last hold equally many characters, indents included?"""
    *lengths, last = (_length_in_file(text, line) for line in lines)
    return len(lengths) >= _TEARS and len(set(lengths)) == 1 and last <= lengths[0]


def _length_in_file(text: str, line: Range) -> int:
    """Length of the whole line of the file, up to its last character that is not blank."""
    start, end = line
    while start and not _LINE_BREAK.match(text[start - 1]):
        start -= 1
    stop = _LINE_BREAK.search(text, end)
    return len(text[start : stop.start() if stop else len(text)].rstrip())
