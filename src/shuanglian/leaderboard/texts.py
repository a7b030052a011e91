"""Texts with everything that was said of them, as the page reads it.

Systems often say the same, so each text has its different versions, the gold the first, and for
each system the number of its version. What a version has in common with the gold stands there as
its number in the gold's list. Views other than the first of a task stand in `views`, of a version
and of the gold, where they show something else than that one does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shuanglian.annotations.model import ATTRIBUTES, SLOTS, Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.files import json_line
from shuanglian.leaderboard.errors import Error, errors_of
from shuanglian.leaderboard.views import seen
from shuanglian.metrics.facts import align
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range
from shuanglian.tasks.task import GoldText

Json = dict[str, Any]

_FACT = ("kind", "quantity", *ATTRIBUTES[1:], *SLOTS, "time_value", "time_inherited", "group", "group_type")
_UNSAID = (None, False, "asserted")
"""Values that are not written: null, no flag, and the factuality that is meant where none is given."""


def passage(text: GoldText[Any]) -> Json:
    return {"document": text.document, "text": text.text}


def text_json(text: GoldText[Any], said: Sequence[Pair[Any] | None], views: Sequence[str]) -> Json:
    """Return the versions of a text, and of each system the number of its version, or -1; `views` are the task's."""
    versions = [{"is": annotation_json(text.gold)}]
    numbers = {_in_all_views(text, text.gold, views): 0}
    predicted = []
    systems = []
    for pair in said:
        if pair is None:
            systems.append(-1)
            continue
        number = numbers.setdefault(_in_all_views(text, pair.predicted, views), len(versions))
        if number == len(versions):
            written = _against(annotation_json(pair.predicted), versions[0]["is"])
            versions.append(_version(written, text.gold, pair.predicted))
            predicted.append(pair.predicted)
        systems.append(number)
    for view in views[1:]:
        _add_view(view, text, versions, predicted)
    data: Json = {"versions": versions, "said": systems}
    if isinstance(text.gold, Words) and text.gold.groups:
        data["groups"] = _labelled(text.gold.groups)
    return data


def _in_all_views(text: GoldText[Any], annotation: Any, views: Sequence[str]) -> str:
    """Write what distinguishes an annotation: equal fine words may be other coarse ones."""
    return json_line([annotation_json(seen(view, text.text, annotation)) for view in views])


def _add_view(view: str, text: GoldText[Any], versions: Sequence[Json], predicted: Sequence[Any]) -> None:
    """Add what a view shows otherwise to versions, whose first is the gold's and whose others are of `predicted`."""
    gold = seen(view, text.text, text.gold)
    if gold != text.gold:
        versions[0].setdefault("views", {})[view] = {"is": annotation_json(gold)}
    for version, whole in zip(versions[1:], predicted, strict=True):
        part = seen(view, text.text, whole)
        if gold == text.gold and part == whole:
            continue
        shown: Json = {"errors": [_number(_error(error), version["errors"]) for error in errors_of(gold, part)]}
        if part != whole:
            shown["is"] = _against(annotation_json(part), annotation_json(gold))
        version.setdefault("views", {})[view] = shown


def annotation_json(annotation: Any) -> Json:
    """Write an annotation in few characters; groups of words apart, as systems do not give them."""
    match annotation:
        case Words():
            return {"lengths": _lengths(annotation.spans)}
        case Entities():
            return {"spans": _labelled(annotation.mentions)}
        case Facts():
            return _facts(annotation)
        case _:
            return {"spans": [list(span) for span in sorted(annotation)]}


def _against(written: Json, gold: Json) -> Json:
    """Replace the items of lists that the gold's list has as well by their number in it."""
    if "lengths" in written:
        return written
    return {name: [_number(item, gold.get(name, [])) for item in items] for name, items in written.items()}


def _number(item: Any, others: list[Any]) -> Any:
    return others.index(item) if item in others else item


def _version(written: Json, gold: Any, predicted: Any) -> Json:
    version: Json = {"is": written, "errors": [_error(error) for error in errors_of(gold, predicted)]}
    if isinstance(gold, Facts):
        version["aligned"] = [list(places) for places in align(gold.facts, predicted.facts).places]
    return version


def _error(error: Error) -> list[Any]:
    """Return kinds, labels and spans; a span is 0 where there is none, and 1 where it is that of the gold."""
    gold, predicted = (list(span) if span else 0 for span in (error.gold, error.predicted))
    same = 1 if predicted and predicted == gold else predicted
    return [" ".join(error.kinds), error.gold_label, error.predicted_label, gold, same]


def _lengths(spans: Sequence[Range]) -> str | list[int]:
    """Write words as their lengths, and what is left out between them as a negative one; as digits if they are."""
    lengths, reached = [], 0
    for start, end in spans:
        if start > reached:
            lengths.append(reached - start)
        lengths.append(end - start)
        reached = end
    return "".join(map(str, lengths)) if all(1 <= length <= 9 for length in lengths) else lengths


def _labelled(spans: Sequence[LabelledSpan]) -> list[list[Any]]:
    return [[item.start, item.end, item.label] for item in spans]


def _facts(facts: Facts) -> Json:
    data: Json = {"facts": [_fact(fact) for fact in facts.facts]}
    if facts.times:
        data["times"] = _labelled(facts.times)
    if facts.non_facts:
        data["non_facts"] = _labelled(facts.non_facts)
    return data


def _fact(fact: Fact) -> Json:
    return {name: value for name in _FACT if (value := getattr(fact, name)) not in _UNSAID}
