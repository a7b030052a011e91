"""annotation/guidelines/wordlist.tsv: strings whose segmentation never depends on their context."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shuanglian.annotations.model import Words
from shuanglian.findings import FindingsError, Kind
from shuanglian.spans import Range

MALFORMED = Kind("wordlist-malformed", "records", "a row is string, its words with / between them, and the reason")

_TERM = "TERM"


@dataclass(frozen=True)
class Entry:
    """A listed string with its words; `term` says that it is grouped as a TERM."""

    text: str
    words: tuple[str, ...]
    term: bool


def read_word_list(path: Path, name: str) -> dict[str, Entry]:
    """Read the list, string to entry; a missing file is an empty list. Raises `FindingsError` with all problems."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    findings = [] if header == ["string", "words", "reason"] else [MALFORMED.at(name, "line 1", f"it is {header}")]
    entries: dict[str, Entry] = {}
    for number, row in enumerate(rows, 2):
        if len(row) != 3 or row[1].replace("/", "") != row[0] or row[0] in entries:
            findings.append(MALFORMED.at(name, f"line {number}", f"it is {row}"))
            continue
        entries[row[0]] = Entry(row[0], tuple(row[1].split("/")), row[2].split(" ")[0] == _TERM)
    if findings:
        raise FindingsError(findings)
    return entries


def applications(text: str, words: Words, entries: Mapping[str, Entry]) -> Iterator[tuple[Range, Entry]]:
    """Find where the list decides: both edges are word edges, and no longer entry decides over the same place."""
    starts, ends = {start for start, _ in words.spans}, {end for _, end in words.spans}
    lengths = sorted({len(entry) for entry in entries}, reverse=True)
    taken: list[Range] = []
    for length in lengths:
        for start in range(len(text) - length + 1):
            end = start + length
            if text[start:end] not in entries or start not in starts or end not in ends:
                continue
            if any(other_start < end and start < other_end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            yield (start, end), entries[text[start:end]]
