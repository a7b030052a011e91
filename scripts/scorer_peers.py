"""What other scorers take for the corpus of benchmark_scorer.py; each runs once, ours as often as it is told.

The evaluation of the CoNLL 2018 shared task is on PyPI as `udeval`, which Universal Dependencies
keep in udtools; like the shared task's script it reads CoNLL-U and scores trees too, which here are
chains.
"""

import io
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, Words
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from shuanglian.release.tables import markdown_table
from shuanglian.tasks.tag_scores import evaluate_tags

Best = Callable[[str, int, Callable[[], Any]], tuple[float, Any]]
"""From a name, a number of runs and work to the seconds of the best run and what it gave."""

Tags = Sequence[tuple[list[str], list[str]]]


def entities(tags: Tags, pairs: Sequence[Pair[Entities]], labels: Sequence[str], runs: int, best: Best) -> str:
    """Time seqeval's report and nervaluate beside ours, from the same tags and from the same spans."""
    from nervaluate import Evaluator
    from seqeval.metrics import classification_report

    gold, predicted = [one for one, _ in tags], [other for _, other in tags]
    as_dicts = [[_dicts(side) for side in sides] for sides in zip(*((p.gold, p.predicted) for p in pairs), strict=True)]
    ours, found = best("ours, tags", runs, lambda: evaluate_tags(gold, predicted).evaluation.values()["mentions.f"])
    spans, _ = best("ours, spans", runs, lambda: evaluate_entities(pairs).values())
    theirs, report = best("seqeval", 1, lambda: classification_report(gold, predicted, output_dict=True))
    evaluator = lambda sides, loader: Evaluator(*sides, tags=list(labels), loader=loader).evaluate()  # noqa: E731
    nerv, answer = best("nervaluate, tags", 1, lambda: evaluator((gold, predicted), "list"))
    nerv_spans, _ = best("nervaluate, spans", 1, lambda: evaluator(as_dicts, "dict"))
    strict, micro = answer["overall"]["strict"].f1, report["micro avg"]["f1-score"]
    rows = [
        _row("shuanglian", "", (ours, ours), (spans, spans), found),
        _row("seqeval, report", version("seqeval"), (theirs, ours), None, micro),
        _row("nervaluate", version("nervaluate"), (nerv, ours), (nerv_spans, spans), strict),
    ]
    header = ("entities", "version", "seconds from tags", "times ours", "seconds from spans", "times ours", "F")
    return markdown_table(header, rows)


def words(pairs: Sequence[Pair[Words]], runs: int, best: Best) -> str:
    """Time the evaluation of CoNLL 2018 beside ours, from the words as text and from what was read of it."""
    from udtools import udeval

    sides = [[_strings(pair.text, side) for pair, side in zip(pairs, all_of, strict=True)] for all_of in _sides(pairs)]
    texts = [_conllu(side) for side in sides]
    ours, found = best("ours, strings", runs, lambda: evaluate_words(_read(pairs, *sides)).values()["words.f"])
    spans, _ = best("ours, spans", runs, lambda: evaluate_words(pairs).values())
    read, files = best("CoNLL 2018, reading", 1, lambda: [udeval.load_conllu(io.StringIO(t), "-", {}) for t in texts])
    theirs, answer = best("CoNLL 2018, scoring", 1, lambda: udeval.evaluate(*files))
    rows = [
        _row("shuanglian", "", (ours, ours), (spans, spans), found),
        _row("CoNLL 2018", f"udtools {version('udtools')}", (read + theirs, ours), (theirs, spans), answer["Words"].f1),
    ]
    header = ("words", "version", "seconds from text", "times ours", "seconds from spans", "times ours", "F")
    return markdown_table(header, rows)


Times = tuple[float, float]
"""Their seconds and ours."""


def _row(name: str, release: str, first: Times, second: Times | None, found: float) -> tuple[str, ...]:
    times = [(f"{theirs:.1f}", f"{theirs / ours:.1f}") for theirs, ours in (first, *([second] if second else []))]
    cells = [cell for pair in times for cell in pair]
    return name, release, *cells, *["–"] * (4 - len(cells)), f"{found:.6f}"


def _dicts(side: Entities) -> list[dict[str, Any]]:
    return [{"label": m.label, "start": m.start, "end": m.end - 1} for m in side.mentions]


def _sides(pairs: Sequence[Pair[Words]]) -> tuple[list[Words], list[Words]]:
    return [pair.gold for pair in pairs], [pair.predicted for pair in pairs]


def _strings(text: str, side: Words) -> list[str]:
    return [text[start:end] for start, end in side.spans]


def _read(pairs: Sequence[Pair[Words]], gold: list[list[str]], predicted: list[list[str]]) -> Any:
    for pair, one, other in zip(pairs, gold, predicted, strict=True):
        first, second = (Words(tuple(word_spans(pair.text, side))) for side in (one, other))
        yield Pair(pair.id, pair.document, pair.text, first, second)


def _conllu(sentences: Sequence[Sequence[str]]) -> str:
    return "".join(
        "".join(f"{n}\t{word}\t_\t_\t_\t_\t{n - 1}\tdep\t_\t_\n" for n, word in enumerate(words, 1)) + "\n"
        for words in sentences
    )
