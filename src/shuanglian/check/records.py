"""Proofs about sentence records, from the records and the raw files alone.

Nothing here uses the code that made the records, but for the sentence rule itself and the one
change that joining makes: a kept line break reads as a space.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from shuanglian.files import sha256
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.spans import Range, is_blank, join, merged
from shuanglian.text.joining import readable
from shuanglian.text.layout import RECORD_ROLES, Article, Layout
from shuanglian.text.reading import Document
from shuanglian.text.records import UNSPLIT_ROLES
from shuanglian.text.sentences import split_sentences

MALFORMED = Kind("records-malformed", "records", "records have the fields that `shuanglian split` writes")
REPEATED_ID = Kind("records-repeated-id", "records", "give every record an id of its own")
HASH_DIFFERS = Kind("records-hash-differs", "records", "text_sha256 is the SHA-256 of the text in UTF-8")
BAD_INDEX = Kind("records-index-gap", "records", "number an article's records from 0 in reading order")
NOT_ONE_SENTENCE = Kind("records-not-one-sentence", "records", "split the text where the sentence rule splits it")
CUT_OFF = Kind("records-cut-off", "records", "split the file again: its last records are not here")
UNKNOWN_FILE = Kind("offsets-unknown-file", "offsets", "put the file where the records say it is")
NOT_COMPARED = Kind(
    "offsets-not-compared",
    "offsets",
    "give `shuanglian check` the --encoding that `split` was given; save what came from stdin as a file and split that",
)
OTHER_TEXT = Kind(
    "offsets-other-text",
    "offsets",
    "put back the file that the records were made from, or give the --encoding that they were made with",
)
OUTSIDE = Kind("offsets-range-past-end", "offsets", "ranges are code points, 0 <= start < end <= length of the text")
TEXT_DIFFERS = Kind("offsets-text-differs", "offsets", "the raw ranges, joined, must give the text")
OVERLAP = Kind("offsets-overlap", "offsets", "let each raw character stand in one record only")
LOST = Kind("offsets-lost", "offsets", "let every character of a text block stand in a record")
BAD_SUB_BOUNDARY = Kind("offsets-sub-boundary", "offsets", "sub-boundaries rise, and lie inside the text")

Row = dict[str, Any]
_SEVERAL = 2  # records from which one cause is named instead of one finding each
_SHAPE: dict[str, type] = {
    "id": str,
    "article_id": str,
    "role": str,
    "paragraph": str,
    "index": int,
    "text": str,
    "sub_boundaries": list,
    "provenance": dict,
    "text_sha256": str,
}


@dataclass
class _File:
    """What the records say of one file: raw ranges with the record's id, how many records do not fit it, and how."""

    document: Document | None
    ranges: list[tuple[Range, str]] = field(default_factory=list)
    records: int = 0
    unfit: int = 0
    findings: list[Finding] = field(default_factory=list)


def check_records(
    path: str, rows: Iterable[tuple[str, Row]], read: Callable[[str], Document | None]
) -> tuple[list[Finding], dict[str, list[Range]]]:
    """Check records given with their place; also return the raw ranges they use, by file.

    `read` gives the document a record's file name stands for, None where there is none; it
    raises `FindingsError` where there is one that records cannot be compared with.
    """
    findings: list[Finding] = []
    files: dict[str, _File] = {}
    seen: dict[str, str] = {}
    last_index: dict[str, int] = {}
    for where, row in rows:
        if fault := _shape_fault(row):
            findings.append(MALFORMED.at(path, where, fault))
            continue
        where = f"{where}, {row['id']}"
        if row["id"] in seen:
            findings.append(REPEATED_ID.at(path, where, f"the id was given before, in {seen[row['id']]}"))
        seen.setdefault(row["id"], where)
        expected = last_index.get(row["article_id"], -1) + 1
        if row["index"] != expected:
            message = f"index is {row['index']}, after {expected - 1} comes {expected}"
            findings.append(BAD_INDEX.at(path, where, message))
        last_index[row["article_id"]] = row["index"]
        findings += _check_text(path, where, row)
        name = row["provenance"]["file"]
        if name not in files:
            files[name] = _File(_read(path, where, name, read, findings))
        _add(files[name], path, where, row)
    for file in files.values():
        findings += _check_file(path, file)
    return findings, {name: [item for item, _ in file.ranges] for name, file in files.items()}


def _read(
    path: str, where: str, name: str, read: Callable[[str], Document | None], findings: list[Finding]
) -> Document | None:
    try:
        document = read(name)
    except FindingsError as error:
        findings += error.findings
        return None
    if document is None:
        findings.append(UNKNOWN_FILE.at(path, where, f"there is no file {name!r} to compare with"))
    return document


def _add(file: _File, path: str, where: str, row: Row) -> None:
    file.ranges += [(item, row["id"]) for item in _ranges(row)]
    if file.document is not None:
        found = list(_check_provenance(path, where, row, file.document))
        file.findings += found
        file.records += 1
        file.unfit += bool(found)


def _check_file(path: str, file: _File) -> Iterator[Finding]:
    """Tell what is wrong with each record of a file; where none fits it, only that."""
    document = file.document
    if document is None:
        return
    if file.unfit == file.records >= _SEVERAL:
        read_as = f"{document.encoding}, {document.evidence}"
        message = f"none of its {file.records} records fits {document.path} as it was read ({read_as})"
        yield OTHER_TEXT.at(path, document.path, message)
        return
    yield from file.findings
    yield from _check_overlaps(path, document, [item for item in file.ranges if _is_inside(item[0], document)])


