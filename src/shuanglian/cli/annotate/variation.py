"""`shuanglian annotate variation`."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from shuanglian.agreement.variation import VARIES, describe, problems_of, variations
from shuanglian.cli.annotate.common import say, schema_of
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.exceptions import findings_of, read_exceptions
from shuanglian.files import json_line
from shuanglian.gold import read_gold


@click.command("variation")
@workspace_option
@click.option("--all", "everything", is_flag=True, help="List what has a reason in annotation/exceptions.toml too.")
@click.option("--json", "as_json", is_flag=True, help="Print all variations as JSON lines on stdout.")
def command(workspace: Workspace, everything: bool, as_json: bool) -> None:
    """List the strings that the gold annotates in different ways, with contexts.

    Each is either mended in the gold or justified in annotation/exceptions.toml; what is neither
    gives exit code 1.
    """
    gold = read_gold(workspace.annotation.gold, "annotation/gold", schema_of(workspace))
    found = variations(gold)
    name = "annotation/exceptions.toml"
    exceptions = read_exceptions(workspace.annotation.exceptions, name)
    reasons = {key: reason for key, reason in exceptions.items() if key[0] == VARIES.id}
    for item in found:
        reason = reasons.get((VARIES.id, item.text))
        if as_json:
            click.echo(json_line(asdict(item) | {"reason": reason}), nl=False)
        elif everything:
            click.echo(f"{item.layer}, {item.text}: {reason or 'no reason'}\n    {describe(item, gold)}")
    findings = findings_of(problems_of(found, gold), reasons, name)
    if findings:
        report(findings)
        sys.exit(1)
    say(f"{len(found)} strings vary, each for a reason")
