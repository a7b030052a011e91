"""From what a model wrote to predictions. What cannot be used is counted and shown, and never mended in silence.

Models are bad at counting characters, so they name strings; where a string stands several times
they may say which occurrence they mean.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import SLOTS, occurrences

SHOWN = 20
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")


class UnusableError(Exception):
    """An answer, or a part of one, that says nothing about the text."""


@dataclass
class Trouble:
    """What could not be used: how often, and the first of it."""

    number: Counter = field(default_factory=Counter)
    shown: list = field(default_factory=list)

    def tell(self, what: str, identity: str, detail: str) -> None:
        self.number[what] += 1
        if len(self.shown) < SHOWN:
            self.shown.append(f"{identity}: {what}: {detail[:200]}")


def content_of(answer: dict, identity: str, trouble: Trouble) -> dict:
    """Return the JSON object that a model wrote; raises `UnusableError`, and counts a code fence around it."""
    choice = answer["choices"][0]
    message = choice.get("message") if isinstance(choice, dict) else None
    text = message.get("content") if isinstance(message, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise UnusableError("no content")
    if choice.get("finish_reason") == "length":
        raise UnusableError(f"cut off: {text}")
    fenced = re.fullmatch(r"\s*```(?:json)?\s*\n(.*?)\n\s*```\s*", text, re.DOTALL)
    if fenced:
        trouble.tell("code fence, taken off", identity, text)
    try:
        found = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError):
        raise UnusableError(f"no JSON: {text}") from None
    if not isinstance(found, dict):
        raise UnusableError(f"no object: {text}")
    return found


def nothing(task: str, text: str) -> dict:
    """What an unusable answer counts as: no boundary, no mention, no fact."""
    return {"segmentation": {"words": [text]}, "ner": {"entities": []}, "numeric_facts": {"facts": []}}[task]


def read_words(text, found, tell):
    words = found.get("words")
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise UnusableError(f"no list of words: {found}")
    try:
        spans = word_spans(text, words)
    except ValueError as error:
        raise UnusableError(f"the words are not the text: {error}") from None
    return {"words": [text[start:end] for start, end in spans]}


def read_entities(text, found, tell):
    entities = []
    for item in items(found, "entities"):
        try:
            start, end = span_of(text, item, "text")
            entities.append({"start": start, "end": end, "label": string(item, "label")})
        except UnusableError as error:
            tell("mention left out", f"{error}: {item}")
    return {"entities": entities}


def read_facts(text, found, tell):
    facts, times = [], []
    for item in items(found, "facts"):
        try:
            facts.append(read_fact(text, item, tell))
        except UnusableError as error:
            tell("fact left out", f"{error}: {item}")
    for item in items(found, "times", required=False):
        try:
            start, end = span_of(text, item, "text")
            times.append({"start": start, "end": end, "value": string(item, "value")})
        except UnusableError as error:
            tell("time left out", f"{error}: {item}")
    return {"facts": facts, "times": times}


def read_fact(text, item, tell):
    quantity = span_of(text, item, "quantity")
    fact = {"quantity": quantity, "kind": string(item, "kind")}
    for name in ("value", "low", "high"):
        if item.get(name) is not None:
            if not isinstance(item[name], str) or not _DECIMAL.fullmatch(item[name]):
                raise UnusableError(f"{name} is no decimal")
            fact[name] = item[name]
    for name in ("unit", "modifier", "factuality", "time_value"):
        if item.get(name) is not None:
            fact[name] = string(item, name)
    fact["approx"] = item.get("approx") is True
    change = {name: string(item, name) for name in ("direction", "basis") if item.get(name) is not None}
    if change:
        fact["change"] = change
    for name in SLOTS:
        if item.get(name) is not None:
            starts = occurrences(text, string(item, name))
            if starts:
                start = min(starts, key=lambda start: abs(start - quantity[0]))  # the one nearest to the quantity
                fact[name] = [start, start + len(item[name])]
            else:
                tell("slot left out", f"{name} is not in the text: {item[name]}")
    return fact


def items(found, name, required=True):
    given = found.get(name)
    if given is None and not required:
        return []
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        raise UnusableError(f"no list of {name}: {found}")
    return given


def string(item, name):
    value = item.get(name)
    if not isinstance(value, str) or not value:
        raise UnusableError(f"{name} is no string")
    return value


def span_of(text, item, name):
    """Return the span of a string: its n-th occurrence, the first where it does not say which."""
    surface, number = string(item, name), item.get("occurrence") or 1
    starts = occurrences(text, surface)
    if not isinstance(number, int) or not 1 <= number <= len(starts):
        raise UnusableError("not in the text" if not starts else "no such occurrence")
    start = starts[number - 1]
    return [start, start + len(surface)]


READERS = {"segmentation": read_words, "ner": read_entities, "numeric_facts": read_facts}
