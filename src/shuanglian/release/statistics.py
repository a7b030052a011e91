"""Counts of the gold, by split: what tables and plots of the card show. Nothing here lays anything out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

from shuanglian.annotations.model import SLOTS, Entities, Fact, Facts, LabelledSpan, LayerName, Words
from shuanglian.corpus.model import Corpus
from shuanglian.gold import GoldSentence
from shuanglian.release.tables import COLUMNS
from shuanglian.spans import Range

Counts = dict[str, Counter[str]]
"""Counts for each split, and for all of them together."""


# --- what there is in a split -----------------------------------------------------------------


def sentences(corpus: Corpus, split: str, layer: LayerName | None = None) -> list[GoldSentence]:
    """Return the gold of a split (or of "all") in the corpus's order, as far as `layer` is done."""
    return [
        corpus.gold[record.id]
        for article in corpus.articles
        if article.split and split in (article.split, "all")
        for record in article.records
        if record.id in corpus.gold and (layer is None or layer in corpus.gold[record.id].layers)
    ]


def counts(corpus: Corpus, items: Callable[[GoldSentence], Iterable[str]]) -> Counts:
    """Count what `items` finds in each sentence."""
    return {split: Counter(item for s in sentences(corpus, split) for item in items(s)) for split in COLUMNS}


def largest_first(found: Counts) -> list[str]:
    """All that was counted, the most frequent first and equals in the order of the alphabet."""
    return sorted(found["all"], key=lambda item: (-found["all"][item], item))


# --- words ------------------------------------------------------------------------------------


def words(sentence: GoldSentence) -> list[str]:
    return surfaces(sentence, (sentence.words or Words(())).spans)


def group_types(sentence: GoldSentence) -> list[str]:
    return [group.label for group in (sentence.words or Words(())).groups]


def surfaces(sentence: GoldSentence, spans: Iterable[Range]) -> list[str]:
    return [sentence.text[start:end] for start, end in spans]


# --- entities ---------------------------------------------------------------------------------


def mentions(sentence: GoldSentence) -> tuple[LabelledSpan, ...]:
    return (sentence.entities or Entities()).mentions


def labels(sentence: GoldSentence) -> list[str]:
    return [mention.label for mention in mentions(sentence)]


def depths(spans: Sequence[LabelledSpan]) -> Iterator[tuple[LabelledSpan, int]]:
    """Give each span, in nesting order, with the number of spans it lies in, itself among them."""
    around: list[LabelledSpan] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        around.append(span)
        yield span, len(around)


# --- facts ------------------------------------------------------------------------------------


def facts(sentence: GoldSentence) -> tuple[Fact, ...]:
    return (sentence.facts or Facts()).facts


def non_facts(sentence: GoldSentence) -> tuple[LabelledSpan, ...]:
    return (sentence.facts or Facts()).non_facts


def times(sentence: GoldSentence) -> tuple[LabelledSpan, ...]:
    return (sentence.facts or Facts()).times


def kinds(sentence: GoldSentence) -> list[str]:
    return [fact.kind for fact in facts(sentence)]


def non_fact_kinds(sentence: GoldSentence) -> list[str]:
    return [item.label for item in non_facts(sentence)]


def units(sentence: GoldSentence) -> list[str]:
    return [fact.unit for fact in facts(sentence) if fact.unit]


def time_types(sentence: GoldSentence) -> list[str]:
    return [time_type(item.label) for item in times(sentence)]


def group_kinds(sentence: GoldSentence) -> list[str]:
    """The type of each group of facts, once a group."""
    found = {fact.group: fact.group_type for fact in facts(sentence) if fact.group}
    return [str(kind) for kind in found.values()]


FIELDS: Mapping[str, Callable[[Fact], object]] = {
    **{name: lambda fact, name=name: getattr(fact, name) for name in SLOTS},  # type: ignore[misc]
    "time_value": lambda fact: fact.time_value,
    "time_inherited": lambda fact: fact.time_inherited,
    "unit": lambda fact: fact.unit,
    "low or high": lambda fact: fact.low or fact.high,
    "modifier": lambda fact: fact.modifier,
    "approx": lambda fact: fact.approx,
    "change": lambda fact: fact.direction or fact.basis,
    "factuality other than asserted": lambda fact: fact.factuality != "asserted",
    "group": lambda fact: fact.group,
}
"""What a fact may leave empty."""


def fields(sentence: GoldSentence) -> list[str]:
    """Every slot and value that is filled, once for each fact."""
    return [name for fact in facts(sentence) for name, value in FIELDS.items() if value(fact)]


_TIME_TYPES = (
    ("reference", r"(PAST|PRESENT|FUTURE)_REF"),
    ("duration", r"P.+"),
    ("interval", r".+/.+"),
    ("time of day", r".+T.+"),
    ("day or week", r".{4}-(W..|..-..).*"),
    ("part of a year", r".{4}-[A-Z][A-Z0-9]"),
    ("month", r".{4}-.."),
    ("year or longer", r".{2,4}"),
)
"""TIMEX3 values by their shape; the first that fits decides."""


def time_type(value: str) -> str:
    """Name the type of a TIMEX3 value."""
    return next((name for name, shape in _TIME_TYPES if re.fullmatch(shape, value)), "other")


# --- between splits ---------------------------------------------------------------------------


def unseen(found: Iterable[Hashable], known: Iterable[Hashable]) -> int:
    """How many of the found are none of the known."""
    seen = set(known)
    return sum(item not in seen for item in found)
