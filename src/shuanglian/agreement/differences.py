"""Where two annotations of a sentence differ, as a person wants to read it.

Equal annotations have no differences and different ones have at least one, whatever the order of
what they hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from shuanglian.annotations.model import (
    ATTRIBUTES,
    SLOTS,
    Entities,
    Fact,
    Facts,
    LabelledSpan,
    LayerAnnotation,
    Words,
    in_nesting_order,
)
from shuanglian.spans import Range


@dataclass(frozen=True)
class Difference:
    """One place where two annotations differ; an empty version means that there is nothing."""

    what: str
    start: int
    end: int
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.what}: {self.first or '—'} ≠ {self.second or '—'}"

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def differences(text: str, first: LayerAnnotation, second: LayerAnnotation) -> list[Difference]:
    """List the differences of two annotations of the same layer, in the order of the text."""
    match first, second:
        case Words(), Words():
            found = [*_words(text, first, second), *_spans(text, "group", first.groups, second.groups)]
        case Entities(), Entities():
            found = list(_spans(text, "entity", first.mentions, second.mentions))
        case Facts(), Facts():
            found = list(_facts(text, first, second))
        case _:
            raise TypeError("annotations of two layers cannot be compared")
    return sorted(found, key=lambda item: (item.start, item.end))


def _words(text: str, first: Words, second: Words) -> Iterator[Difference]:
    """Yield the stretches between common word borders that are cut differently."""
    ends = [{end for _, end in words.spans} for words in (first, second)]
    start = 0
    for end in sorted(ends[0] & ends[1]):
        versions = [[span for span in words.spans if start <= span[0] and span[1] <= end] for words in (first, second)]
        if versions[0] != versions[1]:
            written = ["/".join(text[s:e] for s, e in version) for version in versions]
            yield Difference("words", versions[0][0][0], end, *written)
        start = end


def _spans(text: str, what: str, first: Sequence[LabelledSpan], second: Sequence[LabelledSpan]) -> Iterator[Difference]:
    """Pair what only one has with what only the other has where they overlap most."""
    rest = list(in_nesting_order(set(second) - set(first)))
    for item in in_nesting_order(set(first) - set(second)):
        other = max(rest, key=lambda candidate: _overlap(item.span, candidate.span), default=None)
        if other is not None and _overlap(item.span, other.span) > 0:
            rest.remove(other)
            start, end = min(item.start, other.start), max(item.end, other.end)
            yield Difference(what, start, end, _labelled(text, item), _labelled(text, other))
        else:
            yield Difference(what, *item.span, _labelled(text, item), "")
    for item in rest:
        yield Difference(what, *item.span, "", _labelled(text, item))


def _facts(text: str, first: Facts, second: Facts) -> Iterator[Difference]:
    yield from _spans(text, "non-fact", first.non_facts, second.non_facts)
    yield from _spans(text, "time", first.times, second.times)
    rest = list(second.facts)
    for fact in first.facts:
        other = max(rest, key=lambda candidate: _likeness(fact, candidate), default=None)
        if other is None or _overlap(fact.quantity, other.quantity) <= 0:
            yield Difference("fact", *fact.quantity, text[slice(*fact.quantity)], "")
            continue
        rest.remove(other)
        yield from _fact(text, fact, other)
    for fact in rest:
        yield Difference("fact", *fact.quantity, "", text[slice(*fact.quantity)])


def _fact(text: str, one: Fact, other: Fact) -> Iterator[Difference]:
    """Yield the fields in which two facts of the same quantity differ."""
    shown = text[slice(*one.quantity)]
    for name in ("quantity", *ATTRIBUTES, *SLOTS, "time_value", "time_inherited", "group", "group_type"):
        values = [getattr(fact, name) for fact in (one, other)]
        if values[0] != values[1]:
            written = ["" if v is None else text[slice(*v)] if isinstance(v, tuple) else str(v) for v in values]
            if written[0] == written[1]:
                written = [f"{w} {list(v)}" for w, v in zip(written, values, strict=True)]
            yield Difference(f"{name} of {shown}", *one.quantity, *written)


def _likeness(one: Fact, other: Fact) -> tuple[int, int]:
    same = sum(getattr(one, name) == getattr(other, name) for name in (*ATTRIBUTES, *SLOTS))
    return _overlap(one.quantity, other.quantity), same


def _overlap(one: Range, other: Range) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def _labelled(text: str, item: LabelledSpan) -> str:
    return f"[{text[item.start : item.end]}]{item.label}"
