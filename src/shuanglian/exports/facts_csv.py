"""Numeric facts as a table: a fact a row, spans as start, end and text, RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from shuanglian.annotations.codec import Json, facts_to_json
from shuanglian.annotations.model import SLOTS, Facts
from shuanglian.exports.format import Format, Lost, Options, Sentence

SPANS = ("quantity", *SLOTS)
VALUES = (
    "kind",
    "value",
    "low",
    "high",
    "unit",
    "modifier",
    "approx",
    "time_value",
    "time_inherited",
    "factuality",
)
COLUMNS = (
    *("sentence_id", "document", "split", "fact"),
    *(f"{name}{part}" for name in SPANS for part in ("_start", "_end", "")),
    *VALUES,
    *("direction", "basis", "group", "group_type", "group_index", "text"),
)


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for sentence in sentences:
        facts = sentence.facts or Facts()
        filling = {fact.time for fact in facts.facts}
        lost.add("times", sum(time.span not in filling for time in facts.times), "that no fact has")
        table.writerows(_row(sentence, fact) for fact in facts_to_json(facts)["facts"])
    return stream.getvalue().encode()


def _row(sentence: Sentence, fact: Json) -> dict[str, Any]:
    row = {"sentence_id": sentence.id, "document": sentence.document, "split": sentence.split, "text": sentence.text}
    for name in SPANS:
        start, end = fact[name] or (None, None)
        row |= {f"{name}_start": start, f"{name}_end": end, name: sentence.text[start:end] if fact[name] else None}
    change, group = fact["change"] or {}, fact["group"] or {}
    values = {name: str(fact[name]).lower() if isinstance(fact[name], bool) else fact[name] for name in VALUES}
    grouped = {"group": group.get("id"), "group_type": group.get("type"), "group_index": group.get("index")}
    return row | values | change | grouped | {"fact": fact["id"]}


FORMAT = Format(
    summary="Numeric facts as CSV, one a row.",
    layers=("facts",),
    carries=("facts", "times"),
    write=_write,
)
