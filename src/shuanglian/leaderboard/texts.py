"""Texts with everything that was said of them, as the page reads it.

Systems often say the same, so each text has its different versions, the gold the first, and for
each system the number of its version. What a version has in common with the gold stands there as
its number in the gold's list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from shuanglian.annotations.model import ATTRIBUTES, SLOTS, Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.files import json_line
from shuanglian.leaderboard.errors import Error, errors_of
from shuanglian.metrics.facts import align
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range

Json = dict[str, Any]

_FACT = ("kind", "quantity", *ATTRIBUTES[1:], *SLOTS, "time_value", "time_inherited", "group", "group_type")
_CONSTRUCTED = re.compile(r"diag-([^.]+)\.")
_UNSAID = (None, False, "asserted")
"""Values that are not written: null, no flag, and the factuality that is meant where none is given."""


def passage(identity: str, document: str, text: str) -> Json:
    found: Json = {"document": document, "text": text}
    if group := group_of(identity):
        found["group"] = group
    return found


def group_of(identity: str) -> str | None:
    """The phenomenon that a constructed sentence is about: ``diag-<phenomenon>.<number>``."""
    found = _CONSTRUCTED.match(identity)
    return found[1] if found else None


def text_json(gold: Any, said: Sequence[Pair[Any] | None]) -> Json:
    """Return the versions of a text, and of each system the number of its version, or -1."""
    versions = [{"is": annotation_json(gold)}]
    numbers = {json_line(versions[0]["is"]): 0}
    systems = []
    for pair in said:
        if pair is None:
            systems.append(-1)
            continue
        written = annotation_json(pair.predicted)
        number = numbers.setdefault(json_line(written), len(versions))
        if number == len(versions):
            versions.append(_version(_against(written, versions[0]["is"]), gold, pair.predicted))
        systems.append(number)
    data: Json = {"versions": versions, "said": systems}
    if isinstance(gold, Words) and gold.groups:
        data["groups"] = _labelled(gold.groups)
    return data


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
