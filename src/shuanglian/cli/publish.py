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
from shuanglian.release.masking import FORBIDDEN, text_leaks
from shuanglian.release.standoff import build_textfree, forbidden_in

if TYPE_CHECKING:
    from huggingface_hub import HfApi


@click.command("publish", short_help="Publish dataset/ and the leaderboard on the Hugging Face Hub.")
@click.argument("repo_id", required=False)
@workspace_option
@click.option("--standoff", is_flag=True, help="Publish annotation, offsets and hashes, and no text of the articles.")
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --standoff: write it into a new folder, and ask no Hub.",
)
@click.option("--space", metavar="REPO_ID", help="The Space of the leaderboard.  [default: REPO_ID-leaderboard]")
@click.option("--no-space", is_flag=True, help="Publish no leaderboard.")
@click.option("--private", is_flag=True, help="What has to be created is for your eyes only.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing. It reads from the Hub.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def command(
    repo_id: str | None,
    workspace: Workspace,
    standoff: bool,
    into: Path | None,
    space: str | None,
    no_space: bool,
    private: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Check, build and upload dataset/ to the dataset REPO_ID on the Hub, and tag its version.

    The leaderboard goes along as a static Space; it shows sentences, so with --standoff it does not.
    Refused, with all reasons at once: a workspace with findings, a dataset/ that is not what the build
    gives, uncommitted files, a version that CHANGELOG.md does not tell of, a tag that is there with other
    content. What is published already is left alone.

    The token is that of HF_TOKEN or of `hf auth login`. HF_ENDPOINT names another Hub.
    """
    _check_use(repo_id, standoff, into, space, no_space)
    if into is not None:
        _write_locally(workspace, into)
        return
    api = connect(need_token=not dry_run)
    corpus = with_gold(load_corpus(workspace.corpus), workspace.annotation)
    findings = [*_stale_or_wrong(workspace, corpus), *_untold(workspace, corpus)]
    if findings and not dry_run:
        raise FindingsError(findings)
    with tempfile.TemporaryDirectory() as place:
        release = _release(workspace, corpus, Path(place, "textfree") if standoff else None)
        try:
            plans = _plans(
                api, str(repo_id), workspace, corpus, release, Path(place, "space"), space, no_space, private
            )
        except FindingsError as error:
            raise FindingsError([*findings, *error.findings]) from error
        _print(plans, as_json)
        if findings:
            raise FindingsError(findings)
        if dry_run:
            click.echo("Dry run: nothing was changed", err=True)
            return
        for plan in plans:
            _carry_out(api, plan)
    click.echo(f"{repo_id} is published, {release.tag}", err=True)


def _check_use(repo_id: str | None, standoff: bool, into: Path | None, space: str | None, no_space: bool) -> None:
    if no_space and space:
        raise click.UsageError("--space and --no-space exclude each other")
    if standoff and space:
        raise click.UsageError("the leaderboard shows sentences: --standoff goes without it")
    if into is not None and not standoff:
        raise click.UsageError("--into goes with --standoff; the dataset with its text is in dataset/")
    if (repo_id is None) == (into is None):
        raise click.UsageError("name either REPO_ID, or with --standoff a folder: --into FOLDER")
    if into is not None and into.exists() and any(into.iterdir()):
        raise click.UsageError(f"{into} is not empty")


def _write_locally(workspace: Workspace, into: Path) -> None:
    corpus = with_gold(load_corpus(workspace.corpus), workspace.annotation)
    findings = _stale_or_wrong(workspace, corpus)
    if findings:
        raise FindingsError(findings)
    build_textfree(corpus, workspace.dataset, into.resolve())
    click.echo(f"{into} written: no run of {FORBIDDEN} characters of an article is in it", err=True)


def _plans(
    api: HfApi,
    repo_id: str,
    workspace: Workspace,
    corpus: Corpus,
    release: Release,
    place: Path,
    space: str | None,
    no_space: bool,
    private: bool,
) -> list[Plan]:
    click.echo(f"Reading from {api.endpoint}: tags, lists of files, the tables of the last tag", err=True)
    plans = [plan_dataset(api, repo_id, release, private=private)]
    if release.folder == workspace.dataset and not no_space and workspace.baselines.is_dir():
        place.mkdir()
        _write_leaderboard(workspace, corpus, place, release, repo_id)
        title = f"Leaderboard of {release.title}"
        plans.append(plan_space(api, space or f"{repo_id}-leaderboard", place, title, private=private))
    return plans


def _carry_out(api: HfApi, plan: Plan) -> None:
    if plan.anything:
        click.echo(f"Uploading {len(plan.upload)} files to {plan.repository.type} {plan.repository.id}", err=True)
        carry_out(api, plan)


def _stale_or_wrong(workspace: Workspace, corpus: Corpus) -> list[Finding]:
    """What is wrong with the workspace, and what of dataset/ is not what it gives."""
    click.echo("Checking the workspace, and building anew to compare", err=True)
    template = read_template(workspace.card)
    changed = build_dataset(corpus, template, workspace.card.name, workspace.dataset, write=False)
    return [
        *check_workspace(workspace.corpus, workspace.annotation, workspace.dataset, card=workspace.card),
        *(STALE.at(f"dataset/{name}", "", "not what seeds and annotation give") for name in changed),
    ]


def _untold(workspace: Workspace, corpus: Corpus) -> list[Finding]:
    """What no history tells of: neither git's nor the changelog."""
    return [
        *check_committed(workspace.root),
        *check_changelog(workspace.changelog, _versions(workspace, corpus)),
    ]


def _versions(workspace: Workspace, corpus: Corpus) -> list[str]:
    """The versions that the changelog has to tell of: the dataset's, and the gold's where it has one."""
    metadata, _ = front_matter(read_template(workspace.card), workspace.card.name)
    return [version_of(metadata), *([f"Gold {corpus.gold_version}"] if corpus.gold_version else [])]


def _release(workspace: Workspace, corpus: Corpus, textfree: Path | None) -> Release:
    """Describe what is to be published: dataset/, or a release without text that is written into a folder."""
    metadata, _ = front_matter(read_template(workspace.card), workspace.card.name)
    name = str(metadata.get("pretty_name") or workspace.root.name).split(":")[0].strip()
    told = told_in(workspace.changelog, _versions(workspace, corpus))
    if textfree is not None:
        build_textfree(corpus, workspace.dataset, textfree)
        findings = [*text_leaks(told, forbidden_in(corpus), workspace.changelog.name)]
        if findings:
            raise FindingsError(findings)
        name += " without text"
    return Release(textfree or workspace.dataset, name, version_of(metadata), corpus.gold_version, told)


def _write_leaderboard(workspace: Workspace, corpus: Corpus, folder: Path, release: Release, repo_id: str) -> None:
    os.environ.setdefault("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    systems = read_systems(workspace.baselines, ())
    click.echo(f"Scoring {len(systems)} systems for the leaderboard", err=True)
    splits = read_splits(workspace.corpus.splits, workspace.corpus.splits.name)
    schema = corpus.schema
    labels = [*(e.name for e in schema.entities), *(e.name for e in schema.derived_entities)] if schema else None
    gold = Gold(str(workspace.dataset), splits, None, labels, schema, corpus.phenomena)
    data = leaderboard_data(systems, gold)
    write_space(folder, render(data), release.name, repo_id, release.version)


def _print(plans: list[Plan], as_json: bool) -> None:
    if as_json:
        click.echo(json_line({"plans": [plan.as_json() for plan in plans]}), nl=False)
    else:
        click.echo("\n\n".join(map(str, plans)))
