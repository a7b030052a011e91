"""How well mentions of named entities were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from shuanglian.annotations.model import Entities, LabelledSpan, in_nesting_order
from shuanglian.metrics.counts import Evaluation, Tally, f_score, mean, overlap_prf, prf
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range

T = TypeVar("T")
Mention = tuple[int, int, str]
"""Start, end, label: a plain tuple, because sets of them are built for every sentence."""

VIEWS = ("mentions", "outermost", "innermost", "boundaries", "overlap")


def evaluate_entities(pairs: Iterable[Pair[Entities]]) -> Evaluation:
    """Count mentions as sets of (start, end, label), a mention given twice once.

    - ``mentions``: all of them. A label that the gold never uses is wrong like any other.
    - ``outermost``, ``innermost``: on each side those that lie inside no other mention, and those
      that hold no other. Mentions with the same span do not hold each other.
    - ``boundaries``: sets of (start, end).
    - ``overlap``: a mention counts as found where the other side has one of the same label that
      shares a character with it; for agreement.
    - ``label X``: the mentions labelled X, of those in ``mentions``; ``labels.macro_f`` is the mean
      of F over the labels that the gold or the system uses.
    """
    tally = Tally()
    labels: set[str] = set()
    for pair in pairs:
        tally.begin(pair)
        gold, predicted = _mentions(pair.gold), _mentions(pair.predicted)
        if gold or predicted:
            labels.update(_count_labels(tally, gold, predicted))
            _count_views(tally, pair, gold, predicted)
    names = [f"label {label}" for label in sorted(labels)]
    measures = {name: measure for view in VIEWS[:-1] for name, measure in prf(view).items()}
    measures |= overlap_prf("overlap")
    measures["labels.macro_f"] = mean([f_score(name) for name in names])
    for name in names:
        measures |= prf(name)
    return Evaluation(tally.counts(), measures)


def _mentions(entities: Entities) -> set[Mention]:
    return {(item.start, item.end, item.label) for item in entities.mentions}


def _count_labels(tally: Tally, gold: set[Mention], predicted: set[Mention]) -> Iterable[str]:
    found: dict[str, list[int]] = {}
    for mention in gold:
        counts = found.setdefault(mention[2], [0, 0, 0])
        counts[0] += mention in predicted
        counts[1] += 1
    for _, _, label in predicted:
        found.setdefault(label, [0, 0, 0])[2] += 1
    for label, counts in found.items():
        tally.match(f"label {label}", *counts)
    return found


def _count_views(tally: Tally, pair: Pair[Entities], gold: set[Mention], predicted: set[Mention]) -> None:
    right = len(gold & predicted)
    sizes = right, len(gold), len(predicted)
    tally.match("mentions", *sizes)
    flat = _is_flat(pair.gold) and _is_flat(pair.predicted)
    if flat:
        tally.match("outermost", *sizes)
        tally.match("innermost", *sizes)
    else:
        _match(tally, "outermost", outermost(gold), outermost(predicted))
        _match(tally, "innermost", innermost(gold), innermost(predicted))
    alike = gold == predicted
    if alike and flat:
        tally.match("boundaries", *sizes)
    else:
        _match(tally, "boundaries", {m[:2] for m in gold}, {m[:2] for m in predicted})
    hits = (right, right) if alike else _hits(gold, predicted, right)
    tally.cross("overlap", *hits, len(gold), len(predicted))


def _is_flat(entities: Entities) -> bool:
    """Whether mentions follow each other; they stand in nesting order."""
    reached = -1
    for item in entities.mentions:
        if item.start < reached:
            return False
        reached = item.end
    return True


def _match(tally: Tally, name: str, gold: set[T], predicted: set[T]) -> None:
    tally.match(name, len(gold & predicted), len(gold), len(predicted))


def _hits(gold: set[Mention], predicted: set[Mention], right: int) -> tuple[int, int]:
    """Mentions of each side that share a character with one of the same label on the other side."""
    return right + _touching(gold - predicted, predicted), right + _touching(predicted - gold, gold)


def _touching(mentions: Iterable[Mention], others: Collection[Mention]) -> int:
    return sum(
        any(other[0] < end and start < other[1] and other[2] == label for other in others)
        for start, end, label in mentions
    )


def outermost(mentions: Collection[Mention]) -> set[Mention]:
    """Those that lie inside no longer mention."""
    kept: set[Mention] = set()
    reached = -1
    for (_, end), same in groupby(sorted(mentions, key=_nesting), _span):
        if end > reached:
            kept.update(same)
            reached = end
    return kept


def innermost(mentions: Collection[Mention]) -> set[Mention]:
    """Those that hold no shorter mention."""
    kept: set[Mention] = set()
    reached: int | None = None
    for (_, end), same in groupby(sorted(mentions, key=_nesting, reverse=True), _span):
        if reached is None or end < reached:
            kept.update(same)
            reached = end
    return kept


def _span(mention: Mention) -> Range:
    return mention[0], mention[1]


def _nesting(mention: Mention) -> tuple[int, int]:
    return mention[0], -mention[1]


# --- what a table of scores does not say --------------------------------------------------------


def confusion(pairs: Iterable[Pair[Entities]]) -> Counter[tuple[str | None, str | None]]:
    """Count gold label and predicted label of mentions with equal span.

    None stands for a span that the other side has not. Where one span has several labels, equal
    ones meet first, then the others in the order of the alphabet.
    """
    table: Counter[tuple[str | None, str | None]] = Counter()
    for pair in pairs:
        gold, predicted = _labels_by_span(pair.gold.mentions), _labels_by_span(pair.predicted.mentions)
        for span in {**gold, **predicted}:
            table.update(_met(gold.get(span, set()), predicted.get(span, set())))
    return table


def _labels_by_span(mentions: Sequence[LabelledSpan]) -> dict[Range, set[str]]:
    found: dict[Range, set[str]] = {}
    for mention in mentions:
        found.setdefault(mention.span, set()).add(mention.label)
    return found


def _met(gold: set[str], predicted: set[str]) -> Iterable[tuple[str | None, str | None]]:
    yield from ((label, label) for label in gold & predicted)
    missed, added = sorted(gold - predicted), sorted(predicted - gold)
    for number in range(max(len(missed), len(added))):
        yield missed[number] if number < len(missed) else None, added[number] if number < len(added) else None


def unknown_labels(pairs: Iterable[Pair[Entities]], known: Collection[str]) -> Counter[str]:
    """Count the predicted mentions whose label is none of `known`; they are false positives."""
    return Counter(m.label for pair in pairs for m in set(pair.predicted.mentions) if m.label not in known)


def flat(entities: Entities) -> Entities:
    """The outermost mentions alone, as systems that do not nest give them."""
    kept = outermost({(m.start, m.end, m.label) for m in entities.mentions})
    return Entities(in_nesting_order(LabelledSpan(*mention) for mention in kept))
