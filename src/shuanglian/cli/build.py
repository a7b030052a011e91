"""`shuanglian build`."""

from __future__ import annotations

import click

from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.corpus.reading import load_corpus
from shuanglian.release.build import build_dataset


@click.command("build", short_help="Build dataset/ from seeds/ and annotation/.")
@workspace_option
def command(workspace: Workspace) -> None:
    """Build dataset/ from seeds/ and annotation/.

    Everything is checked first; with findings, nothing is written. The folder is replaced in
    one step, and left alone where it is up to date.
    """
    click.echo("Reading seeds, layouts and splits", err=True)
    corpus = load_corpus(workspace.corpus)
    click.echo(f"Writing {sum(len(a.records) for a in corpus.articles if a.split)} sentence records", err=True)
    template = workspace.card.read_text("utf-8")
    changed = build_dataset(corpus, template, workspace.card.name, workspace.dataset)
    click.echo("dataset/ written" if changed else "dataset/ is up to date", err=True)
