"""Where two annotations of a sentence differ, as a person wants to read it.

Equal annotations have no differences and different ones have at least one, whatever the order of
what they hold.
"""

from __future__ import annotations

from collections import deque
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
from shuanglian.metrics.assignment import best_assignment
from shuanglian.metrics.facts import iou
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


def stretches(first: Sequence[Range], second: Sequence[Range]) -> Iterator[tuple[list[Range], list[Range]]]:
    """Yield what two segmentations say of each stretch between common ends where they differ."""
    last = max((end for _, end in (*first, *second)), default=0)
    common = {end for _, end in first} & {end for _, end in second}
    rest, others = deque(first), deque(second)
    for end in sorted(common | {last}):
        one, other = (_taken(spans, end) for spans in (rest, others))
        if one != other:
            yield one, other


def _taken(spans: deque[Range], end: int) -> list[Range]:
    """Take the spans up to an end from those that are left."""
    taken = []
    while spans and spans[0][1] <= end:
        taken.append(spans.popleft())
    return taken


def paired(
    first: Sequence[LabelledSpan], second: Sequence[LabelledSpan]
) -> Iterator[tuple[LabelledSpan | None, LabelledSpan | None]]:
    """Pair what only one has with what only the other has, so that they overlap as much as they can together.

    Overlap is that of characters in both over characters in either; None stands for no partner.
    """
    missing, added = in_nesting_order(set(first) - set(second)), in_nesting_order(set(second) - set(first))
    weights = {
        (one, other): round(1_000_000 * iou(item.span, candidate.span))
        for one, item in enumerate(missing)
        for other, candidate in enumerate(added)
        if _overlap(item.span, candidate.span) > 0
    }
    partner = dict(best_assignment({pair: weight for pair, weight in weights.items() if weight}))
    for one, item in enumerate(missing):
        yield item, added[partner[one]] if one in partner else None
    yield from ((None, item) for other, item in enumerate(added) if other not in partner.values())


def _words(text: str, first: Words, second: Words) -> Iterator[Difference]:
    """Yield the stretches between common word borders that are cut differently."""
    for one, other in stretches(first.spans, second.spans):
        written = ["/".join(text[start:end] for start, end in version) for version in (one, other)]
        yield Difference("words", one[0][0], one[-1][1], *written)


def _spans(text: str, what: str, first: Sequence[LabelledSpan], second: Sequence[LabelledSpan]) -> Iterator[Difference]:
    for item, other in paired(first, second):
        spans = [side.span for side in (item, other) if side is not None]
        start, end = min(start for start, _ in spans), max(end for _, end in spans)
        yield Difference(what, start, end, _labelled(text, item), _labelled(text, other))


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


def _labelled(text: str, item: LabelledSpan | None) -> str:
    return "" if item is None else f"[{text[item.start : item.end]}]{item.label}"
