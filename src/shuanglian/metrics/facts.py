"""How well numeric facts were found.

A predicted fact is compared with the one gold fact it is aligned to, and with no other.

**Alignment.** Two facts can be aligned where the spans of their quantities have a character
intersection over union (IoU) of at least one half. Of all one-to-one alignments the one with the
greatest sum of IoU (in millionths) counts; among equal ones the one with the most relaxed
matches, then value and unit, value, and the other fields in a fixed order. All counts are sums
over aligned pairs of the very numbers compared, so that an order of facts cannot change a score.

**Values** are exact decimals, compared as numbers: ``9.50`` is ``9.5``. A value equals only a
value; a range equals only a range with the same two ends, an open end (None) only an open end.
A value that is no decimal equals nothing. **Everything else** is compared as it is written; None
(nothing there) equals None.

**Slots** are right where both facts leave the slot empty or where both fill it alike.

**Relaxed tuple**: the number, its sign and what it belongs to. An aligned pair counts where

- value and unit are equal;
- the kinds are equal or of one class of `KIND_CLASSES`;
- the direction of change is equal (it carries the sign), and so is whether the fact is negated;
- every slot is empty in both, or filled in both with an IoU of at least one half.

A filled slot where the gold has none is as wrong as a missing one: else filling every slot with
something would cost nothing, and exchanging gold and prediction would change F.

**Strict tuple**: quantity, every slot and every attribute are equal, value and time value
included, and so is the type of the group.

MeasEval (Harper et al. 2021) credits any overlap of quantities, and several predictions for one
gold quantity; it scores spans by overlap of tokens and has no values. Alignment is one-to-one
here because its double credit rewards a system that says everything twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from shuanglian.annotations.model import ATTRIBUTES, SLOTS, Fact, Facts
from shuanglian.metrics.assignment import best_assignment
from shuanglian.metrics.counts import Evaluation, Measure, Tally, f_score, mean, prf, share
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range

KIND_CLASSES = (
    frozenset({"count", "measure"}),
    frozenset({"percent", "fraction", "rate"}),
    frozenset({"duration", "age"}),
)
"""Kinds that a relaxed match does not tell apart, given that the units are equal."""

CHOICES = ("kind", "modifier", "approx", "direction", "basis", "factuality")
"""Attributes whose values are few: each value is a class of the macro average."""

WRITTEN = ("unit", "time_value")
"""Attributes whose values are many: each is one class, right where what is written is equal."""


def evaluate_facts(pairs: Iterable[Pair[Facts]]) -> Evaluation:
    """Count facts, non-facts and times; the module says when facts are equal.

    - ``mentions``: aligned facts. ``value``, ``value_unit``, ``relaxed``, ``strict``: those of
      them that are equal in value, in value and unit, and as tuples. All count the same gold and
      predicted facts.
    - ``slot NAME``: facts that fill the slot; right where aligned and filled with the same span.
      ``slot NAME characters``: the characters that fill it. ``slots``: all slots together.
    - ``attribute NAME=VALUE``, ``attribute NAME``: facts with that value, or with any.
      ``attributes.macro_f``: the mean over attributes of the mean F of an attribute's values.
    - ``distributive.accuracy``: the share of gold distributive groups all of whose facts are
      aligned, right in value and unit, and right in entity and property (empty in both or IoU of
      at least one half): each number with its own. The system need not say that it is a group.
    - ``non_facts.false_alarms``: the share of gold non-facts that share a character with the
      quantity of a predicted fact that is aligned with none; of ``non_facts NAME`` by kind.
    - ``times``, ``times_value``: dates and times by span, and by span and value.
    """
    tally = Tally()
    for pair in pairs:
        tally.begin(pair)
        _count(tally, pair.gold, pair.predicted)
    counts = tally.counts()
    return Evaluation(counts, _measures(counts.names))


# --- comparing two facts ----------------------------------------------------------------------


def iou(one: Range, other: Range) -> float:
    """Characters in both over characters in either."""
    both = _overlap(one, other)
    either = one[1] - one[0] + other[1] - other[0] - both
    return both / either if either else 0.0


def same_value(one: Fact, other: Fact) -> bool:
    return _amounts(one) == _amounts(other) and _amounts(one) is not None


def kinds_compatible(one: str, other: str) -> bool:
    return one == other or any(one in kinds and other in kinds for kinds in KIND_CLASSES)


def relaxed_match(gold: Fact, predicted: Fact) -> bool:
    """Whether two aligned facts say the same in the sense of the relaxed tuple."""
    return (
        same_value(gold, predicted)
        and gold.unit == predicted.unit
        and kinds_compatible(gold.kind, predicted.kind)
        and gold.direction == predicted.direction
        and (gold.factuality == "negated") == (predicted.factuality == "negated")
        and all(_alike(getattr(gold, slot), getattr(predicted, slot)) for slot in SLOTS)
    )


def strict_match(gold: Fact, predicted: Fact) -> bool:
    """Whether two facts are equal in everything but how their values are written."""
    others = ("quantity", *SLOTS, "time_value", "time_inherited", "group_type")
    names = [name for name in (*ATTRIBUTES, *others) if name not in ("value", "low", "high")]
    return same_value(gold, predicted) and all(getattr(gold, name) == getattr(predicted, name) for name in names)


def _overlap(one: Range, other: Range) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _alike(one: Range | None, other: Range | None) -> bool:
    if one is None or other is None:
        return one is other
    return iou(one, other) >= 0.5


def _amounts(fact: Fact) -> tuple[Decimal | None, ...] | None:
    """Value, low and high as numbers; None where there is none of them, or one is no number."""
    try:
        read = tuple(None if text is None else Decimal(text) for text in (fact.value, fact.low, fact.high))
    except InvalidOperation:
        return None
    if all(number is None for number in read) or any(number is not None and not number.is_finite() for number in read):
        return None
    return read


# --- alignment ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Alignment:
    """The facts of both sides, and the pairs of their places that are aligned."""

    gold: Sequence[Fact]
    predicted: Sequence[Fact]
    places: Sequence[tuple[int, int]]

    def pairs(self) -> list[tuple[Fact, Fact]]:
        return [(self.gold[one], self.predicted[other]) for one, other in self.places]


def align(gold: Sequence[Fact], predicted: Sequence[Fact]) -> Alignment:
    """Align facts one to one; the module says how."""
    close = {
        (one, other): iou(fact.quantity, found.quantity)
        for one, fact in enumerate(gold)
        for other, found in enumerate(predicted)
        if _overlap(fact.quantity, found.quantity)
    }
    close = {pair: share for pair, share in close.items() if share >= 0.5}
    alone = len(close) == len({one for one, _ in close}) == len({other for _, other in close})
    if alone:  # nothing to choose
        return Alignment(gold, predicted, sorted(close))
    weights = {
        (one, other): _weight(share, _agreement(gold[one], predicted[other])) for (one, other), share in close.items()
    }
    return Alignment(gold, predicted, best_assignment(weights))


def _weight(share: float, agreement: Sequence[int]) -> int:
    """Pack the numbers into one integer, the first the most important, each with room for any sum."""
    weight = round(share * 1_000_000)
    for number in agreement:
        weight = (weight << 32) + number
    return weight


def _agreement(gold: Fact, predicted: Fact) -> list[int]:
    """Everything that is counted of an aligned pair, as numbers whose sums decide between alignments."""
    value = same_value(gold, predicted)
    slots = [(getattr(gold, slot), getattr(predicted, slot)) for slot in SLOTS]
    filled = [(one, other) for one, other in slots if one is not None and other is not None]
    return [
        relaxed_match(gold, predicted),
        value and gold.unit == predicted.unit,
        value,
        strict_match(gold, predicted),
        *(one == other and one is not None for one, other in slots),
        sum(_overlap(one, other) for one, other in filled),
        *(getattr(gold, name) == getattr(predicted, name) for name in (*CHOICES, *WRITTEN)),
    ]


# --- counting -----------------------------------------------------------------------------------


def _count(tally: Tally, gold: Facts, predicted: Facts) -> None:
    if gold.facts or predicted.facts:
        alignment = align(gold.facts, predicted.facts)
        _count_tuples(tally, alignment)
        _count_slots(tally, alignment)
        _count_attributes(tally, alignment)
        _count_distributive(tally, alignment)
        _count_false_alarms(tally, gold, alignment)
    else:
        _count_false_alarms(tally, gold, Alignment((), (), ()))
    times, found = set(gold.times), set(predicted.times)
    tally.match("times_value", len(times & found), len(times), len(found))
    spans, places = {item.span for item in times}, {item.span for item in found}
    tally.match("times", len(spans & places), len(spans), len(places))


def _count_tuples(tally: Tally, alignment: Alignment) -> None:
    pairs = alignment.pairs()
    equal = [(gold, predicted) for gold, predicted in pairs if same_value(gold, predicted)]
    right = {
        "mentions": len(pairs),
        "value": len(equal),
        "value_unit": sum(gold.unit == predicted.unit for gold, predicted in equal),
        "relaxed": sum(relaxed_match(gold, predicted) for gold, predicted in equal),
        "strict": sum(strict_match(gold, predicted) for gold, predicted in equal),
    }
    for name, number in right.items():
        tally.match(name, number, len(alignment.gold), len(alignment.predicted))


def _count_slots(tally: Tally, alignment: Alignment) -> None:
    for slot in SLOTS:
        gold = [span for fact in alignment.gold if (span := getattr(fact, slot))]
        predicted = [span for fact in alignment.predicted if (span := getattr(fact, slot))]
        if not gold and not predicted:
            continue
        both = [(getattr(one, slot), getattr(other, slot)) for one, other in alignment.pairs()]
        both = [(one, other) for one, other in both if one and other]
        equal = sum(one == other for one, other in both)
        shared = sum(_overlap(one, other) for one, other in both)
        for name in (f"slot {slot}", "slots"):
            tally.match(name, equal, len(gold), len(predicted))
            tally.match(f"{name} characters", shared, _length(gold), _length(predicted))


def _length(spans: Iterable[Range]) -> int:
    return sum(end - start for start, end in spans)


def _count_attributes(tally: Tally, alignment: Alignment) -> None:
    for name in (*CHOICES, *WRITTEN):
        for fact in alignment.gold:
            _count_value(tally, name, fact, "gold")
        for fact in alignment.predicted:
            _count_value(tally, name, fact, "predicted")
        for gold, predicted in alignment.pairs():
            if getattr(gold, name) == getattr(predicted, name):
                _count_value(tally, name, gold, "correct")


def _count_value(tally: Tally, name: str, fact: Fact, side: str) -> None:
    value = getattr(fact, name)
    if value is None or value is False:
        return
    tally.add(f"attribute {name}.{side}")
    if name in CHOICES:
        tally.add(f"attribute {name}={value}.{side}")


def _count_distributive(tally: Tally, alignment: Alignment) -> None:
    partner = dict(alignment.places)
    groups: dict[str, list[int]] = {}
    for place, fact in enumerate(alignment.gold):
        if fact.group is not None and fact.group_type == "distributive":
            groups.setdefault(fact.group, []).append(place)
    for places in groups.values():
        tally.add("distributive.gold")
        members = [(alignment.gold[p], alignment.predicted[partner[p]]) for p in places if p in partner]
        if len(members) == len(places) and all(_goes_to_its_own(*member) for member in members):
            tally.add("distributive.right")


def _goes_to_its_own(gold: Fact, predicted: Fact) -> bool:
    return (
        same_value(gold, predicted)
        and gold.unit == predicted.unit
        and _alike(gold.measured_entity, predicted.measured_entity)
        and _alike(gold.measured_property, predicted.measured_property)
    )


def _count_false_alarms(tally: Tally, gold: Facts, alignment: Alignment) -> None:
    aligned = {other for _, other in alignment.places}
    fired = [fact.quantity for place, fact in enumerate(alignment.predicted) if place not in aligned]
    for item in gold.non_facts:
        alarm = any(_overlap(item.span, quantity) for quantity in fired)
        for name in ("non_facts", f"non_facts {item.label}"):
            tally.add(f"{name}.gold")
            tally.add(f"{name}.fired", int(alarm))


# --- measures -----------------------------------------------------------------------------------


def _measures(counted: Sequence[str]) -> dict[str, Measure]:
    measures: dict[str, Measure] = {}
    for name in ("mentions", "value", "value_unit", "relaxed", "strict", "slots", "slots characters"):
        measures |= prf(name)
    measures["attributes.macro_f"] = mean(_attribute_f(name, counted) for name in (*CHOICES, *WRITTEN))
    measures["distributive.accuracy"] = share("distributive.right", "distributive.gold")
    measures["non_facts.false_alarms"] = share("non_facts.fired", "non_facts.gold")
    measures |= prf("times") | prf("times_value")
    for name in _counted(counted, "slot "):
        measures |= prf(name)
    for name in _counted(counted, "attribute "):
        measures |= prf(name)
    for name in _counted(counted, "non_facts "):
        measures[f"{name}.false_alarms"] = share(f"{name}.fired", f"{name}.gold")
    return measures


def _attribute_f(name: str, counted: Sequence[str]) -> Measure:
    if name in WRITTEN:
        return f_score(f"attribute {name}")
    return mean(f_score(value) for value in _counted(counted, f"attribute {name}="))


def _counted(counted: Sequence[str], beginning: str) -> list[str]:
    return sorted({name.rpartition(".")[0] for name in counted if name.startswith(beginning)})
