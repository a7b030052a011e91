"""`shuanglian check`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from shuanglian.check.release import check_release, is_release
from shuanglian.check.workspace import check_article_file, check_record_file, check_workspace
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, is_workspace
from shuanglian.corpus.reading import reviewed_layout
from shuanglian.corpus.sources import listed_source
from shuanglian.findings import Finding


@click.command("check", short_help="Prove a workspace, a dataset, article files or sentence records.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.option("--encoding", help="Read article files, and those that records name, in this encoding.")
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON lines on stdout.")
def command(paths: tuple[Path, ...], encoding: str | None, as_json: bool) -> None:
    """Prove a workspace (by default this folder), a dataset, article files, or sentence records (.jsonl).

    Every problem is listed with its place and how to mend it, all at once. Levels: bytes,
    layout, offsets, records, release. Exit code 1 where there are findings.
    """
    findings = [finding for path in paths or (Path(),) for finding in _check(path, encoding)]
    report(findings, as_json)
    if findings:
        sys.exit(1)


def _check(path: Path, encoding: str | None) -> list[Finding]:
    if is_workspace(path):
        workspace = Workspace(path.resolve())
        return check_workspace(
            workspace.corpus,
            workspace.annotation,
            workspace.dataset,
            lambda step: click.echo(step, err=True),
            workspace.card,
        )
    if is_release(path):
        return check_release(path, None)
    if path.is_dir():
        raise click.BadParameter(f"{path} is no workspace (seeds/sources.tsv) and no dataset (checksums.txt)")
    if path.suffix == ".jsonl":
        corpus = Workspace(Path()).corpus
        return check_record_file(path, (path.parent, Path(), corpus.seeds), partial(reviewed_layout, corpus), encoding)
    source = None if encoding else listed_source(path)
    return check_article_file(path, encoding or (source.encoding if source else None) or None)
