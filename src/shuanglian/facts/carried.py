"""What clauses leave to those after them, and how slots are filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.settings import Setting
from shuanglian.spans import Range


@dataclass(slots=True)
class Carried:
    """What clauses before leave to those after: the last subject, and the last quantity that was linked."""

    subject: Range | None = None
    last: Quantity | None = None
    by_unit: dict[str | None, Quantity] = field(default_factory=dict)
    among: Range | None = None
    whole: Range | None = None
    setting: Setting = field(default_factory=Setting)


def set_slot(quantity: Quantity, slot: str, span: Range | None, rule: str) -> None:
    if span is not None and span[0] < span[1]:
        quantity.slots[slot] = span
        quantity.why[slot] = rule


def copy_slots(quantity: Quantity, other: Quantity, slots: tuple[str, ...], rule: str) -> None:
    for slot in slots:
        if slot in other.slots and slot not in quantity.slots:
            set_slot(quantity, slot, other.slots[slot], rule)
