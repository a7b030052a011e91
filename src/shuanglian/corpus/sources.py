"""seeds/sources.tsv: which files the corpus is made of, and whose they are."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from shuanglian.corpus.model import Source
from shuanglian.files import files_below, sha256
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.text.layout_proofs import is_date
from shuanglian.text.reading import MISSING

COLUMNS = ("id", "file", "sha256", "publisher", "date", "url", "rights")
OPTIONAL_COLUMNS = ("inferred", "encoding", "note")

_ID = re.compile(r"[^\s/\\:\0]{1,80}")

MALFORMED = Kind("sources-malformed", "bytes", "sources.tsv is tab-separated with the columns " + " ".join(COLUMNS))
REPEATED = Kind("sources-repeated-id", "bytes", "give every source a row and an id of its own")
UNLISTED = Kind("sources-unlisted-file", "bytes", "add a row to sources.tsv, or take the file out of the folder")


def read_sources(path: Path, name: str) -> list[Source]:
    """Read the table of sources; raises `FindingsError` with everything that is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            header, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    except (OSError, ValueError, csv.Error) as error:
        raise FindingsError([MALFORMED.at(name, "", f"cannot be read: {error}")]) from error
    missing = [column for column in COLUMNS if column not in header]
    unknown = [column for column in header if column not in COLUMNS + OPTIONAL_COLUMNS]
    if missing or unknown:
        message = f"missing columns: {', '.join(missing) or 'none'}; unknown columns: {', '.join(unknown) or 'none'}"
        raise FindingsError([MALFORMED.at(name, "line 1", message)])
    findings = [
        MALFORMED.at(name, f"line {number}", f"{len(row)} cells under {len(header)} columns")
        for number, row in enumerate(rows, 2)
        if len(row) != len(header)
    ]
    sources = [Source(**dict(zip(header, row, strict=True))) for row in rows if len(row) == len(header)]
    findings += _repeated(name, sources)
    findings += _badly_named(name, sources)
    findings += [
        MALFORMED.at(name, f"source {source.id}", f"date is {source.date!r}, not YYYY, YYYY-MM or YYYY-MM-DD")
        for source in sources
        if source.date and not is_date(source.date)
    ]
    findings += [
        MALFORMED.at(name, f"source {source.id}", f"inferred is {source.inferred!r}; its words are names of columns")
        for source in sources
        if not set((source.inferred or "").split()) <= set(COLUMNS)
    ]
    if findings:
        raise FindingsError(findings)
    return sources


def _badly_named(name: str, sources: list[Source]) -> Iterator[Finding]:
    """Find ids that can name no layout file, and files that lie outside the folder of seeds."""
    for source in sources:
        if not _ID.fullmatch(source.id):
            message = f"the id {source.id[:80]!r} is empty, too long, or has characters that a file name cannot have"
            yield MALFORMED.at(name, f"source {source.id[:80]}", message)
        parts = source.file.split("/")
        if {"", ".", ".."} & set(parts) or re.search(r"[\\:\0]", source.file):
            message = f"file is {source.file[:80]!r}, not a path below the folder of seeds, with / between its parts"
            yield MALFORMED.at(name, f"source {source.id[:80]}", message)


def _repeated(name: str, sources: list[Source]) -> Iterator[Finding]:
    for key in ("id", "file"):
        values = [getattr(source, key) for source in sources]
        for value in sorted({value for value in values if values.count(value) > 1}):
            yield REPEATED.at(name, "", f"the {key} {value!r} is given {values.count(value)} times")


def unlisted_files(seeds: Path, table: Path, sources: list[Source]) -> Iterator[Finding]:
    """Find files among the seeds that no source names: they would silently be left out."""
    listed = {source.file for source in sources}
    errors: list[OSError] = []
    for path in files_below(seeds, errors.append):
        name = path.relative_to(seeds).as_posix()
        if name in listed or path == table:
            continue
        try:
            told = f"the file is in no row of {table.name}; its sha256 is {sha256(path.read_bytes())}"
            yield UNLISTED.at(f"{seeds.name}/{name}", "", told)
        except OSError as unreadable:
            errors.append(unreadable)
    for error in errors:
        name = Path(error.filename).relative_to(seeds).as_posix()
        yield MISSING.at(f"{seeds.name}/{name}", "", f"cannot be opened: {error.strerror}")


def listed_source(file: Path) -> Source | None:
    """Find the row of a file in the table beside it or above it; None where there is none.

    Raises `FindingsError` for a table that cannot be read.
    """
    file = file.absolute()
    table = next((folder / "sources.tsv" for folder in file.parents if (folder / "sources.tsv").is_file()), None)
    if table is None:
        return None
    name = file.relative_to(table.parent).as_posix()
    return next((source for source in read_sources(table, table.name) if source.file == name), None)
