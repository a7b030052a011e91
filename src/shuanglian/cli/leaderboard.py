"""`shuanglian leaderboard`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from shuanglian.cli.score import gold_options, schema_options, version_options
from shuanglian.cli.workspace import Workspace, is_workspace
from shuanglian.diagnostics import read_phenomena
from shuanglian.files import write_text
from shuanglian.findings import FindingsError
from shuanglian.leaderboard.blocks import STALE, has_tables, with_tables
from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.markdown import markdown
from shuanglian.leaderboard.page import render
from shuanglian.leaderboard.systems import read_systems
from shuanglian.schema import load_schema


@click.command("leaderboard", short_help="Score systems and write the leaderboard, one HTML file.")
@click.option(
    "--submission",
    "submissions",
    multiple=True,
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with your predictions and meta.json, to appear beside the baselines; may be given again.",
)
@click.option(
    "--baselines",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that holds a folder for each baseline.  [default: ./baselines]",
)
@click.option(
    "--gold",
    metavar="PATH_OR_HUB_ID",
    help="Gold: JSONL, a folder of it, a dataset's folder or Hub id.  [default: ./dataset]",
)
@click.option("--split", help="The split to show first; the page has all others.  [default: test]")
@click.option(
    "-o",
    "--output",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page.  [default: leaderboard.html, or none with --markdown]",
)
@click.option("--markdown", "as_markdown", is_flag=True, help="Print the tables of the first split as Markdown.")
@click.option("--update", is_flag=True, help="Bring the tables in the READMEs and the card up to date, too.")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 where those tables are stale.")
def command(
    submissions: tuple[Path, ...],
    baselines: Path | None,
    gold: str | None,
    split: str | None,
    output: Path | None,
    as_markdown: bool,
    update: bool,
    only_check: bool,
) -> None:
    """Score the baselines and your own systems, and write the leaderboard.

    The page is one file that needs no network: scores with intervals and tests, and a browser of
    every error. Predictions that do not fit the gold are listed, all of them, and nothing is
    written; the exit code is then 1. docs/leaderboard.md says how to read it and how to submit.
    """
    if (update or only_check) and (submissions or baselines or gold or split):
        raise click.UsageError("--update and --check are for the baselines and the dataset of this folder alone")
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    systems = read_systems(baselines or _own_baselines(), submissions)
    data = leaderboard_data(systems, _gold(gold), split, announce=lambda message: click.echo(message, err=True))
    if only_check:
        _check_documents(data)
        return
    if update:
        _update_documents(data)
    if as_markdown:
        click.echo(markdown(data), nl=False)
    if output or not as_markdown:
        path = output or Path("leaderboard.html")
        write_text(path, render(data))
        click.echo(f"{path} written, {len(systems)} systems, {path.stat().st_size / 1e6:.1f} MB", err=True)


def _documents(data: dict[str, Any]) -> Iterator[tuple[Path, str, str]]:
    """Yield each document with tables, as it is and as it should be."""
    workspace = Workspace(Path.cwd())
    for path in (*workspace.readmes, workspace.card):
        text = path.read_text("utf-8") if path.is_file() else ""
        if has_tables(text):
            yield path, text, with_tables(text, path.name, data)


def _update_documents(data: dict[str, Any]) -> None:
    for path, old, new in _documents(data):
        if new != old:
            write_text(path, new)
        click.echo(f"{path.name} {'written' if new != old else 'is up to date'}", err=True)


def _check_documents(data: dict[str, Any]) -> None:
    stale = [path.name for path, old, new in _documents(data) if new != old]
    if stale:
        raise FindingsError(
            [STALE.at(name, "", "its tables are not those of the committed predictions") for name in stale]
        )
    click.echo("the tables are up to date", err=True)


def _own_baselines() -> Path | None:
    folder = Workspace(Path.cwd()).baselines
    return folder if folder.is_dir() else None


def _gold(gold: str | None) -> Gold:
    workspace = Workspace(Path.cwd())
    schema = None
    if is_workspace(workspace.root):
        schema = load_schema(workspace.annotation.schema, "annotation/schema.toml")
    phenomena = read_phenomena(workspace.annotation.diagnostics)
    options, version = gold_options(gold), version_options(gold).get("gold_version")
    return Gold(options["gold"], options["splits"], version, schema_options(None).get("labels"), schema, phenomena)
