"""`shuanglian publish`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from shuanglian.check.release import STALE
from shuanglian.check.workspace import check_workspace
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.corpus.annotated import with_gold
from shuanglian.corpus.model import Corpus
from shuanglian.corpus.reading import load_corpus
from shuanglian.corpus.splits import read_splits
from shuanglian.files import json_line
from shuanglian.findings import Finding, FindingsError
from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.page import render
from shuanglian.leaderboard.systems import read_systems
from shuanglian.publish.hub import connect
from shuanglian.publish.plan import Plan, Release, carry_out, plan_dataset, plan_space, told_in
from shuanglian.publish.readiness import check_changelog, check_committed
from shuanglian.publish.space import write_space
from shuanglian.release.build import build_dataset
from shuanglian.release.card import front_matter, read_template, version_of

if TYPE_CHECKING:
    from huggingface_hub import HfApi


@click.command("publish", short_help="Publish dataset/ and the leaderboard on the Hugging Face Hub.")
@click.argument("repo_id")
@workspace_option
@click.option("--space", metavar="REPO_ID", help="The Space of the leaderboard.  [default: REPO_ID-leaderboard]")
@click.option("--no-space", is_flag=True, help="Publish no leaderboard.")
@click.option("--private", is_flag=True, help="What has to be created is for your eyes only.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing. It reads from the Hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(
    repo_id: str, workspace: Workspace, space: str | None, no_space: bool, private: bool, dry_run: bool, as_json: bool
) -> None:
    """Check, build and upload dataset/ to the dataset REPO_ID on the Hub, and tag its version.

    The leaderboard goes along as a static Space. Refused, with all reasons at once: a workspace with
    findings, a dataset/ that is not what the build gives, uncommitted files, a version that CHANGELOG.md
    does not tell of, a tag that is there with other content. What is published already is left alone.

    The token is that of HF_TOKEN or of `hf auth login`. HF_ENDPOINT names another Hub.
    """
    if no_space and space:
        raise click.UsageError("--space and --no-space exclude each other")
    api = connect(need_token=not dry_run)
    corpus = with_gold(load_corpus(workspace.corpus), workspace.annotation)
    findings = _refusals(workspace, corpus)
    if findings and not dry_run:
        raise FindingsError(findings)
    with tempfile.TemporaryDirectory() as place:
        release = _release(workspace, corpus)
        click.echo(f"Reading from {api.endpoint}: tags, lists of files, the tables of the last tag", err=True)
        plans = [plan_dataset(api, repo_id, release, private=private)]
        if not no_space and workspace.baselines.is_dir():
            _write_leaderboard(workspace, corpus, Path(place), release, repo_id)
            title = f"Leaderboard of {release.title}"
            plans.append(plan_space(api, space or f"{repo_id}-leaderboard", Path(place), title, private=private))
        _print(plans, as_json)
        if findings:
            raise FindingsError(findings)
        if dry_run:
            click.echo("Dry run: nothing was changed", err=True)
            return
        for plan in plans:
            _carry_out(api, plan)
    click.echo(f"{repo_id} is published, {release.tag}", err=True)


def _carry_out(api: HfApi, plan: Plan) -> None:
    if plan.anything:
        click.echo(f"Uploading {len(plan.upload)} files to {plan.repository.type} {plan.repository.id}", err=True)
        carry_out(api, plan)


def _refusals(workspace: Workspace, corpus: Corpus) -> list[Finding]:
    """Everything that speaks against publishing the workspace as it is."""
    click.echo("Checking the workspace, and building anew to compare", err=True)
    template = read_template(workspace.card)
    changed = build_dataset(corpus, template, workspace.card.name, workspace.dataset, write=False)
    return [
        *check_workspace(workspace.corpus, workspace.annotation, workspace.dataset, card=workspace.card),
        *(STALE.at(f"dataset/{name}", "", "not what seeds and annotation give") for name in changed),
        *check_committed(workspace.root),
        *check_changelog(workspace.changelog, _versions(workspace, corpus)),
    ]


def _versions(workspace: Workspace, corpus: Corpus) -> list[str]:
    """The versions that the changelog has to tell of: the dataset's, and the gold's where it has one."""
    metadata, _ = front_matter(read_template(workspace.card), workspace.card.name)
    return [version_of(metadata), *([f"Gold {corpus.gold_version}"] if corpus.gold_version else [])]


def _release(workspace: Workspace, corpus: Corpus) -> Release:
    metadata, _ = front_matter(read_template(workspace.card), workspace.card.name)
    name = str(metadata.get("pretty_name") or workspace.root.name).split(":")[0].strip()
    told = told_in(workspace.changelog, _versions(workspace, corpus))
    return Release(workspace.dataset, name, version_of(metadata), corpus.gold_version, told)


def _write_leaderboard(workspace: Workspace, corpus: Corpus, folder: Path, release: Release, repo_id: str) -> None:
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    systems = read_systems(workspace.baselines, ())
    click.echo(f"Scoring {len(systems)} systems for the leaderboard", err=True)
    splits = read_splits(workspace.corpus.splits, workspace.corpus.splits.name)
    schema = corpus.schema
    labels = [*(e.name for e in schema.entities), *(e.name for e in schema.derived_entities)] if schema else None
    data = leaderboard_data(systems, Gold(str(workspace.dataset), splits, None, labels, schema), None)
    write_space(folder, render(data), release.name, repo_id, release.version)


def _print(plans: list[Plan], as_json: bool) -> None:
    if as_json:
        click.echo(json_line({"plans": [plan.as_json() for plan in plans]}), nl=False)
    else:
        click.echo("\n\n".join(map(str, plans)))
