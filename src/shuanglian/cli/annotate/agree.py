"""`shuanglian annotate agree`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import combinations

import click

from shuanglian.agreement.differences import Difference, differences
from shuanglian.agreement.passes import Pass, read_pass
from shuanglian.agreement.scores import HEADLINES, agreement
from shuanglian.cli.annotate.common import ADJUDICATOR, round_folder, round_path, say, schema_of, sentences_of
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.files import json_line
from shuanglian.gold import read_gold
from shuanglian.labelstudio.rounds import layer_of_round
from shuanglian.labelstudio.transfer import Sentence
from shuanglian.metrics.intervals import Estimate

GOLD = "gold"


@click.command("agree")
@workspace_option
@click.argument("round_name", metavar="ROUND")
@click.argument("annotators", nargs=-1, metavar="[ANNOTATOR]...")
@click.option("--json", "as_json", is_flag=True, help="Print every measure and difference as JSON lines on stdout.")
@click.option("--no-list", is_flag=True, help="Leave out the list of differences.")
def command(workspace: Workspace, round_name: str, annotators: tuple[str, ...], as_json: bool, no_list: bool) -> None:
    """Measure how far annotators of ROUND agree, and list where they differ.

    By default all annotators but the adjudicator are compared, two by two. `gold` stands for the
    adjudicated annotation: `agree entities-1 third gold` compares a third pass with it.
    The intervals are 95 % intervals by drawing documents again.
    """
    sentences = {sentence.id: sentence for sentence in sentences_of(workspace)}
    names = annotators or tuple(
        path.stem for path in sorted(round_folder(workspace, round_name).glob("*.jsonl")) if path.stem != ADJUDICATOR
    )
    if len(names) < 2:
        raise click.UsageError(f"two annotators are needed to compare; {round_path(round_name)} has {len(names)}")
    passes = [_pass(workspace, round_name, name, sentences) for name in names]
    texts = {identity: sentence.text for identity, sentence in sentences.items()}
    for first, second in combinations(passes, 2):
        estimates, shared = agreement(first, second, texts)
        found = [] if no_list else _differences(first, second, texts)
        if as_json:
            _print_json(first, second, shared, estimates, found)
        else:
            _print_table(first, second, shared, estimates, found)


def _pass(workspace: Workspace, round_name: str, name: str, sentences: dict[str, Sentence]) -> Pass:
    schema, folder = schema_of(workspace), round_folder(workspace, round_name)
    if name != GOLD:
        known = {sentence.id: (sentence.text, sentence.text_sha256) for sentence in sentences.values()}
        return read_pass(folder, name, round_path(round_name), schema, known)
    layer = layer_of_round(folder, round_name)
    gold = read_gold(workspace.annotation.gold, "annotation/gold", schema)
    annotated = {identity: gold[identity].layers[layer] for identity in gold if layer in gold[identity].layers}
    return Pass(GOLD, layer, annotated, {})


def _differences(first: Pass, second: Pass, texts: dict[str, str]) -> list[tuple[str, Difference]]:
    return [
        (identity, difference)
        for identity, text in texts.items()
        if identity in first.sentences and identity in second.sentences
        for difference in differences(text, first.sentences[identity], second.sentences[identity])
    ]


def _print_json(
    first: Pass, second: Pass, shared: int, estimates: dict[str, Estimate], found: list[tuple[str, Difference]]
) -> None:
    between = {"layer": first.layer, "first": first.annotator, "second": second.annotator}
    for name, value in estimates.items():
        click.echo(json_line(between | {"sentences": shared, "measure": name} | asdict(value)), nl=False)
    for identity, difference in found:
        click.echo(json_line(between | {"id": identity} | difference.as_json()), nl=False)


def _print_table(
    first: Pass, second: Pass, shared: int, estimates: dict[str, Estimate], found: list[tuple[str, Difference]]
) -> None:
    click.echo(f"{first.layer}: {first.annotator} and {second.annotator}, {shared} sentences")
    labels = {name: name for name in estimates if name.startswith("label ") and name.endswith(".f")}
    shown = HEADLINES[first.layer] | labels
    width = max(map(len, shown.values()))
    for name, title in shown.items():
        click.echo(f"  {title:<{width}}  {_written(estimates[name])}")
    if found:
        click.echo(f"{len(found)} differences, {first.annotator} ≠ {second.annotator}")
    for identity, difference in found:
        click.echo(f"  {identity}  {difference}")
    say("")


def _written(value: Estimate) -> str:
    if value.value is None:
        return "—"
    interval = f"  [{value.low:.4f}, {value.high:.4f}]" if value.low is not None and value.high is not None else ""
    return f"{value.value:.4f}{interval}"
