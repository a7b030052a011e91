"""Strings that the gold annotates in different ways: variation n-grams (Dickinson and Meurers 2003).

A string that is annotated somewhere is looked up everywhere; where it is annotated otherwise, or
not at all, is a variation: an inconsistency, or a difference of meaning that somebody has
justified in annotation/exceptions.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from shuanglian.annotations.model import Entities, Facts, LayerName, Words
from shuanglian.exceptions import Problem
from shuanglian.findings import Kind
from shuanglian.gold import GoldSentence
from shuanglian.spans import Range

VARIES = Kind(
    "gold-varies",
    "records",
    "annotate all occurrences alike, or give the reason in annotation/exceptions.toml",
)

NONE = "—"
_CONTEXT = 8


@dataclass(frozen=True)
class Place:
    """An occurrence of a string."""

    sentence: str
    start: int
    end: int


@dataclass(frozen=True)
class Variation:
    """A string, and the places where it stands by what it is annotated as."""

    layer: LayerName
    text: str
    variants: Mapping[str, tuple[Place, ...]]


def variations(gold: Mapping[str, GoldSentence]) -> list[Variation]:
    """List everything that varies, layer by layer, in the order of the strings."""
    return [*_vary("words", gold), *_vary("entities", gold), *_vary("facts", gold)]


def _vary(layer: LayerName, gold: Mapping[str, GoldSentence]) -> Iterator[Variation]:
    sentences = {identity: sentence for identity, sentence in gold.items() if layer in sentence.layers}
    labels = {identity: _labels(sentence, layer) for identity, sentence in sentences.items()}
    surfaces = {sentences[identity].text[s:e] for identity, spans in labels.items() for s, e in spans}
    found: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for identity, sentence in sentences.items():
        for start, end in _occurrences(sentence.text, surfaces):
            variant = _variant(sentence, layer, labels[identity], (start, end))
            if variant is not None:
                found[sentence.text[start:end]][variant].append(Place(identity, start, end))
    for text in sorted(found):
        if len(found[text]) > 1:
            yield Variation(layer, text, {name: tuple(places) for name, places in sorted(found[text].items())})


def _occurrences(text: str, surfaces: Collection[str]) -> Iterator[Range]:
    for length in sorted({len(surface) for surface in surfaces}):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in surfaces:
                yield start, start + length


def _labels(sentence: GoldSentence, layer: LayerName) -> dict[Range, str]:
    """What each annotated span is annotated as; what depends on the sentence (a time's value, a slot) is left out."""
    match sentence.layers[layer]:
        case Words() as words:
            labels = {span: "one word" for span in words.spans if span[1] - span[0] > 1}
            return labels | {
                group.span: f"{_cut(sentence.text, words, group.span)} {group.label}" for group in words.groups
            }
        case Entities() as entities:
            joined: dict[Range, str] = {}
            for mention in entities.mentions:
                joined[mention.span] = (
                    f"{joined[mention.span]} {mention.label}" if mention.span in joined else mention.label
                )
            return joined
        case Facts() as facts:
            labels = {f.quantity: f"{f.kind} {f.value or f'{f.low}…{f.high}'} {f.unit or NONE}" for f in facts.facts}
            labels |= {item.span: f"non-fact {item.label}" for item in facts.non_facts}
            return labels | {item.span: "time" for item in facts.times}


def _variant(sentence: GoldSentence, layer: LayerName, labels: Mapping[Range, str], span: Range) -> str | None:
    """Say what an occurrence is annotated as; None where it is cut off a longer word or number by chance."""
    if span in labels:
        return labels[span]
    words = sentence.words
    if words is not None:
        starts, ends = {start for start, _ in words.spans}, {end for _, end in words.spans}
        if span[0] not in starts or span[1] not in ends:
            return None
    if layer == "words":
        return None if words is None else _cut(sentence.text, words, span)
    if layer == "facts" and any(start <= span[0] and span[1] <= end for start, end in labels):
        return None
    return NONE


def _cut(text: str, words: Words, span: Range) -> str:
    return "/".join(text[start:end] for start, end in words.spans if span[0] <= start and end <= span[1])


def problems_of(found: Iterable[Variation], gold: Mapping[str, GoldSentence]) -> list[Problem]:
    """Tell of every variation, with contexts."""
    return [
        Problem(VARIES, "annotation/gold", f"{item.layer}, {item.text}", item.text, describe(item, gold))
        for item in found
    ]


def describe(item: Variation, gold: Mapping[str, GoldSentence], most: int = 3) -> str:
    """Show each variant with some of its contexts."""
    told = []
    for variant, places in item.variants.items():
        shown = "; ".join(_context(gold[place.sentence].text, place) for place in places[:most])
        more = f" and {len(places) - most} more" if len(places) > most else ""
        told.append(f"{variant} ({len(places)}): {shown}{more}")
    return "\n    ".join(told)


def _context(text: str, place: Place) -> str:
    before, after = text[max(0, place.start - _CONTEXT) : place.start], text[place.end : place.end + _CONTEXT]
    return f"{place.sentence} {before}【{text[place.start : place.end]}】{after}"
