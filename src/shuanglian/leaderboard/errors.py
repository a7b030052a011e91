"""What a system did wrong in a text, in kinds that a person can look for.

`KINDS` holds for everything that is labelled; a segmentation (words, sentences) has `CUTS`. An
error may be of several kinds. Everything is compared exactly, whatever a headline forgives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shuanglian.agreement.differences import paired, stretches
from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.metrics.facts import align, same_value
from shuanglian.spans import Range

KINDS = ("boundary", "type", "missing", "spurious", "value", "unit", "time", "entity", "slot", "attribute")
"""`value`, `unit`, `time` and `entity`: wrong ones of a fact; `slot` and `attribute`: any other of its fields."""

CUTS = ("divided", "joined", "boundary")
"""Cut where the gold is not, not cut where it is, and both at once."""

TIME = "TIMEX"
"""What times are labelled, as their own label is their value."""

_FIELDS = {
    "boundary": ("quantity",),
    "type": ("kind",),
    "unit": ("unit",),
    "time": ("time", "time_value", "time_inherited"),
    "entity": ("measured_entity",),
    "slot": ("measured_property", "place", "whole", "per", "comparator"),
    "attribute": ("modifier", "approx", "direction", "basis", "factuality", "group_type"),
}


@dataclass(frozen=True, slots=True)
class Error:
    """One error: its kinds, and label and span on both sides, where there is something."""

    kinds: tuple[str, ...]
    gold: Range | None
    predicted: Range | None
    gold_label: str = ""
    predicted_label: str = ""


def errors_of(gold: Any, predicted: Any) -> list[Error]:
    """List the errors of a prediction, in the order of the text."""
    match gold, predicted:
        case Words(), Words():
            found = [_with_group(error, gold.groups) for error in _cuts(gold.spans, predicted.spans)]
        case Entities(), Entities():
            found = [_of_spans(*pair) for pair in paired(gold.mentions, predicted.mentions)]
        case Facts(), Facts():
            found = [*_of_facts(gold, predicted), *_of_times(gold.times, predicted.times)]
        case _:
            found = list(_cuts(sorted(gold), sorted(predicted)))
    return sorted(found, key=_place)


def _place(error: Error) -> Range:
    """Order as mentions nest: by start, the longer one first."""
    start, end = error.gold or error.predicted or (0, 0)
    return start, -end


# --- segmentations ------------------------------------------------------------------------------


def _cuts(gold: Sequence[Range], predicted: Sequence[Range]) -> Iterator[Error]:
    for one, other in stretches(gold, predicted):
        yield Error((_cut(one, other),), _around(one), _around(other))


def _cut(gold: Sequence[Range], predicted: Sequence[Range]) -> str:
    if not gold or not predicted:
        return "missing" if gold else "spurious"
    if len(gold) == 1 or len(predicted) == 1:
        return "divided" if len(gold) < len(predicted) else "joined"
    return "boundary"


def _around(spans: Sequence[Range]) -> Range | None:
    return (spans[0][0], spans[-1][1]) if spans else None


def _with_group(error: Error, groups: Sequence[LabelledSpan]) -> Error:
    """Label an error with the outermost gold group that it touches."""
    start, end = error.gold or (0, 0)
    label = next((group.label for group in groups if group.start < end and start < group.end), "")
    return Error(error.kinds, error.gold, error.predicted, label)


# --- mentions and times -------------------------------------------------------------------------


def _of_spans(gold: LabelledSpan | None, predicted: LabelledSpan | None) -> Error:
    if gold is None or predicted is None:
        return _alone(gold, predicted)
    kinds = ("boundary",) * (gold.span != predicted.span) + ("type",) * (gold.label != predicted.label)
    return Error(kinds, gold.span, predicted.span, gold.label, predicted.label)


def _alone(gold: LabelledSpan | None, predicted: LabelledSpan | None) -> Error:
    if gold is not None:
        return Error(("missing",), gold.span, None, gold.label)
    assert predicted is not None
    return Error(("spurious",), None, predicted.span, "", predicted.label)


def _of_times(gold: Sequence[LabelledSpan], predicted: Sequence[LabelledSpan]) -> Iterator[Error]:
    for one, other in paired(gold, predicted):
        error = _of_spans(one, other)
        kinds = tuple("time" if kind == "type" else kind for kind in error.kinds)
        yield Error(kinds, error.gold, error.predicted, TIME if one else "", TIME if other else "")


# --- facts --------------------------------------------------------------------------------------


def _of_facts(gold: Facts, predicted: Facts) -> Iterator[Error]:
    alignment = align(gold.facts, predicted.facts)
    for one, other in alignment.pairs():
        if kinds := _wrong(one, other):
            yield Error(kinds, one.quantity, other.quantity, one.kind, other.kind)
    aligned, found = ({pair[side] for pair in alignment.places} for side in (0, 1))
    missed = [_as_span(fact) for place, fact in enumerate(gold.facts) if place not in aligned]
    added = [_as_span(fact) for place, fact in enumerate(predicted.facts) if place not in found]
    # What overlaps too little to be aligned counts as missing and spurious; a person sees a wrong border.
    for item, partner in paired(missed, added):
        yield _of_spans(item, partner)


def _as_span(fact: Fact) -> LabelledSpan:
    return LabelledSpan(*fact.quantity, fact.kind)


def _wrong(gold: Fact, predicted: Fact) -> tuple[str, ...]:
    kinds = {kind for kind, names in _FIELDS.items() if any(getattr(gold, n) != getattr(predicted, n) for n in names)}
    if not same_value(gold, predicted):
        kinds.add("value")
    return tuple(kind for kind in KINDS if kind in kinds)
