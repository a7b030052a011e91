"""Likely causes of what does not fit: said beside the error, never acted upon."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable

from shuanglian.spans import is_blank

_QUOTES = str.maketrans("“”‘’", "\"\"''")
_CHANGES: dict[str, Callable[[str], str]] = {
    "the text was NFKC-normalised, which folds full-width characters": lambda text: unicodedata.normalize("NFKC", text),
    "the text was NFD-normalised": lambda text: unicodedata.normalize("NFD", text),
    "the text was lower-cased": str.lower,
    "quotation marks were made straight": lambda text: text.translate(_QUOTES),
    "HTML entities were written out": html.escape,
}


def without_blanks(text: str) -> str:
    return "".join(character for character in text if not is_blank(character))


def cause_of_text(text: str, predicted: str) -> str:
    """Guess why a system's text is not the text; empty where nothing suggests itself."""
    here, there = without_blanks(text), without_blanks(predicted)
    for cause, change in _CHANGES.items():
        if change(here) == there:
            return cause
    if "[UNK]" in there or "\ufffd" in there or "<unk>" in there:
        return "characters unknown to the model were replaced"
    if "##" in there and "##" not in here:
        return "word pieces were not joined"
    if here.startswith(there):
        return "the system stopped early: is there a greatest length?"
    if there.startswith(here):
        return "the system's text goes on: were two texts joined?"
    if sorted(here) == sorted(there):
        return "the same characters in another order"
    if len(there) > len(here):
        return "characters are given twice: do words overlap?"
    return ""


def cause_of_offsets(text: str, start: int, end: int, surface: str | None) -> str:
    """Guess how offsets were counted, from the characters that should lie there where they are known."""
    if surface is None:
        return _cause_of_range(text, start, end)
    candidates = {
        "the end is included": text[start : end + 1] if start >= 0 else None,
        "offsets are UTF-16 code units": _slice(text, start, end, "utf-16-le", 2),
        "offsets are bytes of UTF-8": _slice(text, start, end, "utf-8", 1),
        "offsets count from 1": text[start - 1 : end - 1] if start >= 1 else None,
        "offsets count from 1 and the end is included": text[start - 1 : end] if start >= 1 else None,
        "blanks were left out when counting": without_blanks(text)[start:end],
    }
    named = next((cause for cause, found in candidates.items() if found == surface), "")
    if named or surface not in unicodedata.normalize("NFKC", text):
        return named
    return "offsets count in an NFKC-normalised text" if surface not in text else ""


def _cause_of_range(text: str, start: int, end: int) -> str:
    if start == end:
        return "the end is included"
    if end > len(text):
        if end <= len(text.encode("utf-16-le", "surrogatepass")) // 2:
            return "offsets are UTF-16 code units"
        if end == len(text) + 1:
            return "offsets count from 1"
        if end <= len(text.encode("utf-8", "surrogatepass")):
            return "offsets are bytes of UTF-8, or of another text"
    return ""


def _slice(text: str, start: int, end: int, encoding: str, width: int) -> str | None:
    try:
        return text.encode(encoding)[start * width : end * width].decode(encoding)
    except UnicodeError:
        return None


def code_units(text: str, offset: int) -> int:
    """The UTF-16 offset of a code-point offset."""
    if not offset or max(text) <= "\uffff":
        return offset
    return offset + sum(character > "\uffff" for character in text[:offset])


def around(text: str, start: int, end: int) -> str:
    """A span with what stands before and after it: ``…同比[增长]9.5…``."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    before, after = text[max(0, start - 6) : start], text[end : end + 6]
    return f"…{before}[{text[start:end][:30]}]{after}…"


def because(cause: str) -> str:
    """The cause as the end of a message."""
    return f"; likely cause: {cause}" if cause else ""
