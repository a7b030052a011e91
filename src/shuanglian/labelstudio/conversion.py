"""Between the layers of annotation and the regions, relations and values that Label Studio holds.

Words are the one text of a sentence, in the inline form. An entity is a region. Of the facts,
quantities, non-facts and times are regions with values; a slot is a region that its quantity is
linked to, and quantities with the same filler share that region.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from shuanglian.annotations.model import (
    SLOTS,
    Entities,
    Fact,
    Facts,
    LabelledSpan,
    LayerAnnotation,
    LayerName,
    Words,
)
from shuanglian.findings import Finding, Kind
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, Values, values_of
from shuanglian.labelstudio.layers import WORDS
from shuanglian.notation.marks import read_words, write_words
from shuanglian.schema import Schema
from shuanglian.spans import Range

WRONG_MARKS = Kind("annotation-wrong-marks", "records", "correct the text of the words; the sentence stays as it is")
MISSING_VALUE = Kind("annotation-missing-value", "records", "choose or write the value that is required")
UNLINKED = Kind("annotation-unlinked", "records", "link the region to its quantity, or delete it")
DOUBLE_SLOT = Kind("annotation-double-slot", "records", "link a quantity to one region of each slot")

_VALUES = ("value", "low", "high", "unit", "modifier", "direction", "basis", "factuality", "group", "group_type")


def to_regions(text: str, annotation: LayerAnnotation) -> Annotation:
    """Write one layer of a sentence as Label Studio will hold it."""
    match annotation:
        case Words():
            return Annotation(values=values_of({WORDS: [write_words(text, annotation)]}))
        case Entities(mentions):
            regions = [Region(m.start, m.end, m.label, f"e{n}") for n, m in enumerate(mentions, 1)]
            return Annotation(tuple(regions))
        case Facts():
            return _fact_regions(annotation)


def _fact_regions(facts: Facts) -> Annotation:
    times = {item.span: f"t{n}" for n, item in enumerate(facts.times, 1)}
    regions = [Region(*t.span, "time", times[t.span], values_of({"time_value": [t.label]})) for t in facts.times]
    regions += [
        Region(*item.span, "non_fact", f"n{n}", values_of({"non_fact_kind": [item.label]}))
        for n, item in enumerate(facts.non_facts, 1)
    ]
    fillers: dict[tuple[str, Range], str] = {}
    relations = []
    for number, fact in enumerate(facts.facts, 1):
        regions.append(Region(*fact.quantity, "quantity", f"q{number}", _quantity_values(fact)))
        for slot in SLOTS:
            span: Range | None = getattr(fact, slot)
            if span is None:
                continue
            filler = times[span] if slot == "time" else fillers.setdefault((slot, span), f"s{len(fillers) + 1}")
            relations.append(Relation(f"q{number}", filler))
    regions += [Region(*span, slot, identity) for (slot, span), identity in fillers.items()]
    return Annotation(tuple(regions), tuple(relations))


def _quantity_values(fact: Fact) -> Values:
    values = {name: [value] for name in ("kind", *_VALUES) if (value := getattr(fact, name)) is not None}
    if fact.approx:
        values["approx"] = ["true"]
    if fact.time_inherited and fact.time_value is not None:
        values["time_inherited"] = [fact.time_value]
    return values_of(values)


def from_regions(
    path: str, where: str, text: str, layer: LayerName, annotation: Annotation, schema: Schema
) -> tuple[LayerAnnotation, list[Finding]]:
    """Read one layer of a sentence back; what does not fit is a finding, and costs only itself."""
    match layer:
        case "words":
            return _words(path, where, text, annotation, schema)
        case "entities":
            return Entities(tuple(LabelledSpan(r.start, r.end, r.label) for r in annotation.regions)), []
        case "facts":
            return _facts(path, where, annotation)


def _words(
    path: str, where: str, text: str, annotation: Annotation, schema: Schema
) -> tuple[LayerAnnotation, list[Finding]]:
    written = dict(annotation.values).get(WORDS, ("",))[0]
    try:
        read, words = read_words(written, [group.name for group in schema.groups])
        if read == text:
            return words, []
        message = f"without its marks the text is {read!r}, the sentence {text!r}"
    except ValueError as error:
        message = str(error)
    return Words(()), [WRONG_MARKS.at(path, where, message)]


def _facts(path: str, where: str, annotation: Annotation) -> tuple[LayerAnnotation, list[Finding]]:
    findings: list[Finding] = []
    regions = {region.id: region for region in annotation.regions}
    linked: dict[str, dict[str, Region]] = defaultdict(dict)
    for relation in annotation.relations:
        source, target = regions.get(relation.source), regions.get(relation.target)
        if source is None or target is None:
            continue  # `check_annotation` tells of it
        if linked[source.id].setdefault(target.label, target) is not target:
            message = f"{source.id} is linked to two regions {target.label}"
            findings.append(DOUBLE_SLOT.at(path, where, message))
    fillers = {relation.target for relation in annotation.relations}
    facts: list[Fact] = []
    others: dict[str, list[LabelledSpan]] = {"non_fact": [], "time": []}
    for region in annotation.regions:
        values = {name: items[0] for name, items in region.values if items}
        required = {"quantity": "kind", "non_fact": "non_fact_kind", "time": "time_value"}.get(region.label)
        if required is not None and required not in values:
            message = f"{region.label} {region.id} has no {required}"
            findings.append(MISSING_VALUE.at(path, where, message))
        elif region.label == "quantity":
            facts.append(_fact(region, values, linked[region.id]))
        elif required is not None:
            others[region.label].append(LabelledSpan(region.start, region.end, values[required]))
        elif region.id not in fillers:
            findings.append(UNLINKED.at(path, where, f"no quantity is linked to {region.label} {region.id}"))
    return Facts(tuple(facts), tuple(others["non_fact"]), tuple(others["time"])), findings


def _fact(region: Region, values: Mapping[str, str], slots: Mapping[str, Region]) -> Fact:
    spans: dict[str, Any] = {name: (slots[name].start, slots[name].end) for name in SLOTS if name in slots}
    given: dict[str, Any] = {name: values[name] for name in _VALUES if name in values}
    inherited = values.get("time_inherited")
    time_values = {name: items[0] for name, items in slots["time"].values} if "time" in slots else {}
    return Fact(
        (region.start, region.end),
        values["kind"],
        **given,
        **spans,
        approx="approx" in values,
        time_value=time_values.get("time_value", inherited),
        time_inherited=inherited is not None and "time" not in slots,
    )
