"""brat standoff: a .txt and a .ann file for each document, sentences one a line.

Mentions are text-bound annotations under their labels. A quantity is the trigger of an event whose
arguments are the spans that fill its slots; values of a closed list are attributes, the others stand in a
note as JSON; facts of a group are joined by relations, each to the next. Times and non-facts are
text-bound, with note and attribute. ``sentences.tsv`` says where each sentence stands.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from shuanglian.annotations.model import SLOTS, Facts
from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.exports.tokens import add_breaks, one_line
from shuanglian.files import json_line
from shuanglian.findings import FindingsError, Kind
from shuanglian.labelstudio.annotation import Annotation, Region
from shuanglian.labelstudio.conversion import to_regions

BAD_NAME = Kind("export-document-name", "records", "name documents by letters, digits, hyphens, full stops")
QUANTITY = "quantity"
GROUP_VALUES = ("group", "group_type")
NOTED = ("value", "low", "high", "unit", "time_value", "time_inherited")
"""Values that may be anything; all others are one of a list, or a flag."""


class _Document:
    """The annotations of a document, numbered by brat's kinds: T, E, R, A and #."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.types: dict[str, set[str]] = defaultdict(set)
        self.values: dict[str, set[str]] = defaultdict(set)
        self._numbers: Counter[str] = Counter()

    def add(self, kind: str, name: str, rest: str) -> str:
        """Add a line and return its id; `name` is the type, `rest` what follows it."""
        self._numbers[kind] += 1
        identity = f"{kind}{self._numbers[kind]}"
        self.lines.append(f"{identity}\t{name}{rest}\n")
        self.types[kind].add(name)
        return identity

    def add_attribute(self, name: str, bearer: str, value: str) -> None:
        """Add a value of a closed list; ``true`` is what brat calls a binary attribute."""
        self.add("A", name, f" {bearer}" if value == "true" else f" {bearer} {value}")
        self.values[name] |= {value} - {"true"}

    def add_span(self, label: str, text: str, start: int, end: int, offset: int) -> str:
        return self.add("T", label, f" {start + offset} {end + offset}\t{text[start:end]}")


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> dict[str, bytes]:
    _check_names({sentence.document for sentence in sentences})
    files: dict[str, bytes] = {}
    table = ["document\tstart\tend\tsentence\n"]
    documents: list[_Document] = []
    for name, members in groupby(sentences, lambda sentence: sentence.document):
        document, text = _Document(), ""
        for sentence in members:
            line = one_line(sentence.text)
            add_breaks(sentence.text, lost)
            _add_sentence(document, sentence, line, len(text))
            table.append(f"{name}\t{len(text)}\t{len(text) + len(line)}\t{sentence.id}\n")
            text += f"{line}\n"
        files[f"{name}.txt"] = text.encode()
        files[f"{name}.ann"] = "".join(document.lines).encode()
        documents.append(document)
    return files | {"annotation.conf": _configuration(documents).encode(), "sentences.tsv": "".join(table).encode()}


def _check_names(documents: set[str]) -> None:
    bad = sorted(name for name in documents if not re.fullmatch(r"\w[\w.-]*", name))
    if bad:
        raise FindingsError([BAD_NAME.at("gold", f"document {name!r}", "it is no name for a file") for name in bad])


def _add_sentence(document: _Document, sentence: Sentence, line: str, offset: int) -> None:
    for mention in sentence.entities.mentions if sentence.entities else ():
        document.add_span(mention.label, line, *mention.span, offset)
    facts = sentence.facts or Facts()
    annotation = to_regions(sentence.text, facts)
    spans = {r.id: document.add_span(r.label, line, r.start, r.end, offset) for r in annotation.regions}
    bearers = dict(spans)  # what carries a region's values: the event of a quantity, else the span
    for region in annotation.regions:
        if region.label == QUANTITY:
            bearers[region.id] = _add_event(document, region, annotation, spans)
        _add_values(document, region, bearers[region.id])
    _add_groups(document, facts, bearers)


def _add_event(document: _Document, region: Region, annotation: Annotation, spans: dict[str, str]) -> str:
    labels = {other.id: other.label for other in annotation.regions}
    links = [(labels[link.target], spans[link.target]) for link in annotation.relations if link.source == region.id]
    arguments = [f" {label}:{span}" for label, span in sorted(links, key=lambda item: SLOTS.index(item[0]))]
    return document.add("E", QUANTITY, f":{spans[region.id]}{''.join(arguments)}")


def _add_values(document: _Document, region: Region, bearer: str) -> None:
    values = {name: items[0] for name, items in region.values if name not in GROUP_VALUES}
    for name, value in values.items():
        if name not in NOTED:
            document.add_attribute(name, bearer, value)
    if noted := {name: values[name] for name in NOTED if name in values}:
        document.add("#", "AnnotatorNotes", f" {bearer}\t{json_line(noted).strip()}")


def _add_groups(document: _Document, facts: Facts, bearers: dict[str, str]) -> None:
    members: dict[str, list[str]] = defaultdict(list)
    types: dict[str, str] = {}
    for number, fact in enumerate(facts.facts, 1):
        if fact.group is not None:
            members[fact.group].append(bearers[f"q{number}"])
            types[fact.group] = fact.group_type or "group"
    for name, events in members.items():
        for one, other in pairwise(events):
            document.add("R", types[name], f" Arg1:{one} Arg2:{other}")


def _configuration(documents: Sequence[_Document]) -> str:
    """Return brat's annotation.conf for what is used."""
    types = {kind: {name for document in documents for name in document.types[kind]} for kind in "TERA"}
    values = {name: {value for document in documents for value in document.values[name]} for name in types["A"]}
    choices = {name: f", Value:{'|'.join(sorted(found))}" if found else "" for name, found in values.items()}
    quantity = f"{QUANTITY} " + ", ".join(f"{slot}?:{slot}" for slot in SLOTS if slot in types["T"])
    return "".join(
        (
            _section("entities", sorted(types["T"] - {QUANTITY})),
            _section("relations", [f"{name} Arg1:{QUANTITY}, Arg2:{QUANTITY}" for name in sorted(types["R"])]),
            _section("events", [quantity.strip()] if types["E"] else []),
            _section("attributes", [f"{name} Arg:<ANY>{choices[name]}" for name in sorted(types["A"])]),
        )
    )


def _section(name: str, lines: Iterable[str]) -> str:
    return f"[{name}]\n" + "".join(f"{line}\n" for line in lines)


FORMAT = Format(
    summary="brat standoff: entities, and facts as events.",
    layers=(),
    carries=("mentions", "facts", "non-facts", "times"),
    write=_write,
    barred=r"\s",
    folder=True,
)
