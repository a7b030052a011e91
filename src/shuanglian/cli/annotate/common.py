"""What the commands of annotation share: the server they talk to, and the sentences they talk of."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Never

import click
from tqdm import tqdm

from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus
from shuanglian.files import json_line, write_text
from shuanglian.findings import FindingsError, Kind
from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.layers import Layer, layer
from shuanglian.labelstudio.rounds import AnnotatedSentence, layer_of_round
from shuanglian.labelstudio.server import ADMINISTRATOR, ANNOTATORS
from shuanglian.labelstudio.transfer import Sentence
from shuanglian.schema import Schema, load_schema

NO_SERVER = Kind(
    "annotate-no-server",
    "server",
    "run `shuanglian annotate serve` in another terminal, or set LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY",
)

URL, TOKEN = "LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"
ADJUDICATOR = ADMINISTRATOR
HANDS = (*ANNOTATORS, ADJUDICATOR)


def say(message: str) -> None:
    """Tell the person; stdout is for data."""
    click.echo(message, err=True)


def address_file(workspace: Workspace) -> Path:
    return workspace.server / "server.json"


def connect(workspace: Workspace) -> Connection:
    """Connect to the server of the environment variables, or to the workspace's own."""
    if URL in os.environ and TOKEN in os.environ:
        return Connection(os.environ[URL], os.environ[TOKEN])
    if not address_file(workspace).exists():
        raise FindingsError([NO_SERVER.at(workspace.root.name, "", "no server of this workspace is running")])
    users = json.loads((workspace.server / "credentials.json").read_text("utf-8"))
    token = next(user["token"] for user in users if user["name"] == ADMINISTRATOR)
    return Connection(json.loads(address_file(workspace).read_text("utf-8"))["url"], token)


def schema_of(workspace: Workspace) -> Schema:
    return load_schema(workspace.annotation.schema, "annotation/schema.toml")


def round_folder(workspace: Workspace, round_name: str) -> Path:
    return workspace.annotation.rounds / round_name


def round_path(round_name: str) -> str:
    """Return what messages call a round's folder."""
    return f"annotation/rounds/{round_name}"


def layer_asked(workspace: Workspace, round_name: str) -> Layer:
    return layer(schema_of(workspace), layer_of_round(round_folder(workspace, round_name), round_name))


def title_of(round_name: str, annotator: str) -> str:
    """Name the project of an annotator in a round."""
    return f"{round_name} {annotator}"


def sentences_of(workspace: Workspace) -> list[Sentence]:
    """Return the sentences of all articles that are in a split, each with its article up to the next paragraph."""
    return list(_sentences(workspace))


def _sentences(workspace: Workspace) -> Iterator[Sentence]:
    for article in load_corpus(workspace.corpus).articles:
        if article.split is None:
            continue
        title = " ".join(article.texts_of("title")) or article.id
        heading = f"{title} · {article.date}" if article.date else title
        paragraphs = article.block_texts()
        place = {identity: number for number, (identity, _) in enumerate(paragraphs)}
        for record in article.records:
            context = "\n".join(text for _, text in paragraphs[: place[record.paragraph] + 2])
            yield Sentence(record.id, record.text, record.text_sha256, heading, context)


def progress_bar(total: int, unit: str, title: str) -> tqdm[Never]:
    return tqdm(total=total, unit=unit, desc=title, disable=None, delay=1)


def write_pass(path: Path, sentences: list[AnnotatedSentence], order: list[str]) -> None:
    """Write an annotator's pass in the order of the corpus."""
    position = {identity: number for number, identity in enumerate(order)}
    ordered = sorted(sentences, key=lambda sentence: position[sentence.id])
    write_text(path, "".join(json_line(sentence.as_json()) for sentence in ordered))
    say(f"{path.stem}: {len(ordered)} sentences")
