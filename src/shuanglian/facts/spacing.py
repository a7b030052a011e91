"""Text with a blank on either side of every number (2025 年 3 月, 约 300 人): read without these blanks."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Found
from shuanglian.spans import Range

_HAN, _NUMBER_END = "[\u4e00-\u9fff]", "[0-9%‰℃]"
_SPACED = re.compile(f"[0-9] {_HAN}|{_HAN} [0-9][0-9.,]*%? {_HAN}")
_BLANK = re.compile(f"(?<={_NUMBER_END}) (?={_HAN})|(?<={_HAN}) (?=[0-9])")
_TOUCHING = re.compile(f"{_NUMBER_END}{_HAN}|{_HAN}[0-9]")


def without_blanks(text: str) -> tuple[str, list[int] | None]:
    """Drop the blanks between digits and Han characters; the second value says where each character stood.

    It is None where the text is not written so. A blank between them in a text where others touch may
    divide a headline and stays.
    """
    if " " not in text or not (_SPACED.search(text) or (_BLANK.search(text) and not _TOUCHING.search(text))):
        return text, None
    gone = {match.start() for match in _BLANK.finditer(text)}
    places = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in places), places


def put_back(found: Found, places: list[int]) -> None:
    """Move every span from the text without blanks to the text with them."""

    def moved(span: Range) -> Range:
        return places[span[0]], places[span[1] - 1] + 1

    for item in found.non_facts:
        item.start, item.end = moved((item.start, item.end))
    for time in found.times:
        time.start, time.end = moved(time.span)
    for quantity in found.quantities:
        quantity.start, quantity.end = moved(quantity.span)
        quantity.slots = {slot: moved(span) for slot, span in quantity.slots.items()}
