"""`shuanglian build`."""

from __future__ import annotations

import click

from shuanglian.check.release import STALE
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.corpus.annotated import with_gold
from shuanglian.corpus.reading import load_corpus
from shuanglian.findings import FindingsError
from shuanglian.release.build import build_dataset
from shuanglian.release.card import read_template
from shuanglian.release.configurations import configurations


@click.command("build", short_help="Build dataset/ from seeds/ and annotation/.")
@workspace_option
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change, with exit code 1.")
def command(workspace: Workspace, only_check: bool) -> None:
    """Build dataset/ from seeds/ and annotation/.

    Everything is checked first; with findings, nothing is written. The folder is replaced in
    one step, and left alone where it is up to date.
    """
    click.echo("Reading seeds, layouts and splits", err=True)
    corpus = with_gold(load_corpus(workspace.corpus), workspace.annotation)
    click.echo(f"Building from {sum(len(a.records) for a in corpus.articles if a.split)} sentence records", err=True)
    template = read_template(workspace.card)
    changed = build_dataset(corpus, template, workspace.card.name, workspace.dataset, write=not only_check)
    if missing := [item.name for item in configurations(corpus.schema) if not any(item.rows(corpus).values())]:
        click.echo(f"Left out, for there is nothing of them yet: {', '.join(missing)}", err=True)
    if not changed:
        click.echo("dataset/ is up to date", err=True)
    elif only_check:
        raise FindingsError([STALE.at(f"dataset/{name}", "", "not what seeds and annotation give") for name in changed])
    else:
        click.echo(f"dataset/ written, {len(changed)} files new or changed", err=True)
