"""Pushing sentences to a project and pulling annotations back; both can be repeated at any time.

A sentence is known by its id, stored in the task; numbers that Label Studio gives are not relied
on. A push adds what is missing and touches nothing else. Where a push was cut off and the server
finished it after the next one had looked, a sentence is there twice: then the later task goes,
unless somebody has worked on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.labelstudio.annotation import Annotation
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.layers import Layer
from shuanglian.labelstudio.results import annotation_of, results_of
from shuanglian.labelstudio.rounds import AnnotatedSentence, Status
from shuanglian.labelstudio.validation import check_annotation

TEXT_DIFFERS = Kind(
    "transfer-text-differs", "server", "the sentence changed since it was pushed: use another round for the new text"
)
UNKNOWN_TASK = Kind("transfer-unknown-task", "server", "the task was not made by a push: delete it, or leave it aside")
ANNOTATED_TWICE = Kind("transfer-annotated-twice", "server", "delete one of the annotator's two annotations")

BATCH = 250
Progress = Callable[[int], object]
"""Called with the number of sentences just sent."""


@dataclass(frozen=True)
class Sentence:
    """A sentence to annotate: its heading and context are shown beside it."""

    id: str
    text: str
    text_sha256: str
    heading: str = ""
    context: str = ""


@dataclass
class Pulled:
    """What came back: sentences by annotator, predictions by model, and what did not fit."""

    annotators: dict[str, list[AnnotatedSentence]] = field(default_factory=lambda: defaultdict(list))
    predictions: dict[str, list[AnnotatedSentence]] = field(default_factory=lambda: defaultdict(list))
    findings: list[Finding] = field(default_factory=list)


def push(
    connection: Connection,
    project: Project,
    layer: Layer,
    sentences: Sequence[Sentence],
    predictions: Mapping[str, Mapping[str, Annotation]],
    progress: Progress = lambda sent: None,
) -> int:
    """Add the sentences that are not there yet; return how many were added.

    `predictions` gives for each model its annotations by sentence id. Raises `FindingsError`
    before anything is sent where an annotation or a task that is already there does not fit.
    """
    findings = _check_predictions(layer, sentences, predictions)
    there = connection.task_data(project)
    findings += _check_texts(connection, project, there, {s.id: s for s in sentences})
    if findings:
        raise FindingsError(findings)
    known = {data.get("sentence_id") for _, data in there}
    missing = [sentence for sentence in sentences if sentence.id not in known]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        connection.add_tasks(project, [_task(layer, sentence, predictions) for sentence in batch])
        progress(len(batch))
    _remove_doubles(connection, project)
    return len(missing)


def _task(layer: Layer, sentence: Sentence, predictions: Mapping[str, Mapping[str, Annotation]]) -> dict[str, Any]:
    choices = frozenset(attribute.name for attribute in layer.attributes if attribute.values)
    return {
        "data": {
            "sentence_id": sentence.id,
            "text_sha256": sentence.text_sha256,
            "text": sentence.text,
            "heading": sentence.heading,
            "context": sentence.context,
        },
        "predictions": [
            {"model_version": model, "result": results_of(annotations[sentence.id], sentence.text, choices)}
            for model, annotations in predictions.items()
            if sentence.id in annotations
        ],
    }


def _check_predictions(
    layer: Layer, sentences: Iterable[Sentence], predictions: Mapping[str, Mapping[str, Annotation]]
) -> list[Finding]:
    return [
        finding
        for sentence in sentences
        for model, annotations in predictions.items()
        if sentence.id in annotations
        for finding in check_annotation(model, sentence.id, sentence.text, annotations[sentence.id], layer)
    ]


def _check_texts(
    connection: Connection,
    project: Project,
    tasks: Iterable[tuple[int, dict[str, Any]]],
    corpus: Mapping[str, Sentence],
) -> list[Finding]:
    findings = []
    for number, data in tasks:
        where = f"project {project.title}, task {number}"
        sentence = corpus.get(str(data.get("sentence_id")))
        if sentence is None:
            message = f"its sentence id is {data.get('sentence_id')!r}, which the corpus does not have"
            findings.append(UNKNOWN_TASK.at(connection.url, where, message))
        elif (data.get("text"), data.get("text_sha256")) != (sentence.text, sentence.text_sha256):
            message = f"{sentence.id} is {data.get('text')!r} there and {sentence.text!r} here"
            findings.append(TEXT_DIFFERS.at(connection.url, where, message))
    return findings


def _remove_doubles(connection: Connection, project: Project) -> None:
    by_sentence: dict[str, list[int]] = defaultdict(list)
    for number, data in connection.task_data(project):
        by_sentence[str(data.get("sentence_id"))].append(number)
    doubled = {number for numbers in by_sentence.values() for number in numbers[1:]}
    if not doubled:
        return
    for task in connection.export(project):
        if task["id"] in doubled and not task["annotations"] and not task["drafts"]:
            connection.delete_task(task["id"])


def pull(connection: Connection, project: Project, layer: Layer, corpus: Mapping[str, Sentence]) -> Pulled:
    """Read everything of a project that fits the corpus; what does not is a finding, and costs only itself."""
    names = connection.users()
    pulled = Pulled()
    for task in connection.export(project):
        where = f"project {project.title}, task {task['id']}"
        faults = _check_texts(connection, project, [(task["id"], task["data"])], corpus)
        if faults:
            pulled.findings += faults
            continue
        sentence = corpus[task["data"]["sentence_id"]]
        for entry in sorted(task["annotations"], key=lambda entry: entry["updated_at"], reverse=True):
            name = names.get(_number(entry["completed_by"]), f"user-{_number(entry['completed_by'])}")
            _take(pulled, connection.url, f"{where}, {name}", layer, sentence, entry, pulled.annotators[name])
        for entry in task["predictions"]:
            model = entry["model_version"] or "unnamed"
            _take(pulled, connection.url, f"{where}, {model}", layer, sentence, entry, pulled.predictions[model])
    return pulled


def _take(
    pulled: Pulled,
    url: str,
    where: str,
    layer: Layer,
    sentence: Sentence,
    entry: dict[str, Any],
    taken: list[AnnotatedSentence],
) -> None:
    if taken and taken[-1].id == sentence.id:
        pulled.findings.append(ANNOTATED_TWICE.at(url, where, "two annotations of one hand; the newer one was taken"))
        return
    annotation, unreadable = annotation_of(url, where, entry["result"], sentence.text)
    pulled.findings += unreadable
    pulled.findings += check_annotation(url, where, sentence.text, annotation, layer)
    status: Status = "skipped" if entry.get("was_cancelled") else "submitted"
    taken.append(AnnotatedSentence(sentence.id, sentence.text_sha256, status, annotation))


def _number(user: Any) -> int:
    return int(user["id"] if isinstance(user, dict) else user)
