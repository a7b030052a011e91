"""A block's text: its raw ranges joined, without the white space that only layout put there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from shuanglian.spans import Range, RangeMap, is_blank, join, merged, trimmed

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = "0-9A-Za-z\u00c0-\u024f%‰‱℃°$€£¥￥+＋\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_BLANK_RUN = re.compile("[\\s\ufeff\u200b]+")
_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_WORD_CHARACTER = re.compile(f"[{_WORD}]")
_LATIN_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")


@dataclass(frozen=True)
class BlockText:
    """A block's text without layout white space; `ranges` joined from the file give `text`,
    except that a line break between two Latin words reads as a space.
    """

    text: str
    ranges: tuple[Range, ...]

    @cached_property
    def source(self) -> RangeMap:
        """Maps offsets in `text` back to the file's."""
        return RangeMap(self.ranges)


def block_text(text: str, ranges: Iterable[Range]) -> BlockText:
    """Join a block's raw ranges, dropping layout white space only.

    Dropped are line breaks and spaces between a Han character and a number or Latin word.
    A space between two Han characters, or two Latin words, is the author's and stays.
    """
    kept: list[Range] = []
    for start, end in ranges:
        start, end = trimmed(text, start, end)
        if start == end:
            continue
        if kept and _is_word_break(text, kept[-1][1], start):
            kept.append((kept[-1][1], kept[-1][1] + 1))
        position = start
        for run in _BLANK_RUN.finditer(text, start, end):
            keep = _kept_part(text, *run.span())
            kept += [(position, run.start()), keep]
            position = run.end()
        kept.append((position, end))
    kept = merged(kept)
    return BlockText(readable(join(text, kept)), tuple(kept))


def readable(joined: str) -> str:
    """The only change ever made to characters: a kept line break (see `BlockText`) is a space."""
    return _LINE_BREAK.sub(" ", joined)


def _is_word_break(text: str, end: int, start: int) -> bool:
    return (
        end < len(text)
        and is_blank(text[end])
        and bool(_LATIN_LETTER.match(text[end - 1]) and _LATIN_LETTER.match(text[start]))
    )


def _kept_part(text: str, start: int, end: int) -> Range:
    """Narrow a run of blanks inside a range to what belongs to the text."""
    before, after = text[start - 1], text[end]
    if _LINE_BREAK.search(text, start, end):
        return (start, start + 1) if _LATIN_LETTER.match(before) and _LATIN_LETTER.match(after) else (start, start)
    if _HAN_CHARACTER.match(before) and _WORD_CHARACTER.match(after):
        return start, start
    if _WORD_CHARACTER.match(before) and _HAN_CHARACTER.match(after):
        return start, start
    return start, end
