"""Scores of tag sequences in memory, a corpus at once: what a training loop asks for after each epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.mentions import Mentions
from shuanglian.metrics.ner import evaluate_mentions
from shuanglian.tasks.tags import Repair, split_tag

Tags = Sequence[Sequence[str]]
"""For each text a tag for each token."""

_OUTSIDE = "O"


@dataclass(frozen=True)
class TagScores:
    """What was counted, and how many tags of the gold and of the predictions were out of place."""

    evaluation: Evaluation
    repaired: tuple[int, int]


def evaluate_tags(
    gold: Tags, predicted: Tags, repair: Repair = "conlleval", documents: Sequence[str] | None = None
) -> TagScores:
    """Count mentions written as tags, as `tags.read_tags` reads them one text after the other.

    ``evaluate_tags(gold, predicted).evaluation.values()["mentions.f"]`` is seqeval's F; the other
    measures are those of the task `ner`. `documents` says what is drawn together for intervals
    (`metrics.intervals.estimate`); without it, each text stands for itself. Whether tags mark the
    ends of chunks is decided for each side by all its tags.

    Raises `ValueError` for a tag of another form, and where the two sides do not have the same
    number of tags.
    """
    lengths, others = ([len(tags) for tags in side] for side in (gold, predicted))
    if lengths != others:
        raise ValueError("gold and predictions do not have the same number of tags in every text")
    texts = np.repeat(np.arange(len(gold)), lengths)
    labels: dict[str, int] = {}
    one, repaired = _mentions(gold, texts, repair, labels)
    other, repaired_there = _mentions(predicted, texts, repair, labels)
    units = [str(number) for number in range(len(gold))]
    evaluation = evaluate_mentions(units, documents or units, one, other, list(labels))
    return TagScores(evaluation, (repaired, repaired_there))


@dataclass(frozen=True)
class _Kinds:
    """What each different tag says, by its number: whether it goes on with a chunk, ends one, and its label."""

    goes_on: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    label: NDArray[np.int64]


class _Numbers(dict[str, int]):
    """A number for each different tag, given when it is first asked for; O has the first."""

    def __missing__(self, tag: str) -> int:
        self[tag] = len(self)
        return self[tag]


def _mentions(
    sequences: Tags, texts: NDArray[np.int64], repair: Repair, labels: dict[str, int]
) -> tuple[Mentions, int]:
    """Read the tags of one side, and count those out of place; labels not met before are added to `labels`."""
    of_tag = _Numbers({_OUTSIDE: 0})
    tags = np.fromiter(map(of_tag.__getitem__, chain.from_iterable(sequences)), np.int32, len(texts))
    kinds = _kinds(list(of_tag), labels)
    # Only tags other than O are looked at from here on.
    places = np.flatnonzero(tags)
    tag, text = tags[places], texts[places]
    label, goes_on, ends = kinds.label[tag], kinds.goes_on[tag], kinds.ends[tag]
    continues = np.zeros(len(places), bool)
    continues[1:] = (np.diff(places) == 1) & (text[1:] == text[:-1]) & (label[1:] == label[:-1])
    continues[1:] &= goes_on[1:] & ~ends[:-1]
    first = np.flatnonzero(~continues)
    last = np.append(first[1:], len(places))[: len(first)] - 1
    begun = ~goes_on[first]
    repaired = len(first) - int(begun.sum())
    if repair == "strict":
        closed = ends[last] if kinds.ends.any() else np.ones(len(last), bool)
        repaired = int((last - first + 1)[~begun].sum()) + int((begun & ~closed).sum())
        first, last = first[begun & closed], last[begun & closed]
    return Mentions(text[first], places[first], places[last] + 1, label[first]), repaired


def _kinds(tags: Sequence[str], labels: dict[str, int]) -> _Kinds:
    split = [(False, False, ""), *map(split_tag, tags[1:])]
    numbers = [0, *(labels.setdefault(label, len(labels)) for _, _, label in split[1:])]
    goes_on, ends = (np.array([kind[part] for kind in split], bool) for part in (0, 1))
    return _Kinds(goes_on, ends, np.array(numbers, np.int64))
