"""`shuanglian layout`."""

from __future__ import annotations

from pathlib import Path

import click

from shuanglian.corpus.sources import listed_source
from shuanglian.text.layout_file import layout_toml
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import read_document


@click.command("layout", short_help="Propose a layout for a file, to be corrected.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--id", "source_id", help="Id that articles are numbered under.  [default: from sources.tsv, or the name]"
)
@click.option("--encoding", help="Read the file in this encoding.  [default: from sources.tsv, or detected]")
def command(file: Path, source_id: str | None, encoding: str | None) -> None:
    """Print a proposed layout of FILE: its articles and blocks in reading order.

    Save it as annotation/layout/<id>.toml and correct it there: move, split and relabel lines.
    The proposal accounts for every character; `shuanglian check` tells whether the result does.
    """
    source = listed_source(file)
    encoding = encoding or (source.encoding if source else None)
    document = read_document(file, source.file if source else file.name, encoding or None)
    click.echo(f"{file}: {document.format}, {document.encoding} ({document.evidence})", err=True)
    layout = propose_layout(document, source_id or (source.id if source else file.stem))
    click.echo(layout_toml(layout, document), nl=False)
