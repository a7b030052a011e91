"""`shuanglian new`: a workspace for a corpus of somebody's own.

Schema, guidelines and baselines are this project's own files. A wheel holds them among the
templates (pyproject.toml puts them there); in a checkout they lie where they are worked on.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from shuanglian.corpus.sources import COLUMNS

BASELINES = ("characters", "jieba", "crf", "shuanglian-facts")
OWN = ("annotation/schema.toml", "annotation/guidelines", *(f"baselines/{name}" for name in BASELINES))
"""What a new workspace takes from this repository; the baselines are those that run anywhere in seconds."""

_MADE_BY_RUNS = ("predictions", "cross-validation", "results.json", "__pycache__")
_EMPTY_FOLDERS = ("annotation/layout", "annotation/rounds", "annotation/gold")
_NEXT = """{folder} is a workspace. To add an article to it:
  1. put its file into seeds/
  2. add its row to seeds/sources.tsv; `shuanglian check` tells the SHA-256
  3. add its line to annotation/splits.toml:  "ID-1" = "train"
`shuanglian check` says what is wrong, `shuanglian build` writes dataset/, README.md says the rest."""


@click.command("new", short_help="Make a workspace for a corpus of your own.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make FOLDER a workspace: seeds, schema, guidelines, splits, baselines, a card, a Makefile.

    Every command works in it as it does in this project's own repository. FOLDER is made, or is
    empty already; nothing is written over.
    """
    if folder.exists() and (not folder.is_dir() or any(item.name != ".git" for item in folder.iterdir())):
        raise click.UsageError(f"{folder} is not an empty folder; name one that is, or one that is to be made")
    content = dict(workspace_files())
    try:
        _write(folder, content)
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {error.strerror}; nothing was written") from error
    click.echo(_NEXT.format(folder=folder), err=True)


def workspace_files() -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of a new workspace."""
    yield "seeds/sources.tsv", ("\t".join(COLUMNS) + "\n").encode()
    template = files("shuanglian") / "template"
    for path, content in _below(template):
        yield path.replace("gitignore", ".gitignore"), content
    if not (template / "baselines").is_dir():
        yield from _of_checkout(Path(__file__).parents[3])


def _of_checkout(root: Path) -> Iterator[tuple[str, bytes]]:
    for place in (root / name for name in OWN):
        found = _below(place) if place.is_dir() else [("", place.read_bytes())]
        for path, content in found:
            if path.split("/")[0] not in _MADE_BY_RUNS:
                yield (place.relative_to(root) / path).as_posix(), content


def _below(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _below(item, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}", item.read_bytes()


def _write(folder: Path, content: dict[str, bytes]) -> None:
    """Write all files; where one cannot be written, take back those that were."""
    paths = [*(folder / name for name in _EMPTY_FOLDERS), *(folder / name for name in content)]
    try:
        for name in _EMPTY_FOLDERS:
            (folder / name).mkdir(parents=True)
        for name, data in content.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError:
        for top in {folder / path.relative_to(folder).parts[0] for path in paths}:
            shutil.rmtree(top, ignore_errors=True)
            top.unlink(missing_ok=True)
        raise
