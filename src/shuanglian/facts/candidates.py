"""What the scan finds in a text and the later steps fill in."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuanglian.facts.numbers import Number
from shuanglian.spans import Range


@dataclass(slots=True)
class Quantity:
    """A number with its unit; the slots are filled by linking.

    ``[start, end)`` is what is marked, modifiers included; ``[number.start, core_end)`` is number
    and unit alone. `classifier` is the surface of the unit, empty where there is none. `why` says
    which rule made each field, after the guideline's sections.
    """

    start: int
    end: int
    number: Number
    core_end: int
    kind: str = "count"
    classifier: str = ""
    value: str | None = None
    low: str | None = None
    high: str | None = None
    unit: str | None = None
    modifier: str | None = None
    approx: bool = False
    slots: dict[str, Range] = field(default_factory=dict)
    direction: str | None = None
    basis: str | None = None
    factuality: str = "asserted"
    group: str | None = None
    group_type: str | None = None
    why: dict[str, str] = field(default_factory=dict)

    @property
    def span(self) -> Range:
        return self.start, self.end

    @property
    def amount(self) -> tuple[str | None, str | None, str | None]:
        return self.value, self.low, self.high


@dataclass(slots=True)
class NonFact:
    """A number that states nothing, of one of the kinds of guideline 4."""

    start: int
    end: int
    kind: str
    rule: str


Judged = Quantity | NonFact | None
"""What a numeric string was judged to be; None for a part of a word."""


@dataclass(slots=True)
class Time:
    """A date or time; `value` is filled by `timevalues`, `form` says how it was written."""

    start: int
    end: int
    form: str
    parts: dict[str, str]
    value: str = ""
    rule: str = "3.1.1 calendar time"
    open_end: bool = False

    @property
    def span(self) -> Range:
        return self.start, self.end


@dataclass(slots=True)
class Found:
    """Everything the scan found, each list in the order of the text; the lists do not overlap."""

    quantities: list[Quantity] = field(default_factory=list)
    non_facts: list[NonFact] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
