"""Word segmentation: ``{"id": "001-1.p09.s2", "words": ["上半年", "增长"]}``; blanks may be left out."""

from __future__ import annotations

from collections.abc import Sequence

from shuanglian.annotations.codec import spans_from_json, word_spans, words_from_json
from shuanglian.annotations.model import Words
from shuanglian.annotations.views import WORD_VIEWS
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from shuanglian.tasks.causes import because, cause_of_text
from shuanglian.tasks.problems import TEXT_DIFFERS, FaultyError
from shuanglian.tasks.task import Json, Options, Problems, Task


def _predicted(text: str, data: Json) -> Words:
    words = data.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise ValueError("words is not a list of strings that are not empty")
    try:
        spans = word_spans(text, words)
    except ValueError as error:
        raise FaultyError(TEXT_DIFFERS, f"{error}{because(cause_of_text(text, ''.join(words)))}") from None
    return Words(tuple(spans), spans_from_json(data, "groups", "label"))


def _check(text: str, words: Words, data: Json) -> Problems:
    return iter(())


def _evaluate(pairs: Sequence[Pair[Words]], options: Options) -> Evaluation:
    return evaluate_words(pairs, options.view or "fine", options.words)


TASK = Task(
    name="segmentation",
    configuration="segmentation",
    field="words",
    gold=words_from_json,
    predicted=_predicted,
    check=_check,
    evaluate=_evaluate,
    headlines=dict.fromkeys(WORD_VIEWS, ("words.f",)),
    captions={
        "words": "words",
        "oov": "words outside the list",
        "iv": "words inside the list",
        "boundaries": "boundaries",
        "best_cut": "words, best cut of groups (diagnostic)",
        "crossing": "predicted words that cross (diagnostic)",
    },
    formats=("sighan", "conll"),
    listed=True,
)
