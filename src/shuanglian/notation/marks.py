r"""Text with marks in it: ``/`` between words, ``[…]LABEL`` around spans, ``\`` before a mark of the text."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from shuanglian.annotations.model import Entities, LabelledSpan, Words, in_nesting_order
from shuanglian.spans import Range, is_blank

_MARKS = "/[]\\"


@dataclass
class _Reading:
    """What has been read so far; `source` is the marked text, `position` the place in it."""

    source: str
    labels: Collection[str]
    position: int = 0
    text: list[str] = field(default_factory=list)
    spans: list[LabelledSpan] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)

    def fail(self, message: str) -> ValueError:
        return ValueError(f"column {self.position + 1}: {message}")


def read_words(source: str, groups: Collection[str]) -> tuple[str, Words]:
    """Read a segmentation; raises `ValueError` with the column where the marks are wrong."""
    reading = _read(source, groups, slashes=True)
    text = "".join(reading.text)
    return text, Words(tuple(_words_between(text, reading.cuts)), tuple(reading.spans))


def read_mentions(source: str, labels: Collection[str]) -> tuple[str, Entities]:
    """Read bracketed mentions; raises `ValueError` with the column where the marks are wrong."""
    reading = _read(source, labels, slashes=False)
    return "".join(reading.text), Entities(tuple(reading.spans))


def write_words(text: str, words: Words) -> str:
    """Write a segmentation so that `read_words` gives it back."""
    return _write(text, words.groups, {start for start, _ in words.spans[1:] if not is_blank(text[start - 1])})


def write_mentions(text: str, entities: Entities) -> str:
    """Write mentions so that `read_mentions` gives them back."""
    return _write(text, entities.mentions, set())


def _read(source: str, labels: Collection[str], slashes: bool) -> _Reading:
    reading = _Reading(source, labels)
    while reading.position < len(source):
        _step(reading, slashes)
    if reading.opened:
        raise reading.fail(f"{len(reading.opened)} bracket(s) are still open at the end")
    return reading


def _step(reading: _Reading, slashes: bool) -> None:
    character = reading.source[reading.position]
    here = len(reading.text)
    match character:
        case "\\":
            following = reading.source[reading.position + 1 : reading.position + 2]
            if not following or following not in _MARKS:
                raise reading.fail("a \\ stands before a / [ ] or \\ of the text")
            reading.text.append(following)
            reading.position += 2
            return
        case "/" if slashes:
            if here in reading.cuts or here == 0:
                raise reading.fail("no word before this /")
            reading.cuts.add(here)
        case "[":
            reading.opened.append(here)
            reading.cuts.add(here)
        case "]":
            _close(reading)
            return
        case _:
            reading.text.append(character)
    reading.position += 1


def _close(reading: _Reading) -> None:
    if not reading.opened:
        raise reading.fail("no bracket is open here")
    start, end = reading.opened.pop(), len(reading.text)
    if start == end:
        raise reading.fail("nothing stands between the brackets")
    rest = reading.source[reading.position + 1 :]
    label = max((label for label in reading.labels if rest.startswith(label)), key=len, default=None)
    if label is None:
        raise reading.fail(f"no label after the bracket; known are {' '.join(reading.labels)}")
    reading.spans.append(LabelledSpan(start, end, label))
    reading.position += 1 + len(label)
    reading.cuts.discard(end)
    if reading.source[reading.position : reading.position + 1] != "/":
        reading.cuts.add(end)


def _words_between(text: str, cuts: Iterable[int]) -> Iterable[Range]:
    """Cut at the marks and at blanks, which belong to no word."""
    start = 0
    for end in sorted({*cuts, len(text), *(n for n, c in enumerate(text) if is_blank(c))}):
        while start < end and is_blank(text[start]):
            start += 1
        if start < end:
            yield start, end
        start = max(start, end)


def _write(text: str, spans: Iterable[LabelledSpan], cuts: set[int]) -> str:
    opening: dict[int, int] = {}
    closing: dict[int, list[str]] = {}
    for item in in_nesting_order(spans):
        opening[item.start] = opening.get(item.start, 0) + 1
        closing.setdefault(item.end, []).insert(0, item.label)
    written = []
    for position in range(len(text) + 1):
        written += [f"]{label}" for label in closing.get(position, [])]
        written += "/" if position in cuts else ""
        written += "[" * opening.get(position, 0)
        if position < len(text):
            written.append(f"\\{text[position]}" if text[position] in _MARKS else text[position])
    return "".join(written)
