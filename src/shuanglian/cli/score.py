"""`shuanglian score`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from shuanglian.cli.workspace import Workspace, is_workspace
from shuanglian.corpus.splits import read_splits
from shuanglian.files import json_line
from shuanglian.gold_version import read_version
from shuanglian.schema import LABEL_SETS, load_schema
from shuanglian.tasks import tasks
from shuanglian.tasks.formats import FORMATS
from shuanglian.tasks.known_words import read_list
from shuanglian.tasks.scoring import WrongUseError, score
from shuanglian.tasks.tags import REPAIRS


def input_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what `score` and `validate` have in common: the task, the predictions and how to read them."""
    for add in (
        click.option(
            "--tags",
            "repair",
            type=click.Choice(REPAIRS),
            default="conlleval",
            show_default=True,
            help="What to do with tags out of place, in columns.",
        ),
        click.option(
            "--format",
            "form",
            type=click.Choice(list(FORMATS)),
            default="jsonl",
            show_default=True,
            help="Format of the predictions.",
        ),
        click.option("--split", help="Score the texts of this split.  [default: all]"),
        click.option(
            "--gold",
            metavar="PATH_OR_HUB_ID",
            help="Gold: JSONL, a folder of it, a dataset's folder or Hub id.  [default: ./dataset]",
        ),
        click.argument("predictions", metavar="PRED", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.argument("task", type=click.Choice(list(tasks()))),
    ):
        function = add(function)
    return function


def gold_options(gold: str | None) -> dict[str, Any]:
    """Return gold and splits: those of the workspace in this folder where nothing else is said."""
    workspace = Workspace(Path.cwd())
    if gold is None and not workspace.dataset.is_dir():
        raise click.UsageError("there is no dataset/ here: name the gold with --gold")
    splits = workspace.corpus.splits
    decided = read_splits(splits, splits.name) if splits.is_file() else None
    return {"gold": gold or str(workspace.dataset), "splits": decided}


@click.command("score", short_help="Score predictions, with intervals and a test against others.")
@input_options
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Predictions of another system, to be compared with.",
)
@click.option("--labels", "label_set", type=click.Choice(LABEL_SETS), help="The label set of the predicted entities.")
@click.option("--view", help="fine or coarse words; all, outermost or innermost entities.")
@click.option(
    "--words",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Known words, one a line: recall outside and inside them.  [default: the gold's own list]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    task: str,
    predictions: Path,
    gold: str | None,
    words: Path | None,
    label_set: str | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Score the predictions PRED of a TASK.

    Predictions that do not fit the gold are listed, all of them, and nothing is scored; the exit
    code is then 1. docs/scoring.md says what is counted and how predictions are written.
    """
    options |= gold_options(gold) | schema_options(label_set) | version_options(gold)
    options["words"] = read_list(words, words.name) if words else None
    try:
        report = score(task, predictions, **options)
    except WrongUseError as error:
        raise click.UsageError(str(error)) from error
    click.echo(json_line(report.as_json()) if as_json else f"{report}\n", nl=False)


def schema_options(label_set: str | None) -> dict[str, Any]:
    """Take the known labels, and what another set calls them, from the schema of the workspace."""
    workspace = Workspace(Path.cwd())
    if not is_workspace(workspace.root):
        if label_set:
            raise click.UsageError("--labels needs annotation/schema.toml: run it in a workspace")
        return {}
    schema = load_schema(workspace.annotation.schema, "annotation/schema.toml")
    entities = (*(entity.name for entity in schema.entities), *(entity.name for entity in schema.derived_entities))
    names = {entity.name: getattr(entity, label_set) for entity in schema.entities} if label_set else None
    return {"labels": entities, "names": names}


def version_options(gold: str | None) -> dict[str, Any]:
    """Return the version of the workspace's gold, where that is what is scored against; a dataset says its own."""
    workspace = Workspace(Path.cwd())
    if gold is None or Path(gold).resolve() != workspace.annotation.gold:
        return {}
    found = read_version(workspace.annotation.gold_version, workspace.annotation.gold_version.name)
    return {"gold_version": found.version if found else None}
