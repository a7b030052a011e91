"""`shuanglian split`."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
from tqdm import tqdm

from shuanglian.cli.printing import list_findings
from shuanglian.files import json_line
from shuanglian.findings import FindingsError
from shuanglian.text.reading import Document, document_from_bytes, read_document
from shuanglian.text.records import split_document


@click.command("split", short_help="Split articles into sentence records.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True, path_type=Path))
@click.option("--encoding", help="Read all files in this encoding.  [default: detected for each]")
@click.option("--verbose", "-v", is_flag=True, help="Say of each file how it was read.")
def command(files: tuple[Path, ...], encoding: str | None, verbose: bool) -> None:
    """Split article FILES (folders, or - for stdin) into sentence records, one JSON line each.

    A file that cannot be read is reported and the others go on; the exit code is then 1.
    """
    base = _common_folder(files)
    total = sum(1 for _ in _inputs(files, base))
    unreadable = 0
    with tqdm(_inputs(files, base), total=total, unit="file", disable=None, delay=1, leave=False) as progress:
        for path, source_id in progress:
            try:
                document = _document(path, encoding)
            except FindingsError as error:
                unreadable += 1
                with progress.external_write_mode():
                    list_findings(error.findings)
                continue
            if verbose:
                with progress.external_write_mode():
                    evidence = f"{document.format}, {document.encoding} ({document.evidence})"
                    click.echo(f"{document.path}: {evidence}", err=True)
            sys.stdout.write("".join(json_line(record.as_json()) for record in split_document(document, source_id)))
    if unreadable:
        click.echo(f"{unreadable} of {total} files could not be read", err=True)
        sys.exit(1)


def _document(path: Path, encoding: str | None) -> Document:
    if path == Path("-"):
        return document_from_bytes(sys.stdin.buffer.read(), "-", encoding)
    return read_document(path, path.as_posix(), encoding)


def _common_folder(files: tuple[Path, ...]) -> Path:
    folders = [path.absolute() if path.is_dir() else path.absolute().parent for path in files if path != Path("-")]
    return Path(os.path.commonpath(folders)) if folders else Path()


def _inputs(files: tuple[Path, ...], base: Path) -> Iterator[tuple[Path, str]]:
    """Yield every file with its id: its path below the common folder, the ending left out where that is clear."""
    for path in files:
        if path == Path("-"):
            yield path, "stdin"
        elif path.is_dir():
            yield from _inputs_below(path, base)
        else:
            yield path, path.absolute().relative_to(base).with_suffix("").as_posix()


def _inputs_below(folder: Path, base: Path) -> Iterator[tuple[Path, str]]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        visible = sorted(name for name in names if not name.startswith("."))
        stems = Counter(Path(name).stem for name in visible)
        for name in visible:
            path = Path(place, name)
            relative = path.absolute().relative_to(base)
            yield path, (relative if stems[path.stem] > 1 else relative.with_suffix("")).as_posix()
