"""Files of annotations in the inline or the table form: sentence ids to what was annotated.

Everything is read against the sentences it was made on; every problem of a file is told at once,
with its line, and a file with problems gives nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, LabelledSpan, LayerAnnotation, LayerName, Words, occurrences
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.notation.fact_lines import read_fact_lines
from shuanglian.notation.marks import read_mentions, read_words
from shuanglian.notation.rows import Fields, facts_of
from shuanglian.schema import Schema
from shuanglian.spans import join

MALFORMED = Kind("notation-malformed", "records", "write it as annotation/guidelines/forms.md says")
TEXT_DIFFERS = Kind("notation-text-differs", "records", "without its marks, the line must be the sentence as it is")
UNKNOWN_SENTENCE = Kind("notation-unknown-sentence", "records", "correct the sentence's id")
REPEATED = Kind("notation-repeated-sentence", "records", "give each sentence once")

Form = Literal["inline", "table"]
Texts = Mapping[str, str]
"""Sentence ids to texts."""


@dataclass(frozen=True)
class Written:
    """What was written of a sentence: its annotation, and a note on it (an adjudicator's reason)."""

    annotation: LayerAnnotation
    note: str = ""


@dataclass
class _File:
    """A file being read: its name, the sentences it may speak of, what was found in all files."""

    name: str
    texts: Texts
    schema: Schema
    findings: list[Finding]
    taken: dict[str, Written]

    def tell(self, line: int, identity: str, kind: Kind, message: str) -> None:
        self.findings.append(kind.at(self.name, f"line {line}, {identity}", message))

    def take(self, line: int, identity: str, annotation: LayerAnnotation, note: str) -> None:
        self.taken[identity] = Written(annotation, note)
        where = f"line {line}, {identity}"
        self.findings += check_layer(self.name, where, self.texts[identity], annotation, self.schema)

    def known(self, line: int, identity: str) -> bool:
        if identity in self.taken:
            self.tell(line, identity, REPEATED, "the sentence was annotated above")
        elif identity not in self.texts:
            self.tell(line, identity, UNKNOWN_SENTENCE, f"there is no sentence {identity!r}")
        else:
            return True
        return False


def read_annotations(
    files: Iterable[tuple[str, str]], layer: LayerName, form: Form, texts: Texts, schema: Schema
) -> dict[str, Written]:
    """Read files given as (name, content); a name is what findings call the file.

    Raises `FindingsError` with everything that is wrong with any of them.
    """
    findings: list[Finding] = []
    taken: dict[str, Written] = {}
    for name, source in files:
        file = _File(name, texts, schema, findings, taken)
        if form == "table" and layer != "words":
            _read_table(file, source, layer)
        else:
            _read_blocks(file, source, _READERS[layer, form])
    if findings:
        raise FindingsError(findings)
    return taken


# --- blocks: a line `# id`, then lines of the sentence ------------------------------------------

BlockReader = Callable[[str, Sequence[str], Schema], LayerAnnotation]


def _read_blocks(file: _File, source: str, read: BlockReader) -> None:
    for number, identity, lines in _blocks(file, source):
        if not file.known(number, identity):
            continue
        notes = [line.removeprefix("! ") for line in lines[1:] if line.startswith("! ")]
        lines = [line for n, line in enumerate(lines) if n == 0 or not line.startswith("! ")]
        try:
            file.take(number, identity, read(file.texts[identity], lines, file.schema), " ".join(notes))
        except _TextDiffersError as error:
            file.tell(number, identity, TEXT_DIFFERS, str(error))
        except ValueError as error:
            for message in str(error).split("\n"):
                file.tell(number, identity, MALFORMED, message)


class _TextDiffersError(ValueError):
    """What was annotated is not the sentence."""


def _blocks(file: _File, source: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield number of the first line, id, and the lines that are not empty."""
    begun: tuple[int, str, list[str]] | None = None
    for number, line in enumerate(source.removeprefix("\ufeff").splitlines(), 1):
        heading = re.fullmatch(r"# ?(\S+)", line.strip())
        if heading:
            if begun:
                yield begun
            begun = (number, heading[1], [])
        elif line.strip() and begun:
            begun[2].append(line)
        elif line.strip():
            file.tell(number, "?", MALFORMED, f"{line[:40]!r} stands before the first `# <sentence id>`")
    if begun:
        yield begun


def _one_line(lines: Sequence[str]) -> str:
    if len(lines) != 1:
        raise ValueError(f"{len(lines)} lines, where the sentence stands on one")
    return lines[0]


def _same_text(text: str, read: str) -> None:
    if read != text:
        at = next((n for n, (a, b) in enumerate(zip(text, read, strict=False)) if a != b), min(len(text), len(read)))
        raise _TextDiffersError(f"from {at} on the sentence is {text[at : at + 12]!r}, the line {read[at : at + 12]!r}")


def _inline_words(text: str, lines: Sequence[str], schema: Schema) -> LayerAnnotation:
    read, words = read_words(_one_line(lines), [group.name for group in schema.groups])
    _same_text(text, read)
    return words


def _inline_entities(text: str, lines: Sequence[str], schema: Schema) -> LayerAnnotation:
    read, entities = read_mentions(_one_line(lines), [entity.name for entity in schema.entities])
    _same_text(text, read)
    return entities


def _inline_facts(text: str, lines: Sequence[str], schema: Schema) -> LayerAnnotation:
    _same_text(text, lines[0] if lines else "")
    facts, problems = read_fact_lines(text, lines[1:])
    if problems:
        raise ValueError("\n".join(problems))
    return facts


def _table_words(text: str, lines: Sequence[str], schema: Schema) -> LayerAnnotation:
    """Words with two spaces between them; then ``= TYPE  words`` for each group."""
    line, *groups = lines or [""]
    try:
        words = word_spans(text, re.split(" {2,}|\t", line.strip()))
    except ValueError as error:
        raise _TextDiffersError(str(error)) from None
    return Words(tuple(words), tuple(_table_group(text, words, group) for group in groups))


def _table_group(text: str, words: Sequence[tuple[int, int]], line: str) -> LabelledSpan:
    parsed = re.fullmatch(r"= ?(\w+)\s+(.*?)(?:\s*@([1-9]\d*))?\s*", line)
    if not parsed:
        raise ValueError(f"{line[:40]!r} is not `= TYPE  words of the group`")
    label, named, number = parsed[1], re.split(" {2,}|\t", parsed[2]), int(parsed[3] or 0)
    found = [
        (words[n][0], words[n + len(named) - 1][1])
        for n in range(len(words) - len(named) + 1)
        if [join(text, [word]) for word in words[n : n + len(named)]] == named
    ]
    if not found or number > len(found) or (number == 0 and len(found) > 1):
        raise ValueError(f"the group {parsed[2]!r} stands {len(found)} times among the words: say which with @n")
    start, end = found[max(number, 1) - 1]
    return LabelledSpan(start, end, label)


_READERS: dict[tuple[LayerName, Form], BlockReader] = {
    ("words", "inline"): _inline_words,
    ("words", "table"): _table_words,
    ("entities", "inline"): _inline_entities,
    ("facts", "inline"): _inline_facts,
}


# --- tables: a row a span -------------------------------------------------------------------


def _read_table(file: _File, source: str, layer: LayerName) -> None:
    rows = csv.reader(io.StringIO(source.removeprefix("\ufeff")), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    needed = ("id", "label", "text", "n") if layer == "entities" else ("id", "row", "text")
    if any(name not in header for name in needed):
        file.findings.append(MALFORMED.at(file.name, "line 1", f"the header needs {' '.join(needed)}"))
        return
    gathered: dict[str, list[dict[str, str]]] = {}
    first: dict[str, int] = {}
    for number, cells in enumerate(rows, 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
        identity = row.get("id", "?")
        first.setdefault(identity, number)
        if len(cells) > len(header) and any(cells[len(header) :]):
            file.tell(number, identity, MALFORMED, f"{len(cells)} cells under {len(header)} columns")
        gathered.setdefault(identity, []).append(row)
    for identity, found in gathered.items():
        if file.known(first[identity], identity):
            _take_rows(file, first[identity], identity, layer, found)


def _take_rows(file: _File, line: int, identity: str, layer: LayerName, rows: list[dict[str, str]]) -> None:
    text = file.texts[identity]
    note = " ".join(row["note"] for row in rows if "note" in row)
    key = "label" if layer == "entities" else "row"
    spoken = [row for row in rows if row.get(key, "-") != "-"]
    if layer == "facts":
        read: list[tuple[str, str, Fields]] = [(r["row"], r.get("text", ""), _fields(r)) for r in spoken]
        facts, problems = facts_of(text, read)
        for problem in problems:
            file.tell(line, identity, MALFORMED, problem)
        file.take(line, identity, facts, note)
        return
    mentions = []
    for row in spoken:
        try:
            mentions.append(LabelledSpan(*_numbered(text, row), row["label"]))
        except ValueError as error:
            file.tell(line, identity, MALFORMED, str(error))
    file.take(line, identity, Entities(tuple(mentions)), note)


def _fields(row: dict[str, str]) -> Fields:
    return {name: value for name, value in row.items() if name not in ("id", "row", "text", "note")}


def _numbered(text: str, row: dict[str, str]) -> tuple[int, int]:
    surface, number = row.get("text", ""), row.get("n", "1")
    starts = occurrences(text, surface)
    if not number.isdecimal() or not 1 <= int(number) <= len(starts):
        raise ValueError(f"{surface!r} stands {len(starts)} time(s) in the sentence; n is {number!r}")
    return starts[int(number) - 1], starts[int(number) - 1] + len(surface)
