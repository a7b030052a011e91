"""How well mentions of named entities were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby

from shuanglian.annotations.model import Entities, LabelledSpan, in_nesting_order
from shuanglian.metrics.counts import Evaluation, Tally, f_score, mean, overlap_prf, prf
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range

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
            _count(tally, gold, predicted)
            labels.update(mention[2] for mention in (*gold, *predicted))
    names = [f"label {label}" for label in sorted(labels)]
    measures = {name: measure for view in VIEWS[:-1] for name, measure in prf(view).items()}
    measures |= overlap_prf("overlap")
    measures["labels.macro_f"] = mean([f_score(name) for name in names])
    for name in names:
        measures |= prf(name)
    return Evaluation(tally.counts(), measures)


def _mentions(entities: Entities) -> set[Mention]:
    return {(item.start, item.end, item.label) for item in entities.mentions}


def _count(tally: Tally, gold: set[Mention], predicted: set[Mention]) -> None:
    right = gold & predicted
    tally.match("mentions", len(right), len(gold), len(predicted))
    for side, mentions in (("correct", right), ("gold", gold), ("predicted", predicted)):
        for label, number in _by_label(mentions):
            tally.add(f"label {label}.{side}", number)
    if right == gold == predicted:
        outer, inner, spans = len(outermost(gold)), len(innermost(gold)), len({m[:2] for m in gold})
        tally.match("outermost", outer, outer, outer)
        tally.match("innermost", inner, inner, inner)
        tally.match("boundaries", spans, spans, spans)
        _count_overlap(tally, len(gold), len(gold), len(gold), len(gold))
        return
    _match(tally, "outermost", outermost(gold), outermost(predicted))
    _match(tally, "innermost", innermost(gold), innermost(predicted))
    _match(tally, "boundaries", {m[:2] for m in gold}, {m[:2] for m in predicted})
    _count_overlap(tally, len(gold), len(predicted), _touching(gold, predicted), _touching(predicted, gold))


def _by_label(mentions: Iterable[Mention]) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for _, _, label in mentions:
        found[label] = found.get(label, 0) + 1
    return found.items()


def _match(tally: Tally, name: str, gold: set[Mention] | set[Range], predicted: set[Mention] | set[Range]) -> None:
    tally.match(name, len(gold & predicted), len(gold), len(predicted))


def _count_overlap(tally: Tally, gold: int, predicted: int, gold_hits: int, predicted_hits: int) -> None:
    tally.add("overlap.gold", gold)
    tally.add("overlap.predicted", predicted)
    tally.add("overlap.gold_hits", gold_hits)
    tally.add("overlap.predicted_hits", predicted_hits)


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
