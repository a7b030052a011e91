"""Named entities: ``{"id": "001-1.p09.s2", "entities": [{"start": 0, "end": 3, "label": "COM"}]}``.

A mention may carry its ``text``; it is then checked, and a wrong way of counting is found at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shuanglian.annotations.codec import entities_from_json
from shuanglian.annotations.model import Entities
from shuanglian.annotations.views import with_labels
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.ner import evaluate_entities, unknown_labels
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range
from shuanglian.tasks.causes import around, because, cause_of_offsets, code_units
from shuanglian.tasks.problems import OFFSETS
from shuanglian.tasks.task import Json, Options, Problems, Task

Shift = Callable[[str, int, int], Range]

_SHIFTS: dict[str, Shift] = {
    "their ends are included": lambda text, start, end: (start, end - 1),
    "their offsets are UTF-16 code units": lambda text, start, end: (code_units(text, start), code_units(text, end)),
    "their offsets count from 1": lambda text, start, end: (start + 1, end + 1),
}
FEWEST = 5
"""So many mentions must fit when they are read in another way before that is told as an error."""


def _gold(text: str, data: Json) -> Entities:
    return entities_from_json(data)


def _predicted(text: str, data: Json) -> Entities:
    if not isinstance(data.get("entities"), list):
        raise ValueError("entities is not a list")
    return entities_from_json(data)


def _check(text: str, entities: Entities, data: Json) -> Problems:
    for number, item in enumerate(data["entities"]):
        start, end, surface = item["start"], item["end"], item.get("text")
        surface = surface if isinstance(surface, str) else None
        if not 0 <= start < end <= len(text):
            cause = because(cause_of_offsets(text, start, end, surface))
            yield OFFSETS, f"entities[{number}] is [{start}, {end}) in a text of {len(text)} characters{cause}"
        elif surface is not None and text[start:end] != surface:
            cause = because(cause_of_offsets(text, start, end, surface))
            found = f"at [{start}, {end}) the gold text has {around(text, start, end)}"
            yield OFFSETS, f"entities[{number}] says {surface!r}; {found}{cause}"


def _suspicions(pairs: Sequence[Pair[Entities]]) -> Problems:
    """Tell a wrong way of counting that every offset of a file has in common.

    Of the gold spans that another way of counting writes differently, at least `FEWEST` are
    predicted if read in that way, and more than twice as many as are as they stand.
    """
    for cause, shift in _SHIFTS.items():
        plain, fitting = 0, 0
        first: tuple[Pair[Entities], Range, Range] | None = None
        for pair in pairs:
            given = _spans(pair.predicted)
            for span in sorted(_spans(pair.gold)) if given else ():
                written = shift(pair.text, *span)
                plain += written != span and span in given
                if written != span and written in given:
                    fitting += 1
                    first = first or (pair, span, written)
        if first and fitting >= FEWEST and fitting > 2 * plain:
            yield OFFSETS, f"{fitting} mentions are right if {cause}, and {plain} as they stand; {_told(*first)}"


def _told(pair: Pair[Entities], span: Range, written: Range) -> str:
    given = f"gold {list(span)} {around(pair.text, *span)}, prediction {list(written)} {around(pair.text, *written)}"
    return f"the first is in {pair.id}: {given}"


def _spans(entities: Entities) -> set[Range]:
    return {mention.span for mention in entities.mentions}


def _evaluate(pairs: Sequence[Pair[Entities]], options: Options) -> Evaluation:
    return evaluate_entities(_renamed(pairs, options))


def _renamed(pairs: Sequence[Pair[Entities]], options: Options) -> Sequence[Pair[Entities]]:
    """Take gold labels for those of another set, where the predictions use one."""
    if options.names is None:
        return pairs
    first = {other: names.split(" ")[0] for names in options.names.values() for other in names.split(" ")}
    return [
        replace(pair, gold=with_labels(pair.gold, options.names), predicted=_first_names(pair.predicted, first))
        for pair in pairs
    ]


def _first_names(entities: Entities, first: Mapping[str, str]) -> Entities:
    return Entities(tuple(replace(item, label=first.get(item.label, item.label)) for item in entities.mentions))


def _notes(pairs: Sequence[Pair[Entities]], options: Options) -> list[str]:
    pairs = _renamed(pairs, options)
    known = options.labels
    if options.names is not None:
        known = frozenset(names.split(" ")[0] for names in options.names.values() if names)
    elif known is None:
        known = frozenset(mention.label for pair in pairs for mention in pair.gold.mentions)
    unknown = unknown_labels(pairs, known)
    return [f"unknown label {label}: {number} mentions, all of them wrong" for label, number in sorted(unknown.items())]


TASK = Task(
    name="ner",
    configuration="ner",
    field="entities",
    gold=_gold,
    predicted=_predicted,
    check=_check,
    suspicions=_suspicions,
    evaluate=_evaluate,
    notes=_notes,
    headlines={"all": ("mentions.f",), "outermost": ("outermost.f",), "innermost": ("innermost.f",)},
    captions={
        "mentions": "all mentions",
        "outermost": "outermost mentions",
        "innermost": "innermost mentions",
        "boundaries": "spans alone",
        "overlap": "any overlap, same label",
        "labels": "mean over labels",
        "label *": "label *",
    },
    formats=("conll", "cluener"),
)
