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
_PARTS = ("requirements-build.txt", "requirements.txt", "prepare.py")
"""What an environment is made from, in this order. prepare.py installs what pip alone cannot."""


def environment_python(baseline: Baseline, folder: Path, progress: Progress) -> Path:
    """Return the Python that runs a baseline: our own where it needs no packages, else that of `folder`."""
    if not baseline.description.packages:
        return Path(sys.executable)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "made-from.txt"
    parts = [path for name in _PARTS if (path := baseline.folder / name).is_file()]
    made_from = "\n".join([f"Python {sys.version}", *(path.read_text("utf-8") for path in parts)])
    if stamp.is_file() and stamp.read_text("utf-8") == made_from:
        return python
    progress(f"{baseline.name}: installing {', '.join(baseline.description.packages)} apart, in build/baselines")
    _call(baseline, sys.executable, "-m", "venv", "--clear", str(folder))
    (folder / "tmp").mkdir()
    pip = (str(python), "-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--require-hashes")
    for path in parts:
        if path.name == "prepare.py":
            _call(baseline, str(python), str(path))
        else:
            isolation = ("--no-build-isolation",) if (baseline.folder / _PARTS[0]).is_file() else ()
            _call(baseline, *pip, *isolation, "-r", str(path))
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
