"""Numeric facts: ``{"id": …, "facts": [{"quantity": [28, 33], "kind": "percent", "value": "43.1", …}]}``.

Fields that are left out are null; ``non_facts`` of a prediction are read and not scored; ``times``
are scored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shuanglian.annotations.codec import facts_from_json
from shuanglian.annotations.model import SLOTS, Fact, Facts
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.facts import evaluate_facts
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range
from shuanglian.tasks.causes import around, because, cause_of_offsets
from shuanglian.tasks.problems import OFFSETS, VALUE
from shuanglian.tasks.task import Json, Options, Problems, Task

_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")


def _gold(text: str, data: Json) -> Facts:
    return facts_from_json(data)


def _predicted(text: str, data: Json) -> Facts:
    if not isinstance(data.get("facts"), list):
        raise ValueError("facts is not a list")
    return facts_from_json(data)


def _check(text: str, facts: Facts, data: Json) -> Problems:
    for name, (start, end) in _spans(facts):
        if not 0 <= start < end <= len(text):
            cause = because(cause_of_offsets(text, start, end, None))
            yield OFFSETS, f"{name} is [{start}, {end}) in a text of {len(text)} characters{cause}"
    for fact in facts.facts:
        yield from _check_values(text, fact)


def _spans(facts: Facts) -> Iterator[tuple[str, Range]]:
    for fact in facts.facts:
        yield "a quantity", fact.quantity
        yield from ((name, span) for name in SLOTS if (span := getattr(fact, name)) is not None)
    yield from (("a non-fact", item.span) for item in facts.non_facts)
    yield from (("a time", item.span) for item in facts.times)


def _check_values(text: str, fact: Fact) -> Problems:
    shown = around(text, *fact.quantity)
    for name in ("value", "low", "high"):
        value = getattr(fact, name)
        if value is not None and not _DECIMAL.fullmatch(value):
            yield VALUE, f"{name} of {shown} is {value[:40]!r}"
    for name in ("unit", "modifier", "direction", "basis", "factuality", "kind"):
        if getattr(fact, name) == "":
            yield VALUE, f"{name} of {shown} is empty; null says that there is none"


def _evaluate(pairs: Sequence[Pair[Facts]], options: Options) -> Evaluation:
    return evaluate_facts(pairs)


TASK = Task(
    name="numeric_facts",
    configuration="numeric_facts",
    field="facts",
    gold=_gold,
    predicted=_predicted,
    check=_check,
    evaluate=_evaluate,
    headlines={"all": ("value_unit.f", "relaxed.f")},
    captions={
        "mentions": "quantities found",
        "value": "with their value",
        "value_unit": "with value and unit",
        "relaxed": "relaxed tuples",
        "strict": "strict tuples",
        "slots": "slots, exact",
        "slots characters": "slots, characters",
        "slot *": "slot *",
        "attributes": "attributes, mean",
        "distributive": "distributive groups",
        "non_facts": "false alarms on non-facts",
        "non_facts *": "false alarms on *",
        "times": "times",
        "times_value": "times with their value",
    },
)
