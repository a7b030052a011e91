"""`shuanglian split`."""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click
from tqdm import tqdm

from shuanglian.cli.printing import list_findings
from shuanglian.files import files_below, json_line, names_without_endings
from shuanglian.findings import FindingsError
from shuanglian.text.layout import character_counts
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import MISSING, Document, document_from_bytes, read_document
from shuanglian.text.records import sentence_records

_STDIN = Path("-")
_STDIN_ID = "stdin"


@click.command("split", short_help="Split articles into sentence records.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--encoding", help="Read all files in this encoding.  [default: detected for each]")
@click.option("--verbose", "-v", is_flag=True, help="Say of each file how it was read and what was dropped.")
def command(files: tuple[Path, ...], encoding: str | None, verbose: bool) -> None:
    """Split article FILES (folders, or - for stdin) into sentence records, one JSON line each.

    A file that cannot be read is reported and the others go on; the exit code is then 1. How many
    characters are in no sentence, and why, is said at the end.
    """
    unlisted: list[OSError] = []
    total = sum(1 for _ in _inputs(files, unlisted.append))
    unreadable, records, characters = 0, 0, Counter[str]()
    inputs = _inputs(files, lambda error: None)
    with tqdm(inputs, total=total, unit="file", disable=None, delay=1, leave=False) as progress:
        for path, source_id in progress:
            try:
                document = _document(path, encoding)
            except FindingsError as error:
                unreadable += 1
                with progress.external_write_mode():
                    list_findings(error.findings)
                continue
            lines, counts = _split(document, source_id)
            sys.stdout.write("".join(lines))
            records += len(lines)
            characters += counts
            if verbose:
                with progress.external_write_mode():
                    evidence = f"{document.format}, {document.encoding} ({document.evidence})"
                    click.echo(f"{document.path}: {evidence}; {_told(counts)}", err=True)
    list_findings([MISSING.at(error.filename, "", f"cannot be opened: {error.strerror}") for error in unlisted])
    click.echo(f"{records:,} records from {total - unreadable} of {total} files; {_told(characters)}", err=True)
    if unreadable or unlisted:
        failed = f"{unreadable} of {total} files could not be read"
        click.echo(failed + (f", {len(unlisted)} folders not listed" if unlisted else ""), err=True)
        sys.exit(1)


def _split(document: Document, source_id: str) -> tuple[list[str], Counter[str]]:
    """Return the lines of a document's records, and what became of its characters."""
    layout = propose_layout(document, source_id)
    records = (record for article in layout.articles for record in sentence_records(article, document))
    return [json_line(record.as_json()) for record in records], character_counts(layout, document.text)


def _told(characters: Counter[str]) -> str:
    return "characters: " + (", ".join(f"{count:,} {what}" for what, count in characters.items() if count) or "none")


def _document(path: Path, encoding: str | None) -> Document:
    if path == _STDIN:
        return document_from_bytes(sys.stdin.buffer.read(), "-", encoding)
    return read_document(path, path.as_posix(), encoding)


# --- inputs ---------------------------------------------------------------------------------


def _inputs(files: Iterable[Path], on_error: Callable[[OSError], None]) -> Iterator[tuple[Path, str]]:
    """Yield every file once, with an id that no other one has.

    The id is the path below the folder common to all, the ending left out where no neighbour has
    the same name without it. A folder that cannot be listed is told to `on_error`.
    """
    places = {_absolute(path): path for path in files}
    folders = [place for place, path in places.items() if path.is_dir()]
    outside = {place: path for place, path in places.items() if path != _STDIN and not _is_listed(place, folders)}
    base = _common_folder({place if path.is_dir() else place.parent for place, path in outside.items()})
    reserved = {base / _STDIN_ID} if _STDIN in places.values() else set()
    alone = defaultdict(list)
    for place, path in outside.items():
        if not path.is_dir():
            alone[place.parent].append(path)
    ids = dict(item for paths in alone.values() for item in _with_ids(paths, base, reserved))
    for place, path in places.items():
        if path == _STDIN:
            yield path, _STDIN_ID
        elif path in ids:
            yield path, ids[path]
        elif place in outside:
            for _, below in groupby(files_below(path, on_error), key=lambda path: path.parent):
                yield from _with_ids(list(below), base, reserved)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path cannot take out .. without following links


def _common_folder(folders: set[Path]) -> Path:
    return Path(os.path.commonpath(folders)) if folders else Path()


def _is_listed(place: Path, folders: Iterable[Path]) -> bool:
    """Does one of the folders list this place, too? What is hidden is not listed."""
    parts = (place.relative_to(folder).parts for folder in folders if folder in place.parents)
    return any(not any(name.startswith(".") for name in below) for below in parts)


def _with_ids(paths: list[Path], base: Path, reserved: set[Path]) -> Iterator[tuple[Path, str]]:
    """Give ids to files of one folder."""
    folder = _absolute(paths[0].parent)
    taken = {place.name for place in reserved if place.parent == folder}
    names = names_without_endings([path.name for path in paths], taken)
    for path in paths:
        yield path, (folder / names[path.name]).relative_to(base).as_posix()
