"""How findings look: for a person on stderr, for a program as JSON lines on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from shuanglian.files import json_line
from shuanglian.findings import Finding, in_reading_order

_STYLES: dict[str, dict[str, Any]] = {"place": {"bold": True}, "id": {"fg": "red"}, "fix": {"fg": "green"}}


def report(findings: Sequence[Finding], as_json: bool = False) -> None:
    """Print findings with their number, the one to mend first on top."""
    list_findings(findings, as_json)
    if not as_json:
        click.echo(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}", err=True)


def list_findings(findings: Sequence[Finding], as_json: bool = False) -> None:
    """Print findings alone."""
    ordered = in_reading_order(findings)
    if as_json:
        for finding in ordered:
            click.echo(json_line(asdict(finding)), nl=False)
        return
    for finding in ordered:
        click.echo(finding.told(lambda part, text: click.style(text, **_STYLES[part])), err=True)
