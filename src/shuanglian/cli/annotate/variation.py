"""`shuanglian annotate variation`."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from shuanglian.agreement.variation import check_variations, describe, read_reasons, variations
from shuanglian.cli.annotate.common import say, schema_of
from shuanglian.cli.printing import report
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.files import json_line
from shuanglian.gold import read_gold


@click.command("variation")
@workspace_option
@click.option("--all", "everything", is_flag=True, help="List what has a reason in annotation/variation.toml too.")
@click.option("--json", "as_json", is_flag=True, help="Print all variations as JSON lines on stdout.")
def command(workspace: Workspace, everything: bool, as_json: bool) -> None:
    """List the strings that the gold annotates in different ways, with contexts.

    Each is either mended in the gold or justified in annotation/variation.toml; what is neither
    gives exit code 1.
    """
    gold = read_gold(workspace.annotation.gold, "annotation/gold", schema_of(workspace))
    found = variations(gold)
    reasons = read_reasons(workspace.annotation.variation, "annotation/variation.toml")
    if as_json:
        for item in found:
            reason = reasons.get((item.layer, item.text))
            click.echo(json_line(asdict(item) | {"reason": reason}), nl=False)
    elif everything:
        for item in found:
            click.echo(f"{item.layer}, {item.text}: {reasons.get((item.layer, item.text), '')}")
            click.echo(f"    {describe(item, gold)}")
    findings = check_variations(found, gold, reasons, "annotation/variation.toml")
    if findings:
        report(findings)
        sys.exit(1)
    say(f"{len(found)} strings vary, each for a reason")
