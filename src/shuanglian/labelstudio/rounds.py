"""annotation/rounds/<layer>-<name>/<annotator>.jsonl: one annotator's pass, one sentence a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from shuanglian.annotations.model import LAYERS, LayerName
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.labelstudio.annotation import Annotation, annotation_from_json
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.validation import check_annotation
from shuanglian.schema import Schema

MALFORMED = Kind(
    "rounds-malformed", "records", "pull the round anew; a line holds id, text_sha256, status and the annotation"
)
UNKNOWN_ROUND = Kind(
    "rounds-unknown-layer", "records", "call the folder <layer>-<name>; layers are " + " ".join(LAYERS)
)
UNKNOWN_SENTENCE = Kind("rounds-unknown-sentence", "records", "the sentence is not in the corpus: remove the line")
TEXT_CHANGED = Kind("rounds-text-changed", "records", "the sentence changed after it was annotated: annotate it anew")
REPEATED = Kind("rounds-repeated-sentence", "records", "keep one line for each sentence")

Status = Literal["submitted", "skipped"]


@dataclass(frozen=True)
class AnnotatedSentence:
    """What an annotator made of a sentence, with the hash of the text it was made on."""

    id: str
    text_sha256: str
    status: Status
    annotation: Annotation

    def as_json(self) -> dict[str, Any]:
        return {"id": self.id, "text_sha256": self.text_sha256, "status": self.status} | self.annotation.as_json()


def sentence_from_json(data: dict[str, Any]) -> AnnotatedSentence:
    """Read one line's data; raises `KeyError`, `TypeError` or `ValueError` for another shape."""
    if data["status"] not in ("submitted", "skipped"):
        raise ValueError(f"status is {data['status']!r}, not submitted or skipped")
    return AnnotatedSentence(str(data["id"]), str(data["text_sha256"]), data["status"], annotation_from_json(data))


def read_round(path: Path) -> list[AnnotatedSentence]:
    """Read an annotator's file that `check_round` has found nothing wrong with."""
    return [sentence_from_json(json.loads(line)) for line in path.read_bytes().split(b"\n") if line]


def layer_of_round(folder: Path, name: str) -> LayerName:
    """Tell a round's layer from its folder's name; raises `FindingsError` where it names none."""
    layer_name = folder.name.split("-")[0]
    if layer_name not in LAYERS:
        raise FindingsError([UNKNOWN_ROUND.at(name, "", f"{layer_name!r} is not a layer")])
    return layer_name


def check_round(path: Path, name: str, schema: Schema, texts: Mapping[str, tuple[str, str]]) -> list[Finding]:
    """Check an annotator's file; `texts` maps sentence ids to text and hash."""
    try:
        asked = layer(schema, layer_of_round(path.parent, name))
    except FindingsError as error:
        return error.findings
    findings: list[Finding] = []
    seen: set[str] = set()
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if not line:
            continue
        where = f"line {number}"
        try:
            sentence = sentence_from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            findings.append(MALFORMED.at(name, where, f"{type(error).__name__}: {error}"))
            continue
        where = f"{where}, {sentence.id}"
        if sentence.id in seen:
            findings.append(REPEATED.at(name, where, "the sentence was annotated above"))
        seen.add(sentence.id)
        if sentence.id not in texts:
            findings.append(UNKNOWN_SENTENCE.at(name, where, f"there is no sentence {sentence.id!r}"))
            continue
        text, digest = texts[sentence.id]
        if digest != sentence.text_sha256:
            findings.append(TEXT_CHANGED.at(name, where, f"the corpus has {text!r} now, with another hash"))
            continue
        findings += check_annotation(name, where, text, sentence.annotation, asked)
    return findings
