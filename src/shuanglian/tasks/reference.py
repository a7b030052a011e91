"""Where gold comes from: JSONL files and folders of them, folders and ids of datasets, or rows in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from shuanglian.files import sha256
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.metrics.pairs import document_of
from shuanglian.tasks.problems import Gathered
from shuanglian.tasks.task import GoldText, Json

UNREADABLE = Kind(
    "reference-unreadable", "records", "give a JSONL file, a folder of them, a dataset's folder, or its id on the Hub"
)
MALFORMED = Kind(
    "reference-malformed", "records", "correct the gold: `shuanglian check` says more where it is a workspace's"
)
NO_SPLIT = Kind("reference-no-such-split", "records", "name a split that the gold has, or leave --split out")
NO_TEXT = Kind("reference-empty", "records", "give gold that has texts for this task")

T = TypeVar("T")
Source = str | Path | Iterable[Mapping[str, Any]]
"""Path, id on the Hub, or rows shaped like the lines of a JSONL file."""


def read_gold(source: Source, configuration: str, splits: Mapping[str, str] | None = None) -> list[GoldText]:
    """Read every text of a source; `splits` maps documents to splits where the source does not say.

    Raises `FindingsError` for what cannot be read, for texts that their hash belies, and for
    ids given twice.
    """
    rows = _rows(source, configuration)
    name = str(source) if isinstance(source, str | Path) else "gold"
    problems = Gathered(name)
    texts: dict[str, GoldText] = {}
    for where, split, row in rows:
        try:
            text = _gold_text(row, split, splits or {})
        except ValueError as error:
            problems.tell(MALFORMED, where, str(error))
            continue
        if text.id in texts:
            problems.tell(MALFORMED, where, f"{text.id} is given twice")
        texts[text.id] = text
    problems.stop()
    if not texts:
        raise FindingsError([NO_TEXT.at(name, "", "there is not one text in it")])
    return list(texts.values())


def of_split(gold: list[GoldText], split: str | None) -> list[GoldText]:
    """Return the texts of a split, or all; raises `FindingsError` where there is none."""
    chosen = [text for text in gold if split is None or text.split == split]
    if not chosen:
        known = ", ".join(sorted({text.split for text in gold if text.split})) or "none"
        raise FindingsError([NO_SPLIT.at("gold", "", f"no text is in the split {split!r}; splits are: {known}")])
    return chosen


def gold_views(texts: Sequence[GoldText], view: Callable[[str, Json], T], field: str) -> list[T]:
    """Read a task's annotation of every text; raises `FindingsError` where it is missing or no such thing."""
    problems = Gathered("gold")
    views = []
    for text in texts:
        try:
            if text.data.get(field) is None:
                raise ValueError(f"there are no {field}")
            views.append(view(text.text, text.data))
        except ValueError as error:
            problems.tell(MALFORMED, text.id, str(error))
    problems.stop()
    return views


def _gold_text(row: Json, split: str | None, splits: Mapping[str, str]) -> GoldText:
    identity, text = row.get("id"), row.get("text")
    if "blocks" in row:
        text, row = _paragraphs(row)
    if not isinstance(identity, str) or not isinstance(text, str):
        raise ValueError("id or text is missing")
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    if row.get("text_sha256") not in (None, digest):
        raise ValueError(f"the text of {identity} has the hash {digest}, not {row['text_sha256']}")
    document = row.get("article_id") or document_of(identity)
    return GoldText(identity, document, text, digest, split or row.get("split") or splits.get(document), row)


def _paragraphs(row: Json) -> tuple[str, Json]:
    """Keep of an article its paragraphs, a line each, and the sentences in them."""
    text, sentences = "", []
    for block in row["blocks"]:
        if block["role"] != "paragraph":
            continue
        text += "\n" if text else ""
        moved = len(text) - block["start"]
        sentences += [
            [item["start"] + moved, item["end"] + moved]
            for item in row["sentences"]
            if block["start"] <= item["start"] and item["end"] <= block["end"]
        ]
        text += block["text"]
    return text, {"sentences": sentences}


# --- rows -------------------------------------------------------------------------------------

Rows = Iterable[tuple[str, str | None, Json]]
"""Place for messages, split where the source says it, row."""


def _rows(source: Source, configuration: str) -> Rows:
    if not isinstance(source, str | Path):
        return [(f"row {number}", None, dict(row)) for number, row in enumerate(source, 1)]
    path = Path(source)
    if path.is_file():
        return _jsonl(path, "")
    if path.is_dir() and any(path.glob("*.jsonl")):
        return [row for file in sorted(path.glob("*.jsonl")) for row in _jsonl(file, f"{file.name}, ")]
    if path.is_dir() or str(source).count("/") <= 1:
        return _dataset(str(source), configuration)
    raise FindingsError([UNREADABLE.at(source, "", "there is no such file or folder")])


def _jsonl(path: Path, place: str) -> Rows:
    findings: list[Finding] = []
    rows: list[tuple[str, str | None, Json]] = []
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("no JSON object")
                rows.append((f"{place}line {number}", None, row))
            except (ValueError, RecursionError) as error:
                findings.append(MALFORMED.at(path.name, f"line {number}", str(error)))
    if findings:
        raise FindingsError(findings)
    return rows


def _dataset(source: str, configuration: str) -> Rows:
    try:
        import datasets
    except ImportError as error:
        message = "datasets is not installed: pip install 'shuanglian[data]'"
        raise FindingsError([UNREADABLE.at(source, "", message)]) from error
    try:
        loaded = datasets.load_dataset(source, configuration)
    except Exception as error:  # whatever a hub, a network, a cache or a file may raise
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        raise FindingsError([UNREADABLE.at(source, configuration, message)]) from error
    return [
        (f"{split}, row {number}", split, {key: _plain(value) for key, value in row.items()})
        for split, rows in loaded.items()
        for number, row in enumerate(rows, 1)
    ]


def _plain(value: Any) -> Any:
    """Write spans in the columns of a dataset as JSONL writes them: slots as [start, end]."""
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        return [value["start"], value["end"]] if value["start"] is not None else None
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
