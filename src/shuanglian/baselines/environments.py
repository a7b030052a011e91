"""An environment for each baseline: made once, used again until what it is made from changes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import shuanglian
from shuanglian import environments
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
    parts = sorted([*baseline.folder.glob("requirements*.txt"), *baseline.folder.glob(_PREPARE)])
    made_from = "\n".join(path.read_text("utf-8") for path in parts)
    wanted = ", ".join(baseline.description.packages)
    try:
        return environments.environment_python(
            folder,
            made_from,
            list(_steps(baseline)),
            lambda: progress(f"{baseline.name}: installing {wanted} apart, in build/baselines"),
        )
    except environments.NotMade as error:
        raise FindingsError([NOT_MADE.at(baseline.name, "", f"{error} failed")]) from error


def _steps(baseline: Baseline) -> Iterator[list[str]]:
    install = [*environments.PIP_INSTALL, "--require-hashes"]
    if baseline.description.build:
        yield [*install, "-r", str(baseline.folder / _BUILD)]
        install.append("--no-build-isolation")
    yield [*install, "-r", str(baseline.folder / _PACKAGES)]
    if (baseline.folder / _PREPARE).is_file():
        yield [str(baseline.folder / _PREPARE)]


def library(folder: Path) -> Path:
    """Put this package, and nothing else that is installed beside it, where environments can import it from."""
    target = folder / "library"
    shutil.rmtree(target, ignore_errors=True)
    package = Path(shuanglian.__file__).parent
    shutil.copytree(package, target / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    return target
