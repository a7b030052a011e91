"""Virtual environments for the maintainers' scripts: made once, used again until their pins change."""

import os
import subprocess
import sys
from pathlib import Path


def environment_python(folder: Path, requirements: str, *pip_options: str) -> Path:
    """Return the Python of a virtual environment that holds `requirements`; make it where it is missing."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pins, stamp = folder / "requirements.txt", folder / "made-from.txt"
    made_from = f"Python {sys.version}\n{requirements}"
    if not stamp.is_file() or stamp.read_text("utf-8") != made_from:
        print(f"Setting up {folder.name} (a minute or two)", file=sys.stderr, flush=True)
        _run(folder, sys.executable, "-m", "venv", "--clear", str(folder))
        pins.write_text(requirements, "utf-8")
        install = ("-m", "pip", "install", "--disable-pip-version-check", "--only-binary=:all:")
        _run(folder, str(python), *install, *pip_options, "-r", str(pins))
        stamp.write_text(made_from, "utf-8")
    return python


def _run(folder: Path, *command: str) -> None:
    if subprocess.run(command, stdout=sys.stderr).returncode:
        sys.exit(f"The environment {folder.name} could not be set up; the messages above say why.")
