"""`shuanglian rehydrate`."""

from __future__ import annotations

from pathlib import Path

import click

from shuanglian.check.release import check_release
from shuanglian.findings import FindingsError
from shuanglian.release.rehydrate import rehydrate


@click.command("rehydrate", short_help="Make the full dataset of a release without text.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--seeds",
    required=True,
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the articles' files, byte for byte; their names do not matter.",
)
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    default="dataset",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write the dataset; a folder that is not there yet, or empty.",
)
def command(folder: Path, seeds: Path, output: Path) -> None:
    """Put the text of the articles back into a release without text, for you who hold their files.

    The rows are exactly those that were published, which their hashes prove, or nothing is written. Files
    that are missing or have other bytes are listed, all of them.
    """
    if output.exists() and any(output.iterdir()):
        raise click.BadParameter(f"{output} is not empty", param_hint="--output")
    findings = check_release(folder, None)
    if findings:
        raise FindingsError(findings)
    other = rehydrate(folder.resolve(), seeds, output.resolve())
    click.echo(f"{output} written: all rows have the hashes that were published", err=True)
    if other:
        click.echo(f"other bytes, written by another release of pyarrow: {', '.join(other)}", err=True)
