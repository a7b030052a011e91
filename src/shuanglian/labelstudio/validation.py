"""What is refused before it is sent: Label Studio itself stores anything and fails later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from shuanglian.findings import Finding, Kind
from shuanglian.labelstudio.annotation import Annotation, Region
from shuanglian.labelstudio.layers import Layer

OUT_OF_RANGE = Kind("annotation-range", "records", "offsets are code points, 0 <= start < end <= length of the text")
UNKNOWN_LABEL = Kind("annotation-unknown-label", "records", "use a label of schema.toml")
UNKNOWN_VALUE = Kind("annotation-unknown-value", "records", "use a value that schema.toml admits")
BAD_ID = Kind("annotation-bad-id", "records", "region ids are made of A-Z a-z 0-9 _ and -, each given once")
DANGLING = Kind("annotation-dangling-relation", "records", "let a relation join two regions of the same sentence")
DOUBLED = Kind(
    "annotation-doubled-relation", "records", "link a pair of regions once: a second link is lost when saved"
)
SURROGATE = Kind("annotation-surrogate", "records", "take the lone surrogate out: no export can hold it")

_ID = re.compile(r"[A-Za-z0-9_-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def check_annotation(path: str, where: str, text: str, annotation: Annotation, layer: Layer) -> list[Finding]:
    """Everything about an annotation that Label Studio would lose, break on or store unseen."""
    return list(_check(path, where, text, annotation, layer))


def _check(path: str, where: str, text: str, annotation: Annotation, layer: Layer) -> Iterator[Finding]:
    if _SURROGATE.search(text):
        yield SURROGATE.at(path, where, f"a lone surrogate at offset {_SURROGATE.search(text).start()}")  # type: ignore[union-attr]
    ids = Counter(region.id for region in annotation.regions)
    for identity, count in ids.items():
        if count > 1 or not _ID.fullmatch(identity):
            yield BAD_ID.at(path, where, f"the region id {identity!r} is given {count} time(s)")
    for region in annotation.regions:
        yield from _check_region(path, f"{where}, region {region.id}", text, region, layer)
    for name, items in annotation.values:
        if name not in layer.texts:
            yield UNKNOWN_VALUE.at(path, where, f"the layer {layer.name} asks for no text {name!r}")
        yield from _surrogates(path, where, items)
    yield from _check_relations(path, where, annotation, layer)


def _check_region(path: str, where: str, text: str, region: Region, layer: Layer) -> Iterator[Finding]:
    if not 0 <= region.start < region.end <= len(text):
        message = f"[{region.start}, {region.end}) is not a range of the {len(text)} characters of the sentence"
        yield OUT_OF_RANGE.at(path, where, message)
    if region.label not in {label.name for label in layer.labels}:
        known = " ".join(label.name for label in layer.labels)
        yield UNKNOWN_LABEL.at(path, where, f"unknown label {region.label!r}; the layer {layer.name} has {known}")
        return
    for name, items in region.values:
        yield from _surrogates(path, where, items)
        attribute = layer.attribute(name, region.label)
        if attribute is None:
            yield UNKNOWN_VALUE.at(path, where, f"a region {region.label} has no value {name!r}")
        elif len(items) != 1 or not attribute.admits(items[0]):
            yield UNKNOWN_VALUE.at(path, where, f"{name} is {' '.join(items)!r}; it admits {attribute.admitted}")


def _surrogates(path: str, where: str, items: tuple[str, ...]) -> Iterator[Finding]:
    if any(_SURROGATE.search(item) for item in items):
        yield SURROGATE.at(path, where, "a lone surrogate in a value")


def _check_relations(path: str, where: str, annotation: Annotation, layer: Layer) -> Iterator[Finding]:
    labels = {region.id: region.label for region in annotation.regions}
    pairs = Counter((relation.source, relation.target) for relation in annotation.relations)
    for (source, target), count in pairs.items():
        if source not in labels or target not in labels or source == target:
            missing = " and ".join(repr(end) for end in (source, target) if end not in labels) or "itself"
            yield DANGLING.at(path, where, f"the relation {source!r} to {target!r} leads to {missing}")
        elif (labels[source], labels[target]) not in layer.links:
            message = f"no relation leads from {labels[source]} to {labels[target]} in the layer {layer.name}"
            yield UNKNOWN_LABEL.at(path, where, message)
        if count > 1:
            yield DOUBLED.at(path, where, f"{source!r} and {target!r} are linked {count} times")
