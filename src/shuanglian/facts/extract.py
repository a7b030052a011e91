"""From a text to its facts: the steps in their order."""

from __future__ import annotations

from datetime import date

from shuanglian.annotations.model import Fact, Facts, LabelledSpan
from shuanglian.facts.anchors import Anchor
from shuanglian.facts.candidates import Found, Quantity
from shuanglian.facts.folding import folded
from shuanglian.facts.lexicon import context
from shuanglian.facts.linking import link
from shuanglian.facts.scan import scan
from shuanglian.facts.spacing import put_back, without_blanks
from shuanglian.facts.timevalues import fill_values
from shuanglian.spans import Range, trimmed


def extract_facts(text: str, date: str | date | None = None) -> Facts:
    """Return the numeric facts of a text, its numbers that state nothing, and its times.

    `date` is the day of publication (``2025-02-15``, or only ``2025-02`` or ``2025``), from which
    times are reckoned; without it what depends on it is written with X. Raises `ValueError` for
    a date of another form, and nothing for any text.
    """
    return as_facts(find(text, Anchor.of(date)))


_COUNTED = frozenset({"{亩}", "{斤}"})
"""Units that measure and are counts by definition (6.11)."""
_PRONOUNS = frozenset(context("pronoun"))


def find(text: str, anchor: Anchor) -> Found:
    """Find everything in a text, with the rule behind each value."""
    text, places = without_blanks(folded(text))
    found = scan(text)
    fill_values(text, found.times, anchor)
    link(text, found)
    for quantity in found.quantities:
        if quantity.unit in _COUNTED:
            quantity.kind, quantity.why["kind"] = "count", "6.11 亩, 斤"
        seen = {slot: span for slot, given in quantity.slots.items() if (span := _visible(text, given))}
        if "measured_entity" in seen and text[slice(*seen["measured_entity"])] in _PRONOUNS:
            del seen["measured_entity"]  # a pronoun without an antecedent in the text (9.2.6)
        quantity.slots = seen
    if places is not None:
        put_back(found, places)
    return found


def _visible(text: str, span: Range) -> Range | None:
    start, end = trimmed(text, *span)
    return (start, end) if start < end else None


def as_facts(found: Found) -> Facts:
    values = {time.span: time.value for time in found.times}
    return Facts(
        tuple(_fact(quantity, values) for quantity in found.quantities),
        tuple(LabelledSpan(item.start, item.end, item.kind) for item in found.non_facts),
        tuple(LabelledSpan(item.start, item.end, item.value) for item in found.times),
    )


def _fact(made: Quantity, values: dict[tuple[int, int], str]) -> Fact:
    time = made.slots.get("time")
    return Fact(
        made.span,
        made.kind,
        value=made.value,
        low=made.low,
        high=made.high,
        unit=made.unit,
        modifier=made.modifier,
        approx=made.approx,
        measured_entity=made.slots.get("measured_entity"),
        measured_property=made.slots.get("measured_property"),
        time=time,
        place=made.slots.get("place"),
        whole=made.slots.get("whole"),
        per=made.slots.get("per"),
        comparator=made.slots.get("comparator"),
        time_value=values[time] if time else None,
        direction=made.direction,
        basis=made.basis,
        factuality=made.factuality,
        group=made.group,
        group_type=made.group_type,
    )
