"""annotation/gold/<article>.jsonl: the adjudicated annotation, one sentence a line.

A line holds the sentence's id, text and hash, the layers that are done, and the decisions of the
adjudicator. `read_gold` and `write_gold` are the only places that know this form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.codec import (
    entities_from_json,
    entities_to_json,
    facts_from_json,
    facts_to_json,
    words_from_json,
    words_to_json,
)
from shuanglian.annotations.model import LAYERS, Entities, Facts, LayerAnnotation, LayerName, Words
from shuanglian.files import json_line, sha256, write_text
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.schema import Schema

MALFORMED = Kind("gold-malformed", "records", "a line holds id, text, text_sha256, the layers, and decisions")
REPEATED = Kind("gold-repeated-sentence", "records", "keep one line for each sentence")
HASH_DIFFERS = Kind("gold-hash-differs", "records", "the text was edited: restore it, or annotate the new text")


@dataclass(frozen=True)
class Decision:
    """Whose version an adjudicator took for a layer of a sentence (or that of both, or neither), and why."""

    layer: LayerName
    choice: str
    reason: str


@dataclass(frozen=True)
class GoldSentence:
    """A sentence with its adjudicated layers; a layer that is not done yet is missing."""

    id: str
    text: str
    layers: Mapping[LayerName, LayerAnnotation] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @property
    def article_id(self) -> str:
        return self.id.split(".")[0]

    @property
    def words(self) -> Words | None:
        found = self.layers.get("words")
        return found if isinstance(found, Words) else None

    @property
    def entities(self) -> Entities | None:
        found = self.layers.get("entities")
        return found if isinstance(found, Entities) else None

    @property
    def facts(self) -> Facts | None:
        found = self.layers.get("facts")
        return found if isinstance(found, Facts) else None

    def as_json(self) -> dict[str, Any]:
        """Return the form of ``annotation/gold``."""
        data: dict[str, Any] = {"id": self.id, "text": self.text, "text_sha256": sha256(self.text)}
        for name in LAYERS:
            match self.layers.get(name):
                case Words() as words:
                    data |= words_to_json(self.text, words)
                case Entities() as entities:
                    data |= entities_to_json(entities)
                case Facts() as facts:
                    data |= facts_to_json(facts)
        decisions = sorted(self.decisions, key=lambda item: LAYERS.index(item.layer))
        data["decisions"] = [{"layer": d.layer, "choice": d.choice, "reason": d.reason} for d in decisions]
        return data


def gold_from_json(data: dict[str, Any]) -> GoldSentence:
    """Read one line's data; raises `KeyError`, `TypeError` or `ValueError` for another shape."""
    text = str(data["text"])
    layers: dict[LayerName, LayerAnnotation] = {}
    if "words" in data:
        layers["words"] = words_from_json(text, data)
    if "entities" in data:
        layers["entities"] = entities_from_json(data)
    if "facts" in data:
        layers["facts"] = facts_from_json(data)
    decisions = tuple(Decision(d["layer"], d["choice"], d["reason"]) for d in data.get("decisions", ()))
    return GoldSentence(str(data["id"]), text, layers, decisions)


def read_gold(path: Path, name: str, schema: Schema) -> dict[str, GoldSentence]:
    """Read a gold file or a folder of them; raises `FindingsError` with everything that is wrong."""
    gold, findings = collect_gold(path, name, schema)
    if findings:
        raise FindingsError(findings)
    return gold


def collect_gold(path: Path, name: str, schema: Schema) -> tuple[dict[str, GoldSentence], list[Finding]]:
    """Read as much gold as can be read, with every problem met on the way; `name` is what findings call `path`.

    A folder that is not there holds no gold yet.
    """
    gold: dict[str, GoldSentence] = {}
    findings: list[Finding] = []
    files = [path] if path.is_file() else sorted(path.glob("*.jsonl"))
    for file in files:
        called = name if path.is_file() else f"{name}/{file.name}"
        for where, sentence in _lines(called, file, findings):
            if sentence.id in gold:
                findings.append(REPEATED.at(called, where, "the sentence was given above"))
            gold[sentence.id] = sentence
            for annotation in sentence.layers.values():
                findings += check_layer(called, where, sentence.text, annotation, schema)
    return gold, findings


def _lines(name: str, file: Path, findings: list[Finding]) -> Iterator[tuple[str, GoldSentence]]:
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if not line:
            continue
        try:
            data = json.loads(line)
            sentence = gold_from_json(data)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            findings.append(MALFORMED.at(name, f"line {number}", f"{type(error).__name__}: {error}"))
            continue
        where = f"line {number}, {sentence.id}"
        if data.get("text_sha256") != sha256(sentence.text):
            findings.append(HASH_DIFFERS.at(name, where, f"text_sha256 is {data.get('text_sha256')!r}"))
        yield where, sentence


def write_gold(folder: Path, sentences: Iterable[GoldSentence]) -> None:
    """Write sentences in their given order, a file for each article; articles that are not given stay."""
    articles: dict[str, list[GoldSentence]] = {}
    for sentence in sentences:
        articles.setdefault(sentence.article_id, []).append(sentence)
    for article, lines in articles.items():
        write_text(folder / f"{article}.jsonl", "".join(json_line(sentence.as_json()) for sentence in lines))
