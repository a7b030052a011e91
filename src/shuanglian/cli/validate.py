"""`shuanglian validate`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from shuanglian.cli.printing import report
from shuanglian.cli.score import gold_options, input_options
from shuanglian.findings import FindingsError
from shuanglian.tasks.scoring import WrongUseError, validate


@click.command("validate", short_help="Check predictions and their meta.json, without scoring them.")
@input_options
@click.option("--json", "as_json", is_flag=True, help="Print findings as JSON lines on stdout.")
def command(task: str, predictions: Path, gold: str | None, as_json: bool, **options: Any) -> None:
    """Check the predictions PRED of a TASK, and the meta.json beside them.

    Every problem is listed with its place, its likely cause and how to mend it; exit code 1.
    """
    try:
        submission = validate(task, predictions, **gold_options(gold), **options)
    except FindingsError as error:
        report(error.findings, as_json)
        sys.exit(1)
    except WrongUseError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"{submission.system}: {len(submission.pairs):,} texts, nothing wrong", err=True)
