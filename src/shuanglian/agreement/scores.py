"""How far two passes of a layer agree: the benchmark's own metrics, one pass held for the gold.

Every F is the same whichever of the two is held for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from shuanglian.agreement.passes import Pass
from shuanglian.annotations.model import Entities, Facts, LabelledSpan, LayerAnnotation, LayerName, Words
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.facts import evaluate_facts
from shuanglian.metrics.intervals import Estimate, estimate
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair, document_of
from shuanglian.metrics.segmentation import evaluate_words

HEADLINES: dict[LayerName, dict[str, str]] = {
    "words": {
        "words.f": "words, F",
        "boundaries.kappa": "boundaries, kappa",
        "coarse words.f": "coarse words, F",
        "groups mentions.f": "groups, exact F",
    },
    "entities": {
        "mentions.f": "entities, exact F",
        "overlap.f": "entities, partial F",
        "boundaries.f": "entities, boundaries F",
    },
    "facts": {
        "mentions.f": "quantities, F",
        "value.f": "value, F",
        "value_unit.f": "value + unit, F",
        "relaxed.f": "relaxed tuple, F",
        "strict.f": "strict tuple, F",
        "slots.f": "slots, exact F",
        "attributes.macro_f": "attributes, macro F",
        "non-facts mentions.f": "non-facts, exact F",
        "times_value.f": "times with value, F",
    },
}
"""The measures of each layer that a table shows, with what it calls them; all others are in the JSON."""

T = TypeVar("T")


def agreement(first: Pass, second: Pass, texts: Mapping[str, str]) -> tuple[dict[str, Estimate], int]:
    """Measure two passes over the sentences that both annotated; return estimates by name, and their number."""
    shared = [identity for identity in texts if identity in first.sentences and identity in second.sentences]
    pairs = [
        Pair(identity, document_of(identity), texts[identity], first.sentences[identity], second.sentences[identity])
        for identity in shared
    ]
    estimates: dict[str, Estimate] = {}
    for prefix, evaluation in _EVALUATIONS[first.layer](pairs):
        found = estimate(evaluation).estimates
        estimates |= {f"{prefix}{name}": value for name, value in found.items()}
    return estimates, len(shared)


def _words(pairs: Iterable[Pair[LayerAnnotation]]) -> Iterator[tuple[str, Evaluation]]:
    words = list(_of_type(pairs, Words))
    yield "", evaluate_words(words)
    yield "coarse ", evaluate_words(words, "coarse")
    yield "groups ", evaluate_entities(_spans(words, lambda words: words.groups))


def _entities(pairs: Iterable[Pair[LayerAnnotation]]) -> Iterator[tuple[str, Evaluation]]:
    yield "", evaluate_entities(_of_type(pairs, Entities))


def _facts(pairs: Iterable[Pair[LayerAnnotation]]) -> Iterator[tuple[str, Evaluation]]:
    facts = list(_of_type(pairs, Facts))
    yield "", evaluate_facts(facts)
    yield "non-facts ", evaluate_entities(_spans(facts, lambda facts: facts.non_facts))


_EVALUATIONS: dict[LayerName, Callable[[Iterable[Pair[LayerAnnotation]]], Iterator[tuple[str, Evaluation]]]] = {
    "words": _words,
    "entities": _entities,
    "facts": _facts,
}


def _of_type(pairs: Iterable[Pair[LayerAnnotation]], kind: type[T]) -> Iterator[Pair[T]]:
    for pair in pairs:
        if isinstance(pair.gold, kind) and isinstance(pair.predicted, kind):
            yield Pair(pair.id, pair.document, pair.text, pair.gold, pair.predicted)


def _spans(pairs: Iterable[Pair[T]], spans: Callable[[T], tuple[LabelledSpan, ...]]) -> Iterator[Pair[Entities]]:
    """Compare other labelled spans as mentions are compared."""
    for pair in pairs:
        gold, predicted = Entities(spans(pair.gold)), Entities(spans(pair.predicted))
        yield Pair(pair.id, pair.document, pair.text, gold, predicted)
