"""Virtual environments apart from our own: made once, used again until what they are made from changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--quiet")


class NotMade(Exception):
    """An environment could not be made; its message is the step that failed."""


def environment_python(
    folder: Path, made_from: str, steps: Sequence[Sequence[str]], announce: Callable[[], None]
) -> Path:
    """Return the Python of the environment in `folder`, which is made anew where `made_from` is another text.

    `steps` are the arguments for each call of the new Python, in their order; `announce` is called
    before a person has to wait. What the steps print goes to stderr. Raises `NotMade`.
    """
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "made-from.txt"
    made_from = f"Python {sys.version}\n{made_from}"
    if stamp.is_file() and stamp.read_text("utf-8") == made_from:
        return python
    announce()
    _call(sys.executable, "-m", "venv", "--clear", str(folder))
    for step in steps:
        _call(str(python), *step)
    stamp.write_text(made_from, "utf-8")
    return python


def _call(*command: str) -> None:
    if subprocess.run(command, stdout=sys.stderr).returncode:
        raise NotMade(" ".join(command[1:4]))
