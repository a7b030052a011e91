"""`shuanglian annotate pull`."""

from __future__ import annotations

import sys

import click

from shuanglian.cli.annotate.common import (
    HANDS,
    connect,
    layer_asked,
    round_folder,
    say,
    sentences_of,
    title_of,
    write_pass,
)
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.findings import FindingsError, Kind
from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.transfer import Pulled, pull

NO_ROUND = Kind("annotate-no-such-round", "server", "push the round first; its projects are named after it")


@click.command("pull")
@workspace_option
@click.argument("round_name", metavar="ROUND")
def command(workspace: Workspace, round_name: str) -> None:
    """Write what annotators made of ROUND to annotation/rounds/ROUND/, one file an annotator.

    What does not fit is listed, with exit code 1, and costs only itself.
    """
    pull_round(workspace, connect(workspace), round_name)


def pull_round(workspace: Workspace, connection: Connection, round_name: str) -> None:
    """Pull every project of a round; report what did not fit."""
    asked = layer_asked(workspace, round_name)
    corpus = {sentence.id: sentence for sentence in sentences_of(workspace)}
    projects = [p for name in HANDS if (p := connection.find_project(title_of(round_name, name)))]
    if not projects:
        raise FindingsError([NO_ROUND.at(connection.url, "", f"there is no project of the round {round_name}")])
    pulled = Pulled()
    for project in projects:
        say(f"Pulling {project.title}")
        pulled.add(pull(connection, project, asked, corpus))
    folder = round_folder(workspace, round_name)
    for place, hands in ((folder, pulled.annotators), (folder / "predictions", pulled.predictions)):
        for name, sentences in hands.items():
            write_pass(place / f"{name}.jsonl", sentences, list(corpus))
    if pulled.findings:
        report(pulled.findings)
        sys.exit(1)
