"""The command line: one module a command, found by its file name and imported when called.

Data goes to stdout, messages and progress to stderr. Exit codes: 0 done, 1 findings, 2 wrong use.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import pkgutil
import re
import sys

import click

from shuanglian import __version__
from shuanglian.cli.printing import report
from shuanglian.findings import FindingsError, Kind

NOT_INSTALLED = Kind("extra-not-installed", "release", "install the extra that the message names")


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
    The corpus:           shuanglian check, then shuanglian build
    Your own text:        shuanglian split article.txt
    A corpus of your own: shuanglian new FOLDER
    """  # noqa: D301 - click needs the backspace itself


def main() -> None:
    """Run the command line; findings that stop a command are printed and exit with 1."""
    try:
        cli()
    except FindingsError as error:
        report(error.findings)
        sys.exit(1)
    except ModuleNotFoundError as error:
        module = (error.name or "").split(".")[0]
        extra = _extra_of(module)
        if extra is None:
            raise
        report([NOT_INSTALLED.at(module, "", f"it is not installed: pip install 'shuanglian[{extra}]'")])
        sys.exit(1)


def _extra_of(module: str) -> str | None:
    """Return the first extra of this package that installs a module."""
    package = {"yaml": "pyyaml"}.get(module, module).replace("_", "-")
    for requirement in importlib.metadata.requires("shuanglian") or ():
        found = re.fullmatch(r"([\w.-]+).*extra == [\"']([\w-]+)[\"'].*", requirement)
        if found and found[1].replace("_", "-").lower() == package:
            return found[2]
    return None
