"""Whether an annotation fits its text and the schema, whoever made it: every problem is a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from shuanglian.annotations.model import SLOTS, Entities, Fact, Facts, LabelledSpan, LayerAnnotation, Words
from shuanglian.findings import Finding, Kind
from shuanglian.schema import Schema
from shuanglian.spans import Range, is_blank

RANGE = Kind("layers-range", "records", "offsets are code points, 0 <= start < end <= length of the text")
BLANK = Kind("layers-blank-border", "records", "begin and end a span with a character that is not blank")
UNKNOWN = Kind("layers-unknown-value", "records", "use what schema.toml admits")
REPEATED = Kind("layers-repeated", "records", "keep it once")
CROSSING = Kind("layers-crossing", "records", "let one span hold the other, or let them not touch")
WORDS_GAP = Kind("words-gap", "records", "words follow each other and leave out nothing but blanks")
GROUP_BORDER = Kind("words-group-border", "records", "let a group begin and end with a word, and hold two or more")
FACT_VALUE = Kind(
    "facts-value", "records", "give a value, or low and high (low below high); a fact without any is no fact"
)
FACT_TIME = Kind("facts-time", "records", "let the slot time be a time of the sentence, or inherit a value")
FACT_GROUP = Kind("facts-group", "records", "a group has one type and two or more facts")
FACT_OVERLAP = Kind("facts-overlap", "records", "a number is one quantity or one non-fact")


def check_layer(path: str, where: str, text: str, annotation: LayerAnnotation, schema: Schema | None) -> list[Finding]:
    """Check one layer of one sentence; `path` and `where` name it in the findings.

    Without a schema, labels and values may be any.
    """
    match annotation:
        case Words():
            found = _check_words(text, annotation, schema)
        case Entities():
            found = _check_entities(text, annotation, schema)
        case Facts():
            found = _check_facts(text, annotation, schema)
    return [kind.at(path, where, message) for kind, message in found]


Problems = Iterator[tuple[Kind, str]]


def _check_words(text: str, words: Words, schema: Schema | None) -> Problems:
    yield from _check_spans(text, words.spans)
    ends = [0, *(end for _, end in words.spans)]
    starts = [*(start for start, _ in words.spans), len(text)]
    for end, start in zip(ends, starts, strict=True):
        if start < end or not all(map(is_blank, text[end:start])):
            yield WORDS_GAP, f"between {end} and {start} stands {text[end:start]!r}"
    yield from _check_spans(text, [group.span for group in words.groups])
    yield from _check_labels(text, words.groups, {group.name for group in schema.groups} if schema else None, "group")
    yield from _check_nesting(text, words.groups)
    first, last = {start for start, _ in words.spans}, {end for _, end in words.spans}
    for group in words.groups:
        if group.start not in first or group.end not in last or group.span in words.spans:
            yield GROUP_BORDER, f"the group {_shown(text, group)}"


def _check_entities(text: str, entities: Entities, schema: Schema | None) -> Problems:
    yield from _check_spans(text, [mention.span for mention in entities.mentions])
    known = {entity.name for entity in schema.entities} if schema else None
    yield from _check_labels(text, entities.mentions, known, "entity")
    yield from _check_nesting(text, entities.mentions)


def _check_facts(text: str, facts: Facts, schema: Schema | None) -> Problems:
    slots = [span for fact in facts.facts for name in SLOTS if (span := getattr(fact, name)) is not None]
    spans = [*(fact.quantity for fact in facts.facts), *slots]
    yield from _check_spans(text, [*spans, *(item.span for item in (*facts.non_facts, *facts.times))])
    yield from _check_values(text, facts, schema)
    times = {item.span: item.label for item in facts.times}
    for fact in facts.facts:
        yield from _check_fact(text, fact, times)
    for repeated, count in Counter(facts.facts).items():
        if count > 1:
            yield REPEATED, f"the fact {_shown(text, repeated.quantity)} is given {count} times"
    yield from _check_groups(facts.facts)
    yield from _check_overlaps(text, [fact.quantity for fact in facts.facts], facts.non_facts)


def _check_values(text: str, facts: Facts, schema: Schema | None) -> Problems:
    """Check every value against its attribute of the schema."""
    attributes = {attribute.name: attribute for attribute in schema.attributes} if schema else {}
    rows: list[tuple[Range, str, str | None]] = [
        (fact.quantity, name, getattr(fact, name))
        for fact in facts.facts
        for name in ("kind", "value", "low", "high", "unit", "modifier", "direction", "basis", "factuality")
    ]
    rows += [(fact.quantity, "group_type", fact.group_type) for fact in facts.facts]
    rows += [(fact.quantity, "time_value", fact.time_value) for fact in facts.facts]
    rows += [(item.span, "non_fact_kind", item.label) for item in facts.non_facts]
    rows += [(item.span, "time_value", item.label) for item in facts.times]
    for span, name, value in rows:
        attribute = attributes.get(name)
        if value is not None and attribute is not None and not attribute.admits(value):
            yield UNKNOWN, f"{name} of {_shown(text, span)} is {value!r}; it admits {attribute.admitted}"


def _check_fact(text: str, fact: Fact, times: dict[Range, str]) -> Problems:
    shown = _shown(text, fact.quantity)
    ranged = fact.low is not None or fact.high is not None
    if (fact.value is not None) == ranged:
        yield FACT_VALUE, f"{shown} has value {fact.value}, low {fact.low}, high {fact.high}"
    elif fact.low is not None and fact.high is not None and not Decimal(fact.low) < Decimal(fact.high):
        yield FACT_VALUE, f"{shown} has low {fact.low} and high {fact.high}"
    if fact.time is not None and fact.time not in times:
        yield FACT_TIME, f"the time of {shown} is {_shown(text, fact.time)}, which is no time of the sentence"
    elif fact.time is not None and (fact.time_value != times[fact.time] or fact.time_inherited):
        yield FACT_TIME, f"the time of {shown} has the value {times[fact.time]}, the fact {fact.time_value}"
    elif fact.time is None and fact.time_inherited != (fact.time_value is not None):
        yield FACT_TIME, f"{shown} has the time value {fact.time_value} from nowhere"


def _check_groups(facts: Sequence[Fact]) -> Problems:
    for name in sorted({fact.group for fact in facts if fact.group is not None}):
        members = [fact for fact in facts if fact.group == name]
        types = {member.group_type for member in members}
        if len(members) < 2 or len(types) != 1 or None in types:
            told = ", ".join(sorted(str(kind) for kind in types))
            yield FACT_GROUP, f"{name} has {len(members)} fact(s) and the type {told}"
    for fact in facts:
        if fact.group is None and fact.group_type is not None:
            yield FACT_GROUP, f"the type {fact.group_type} stands without a group"


def _check_overlaps(text: str, quantities: Iterable[Range], non_facts: Iterable[LabelledSpan]) -> Problems:
    numbers = sorted({*quantities, *(item.span for item in non_facts)})
    for one, other in pairwise(numbers):
        if other[0] < one[1]:
            yield FACT_OVERLAP, f"{_shown(text, one)} and {_shown(text, other)} overlap"


# --- spans ----------------------------------------------------------------------------------


def _check_spans(text: str, spans: Iterable[Range]) -> Problems:
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            yield RANGE, f"[{start}, {end}) is not a range of the {len(text)} characters of the sentence"
        elif is_blank(text[start]) or is_blank(text[end - 1]):
            yield BLANK, f"[{start}, {end}) is {text[start:end]!r}"


def _check_labels(text: str, spans: Sequence[LabelledSpan], known: set[str] | None, what: str) -> Problems:
    for item in spans:
        if known is not None and item.label not in known:
            yield UNKNOWN, f"{what} {_shown(text, item)} is {item.label!r}; known are {' '.join(sorted(known))}"
    for item, count in Counter(spans).items():
        if count > 1:
            yield REPEATED, f"{what} {_shown(text, item)} {item.label} is given {count} times"


def _check_nesting(text: str, spans: Sequence[LabelledSpan]) -> Problems:
    """Find crossing spans; `spans` stand in nesting order."""
    open_spans: list[LabelledSpan] = []
    for item in spans:
        while open_spans and open_spans[-1].end <= item.start:
            open_spans.pop()
        if open_spans and item.end > open_spans[-1].end:
            yield CROSSING, f"{_shown(text, open_spans[-1])} and {_shown(text, item)} cross"
            continue
        open_spans.append(item)


def _shown(text: str, span: LabelledSpan | Range) -> str:
    start, end = span.span if isinstance(span, LabelledSpan) else span
    return f"{text[start:end]!r} [{start}, {end})"
