"""The command line: one module a command, found by its file name and imported when called.

Data goes to stdout, messages and progress to stderr. Exit codes: 0 done, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import click

from shuanglian import __version__
from shuanglian.cli.printing import report
from shuanglian.findings import FindingsError


class _Commands(click.Group):
    """Commands are the public modules beside this one that hold a `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name.removesuffix("_") for name in names if name not in ("printing", "workspace"))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Chinese industry news in which every character is accounted for.

    \b
    The corpus:     shuanglian check, then shuanglian build
    Your own text:  shuanglian split article.txt
    """  # noqa: D301 - click needs the backspace itself


def main() -> None:
    """Run the command line; findings that stop a command are printed and exit with 1."""
    try:
        cli()
    except FindingsError as error:
        report(error.findings)
        sys.exit(1)
