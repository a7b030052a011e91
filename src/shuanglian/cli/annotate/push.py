"""`shuanglian annotate push`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from shuanglian.cli.annotate.common import (
    connect,
    layer_asked,
    progress_bar,
    say,
    schema_of,
    sentences_of,
    title_of,
)
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.gold import read_gold
from shuanglian.labelstudio.annotation import Annotation
from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.server import ANNOTATORS
from shuanglian.labelstudio.transfer import push

Suggestions = Mapping[str, Mapping[str, Annotation]]


@click.command("push")
@workspace_option
@click.argument("round_name", metavar="ROUND")
@click.option(
    "--suggest",
    "suggestions",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Show annotators what FILE says (a file or folder shaped like annotation/gold, such as a "
    "baseline's predictions); its name is shown with it. May be repeated.",
)
def command(workspace: Workspace, round_name: str, suggestions: tuple[Path, ...]) -> None:
    """Add the corpus's sentences to the projects of ROUND, for every annotator.

    What is there stays as it is; a push can be repeated at any time.
    """
    push_round(workspace, connect(workspace), round_name, suggestions)


def push_round(
    workspace: Workspace, connection: Connection, round_name: str, suggestions: tuple[Path, ...] = ()
) -> None:
    """Push a round to the projects of both annotators."""
    asked = layer_asked(workspace, round_name)
    sentences = sentences_of(workspace)
    suggested = {path.stem: _suggestions(workspace, path, asked.name) for path in suggestions}
    for annotator in ANNOTATORS:
        project = connection.project(title_of(round_name, annotator), labelling_configuration(asked))
        with progress_bar(len(sentences), "sentence", project.title) as bar:
            added = push(connection, project, asked, sentences, suggested, bar.update)
        say(f"{project.title}: {added} sentences added, {len(sentences) - added} were there")


def _suggestions(workspace: Workspace, path: Path, name: str) -> dict[str, Annotation]:
    gold = read_gold(path, path.as_posix(), schema_of(workspace))
    return {
        identity: to_regions(sentence.text, annotation)
        for identity, sentence in gold.items()
        for layer, annotation in sentence.layers.items()
        if layer == name
    }
