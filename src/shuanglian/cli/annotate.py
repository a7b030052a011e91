"""`shuanglian annotate`: serve, push, pull."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

import click
from tqdm import tqdm

from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.corpus.reading import load_corpus
from shuanglian.files import json_line, write_text
from shuanglian.findings import FindingsError, Kind
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.layers import Layer, layer
from shuanglian.labelstudio.rounds import AnnotatedSentence, layer_of_round
from shuanglian.labelstudio.server import ADMINISTRATOR, ANNOTATORS, Server, running_server
from shuanglian.labelstudio.transfer import Pulled, Sentence, pull, push
from shuanglian.schema import load_schema

NO_SERVER = Kind(
    "annotate-no-server",
    "server",
    "run `shuanglian annotate serve` in another terminal, or set LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY",
)
NO_ROUND = Kind("annotate-no-such-round", "server", "push the round first; its projects are named after it")

URL, TOKEN = "LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"


@click.group("annotate", short_help="Annotate in Label Studio: serve, push, pull.")
def command() -> None:
    """Annotate the corpus in a real Label Studio.

    A round is a layer and a name, such as entities-1; each annotator gets a project of their
    own in it, so that nobody sees another's work. A server that runs already is used where
    LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY are set.
    """


@command.command()
@workspace_option
@click.option("--round", "rounds", multiple=True, help="A round to push at once; may be repeated.")
@click.option("--port", type=int, help="Listen on this port of the loopback address.  [default: a free one]")
def serve(workspace: Workspace, rounds: tuple[str, ...], port: int | None) -> None:
    """Start a Label Studio of this workspace's own, and keep it running until Ctrl-C.

    It listens on this machine only, lies in .label-studio/, and has users for two annotators and
    an adjudicator; their passwords are in .label-studio/credentials.json, which only you can read.
    """
    signal.signal(signal.SIGTERM, _leave)
    with running_server(workspace.server, _say, port) as server:
        _address(workspace).write_text(json.dumps({"url": server.url}), "utf-8")
        try:
            for name in rounds:
                _push_round(workspace, _own_connection(server), name)
            _say(f"Label Studio is at {server.url}")
            _say(f"Users and passwords: {workspace.server.name}/credentials.json. Stop with Ctrl-C.")
            signal.pause()
        except KeyboardInterrupt:
            _say("Stopping")
        finally:
            _address(workspace).unlink(missing_ok=True)


@command.command("push")
@workspace_option
@click.argument("round_name", metavar="ROUND")
def push_command(workspace: Workspace, round_name: str) -> None:
    """Add the corpus's sentences to the projects of ROUND, for every annotator.

    What is there stays as it is; a push can be repeated at any time.
    """
    _push_round(workspace, _connection(workspace), round_name)


@command.command("pull")
@workspace_option
@click.argument("round_name", metavar="ROUND")
def pull_command(workspace: Workspace, round_name: str) -> None:
    """Write what annotators made of ROUND to annotation/rounds/ROUND/, one file an annotator.

    What does not fit is listed, with exit code 1, and costs only itself.
    """
    connection = _connection(workspace)
    asked = _layer(workspace, round_name)
    corpus = {sentence.id: sentence for sentence in _sentences(workspace)}
    projects = [p for name in ANNOTATORS if (p := connection.find_project(_title(round_name, name)))]
    if not projects:
        raise FindingsError([NO_ROUND.at(connection.url, "", f"there is no project of the round {round_name}")])
    findings = []
    folder = workspace.annotation.rounds / round_name
    for project in projects:
        _say(f"Pulling {project.title}")
        pulled = pull(connection, project, asked, corpus)
        findings += pulled.findings
        _write(folder, pulled, list(corpus))
    if findings:
        report(findings)
        sys.exit(1)


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(message: str) -> None:
    click.echo(message, err=True)


def _address(workspace: Workspace) -> Path:
    return workspace.server / "server.json"


def _own_connection(server: Server) -> Connection:
    return Connection(server.url, server.user(ADMINISTRATOR).token)


def _connection(workspace: Workspace) -> Connection:
    """Connect to the server of the environment variables, or to the workspace's own."""
    if URL in os.environ and TOKEN in os.environ:
        return Connection(os.environ[URL], os.environ[TOKEN])
    if not _address(workspace).exists():
        raise FindingsError([NO_SERVER.at(workspace.root.name, "", "no server of this workspace is running")])
    users = json.loads((workspace.server / "credentials.json").read_text("utf-8"))
    token = next(user["token"] for user in users if user["name"] == ADMINISTRATOR)
    return Connection(json.loads(_address(workspace).read_text("utf-8"))["url"], token)


def _layer(workspace: Workspace, round_name: str) -> Layer:
    schema = load_schema(workspace.annotation.schema, "annotation/schema.toml")
    return layer(schema, layer_of_round(workspace.annotation.rounds / round_name, round_name))


def _title(round_name: str, annotator: str) -> str:
    return f"{round_name} {annotator}"


def _sentences(workspace: Workspace) -> Iterator[Sentence]:
    for article in load_corpus(workspace.corpus).articles:
        if article.split is None:
            continue
        heading = " ".join(article.texts_of("title")) or article.id
        for record in article.records:
            yield Sentence(record.id, record.text, record.text_sha256, heading, article.text)


def _push_round(workspace: Workspace, connection: Connection, round_name: str) -> None:
    asked = _layer(workspace, round_name)
    sentences = list(_sentences(workspace))
    for annotator in ANNOTATORS:
        project: Project = connection.project(_title(round_name, annotator), labelling_configuration(asked))
        with tqdm(total=len(sentences), unit="sentence", desc=project.title, disable=None, delay=1) as bar:
            added = push(connection, project, asked, sentences, {}, bar.update)
        _say(f"{project.title}: {added} sentences added, {len(sentences) - added} were there")


def _write(folder: Path, pulled: Pulled, order: list[str]) -> None:
    places: list[tuple[Path, Mapping[str, list[AnnotatedSentence]]]] = [
        (folder, pulled.annotators),
        (folder / "predictions", pulled.predictions),
    ]
    position = {identity: number for number, identity in enumerate(order)}
    for place, hands in places:
        for name, sentences in hands.items():
            ordered = sorted(sentences, key=lambda sentence: position[sentence.id])
            write_text(place / f"{name}.jsonl", "".join(json_line(sentence.as_json()) for sentence in ordered))
            _say(f"{name}: {len(ordered)} sentences")
