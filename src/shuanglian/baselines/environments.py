"""An environment for each baseline: made once, used again until what it is made from changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import shuanglian
from shuanglian.baselines.description import Baseline
from shuanglian.findings import FindingsError, Kind

NOT_MADE = Kind("baseline-environment", "records", "the messages of pip say why; call the command again")

Progress = Callable[[str], None]
_BUILD, _PACKAGES, _PREPARE = "requirements-build.txt", "requirements.txt", "prepare.py"
"""What an environment is made from, in this order; prepare.py installs what these two cannot."""


def environment_python(baseline: Baseline, folder: Path, progress: Progress) -> Path:
    """Return the Python that runs a baseline: our own where it needs no packages, else that of `folder`."""
    if not baseline.description.packages:
        return Path(sys.executable)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "made-from.txt"
    parts = sorted([*baseline.folder.glob("requirements*.txt"), *baseline.folder.glob(_PREPARE)])
    made_from = "\n".join([f"Python {sys.version}", *(path.read_text("utf-8") for path in parts)])
    if stamp.is_file() and stamp.read_text("utf-8") == made_from:
        return python
    progress(f"{baseline.name}: installing {', '.join(baseline.description.packages)} apart, in build/baselines")
    _call(baseline, sys.executable, "-m", "venv", "--clear", str(folder))
    install: tuple[str, ...] = (
        str(python),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--quiet",
        "--require-hashes",
    )
    if baseline.description.build:
        _call(baseline, *install, "-r", str(baseline.folder / _BUILD))
        install += ("--no-build-isolation",)
    _call(baseline, *install, "-r", str(baseline.folder / _PACKAGES))
    if (baseline.folder / _PREPARE).is_file():
        _call(baseline, str(python), str(baseline.folder / _PREPARE))
    stamp.write_text(made_from, "utf-8")
    return python


def library(folder: Path) -> Path:
    """Put this package, and nothing else that is installed beside it, where environments can import it from."""
    target = folder / "library"
    shutil.rmtree(target, ignore_errors=True)
    package = Path(shuanglian.__file__).parent
    shutil.copytree(package, target / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def _call(baseline: Baseline, *command: str) -> None:
    if subprocess.run(command, stdout=sys.stderr).returncode:
        message = f"{' '.join(command[1:4])} failed"
        raise FindingsError([NOT_MADE.at(baseline.name, "", message)])
