"""Between the canonical form and Label Studio's result lists.

What Label Studio may change without the canonical form changing is listed in `PERMITTED_CHANGES`;
anything else is a finding or a difference.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from shuanglian.findings import Finding, Kind
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.layers import WORDS

UNREADABLE = Kind(
    "annotation-unreadable", "records", "open the task in Label Studio, delete the region and draw it anew"
)

PERMITTED_CHANGES = {
    "order": "results stand in another order",
    "decoration": "keys of a result other than its id, type, names, value and ends are added, changed or dropped",
    "number": "an offset is written as a float or as an integer",
    "text": "value.text of a region has other blanks: it is recomputed from the offsets",
    "no labels": "a relation without labels has no list of them",
    "line breaks": "a text typed anew has LF for CRLF and CR: the words get those of the sentence back",
}
"""What Label Studio has been seen to change when a person saves an annotation; the browser tests hold it to this."""

TEXT = "text"
LABELS = "label"
Result = dict[str, Any]
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_BLANK = re.compile(r"\\n|\s")
"""What Label Studio collapses in value.text; it writes a line break as two characters."""


def results_of(annotation: Annotation, text: str, choices: frozenset[str]) -> list[Result]:
    """Write an annotation as results; `choices` are the attributes asked for as a choice."""
    results: list[Result] = []
    for region in annotation.regions:
        span = {"start": region.start, "end": region.end, "text": text[region.start : region.end]}
        results.append(_result(region.id, "labels", LABELS, span | {"labels": [region.label]}))
        for name, items in region.values:
            kind = "choices" if name in choices else "textarea"
            value = span | {"choices" if name in choices else "text": list(items)}
            results.append(_result(region.id, kind, name, value))
    for name, items in annotation.values:
        results.append(_result(f"sentence-{name}", "textarea", name, {"text": list(items)}))
    for relation in annotation.relations:
        link = {"type": "relation", "from_id": relation.source, "to_id": relation.target}
        results.append(link | {"direction": relation.direction, "labels": list(relation.labels)})
    return results


def _result(identity: str, kind: str, name: str, value: dict[str, Any]) -> Result:
    return {"id": identity, "type": kind, "from_name": name, "to_name": TEXT, "value": value}


def annotation_of(path: str, where: str, results: list[Result], text: str) -> tuple[Annotation, list[Finding]]:
    """Read results; what cannot be read is a finding, and the rest is kept."""
    findings: list[Finding] = []
    spans: dict[str, tuple[int, int]] = {}
    labels: dict[str, str] = {}
    values: dict[str, dict[str, list[str]]] = defaultdict(dict)
    sentence: dict[str, list[str]] = {}
    relations = []
    for number, result in enumerate(results, 1):
        try:
            match result["type"]:
                case "relation":
                    relations.append(_relation(result))
                case "labels":
                    [label] = result["value"]["labels"]
                    labels[result["id"]] = label
                    spans[result["id"]] = _span(result["value"], text)
                case "choices" | "textarea" as kind:
                    items = [str(item) for item in result["value"]["choices" if kind == "choices" else "text"]]
                    target = values[result["id"]] if "start" in result["value"] else sentence
                    if result["from_name"] == WORDS:
                        items = [_with_line_breaks(item, text) for item in items]
                    target[result["from_name"]] = items
                case other:
                    raise ValueError(f"a result of type {other!r}")
        except (KeyError, TypeError, ValueError) as error:
            message = f"{type(error).__name__}: {error}" if isinstance(error, KeyError) else str(error)
            findings.append(UNREADABLE.at(path, f"{where}, result {number}", message))
    regions = [Region(*spans[key], label, key, values_of(values[key])) for key, label in labels.items() if key in spans]
    for key in values.keys() - labels.keys():
        findings.append(UNREADABLE.at(path, f"{where}, region {key}", "values of a region without a label"))
    return Annotation(tuple(regions), tuple(relations), values_of(sentence)), findings


def _with_line_breaks(written: str, text: str) -> str:
    """Return what was written with the line breaks of the text, if it has as many."""
    breaks = _LINE_BREAK.findall(text)
    if len(breaks) != len(_LINE_BREAK.findall(written)):
        return written
    return _LINE_BREAK.sub(lambda match: breaks.pop(0), written)


def _relation(result: Result) -> Relation:
    labels = tuple(str(label) for label in result.get("labels") or ())
    return Relation(result["from_id"], result["to_id"], labels, result.get("direction") or "right")


def _span(value: dict[str, Any], text: str) -> tuple[int, int]:
    start, end = _whole(value["start"]), _whole(value["end"])
    if not 0 <= start < end <= len(text):
        raise ValueError(f"[{start}, {end}) is not a range of the {len(text)} characters of the sentence")
    there, here = value.get("text", text[start:end]), text[start:end]
    if _BLANK.sub("", there) != _BLANK.sub("", here):
        raise ValueError(f"its text is {there!r}, but [{start}, {end}) of the sentence is {here!r}")
    return start, end


def _whole(value: Any) -> int:
    number = float(value)
    if number != int(number):
        raise ValueError(f"the offset {value!r} is not a whole number")
    return int(number)
