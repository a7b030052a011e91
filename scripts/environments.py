"""Environments for the maintainers' scripts."""

import sys
from pathlib import Path

from shuanglian import environments


def environment_python(folder: Path, requirements: str, *pip_options: str) -> Path:
    """Return the Python of an environment that holds `requirements`; ends the script where it cannot be made."""
    pins = folder.with_name(f"{folder.name}-requirements.txt")
    pins.parent.mkdir(parents=True, exist_ok=True)
    pins.write_text(requirements, "utf-8")
    install = [*environments.PIP_INSTALL, "--only-binary=:all:", *pip_options, "-r", str(pins)]
    try:
        return environments.environment_python(folder, requirements, [install], lambda: _announce(folder))
    except environments.NotMade as error:
        sys.exit(f"The environment {folder.name} could not be set up ({error}); the messages above say why.")


def _announce(folder: Path) -> None:
    print(f"Setting up {folder.name} (a minute or two)", file=sys.stderr, flush=True)
