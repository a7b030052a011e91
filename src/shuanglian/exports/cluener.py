"""CLUENER2020: JSON lines ``{"text", "label": {LABEL: {SURFACE: [[start, last]]}}}``; last is included."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.files import json_line


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    return "".join(json_line(_object(sentence)) for sentence in sentences).encode()


def _object(sentence: Sentence) -> dict[str, Any]:
    labels: dict[str, dict[str, list[list[int]]]] = {}
    for mention in sentence.entities.mentions if sentence.entities else ():
        surface = sentence.text[mention.start : mention.end]
        labels.setdefault(mention.label, {}).setdefault(surface, []).append([mention.start, mention.end - 1])
    return {"id": sentence.id, "text": sentence.text, "label": labels}


FORMAT = Format(
    summary="Entities as JSON lines, nested ones too, ends included.",
    layers=("entities",),
    carries=("mentions",),
    write=_write,
)
