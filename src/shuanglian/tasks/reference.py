"""Where gold comes from: JSONL files and folders of them, folders and ids of datasets, or rows in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from shuanglian.files import sha256
from shuanglian.findings import FindingsError, Kind
from shuanglian.metrics.pairs import document_of
from shuanglian.tasks.problems import Gathered
from shuanglian.tasks.task import GoldText, Json, Task

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


@dataclass(frozen=True)
class Reference(Generic[T]):
    """The texts that are scored, and the splits of all others by id."""

    texts: Sequence[GoldText[T]]
    elsewhere: Mapping[str, str | None]


def read_reference(
    source: Source, task: Task[T], split: str | None = None, splits: Mapping[str, str] | None = None
) -> Reference[T]:
    """Read the gold of a split, or all of it; `splits` maps documents to splits where the source does not say.

    Raises `FindingsError` for what cannot be read, lacks the task's annotation, is belied by its
    hash, or is given twice, and where there is no text at all.
    """
    name = str(source) if isinstance(source, str | Path) else "gold"
    problems = Gathered(name)
    texts: list[GoldText[T]] = []
    seen: set[str] = set()
    elsewhere: dict[str, str | None] = {}
    for where, stated, row in _rows(source, task.configuration, problems):
        try:
            identity, document, text, digest = _text_of(row, task.document)
            if identity in seen:
                raise ValueError(f"{identity} is given twice")
            seen.add(identity)
            found = stated or row.get("split") or (splits or {}).get(document)
            if split is not None and found != split:
                elsewhere[identity] = found
            else:
                texts.append(GoldText(identity, document, text, digest, _view(task, text, row), found))
        except ValueError as error:
            problems.tell(MALFORMED, where, str(error))
    problems.stop()
    if texts:
        return Reference(texts, elsewhere)
    if not elsewhere:
        raise FindingsError([NO_TEXT.at(name, "", "there is not one text in it")])
    known = ", ".join(sorted({other for other in elsewhere.values() if other})) or "none"
    raise FindingsError([NO_SPLIT.at(name, "", f"no text is in the split {split!r}; splits are: {known}")])


def of_split(reference: Reference[T], split: str) -> Reference[T]:
    """Keep the texts of one split of a reference that was read whole."""
    texts = [text for text in reference.texts if text.split == split]
    return Reference(texts, {text.id: text.split for text in reference.texts if text.split != split})


def _text_of(row: Json, document: str) -> tuple[str, str, str, str]:
    """Return id, document, text and hash."""
    identity, text = row.get("id"), row.get("text")
    if not isinstance(identity, str) or not isinstance(text, str):
        raise ValueError("id or text is missing")
    digest = sha256(text.encode("utf-8", "surrogatepass"))
    if row.get("text_sha256") not in (None, digest):
        raise ValueError(f"the text of {identity} has the hash {digest}, not {row['text_sha256']}")
    return identity, row.get(document) or document_of(identity), text, digest


def _view(task: Task[T], text: str, row: Json) -> T:
    if row.get(task.field) is None:
        raise ValueError(f"{row['id']} has no {task.field}")
    return task.gold(text, row)


def _paragraphs(row: Json) -> Json:
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
    return {"id": row.get("id"), "split": row.get("split"), "text": text, "sentences": sentences}


# --- rows -------------------------------------------------------------------------------------

Rows = Iterator[tuple[str, str | None, Json]]
"""Place for messages, split where the source says it, row."""


def _rows(source: Source, configuration: str, problems: Gathered) -> Rows:
    for where, split, row in rows_as_given(source, configuration, problems):
        yield where, split, _paragraphs(row) if "blocks" in row else row


def rows_as_given(source: Source, configuration: str, problems: Gathered) -> Rows:
    """Yield the rows of a source; the configuration matters for datasets only."""
    if not isinstance(source, str | Path):
        return ((f"row {number}", None, dict(row)) for number, row in enumerate(source, 1))
    path = Path(source)
    if path.is_file():
        return _jsonl(path, "", problems)
    if path.is_dir() and any(path.glob("*.jsonl")):
        return (row for file in sorted(path.glob("*.jsonl")) for row in _jsonl(file, f"{file.name}, ", problems))
    if path.is_dir() or is_hub_id(source):
        return _dataset(str(source), configuration)
    raise FindingsError([UNREADABLE.at(source, "", "there is no such file or folder")])


def configurations_of(source: Source) -> list[str] | None:
    """Return the configurations of a dataset; None for a source whose rows hold everything."""
    if not isinstance(source, str | Path) or Path(source).is_file() or any(Path(source).glob("*.jsonl")):
        return None
    if not Path(source).is_dir() and str(source).count("/") > 1:
        return None
    names: list[str] = _asked(str(source), "", lambda datasets: datasets.get_dataset_config_names(str(source)))
    return names


def _jsonl(path: Path, place: str, problems: Gathered) -> Rows:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                if not isinstance(row, dict):
                    raise ValueError("no JSON object")
            except (ValueError, RecursionError) as error:
                problems.tell(MALFORMED, f"{place}line {number}", str(error))
            else:
                yield f"{place}line {number}", None, row


def is_hub_id(source: str | Path) -> bool:
    """Whether a name can only be that of a dataset on the Hub: no file or folder has it."""
    return not Path(source).exists() and str(source).count("/") <= 1


def _dataset(source: str, configuration: str) -> Rows:
    loaded = _asked(source, configuration, lambda datasets: datasets.load_dataset(source, configuration))
    return (
        (f"{split}, row {number}", split, {key: _plain(value) for key, value in row.items()})
        for split, rows in loaded.items()
        for number, row in enumerate(rows, 1)
    )


def _asked(source: str, configuration: str, question: Callable[[Any], Any]) -> Any:
    """Ask the library `datasets`; whatever it raises is a finding."""
    try:
        import datasets
    except ImportError as error:
        message = "datasets is not installed: pip install 'shuanglian[data]'"
        raise FindingsError([UNREADABLE.at(source, "", message)]) from error
    try:
        return question(datasets)
    except Exception as error:  # whatever a hub, a network, a cache or a file may raise
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        raise FindingsError([UNREADABLE.at(source, configuration, message)]) from error


def _plain(value: Any) -> Any:
    """Write spans in the columns of a dataset as JSONL writes them: slots as [start, end]."""
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        return [value["start"], value["end"]] if value["start"] is not None else None
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value
