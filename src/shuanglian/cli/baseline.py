"""`shuanglian baseline`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from shuanglian.baselines.corpus import read_corpus
from shuanglian.baselines.description import Baseline, read_baseline, read_baselines
from shuanglian.baselines.environments import environment_python, library
from shuanglian.baselines.folder import (
    Files,
    differences,
    score_run,
    stale_results,
    take_over,
    write_results,
    write_run,
)
from shuanglian.baselines.results import Bench
from shuanglian.baselines.running import Place, predict
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.findings import Finding, FindingsError
from shuanglian.gold_version import read_version
from shuanglian.schema import load_schema
from shuanglian.tasks import tasks

Json = dict[str, Any]


@click.group("baseline", short_help="Run baselines, and score what they predict.")
def command() -> None:
    """Run the systems of baselines/, each in an environment of its own, and score their predictions."""


@command.command("run", context_settings={"ignore_unknown_options": True})
@workspace_option
@click.option("--all", "everything", is_flag=True, help="Run every baseline that needs no model of yours.")
@click.option("--light", is_flag=True, help="Run those that take seconds.")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; exit code 1 where a run gives another result."
)
@click.option("--measure", is_flag=True, help="Write time and memory anew, even where predictions are as they were.")
@click.option("--task", type=click.Choice(list(tasks())), help="Of a baseline for several tasks, run this one.")
@click.option("--into", type=click.Path(path_type=Path), help="Write there, not into the baseline's folder.")
@click.argument("name", required=False)
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def run(
    workspace: Workspace,
    everything: bool,
    light: bool,
    only_check: bool,
    measure: bool,
    task: str | None,
    into: Path | None,
    name: str | None,
    options: tuple[str, ...],
) -> None:
    """Run the baseline NAME, check and score what it predicts, and write both into its folder.

    What follows NAME and -- goes to the baseline's script, such as the path of a model. With
    --check, predictions and scores must be those that are there already; of a baseline whose
    predictions may differ from run to run, the committed ones are scored.
    """
    if bool(name) + everything + light != 1:
        raise click.UsageError("name a baseline, or give --all or --light")
    if name:
        chosen = [read_baseline(workspace.baselines / name)]
    else:
        known = read_baselines(workspace.baselines)
        chosen = [item for item in known if not item.description.model and not (light and item.description.heavy)]
    if task and any(task not in item.tasks for item in chosen):
        raise click.UsageError(f"not every one of these baselines is for {task}")
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    bench = _bench(workspace)
    findings: list[Finding] = []
    for baseline in chosen:
        wanted = (task,) if task else baseline.tasks
        try:
            findings += _run(workspace, bench, baseline, wanted, options, into, only_check, measure)
        except FindingsError as error:
            findings += error.findings
    if findings:
        report(findings)
        sys.exit(1)


def _bench(workspace: Workspace) -> Bench:
    schema = load_schema(workspace.annotation.schema, "annotation/schema.toml")
    labels = [*(entity.name for entity in schema.entities), *(entity.name for entity in schema.derived_entities)]
    version = read_version(workspace.annotation.gold_version, workspace.annotation.gold_version.name)
    return Bench(read_corpus(workspace.dataset), version.version if version else None, labels)


def _run(
    workspace: Workspace,
    bench: Bench,
    baseline: Baseline,
    wanted: Sequence[str],
    options: tuple[str, ...],
    into: Path | None,
    only_check: bool,
    measure: bool,
) -> list[Finding]:
    """Run one baseline; return what a check finds."""
    wanted = [name for name in wanted if _is_possible(bench, baseline, name)]
    if not wanted:
        return []
    committed = Files(into or baseline.folder)
    if only_check and not baseline.description.deterministic:
        return _check_committed(bench, baseline, committed, wanted)
    scratch = workspace.build / "baselines"
    scratch.mkdir(parents=True, exist_ok=True)
    python = environment_python(baseline, scratch / baseline.name, _say)
    place = Place(python, library(scratch), scratch / "tmp")
    predicted = {}
    for name in wanted:
        _say(f"{baseline.name}: predicting {len(bench.corpus.records(name))} sentences for {name}")
        predicted[name] = predict(baseline, name, bench.corpus, place, options)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        new = Files(Path(folder))
        write_run(new, committed, baseline, predicted, options)
        results = score_run(new, wanted, bench)
        write_results(new, committed, results)
        if only_check:
            return differences(new, committed, wanted, baseline.name)
        changed = take_over(new, committed, wanted, measure)
    _say_scores(baseline, results)
    _say(f"{baseline.name}: {', '.join(changed)} written" if changed else f"{baseline.name}: as it was")
    return []


def _is_possible(bench: Bench, baseline: Baseline, task: str) -> bool:
    """Say where a corpus does not have the gold that a task is scored with, or learnt from."""
    if not bench.corpus.records(task):
        _say(f"{baseline.name}: left out for {task}, of which there is no gold yet")
        return False
    if baseline.description.trains and not bench.corpus.training_rows(task):
        _say(f"{baseline.name}: left out for {task}, of which the train split has no gold yet")
        return False
    return True


def _check_committed(bench: Bench, baseline: Baseline, committed: Files, wanted: Sequence[str]) -> list[Finding]:
    """Score committed predictions again, where a run need not give the same."""
    there = [task for task in wanted if committed.predictions(task).is_file()]
    if not there:
        _say(f"{baseline.name}: no predictions here, nothing to check")
        return []
    _say(f"{baseline.name}: scoring the predictions that are there")
    return stale_results(committed, score_run(committed, there, bench), baseline.name)


def _say_scores(baseline: Baseline, results: Json) -> None:
    for task, parts in results.items():
        for part, views in parts.items():
            for view, told in views.items():
                scores = ", ".join(f"{name} {_shown(told['measures'][name])}" for name in told["headlines"])
                _say(f"{baseline.name}: {task}, {part}, {view}: {scores}")


def _shown(numbers: Sequence[float | None]) -> str:
    value, low, high = ("–" if number is None else f"{100 * number:.2f}" for number in numbers)
    return f"{value} ({low} – {high})"


def _say(message: str) -> None:
    click.echo(message, err=True)
