"""Sentence splitting: ``{"id": "001-1", "sentences": [[0, 24], [24, 51]]}`` over an article's paragraph text.

The gold of an article is written the same way, with its text; a row of the dataset's configuration
`articles` is read as well: its paragraphs, a line each, and the sentences in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.sentences import Split, evaluate_sentences
from shuanglian.tasks.causes import around, because, cause_of_offsets
from shuanglian.tasks.problems import OFFSETS, OVERLAP
from shuanglian.tasks.task import Json, Options, Problems, Task


def _sentences(text: str, data: Json) -> Split:
    """Read spans as pairs or as objects with start and end."""
    given = data.get("sentences")
    if not isinstance(given, list | tuple):
        raise ValueError("sentences is not a list")
    return tuple(_span(number, item) for number, item in enumerate(given))


def _span(number: int, item: object) -> tuple[int, int]:
    if isinstance(item, dict):
        item = [item.get("start"), item.get("end")]
    if isinstance(item, list | tuple) and len(item) == 2 and all(type(offset) is int for offset in item):
        return item[0], item[1]
    raise ValueError(f"sentences[{number}] is {item!r:.60}, not [start, end]")


def _check(text: str, sentences: Split, data: Json) -> Problems:
    for start, end in sentences:
        if not 0 <= start < end <= len(text):
            cause = because(cause_of_offsets(text, start, end, None))
            yield OFFSETS, f"a sentence is [{start}, {end}) in a text of {len(text)} characters{cause}"
    for one, other in pairwise(sorted(sentences)):
        if other[0] < one[1]:
            yield OVERLAP, f"[{one[0]}, {one[1]}) and [{other[0]}, {other[1]}) share {around(text, other[0], one[1])}"


def _evaluate(pairs: Sequence[Pair[Split]], options: Options) -> Evaluation:
    return evaluate_sentences(pairs)


TASK = Task(
    name="sentences",
    configuration="articles",
    field="sentences",
    gold=_sentences,
    predicted=_sentences,
    check=_check,
    evaluate=_evaluate,
    headlines={"all": ("sentences.f",)},
    captions={"sentences": "sentences", "boundaries": "boundaries inside paragraphs"},
)
