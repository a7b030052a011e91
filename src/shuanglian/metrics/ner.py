"""How well mentions of named entities were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from shuanglian.annotations.model import Entities, LabelledSpan
from shuanglian.metrics.counts import Counts, Evaluation, f_score, mean, overlap_prf, prf
from shuanglian.metrics.mentions import Mentions, columns, in_order, innermost, keys, outermost, touching
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range

VIEWS: dict[str, Callable[[Mentions], Mentions]] = {
    "mentions": lambda mentions: mentions,
    "outermost": outermost,
    "innermost": innermost,
}
"""Which of the mentions count."""

BLOCK = 20_000
"""Texts that are counted together: so few that sorting their mentions stays as quick as it is for few."""


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
    units: list[str] = []
    documents: list[str] = []
    sides: tuple[list[Sequence[LabelledSpan]], ...] = ([], [])
    for pair in pairs:
        units.append(pair.id)
        documents.append(pair.document)
        sides[0].append(pair.gold.mentions)
        sides[1].append(pair.predicted.mentions)
    (gold, predicted), labels = columns(sides)
    return evaluate_mentions(units, documents, gold, predicted, labels)


def evaluate_mentions(
    units: Sequence[str], documents: Sequence[str], gold: Mentions, predicted: Mentions, labels: Sequence[str]
) -> Evaluation:
    """Count what `evaluate_entities` counts; `labels` are the names of the numbers in both columns."""
    names: tuple[str, ...] = ()
    blocks = []
    for first in range(0, max(1, len(units)), BLOCK):
        after = min(first + BLOCK, len(units))
        one, other = (in_order(side.of_texts(first, after)) for side in (gold, predicted))
        found = dict(_columns(after - first, one, other, labels))
        names = tuple(sorted(found))
        blocks.append(np.stack([found[name] for name in names], axis=1).astype(np.int32))
    rows = np.concatenate(blocks)
    used = sorted(f"label {label}" for label in labels)
    measures = {name: measure for view in (*VIEWS, "boundaries") for name, measure in prf(view).items()}
    measures |= overlap_prf("overlap")
    measures["labels.macro_f"] = mean([f_score(name) for name in used])
    for name in used:
        measures |= prf(name)
    return Evaluation(Counts(tuple(units), tuple(documents), names, rows), measures)


def _columns(
    units: int, gold: Mentions, predicted: Mentions, labels: Sequence[str]
) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield a number for each unit under each name."""

    def counted(name: str, sides: Iterable[tuple[str, Mentions]]) -> Iterator[tuple[str, NDArray[np.int64]]]:
        for side, mentions in sides:
            yield f"{name}.{side}", np.bincount(mentions.text, minlength=units)

    for view, chosen in VIEWS.items():
        one, other = chosen(gold), chosen(predicted)
        right = one.chosen(_is_in(one, other, len(labels)))
        yield from counted(view, (("correct", right), ("gold", one), ("predicted", other)))
        if view == "mentions":
            sides = {"correct": right, "gold": gold, "predicted": predicted}
            for number, label in enumerate(labels):
                parts = ((side, all_of.chosen(all_of.label == number)) for side, all_of in sides.items())
                yield from counted(f"label {label}", parts)
    one, other = _spans(gold), _spans(predicted)
    right = one.chosen(_is_in(one, other, 1))
    yield from counted("boundaries", (("correct", right), ("gold", one), ("predicted", other)))
    hits = gold.chosen(touching(gold, predicted)), predicted.chosen(touching(predicted, gold))
    yield from counted("overlap", zip(("gold_hits", "predicted_hits"), hits, strict=True))
    yield from counted("overlap", (("gold", gold), ("predicted", predicted)))


def _is_in(one: Mentions, other: Mentions, labels: int) -> NDArray[np.bool_]:
    """Which mentions the other side has too; neither has one twice."""
    spans = keys(one, other)
    first, second = (span * labels + side.label for span, side in zip(spans, (one, other), strict=True))
    return np.isin(first, second, assume_unique=True)


def _spans(mentions: Mentions) -> Mentions:
    """Each span once, without its label."""
    return in_order(Mentions(mentions.text, mentions.start, mentions.end, np.zeros_like(mentions.label)))


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