def _shape_fault(row: Any) -> str | None:
    if not isinstance(row, dict):
        return f"a record is an object, not {type(row).__name__}"
    for name, kind in _SHAPE.items():
        if not isinstance(row.get(name), kind):
            return f"{name} is missing or not of type {kind.__name__}"
    if row["role"] not in RECORD_ROLES:
        return f"role is {row['role']!r}; roles of records are {', '.join(RECORD_ROLES)}"
    provenance = row["provenance"]
    ranges = provenance.get("ranges")
    if not isinstance(provenance.get("file"), str) or not isinstance(ranges, list) or not ranges:
        return "provenance needs a file and ranges"
    strings = [provenance["file"], *(row[name] for name, kind in _SHAPE.items() if kind is str)]
    if any(0xD800 <= ord(character) < 0xE000 for string in strings if not string.isascii() for character in string):
        return "half a surrogate pair stands in it, which is no character"
    if not all(isinstance(r, dict) and {type(r.get("start")), type(r.get("end"))} == {int} for r in ranges):
        return "a range is {start, end}, in whole numbers"
    if not all(isinstance(at, int) for at in row["sub_boundaries"]):
        return "sub_boundaries are whole numbers"
    return None


def _check_text(path: str, where: str, row: Row) -> Iterator[Finding]:
    text = row["text"]
    if sha256(text) != row["text_sha256"]:
        yield HASH_DIFFERS.at(path, where, f"the text's hash is {sha256(text)}, the record says {row['text_sha256']}")
    boundaries = row["sub_boundaries"]
    if boundaries != sorted(set(boundaries)) or any(not 0 < at < len(text) for at in boundaries):
        yield BAD_SUB_BOUNDARY.at(path, where, f"{boundaries} in a text of {len(text)} characters")
    sentences = split_sentences(text)
    if row["role"] not in UNSPLIT_ROLES and [s.text for s in sentences] != [text]:
        message = f"the rule makes {len(sentences)} sentences of it: {' | '.join(s.text[:20] for s in sentences)}"
        yield NOT_ONE_SENTENCE.at(path, where, message)


def _check_provenance(path: str, where: str, row: Row, document: Document) -> Iterator[Finding]:
    ranges = _ranges(row)
    outside = [item for item in ranges if not _is_inside(item, document)]
    for start, end in outside:
        yield OUTSIDE.at(path, where, f"[{start}, {end}) in the {len(document.text)} characters of {document.path}")
    joined = readable(join(document.text, ranges))
    if not outside and joined != row["text"]:
        at = next((n for n, (a, b) in enumerate(zip(joined, row["text"], strict=False)) if a != b), None)
        at = min(len(joined), len(row["text"])) if at is None else at
        message = f"from offset {at} the file has {joined[at : at + 15]!r}, the record {row['text'][at : at + 15]!r}"
        yield TEXT_DIFFERS.at(path, where, message)


def _ranges(row: Row) -> list[Range]:
    return [(item["start"], item["end"]) for item in row["provenance"]["ranges"]]


def _is_inside(item: Range, document: Document) -> bool:
    return 0 <= item[0] < item[1] <= len(document.text)


def _check_overlaps(path: str, document: Document, ranges: list[tuple[Range, str]]) -> Iterator[Finding]:
    last_end, last_id = 0, ""
    for (start, end), identity in sorted(ranges):
        if start < last_end:
            message = f"[{start}, {min(end, last_end)}) of {document.path} is also in {last_id}"
            yield OVERLAP.at(path, identity, message)
        if end > last_end:
            last_end, last_id = end, identity


def check_nothing_lost(path: str, document: Document, blocks: Iterable[Range], used: Iterable[Range]) -> list[Finding]:
    """Prove that every non-blank character of the text blocks is in some record."""
    taken = {at for start, end in used for at in range(start, end)}
    offsets = {at for start, end in blocks for at in range(start, end)} - taken
    lost = sorted(at for at in offsets if not is_blank(document.text[at]))
    return [
        LOST.at(path, f"offset {start}", f"[{start}, {end}) {document.text[start:end][:30]!r} is in no record")
        for start, end in merged((at, at + 1) for at in lost)
    ]


def check_not_cut_off(
    path: str, document: Document, layout: Layout, used: Iterable[Range], whole_file: bool
) -> Iterator[Finding]:
    """Prove that the records reach the end of each article they begin; with `whole_file`, of every article.

    Records that hold other characters than the layout's text were made by another layout: of
    them nothing can be told.
    """
    text = document.text
    taken = {at for start, end in used for at in range(start, min(end, len(text))) if not is_blank(text[at])}
    offsets = [_text_offsets(article, document) for article in layout.articles]
    if not taken <= {at for article in offsets for at in article}:
        return
    for article, reading_order in zip(layout.articles, offsets, strict=True):
        last = max((n for n, at in enumerate(reading_order) if at in taken), default=-1)
        if last + 1 < len(reading_order) and (last >= 0 or whole_file):
            at = reading_order[last + 1]
            message = f"no record holds the article's text from offset {at} on: {text[at : at + 20]!r}"
            yield CUT_OFF.at(path, f"{document.path}, article {article.id}", message)


def _text_offsets(article: Article, document: Document) -> list[int]:
    ranges = (item for block in article.blocks if block.role in RECORD_ROLES for item in block.ranges)
    return [at for start, end in ranges for at in range(start, end) if not is_blank(document.text[at])]
