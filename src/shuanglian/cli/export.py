"""`shuanglian export`: a command for each format."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from shuanglian.cli.score import gold_options
from shuanglian.cli.workspace import Workspace, is_workspace
from shuanglian.exports import formats
from shuanglian.exports.exporting import export
from shuanglian.exports.format import Exported, Format, Options
from shuanglian.exports.reading import Rows, read_sentences
from shuanglian.files import replace_folder, write_bytes
from shuanglian.schema import LABEL_SETS, Schema, load_schema

MANY = 5000
"""So many sentences may take longer than a person waits without a word."""


class _Formats(click.Group):
    """Commands are the formats, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(formats())

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return _command(formats()[name]) if name in formats() else None


@click.group(
    "export",
    cls=_Formats,
    options_metavar="",
    subcommand_metavar="FORMAT [OPTIONS]",
    short_help="Write gold in other tools' formats.",
)
def command() -> None:
    """Write gold in the format of another tool, to stdout or to a file.

    What the format cannot express is counted on stderr. `shuanglian export FORMAT --help` says how
    a format writes what, docs/formats.md shows an example of each.
    """


def _command(form: Format) -> click.Command:
    about = form.about.replace("``", "")

    def run(**given: Any) -> None:
        _run(form, **given)

    made = click.Command(form.name, help=about, short_help=form.summary, callback=run)
    made.params = [
        click.Option(
            ["--gold"],
            metavar="PATH_OR_HUB_ID",
            help="Gold: JSONL, a folder of it, a dataset's folder or Hub id.  [default: ./dataset]",
        ),
        click.Option(["--split"], help="Write the sentences of this split.  [default: all]"),
        *(_choice(name, *choice) for name, choice in _choices(form).items() if choice[0]),
        *([_labels()] if form.relabels else []),
        click.Option(
            ["--output", "-o"],
            type=click.Path(path_type=Path),
            required=form.folder,
            help="A new or empty folder to write." if form.folder else "The file to write.  [default: stdout]",
        ),
    ]
    return made


def _choices(form: Format) -> Mapping[str, tuple[tuple[str, ...], str]]:
    return {
        "tokens": (form.tokens, "What a token is."),
        "view": (form.views, "Which words, or which of nested entities."),
    }


def _choice(name: str, values: tuple[str, ...], text: str) -> click.Option:
    return click.Option([f"--{name}"], type=click.Choice(values), default=values[0], show_default=True, help=text)


def _labels() -> click.Option:
    text = "Write entities as another set labels them.  [default: as ours]"
    return click.Option(["--labels"], type=click.Choice(LABEL_SETS), help=text)


def _run(form: Format, gold: str | None, split: str | None, output: Path | None, **chosen: str | None) -> None:
    _check_output(form, output)
    given = {name: value for name, value in chosen.items() if value}
    schema = _schema() if form.needs_schema or "labels" in given else None
    found = gold_options(gold)
    sentences = read_sentences(found["gold"], split, found["splits"], _shown)
    if len(sentences) >= MANY:
        click.echo(f"Writing {len(sentences):,} sentences", err=True)
    exported = export(form, sentences, Options(**given, schema=schema))
    _write(exported, output)
    _tell(form, exported)


def _shown(rows: Rows) -> Iterable[Any]:
    return tqdm(rows, unit=" sentences", disable=None, delay=1, leave=False)


def _check_output(form: Format, output: Path | None) -> None:
    if form.folder and output is not None and output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise click.UsageError(f"{output} holds something already: name a new or an empty folder")
    if not form.folder and output is not None and output.is_dir():
        raise click.UsageError(f"{output} is a folder: name a file")
    if form.binary and output is None and sys.stdout.isatty():
        raise click.UsageError("the format is binary: name a file with -o")


def _schema() -> Schema:
    workspace = Workspace(Path.cwd())
    if not is_workspace(workspace.root):
        raise click.UsageError("annotation/schema.toml is needed: run it in a workspace")
    return load_schema(workspace.annotation.schema, "annotation/schema.toml")


def _write(exported: Exported, output: Path | None) -> None:
    if isinstance(exported.content, bytes):
        if output is None:
            sys.stdout.buffer.write(exported.content)
        else:
            write_bytes(output, exported.content)
    elif output is not None:
        _write_folder(exported.content, output)


def _write_folder(files: Mapping[str, bytes], target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        made.chmod(0o755)
        for name, content in files.items():
            write_bytes(made / name, content)
        replace_folder(made, target)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _tell(form: Format, exported: Exported) -> None:
    written = f"{exported.sentences:,} sentences of {exported.documents:,} documents"
    lost = str(exported.lost).replace("\n", "\n  ")
    click.echo(f"{form.name}: {written}; " + (f"not in it:\n  {lost}" if lost else "nothing is left out"), err=True)
