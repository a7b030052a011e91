"""Pushing sentences, submitting annotations, pulling them back; each can be repeated at any time.

A sentence is known by its id, stored in the task; numbers that Label Studio gives are not relied
on. A push adds what is missing and touches nothing else. Where one was cut off and the server
finished it after the next one had looked, a sentence is there twice: then a task goes that holds
no work which the other lacks.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from shuanglian.annotations.model import Words
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.labelstudio.annotation import Annotation
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.layers import WORDS, Layer
from shuanglian.labelstudio.results import annotation_of, results_of
from shuanglian.labelstudio.rounds import AnnotatedSentence, Status
from shuanglian.labelstudio.validation import check_annotation
from shuanglian.notation.marks import write_words

TEXT_DIFFERS = Kind(
    "transfer-text-differs", "server", "the sentence changed since it was pushed: use another round for the new text"
)
UNKNOWN_TASK = Kind("transfer-unknown-task", "server", "the task was not made by a push: delete it, or leave it aside")
UNKNOWN_SENTENCE = Kind(
    "transfer-unknown-sentence", "server", "take the line out; it is of no sentence, or of another text of it"
)
UNKNOWN_ANNOTATOR = Kind(
    "transfer-unknown-annotator", "server", "name a user of the server by the part of the address before the @"
)
ANNOTATED_OTHERWISE = Kind(
    "transfer-annotated-otherwise",
    "server",
    "to replace what the annotator made, delete it in Label Studio and submit again",
)
ANNOTATED_TWICE = Kind("transfer-annotated-twice", "server", "delete one of the annotator's two annotations")

BATCH = 500
Progress = Callable[[int], object]
"""Called with the number of sentences, or of annotations, just sent."""


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

    def add(self, other: Pulled) -> None:
        """Add what another project of the round gave; a sentence that one hand has in both is a finding."""
        self.findings += other.findings
        for name, sentences in other.annotators.items():
            known = {sentence.id for sentence in self.annotators[name]}
            for sentence in sentences:
                if sentence.id in known:
                    message = "annotated in two projects of the round; the first one was taken"
                    self.findings.append(ANNOTATED_TWICE.at(name, sentence.id, message))
                else:
                    self.annotators[name].append(sentence)
        for model, sentences in other.predictions.items():
            known = {sentence.id for sentence in self.predictions[model]}
            self.predictions[model] += [sentence for sentence in sentences if sentence.id not in known]


@dataclass(frozen=True)
class Submitted:
    """How many annotations were added, how many were there as given, and which were left alone."""

    added: int
    there: int
    findings: list[Finding]


def push(
    connection: Connection,
    project: Project,
    layer: Layer,
    sentences: Sequence[Sentence],
    predictions: Mapping[str, Mapping[str, Annotation]],
    progress: Progress = lambda sent: None,
    corpus: Mapping[str, Sentence] | None = None,
) -> int:
    """Add the sentences that are not there yet; return how many were added.

    `predictions` gives for each model its annotations by sentence id; `corpus` are the sentences
    that may be there already, by default the same ones. Raises `FindingsError` before anything
    is sent where an annotation or a task that is already there does not fit.
    """
    findings = _check_predictions(layer, sentences, predictions)
    there = connection.task_data(project)
    findings += _check_texts(connection, project, there, corpus or {s.id: s for s in sentences})
    if findings:
        raise FindingsError(findings)
    known = {data.get("sentence_id") for _, data in there}
    tasks = [_task(layer, sentence, predictions) for sentence in sentences if sentence.id not in known]
    _add(connection, project, tasks, progress)
    _remove_doubles(connection, project)
    return len(tasks)


def submit(
    connection: Connection,
    project: Project,
    layer: Layer,
    sentences: Sequence[Sentence],
    annotators: Mapping[str, Sequence[AnnotatedSentence]],
    predictions: Mapping[str, Mapping[str, Annotation]] | None = None,
    progress: Progress = lambda sent: None,
) -> Submitted:
    """Put annotations into a project as if each annotator had submitted them there.

    `sentences` are those of the corpus; `annotators` gives what each user made of them, in the
    form that `pull` returns and rounds hold; users are named by the part of their address before
    the @. Sentences that are not in the project are added with their annotations, and with their
    `predictions` by model, as `push` takes them; `progress` is called with the number of
    annotations just sent. Where an annotator has annotated a sentence already, nothing is
    written: the same annotation counts as there, another one is a finding of the result. Can be
    repeated at any time, also after it was killed.

    Raises `FindingsError` before anything is sent where a user, a sentence, an annotation or a
    task that is already there does not fit.
    """
    predictions = predictions or {}
    corpus = {sentence.id: sentence for sentence in sentences}
    users = connection.users()
    there = connection.task_data(project)
    findings = _check_predictions(layer, sentences, predictions)
    findings += _check_submission(connection.url, layer, corpus, annotators, Counter(users.values()))
    findings += _check_texts(connection, project, there, corpus)
    if findings:
        raise FindingsError(findings)
    numbers = {name: number for number, name in users.items()}
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for name, items in annotators.items():
        for item in items:
            entries[item.id].append(_Entry(name, item, _as_annotation(layer, corpus[item.id], numbers[name], item)))
    tasks = {str(data["sentence_id"]): number for number, data in reversed(there)}
    new = [
        _task(layer, corpus[identity], predictions) | {"annotations": [entry.sent for entry in hands]}
        for identity, hands in entries.items()
        if identity not in tasks
    ]
    _add(connection, project, new, progress)
    old = [(tasks[identity], entry) for identity, hands in entries.items() if identity in tasks for entry in hands]
    saved = pull(connection, project, layer, corpus) if old else Pulled()
    submitted = _add_annotations(connection, project, saved, old, progress)
    _remove_doubles(connection, project)
    return replace(submitted, added=submitted.added + sum(len(task["annotations"]) for task in new))


@dataclass(frozen=True)
class _Entry:
    """What an annotator made of a sentence, and the same as Label Studio takes it."""

    annotator: str
    sentence: AnnotatedSentence
    sent: dict[str, Any]


def _add_annotations(
    connection: Connection, project: Project, saved: Pulled, entries: Iterable[tuple[int, _Entry]], progress: Progress
) -> Submitted:
    """Add to each task the annotation of an annotator who has none there."""
    known = {(name, item.id): item for name, items in saved.annotators.items() for item in items}
    added, same, findings = 0, 0, []
    for task, entry in entries:
        there = known.get((entry.annotator, entry.sentence.id))
        if there is None:
            key = uuid.uuid5(uuid.NAMESPACE_OID, f"{task} {json.dumps(entry.sent)}")
            added += connection.add_annotation(task, str(key), entry.sent)
            progress(1)
        elif there == entry.sentence:
            same += 1
        else:
            message = f"{entry.annotator} has annotated {entry.sentence.id} otherwise; that was left as it is"
            findings.append(ANNOTATED_OTHERWISE.at(connection.url, f"project {project.title}, task {task}", message))
    return Submitted(added, same, findings)


def _add(connection: Connection, project: Project, tasks: Sequence[dict[str, Any]], progress: Progress) -> None:
    for start in range(0, len(tasks), BATCH):
        batch = list(tasks[start : start + BATCH])
        connection.add_tasks(project, batch)
        progress(sum(len(task.get("annotations", "1")) for task in batch))


def task_data(layer: Layer, sentence: Sentence) -> dict[str, str]:
    """Return what a task of the layer shows, and what it is known by."""
    data = {
        "sentence_id": sentence.id,
        "text_sha256": sentence.text_sha256,
        "text": sentence.text,
        "heading": sentence.heading,
        "context": sentence.context,
    }
    if WORDS in layer.texts:
        data[WORDS] = write_words(sentence.text, Words(()))  # what a person puts the marks into
    return data


def _task(layer: Layer, sentence: Sentence, predictions: Mapping[str, Mapping[str, Annotation]]) -> dict[str, Any]:
    return {
        "data": task_data(layer, sentence),
        "predictions": [
            {"model_version": model, "result": results_of(annotations[sentence.id], sentence.text, layer.choices)}
            for model, annotations in predictions.items()
            if sentence.id in annotations
        ],
    }


def _as_annotation(layer: Layer, sentence: Sentence, user: int, item: AnnotatedSentence) -> dict[str, Any]:
    return {
        "completed_by": user,
        "result": results_of(item.annotation, sentence.text, layer.choices),
        "was_cancelled": item.status == "skipped",
        "ground_truth": False,
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


def _check_submission(
    url: str,
    layer: Layer,
    corpus: Mapping[str, Sentence],
    annotators: Mapping[str, Sequence[AnnotatedSentence]],
    users: Mapping[str, int],
) -> list[Finding]:
    findings = []
    for name, items in annotators.items():
        if users.get(name) != 1:
            message = f"{name!r} is the name of {users.get(name, 0)} users; there are {' '.join(sorted(users))}"
            findings.append(UNKNOWN_ANNOTATOR.at(url, "", message))
        repeated = [identity for identity, count in Counter(item.id for item in items).items() if count > 1]
        findings += [ANNOTATED_TWICE.at(name, identity, "it is given twice") for identity in repeated]
        for item in items:
            sentence = corpus.get(item.id)
            if sentence is None or sentence.text_sha256 != item.text_sha256:
                message = "the corpus has another text of it" if sentence else "the corpus has no such sentence"
                findings.append(UNKNOWN_SENTENCE.at(name, item.id, message))
            else:
                findings += check_annotation(name, item.id, sentence.text, item.annotation, layer)
    return findings


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
    """Of tasks of one sentence, keep the one with the most work, and each that has work of its own."""
    counts = Counter(data.get("sentence_id") for _, data in connection.task_data(project))
    if max(counts.values(), default=0) < 2:
        return
    twins: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for task in connection.export(project):
        if identity := task["data"].get("sentence_id"):
            twins[identity].append(task)
    for tasks in twins.values():
        kept, *others = sorted(tasks, key=lambda task: (-len(task["annotations"]), task["id"]))
        for task in others:
            if not task["drafts"] and _work(task) <= _work(kept):
                connection.delete_task(task["id"])


def _work(task: dict[str, Any]) -> set[str]:
    """What people did to a task, as texts that are equal for equal work."""
    return {
        json.dumps([_number(entry["completed_by"]), entry["was_cancelled"], entry["result"]], sort_keys=True)
        for entry in task["annotations"]
    }


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
