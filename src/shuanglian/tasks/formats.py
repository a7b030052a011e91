"""Other people's formats, read into the predictions of a task.

Most of them know no ids: the n-th sentence of a file belongs to the n-th text of the gold. They
are checked against its characters like any prediction, blanks left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.annotations.codec import word_spans
from shuanglian.spans import Range
from shuanglian.tasks.causes import because, cause_of_text
from shuanglian.tasks.lines import json_lines, text_lines
from shuanglian.tasks.problems import MALFORMED, MISSING_ID, TEXT_DIFFERS, Gathered
from shuanglian.tasks.tags import Repair, closes_chunks, read_tags
from shuanglian.tasks.task import GoldText, Json


@dataclass
class Reading:
    """A file being read: the texts it speaks of in their order, how tags are repaired, and how many were."""

    path: Path
    gold: Sequence[GoldText[Any]]
    task: str
    repair: Repair
    problems: Gathered
    repaired: int = 0
    tagged: bool = False


Predictions = Iterator[tuple[int, Json]]
"""Line and prediction, shaped like a line of a task's own JSONL."""


def read_format(name: str, reading: Reading) -> Predictions:
    return FORMATS[name](reading)


# --- our own ------------------------------------------------------------------------------------


def _read_jsonl(reading: Reading) -> Predictions:
    return json_lines(reading.path, reading.problems)


# --- SIGHAN: a sentence a line, blanks between words ------------------------------------------------


def _read_sighan(reading: Reading) -> Predictions:
    lines = [(number, line) for number, line in text_lines(reading.path, reading.problems) if line.strip()]
    for (number, line), gold in _in_order(reading, lines):
        yield number, {"id": gold.id, "words": line.split()}


def _in_order(reading: Reading, found: list[Any]) -> Iterator[tuple[Any, GoldText[Any]]]:
    if len(found) != len(reading.gold):
        message = f"{len(found)} sentences, where the gold has {len(reading.gold)}: they are told apart by their order"
        reading.problems.tell(MISSING_ID, "", message)
    yield from zip(found, reading.gold, strict=False)


# --- columns: a token a line, its tag in the last column, an empty line after a sentence ------------


def _read_conll(reading: Reading) -> Predictions:
    reading.tagged = True
    blocks = list(_blocks(reading))
    closing = closes_chunks(row[-1] for _, rows in blocks for row in rows)
    for (number, rows), gold in _in_order(reading, blocks):
        tokens, tags = [row[0] for row in rows], [row[-1] for row in rows]
        try:
            spans = _token_spans(gold.text, tokens)
        except ValueError as error:
            reading.problems.tell(TEXT_DIFFERS, f"line {number}, {gold.id}", str(error))
            continue
        try:
            chunks = read_tags(tags, reading.repair, closing)
        except ValueError as error:
            reading.problems.tell(MALFORMED, f"line {number}, {gold.id}", str(error))
            continue
        reading.repaired += chunks.repaired
        yield number, {"id": gold.id, **_from_chunks(reading.task, gold.text, spans, chunks.chunks)}


def _blocks(reading: Reading) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield number of the first line and the columns of each sentence."""
    rows: list[list[str]] = []
    first = 1
    for number, line in text_lines(reading.path, reading.problems):
        columns = line.split()
        if line.startswith("-DOCSTART-") or not columns:
            if rows:
                yield first, rows
            rows = []
        elif len(columns) < 2:
            reading.problems.tell(MALFORMED, f"line {number}", f"{line[:40]!r} has no tag")
        else:
            first = first if rows else number
            rows.append(columns)
    if rows:
        yield first, rows


def _token_spans(text: str, tokens: list[str]) -> list[Range]:
    try:
        return word_spans(text, tokens)
    except ValueError as error:
        raise ValueError(f"{error}{because(cause_of_text(text, ''.join(tokens)))}") from None


def _from_chunks(task: str, text: str, spans: list[Range], chunks: list[tuple[int, int, str]]) -> Json:
    found = [(spans[first][0], spans[after - 1][1], label) for first, after, label in chunks]
    if task == "segmentation":
        return {"words": [text[start:end] for start, end, _ in found]}
    return {"entities": [{"start": start, "end": end, "label": label} for start, end, label in found]}


# --- CLUENER2020: JSON lines with label -> surface -> [[start, end included]] -----------------------


def _read_cluener(reading: Reading) -> Predictions:
    lines = list(json_lines(reading.path, reading.problems))
    for (number, data), gold in _in_order(reading, lines):
        try:
            yield number, {"id": gold.id, "text": data.get("text"), "entities": _cluener_mentions(data)}
        except (AttributeError, TypeError, ValueError):
            message = 'no {"label": {LABEL: {SURFACE: [[start, end]]}}}'
            reading.problems.tell(MALFORMED, f"line {number}, {gold.id}", message)


def _cluener_mentions(data: Json) -> list[Json]:
    return [
        {"start": start, "end": end + 1, "label": label, "text": surface}
        for label, surfaces in (data.get("label") or {}).items()
        for surface, places in surfaces.items()
        for start, end in places
    ]


FORMATS: dict[str, Callable[[Reading], Predictions]] = {
    "jsonl": _read_jsonl,
    "sighan": _read_sighan,
    "conll": _read_conll,
    "cluener": _read_cluener,
}
