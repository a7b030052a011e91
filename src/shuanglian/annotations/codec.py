"""The layers as JSON: how gold, predictions and the dataset write them.

Readers raise `ValueError` with a message that names the field; they check shapes and types, and
`checks` says whether what was read fits the text and the schema.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from shuanglian.annotations.model import SLOTS, Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.spans import BLANKS, Range, is_blank

Json = dict[str, Any]

_TEXTS = ("value", "low", "high", "unit", "modifier", "time_value")


# --- words ----------------------------------------------------------------------------------


def words_to_json(text: str, words: Words) -> Json:
    """Return ``{"words": [...], "groups": [{"start", "end", "label"}]}``; words are strings."""
    return {"words": [text[start:end] for start, end in words.spans], "groups": spans_to_json(words.groups)}


def words_from_json(text: str, data: Json) -> Words:
    """Read words given as strings whose concatenation is the text, blanks left out or not."""
    words = _list(data, "words")
    for number, word in enumerate(words):
        if not isinstance(word, str) or not word:
            raise ValueError(f"words[{number}] is {word!r}, not a word")
    return Words(tuple(word_spans(text, words)), spans_from_json(data, "groups", "label"))


def word_spans(text: str, words: Iterable[str]) -> list[Range]:
    """Find words in a text from left to right; blanks may stand anywhere between characters of the text.

    Raises `ValueError` where the words spell another text, with both continuations.
    """
    words = list(words)
    if text.split() == [text] and "".join(words) == text and not any(blank in text for blank in BLANKS):
        return _lengths_as_spans(words)
    spans = []
    position = 0
    for number, word in enumerate(words):
        start = None
        for character in word:
            if is_blank(character):
                continue
            while position < len(text) and is_blank(text[position]):
                position += 1
            if position >= len(text) or text[position] != character:
                there = text[position : position + 10] or "the end"
                raise ValueError(f"words[{number}] is {word!r}, where the text goes on with {there!r} at {position}")
            start = position if start is None else start
            position += 1
        if start is not None:
            spans.append((start, position))
    rest = text[position:]
    if any(not is_blank(character) for character in rest):
        raise ValueError(f"the words end at {position}, where the text goes on with {rest[:10]!r}")
    return spans


def _lengths_as_spans(words: list[str]) -> list[Range]:
    ends = list(accumulate(map(len, words)))
    return [(start, end) for start, end in zip([0, *ends], ends, strict=False) if start < end]


# --- entities -------------------------------------------------------------------------------


def entities_to_json(entities: Entities) -> Json:
    """Return ``{"entities": [{"start", "end", "label"}]}``."""
    return {"entities": spans_to_json(entities.mentions)}


def entities_from_json(data: Json) -> Entities:
    return Entities(spans_from_json(data, "entities", "label"))


def spans_to_json(spans: Iterable[LabelledSpan], label: str = "label") -> list[Json]:
    return [{"start": item.start, "end": item.end, label: item.label} for item in spans]


def spans_from_json(data: Json, key: str, label: str) -> tuple[LabelledSpan, ...]:
    """Read a list of spans, with the key their label stands under; a missing list is an empty one."""
    return tuple(_labelled(f"{key}[{n}]", item, label) for n, item in enumerate(_list(data, key, required=False)))


def _labelled(where: str, item: Any, label: str) -> LabelledSpan:
    if not isinstance(item, dict):
        raise ValueError(f"{where} is no object")
    start, end = _offset(where, item, "start"), _offset(where, item, "end")
    if not isinstance(item.get(label), str):
        raise ValueError(f"{where}.{label} is {item.get(label)!r}, not a string")
    return LabelledSpan(start, end, item[label])


# --- facts ----------------------------------------------------------------------------------


def facts_to_json(facts: Facts) -> Json:
    """Return ``{"facts": [...], "non_facts": [...], "times": [...]}``, every field of a fact written out."""
    sizes: dict[str | None, list[int]] = {}
    for number, fact in enumerate(facts.facts):
        sizes.setdefault(fact.group, []).append(number)
    return {
        "facts": [_fact_to_json(number, fact, sizes[fact.group]) for number, fact in enumerate(facts.facts)],
        "non_facts": spans_to_json(facts.non_facts, "kind"),
        "times": spans_to_json(facts.times, "value"),
    }


def _fact_to_json(number: int, fact: Fact, members: list[int]) -> Json:
    change = {"direction": fact.direction, "basis": fact.basis} if fact.direction or fact.basis else None
    group = None
    if fact.group is not None:
        group = {"id": fact.group, "type": fact.group_type, "index": members.index(number), "size": len(members)}
    spans = {name: list(span) if (span := getattr(fact, name)) else None for name in SLOTS}
    return {
        "id": f"f{number + 1}",
        "quantity": list(fact.quantity),
        "kind": fact.kind,
        "value": fact.value,
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit,
        "modifier": fact.modifier,
        "approx": fact.approx,
        "measured_entity": spans["measured_entity"],
        "measured_property": spans["measured_property"],
        "time": spans["time"],
        "time_value": fact.time_value,
        "time_inherited": fact.time_inherited,
        "place": spans["place"],
        "whole": spans["whole"],
        "per": spans["per"],
        "comparator": spans["comparator"],
        "change": change,
        "factuality": fact.factuality,
        "group": group,
    }


def facts_from_json(data: Json) -> Facts:
    """Read facts, non-facts and times; fields that are missing are null, lists that are missing are empty."""
    return Facts(
        tuple(_fact_from_json(f"facts[{n}]", item) for n, item in enumerate(_list(data, "facts", required=False))),
        spans_from_json(data, "non_facts", "kind"),
        spans_from_json(data, "times", "value"),
    )


def _fact_from_json(where: str, item: Any) -> Fact:
    if not isinstance(item, dict):
        raise ValueError(f"{where} is no object")
    quantity = _range(where, item, "quantity")
    if quantity is None:
        raise ValueError(f"{where}.quantity is missing")
    kind = _text(where, item, "kind")
    if kind is None:
        raise ValueError(f"{where}.kind is missing")
    change, group = _object(where, item, "change"), _object(where, item, "group")
    texts_and_spans: Json = {name: _text(where, item, name) for name in _TEXTS}
    texts_and_spans |= {name: _range(where, item, name) for name in SLOTS}
    return Fact(
        quantity,
        kind,
        **texts_and_spans,
        approx=_flag(where, item, "approx"),
        time_inherited=_flag(where, item, "time_inherited"),
        direction=_text(f"{where}.change", change, "direction"),
        basis=_text(f"{where}.change", change, "basis"),
        factuality=_text(where, item, "factuality") or "asserted",
        group=_text(f"{where}.group", group, "id"),
        group_type=_text(f"{where}.group", group, "type"),
    )


# --- fields ---------------------------------------------------------------------------------


def _list(data: Json, key: str, required: bool = True) -> list[Any]:
    value = data.get(key)
    if value is None and not required:
        return []
    if not isinstance(value, list):
        raise ValueError(f"{key} is {_shown(value)}, not a list")
    return value


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(where: str, item: Json, name: str) -> str | None:
    value = item.get(name)
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"{where}.{name} is {_shown(value)}, not a string or null")


def _flag(where: str, item: Json, name: str) -> bool:
    value = item.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ValueError(f"{where}.{name} is {_shown(value)}, not true or false")


def _object(where: str, item: Json, name: str) -> Json:
    value = item.get(name)
    if value is None or isinstance(value, dict):
        return value or {}
    raise ValueError(f"{where}.{name} is {_shown(value)}, not an object or null")


def _range(where: str, item: Json, name: str) -> Range | None:
    value = item.get(name)
    if value is None:
        return None
    if isinstance(value, list | tuple) and len(value) == 2 and all(map(_is_offset, value)):
        return value[0], value[1]
    raise ValueError(f"{where}.{name} is {_shown(value)}, not [start, end] or null")


def _offset(where: str, item: Json, name: str) -> int:
    value = item.get(name)
    if isinstance(value, int) and _is_offset(value):
        return value
    raise ValueError(f"{where}.{name} is {_shown(value)}, not a whole number")


def _shown(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"
