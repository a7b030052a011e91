"""An annotator's pass over the corpus, read from annotation/rounds into the types of its layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.model import LAYERS, LayerAnnotation, LayerName
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.labelstudio.conversion import from_regions
from shuanglian.labelstudio.layers import NOTE
from shuanglian.labelstudio.rounds import check_round, layer_of_round, read_round
from shuanglian.labelstudio.server import ADMINISTRATOR as ADJUDICATOR
from shuanglian.labelstudio.server import ANNOTATORS
from shuanglian.schema import Schema

NO_PASS = Kind("rounds-no-pass", "records", "pull or submit the pass first")

Texts = Mapping[str, tuple[str, str]]
"""Sentence ids to text and hash."""


@dataclass(frozen=True)
class Pass:
    """What one annotator said of each sentence; skipped sentences are not there."""

    annotator: str
    layer: LayerName
    sentences: Mapping[str, LayerAnnotation]
    notes: Mapping[str, str]
    """What the annotator remarked on a sentence: an adjudicator's reason."""


@dataclass(frozen=True)
class Round:
    """A round of one layer: the passes of its annotators by name, the adjudicator's not among them."""

    name: str
    layer: LayerName
    passes: Mapping[str, Pass]


def read_rounds(folder: Path, name: str, schema: Schema, texts: Texts) -> tuple[Round, ...]:
    """Read every round that holds a pass, layer by layer; raises `FindingsError` with the first round's problems."""
    rounds = [_read_round(path, f"{name}/{path.name}", schema, texts) for path in sorted(folder.glob("*"))]
    return tuple(sorted((item for item in rounds if item), key=lambda item: LAYERS.index(item.layer)))


def _read_round(folder: Path, name: str, schema: Schema, texts: Texts) -> Round | None:
    names = {path.stem for path in folder.glob("*.jsonl")} - {ADJUDICATOR}
    annotators = sorted(names, key=lambda name: (name not in ANNOTATORS, name))  # whom the gold is made from first
    passes = {annotator: read_pass(folder, annotator, name, schema, texts) for annotator in annotators}
    return Round(folder.name, layer_of_round(folder, name), passes) if passes else None


def read_pass(folder: Path, annotator: str, name: str, schema: Schema, texts: Texts) -> Pass:
    """Read a pass of the round `folder`, which findings call `name`; raises `FindingsError` with all problems."""
    path = folder / f"{annotator}.jsonl"
    if not path.exists():
        raise FindingsError([NO_PASS.at(name, "", f"there is no pass of {annotator!r}")])
    read, findings = _collect(path, f"{name}/{path.name}", schema, texts)
    if read is None or findings:
        raise FindingsError(findings)
    return read


def check_pass(path: Path, name: str, schema: Schema, texts: Texts) -> list[Finding]:
    """Check an annotator's file: as Label Studio's form, and as an annotation of its layer."""
    return _collect(path, name, schema, texts)[1]


def _collect(path: Path, name: str, schema: Schema, texts: Texts) -> tuple[Pass | None, list[Finding]]:
    findings = check_round(path, name, schema, texts)
    if findings:
        return None, findings
    layer = layer_of_round(path.parent, name)
    sentences: dict[str, LayerAnnotation] = {}
    notes: dict[str, str] = {}
    for sentence in read_round(path):
        if sentence.status == "skipped":
            continue
        text = texts[sentence.id][0]
        annotation, told = from_regions(name, sentence.id, text, layer, sentence.annotation, schema)
        findings += told or check_layer(name, sentence.id, text, annotation, schema)
        sentences[sentence.id] = annotation
        notes[sentence.id] = " ".join(dict(sentence.annotation.values).get(NOTE, ()))
    return Pass(path.stem, layer, sentences, notes), findings
