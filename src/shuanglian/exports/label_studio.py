"""Label Studio: for each layer a folder with tasks to import and the labelling configuration of their project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from shuanglian.annotations.model import LAYERS, Words
from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.files import sha256
from shuanglian.findings import Finding, FindingsError
from shuanglian.labelstudio.annotation import Annotation
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.layers import Layer, layer
from shuanglian.labelstudio.results import results_of
from shuanglian.labelstudio.transfer import Sentence as Task
from shuanglian.labelstudio.transfer import task_data
from shuanglian.labelstudio.validation import check_annotation
from shuanglian.spans import is_blank


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> dict[str, bytes]:
    if options.schema is None:
        raise ValueError("the format needs a schema")
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for name in LAYERS:
        asked = layer(options.schema, name)
        found = [(sentence, getattr(sentence, name)) for sentence in sentences if getattr(sentence, name) is not None]
        annotated = [(sentence, to_regions(sentence.text, annotation)) for sentence, annotation in found]
        for sentence, annotation in annotated:
            findings += check_annotation("gold", sentence.id, sentence.text, annotation, asked)
        if annotated:
            files[f"{name}/tasks.json"] = _json([_task(asked, *item) for item in annotated])
            files[f"{name}/labelling.xml"] = labelling_configuration(asked).encode()
    for sentence in sentences:
        words = [sentence.text[start:end] for start, end in (sentence.words or Words(())).spans]
        lost.add("words", sum(any(map(is_blank, word)) for word in words), "that hold blanks, which part words there")
    if findings:
        raise FindingsError(findings)
    return files


def _task(asked: Layer, sentence: Sentence, annotation: Annotation) -> dict[str, Any]:
    shown = Task(sentence.id, sentence.text, sha256(sentence.text), sentence.document)
    results = results_of(annotation, sentence.text, asked.choices)
    return {"data": task_data(asked, shown), "annotations": [{"result": results, "ground_truth": True}]}


def _json(tasks: list[dict[str, Any]]) -> bytes:
    return (json.dumps(tasks, ensure_ascii=False, indent=1) + "\n").encode()


FORMAT = Format(
    summary="Label Studio: tasks with annotations, and the project's configuration.",
    layers=(),
    carries=("words", "groups", "mentions", "facts", "non-facts", "times"),
    write=_write,
    needs_schema=True,
    folder=True,
)
