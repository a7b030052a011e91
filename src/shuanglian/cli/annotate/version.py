"""`shuanglian annotate version`."""

from __future__ import annotations

import click

from shuanglian.cli.annotate.common import say, schema_of
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.gold import read_gold
from shuanglian.gold_version import give_version


@click.command("version")
@workspace_option
@click.argument("version", metavar="X.Y.Z")
def command(workspace: Workspace, version: str) -> None:
    """Give the gold a version, and list the sentences that changed since the one before.

    From then on `shuanglian check` tells of every change that has no version of its own. The list
    on stdout belongs into the CHANGELOG.
    """
    gold = read_gold(workspace.annotation.gold, "annotation/gold", schema_of(workspace))
    changed = give_version(workspace.annotation.gold_version, "annotation/gold-version.json", version, gold)
    for identity, what in changed:
        click.echo(f"- {identity} {what}")
    say(f"version {version}: {len(gold)} sentences, {len(changed)} of them new or changed")
