"""Pin, with hashes, what each baseline's environment holds, from the packages that its baseline.toml names.

    make requirements
    python scripts/baseline_requirements.py [NAME ...]

Needs uv. The files hold no addresses.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

BASELINES = Path(__file__).resolve().parent.parent / "baselines"
COMPILE = ("uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes")
FILES = {"packages": "requirements.txt", "build": "requirements-build.txt"}


def main() -> None:
    folders = [BASELINES / name for name in sys.argv[1:]] or [path.parent for path in BASELINES.glob("*/baseline.toml")]
    for folder in sorted(folders):
        described = tomllib.loads((folder / "baseline.toml").read_text("utf-8"))
        for key, name in FILES.items():
            if key in described:
                _compile(described[key], folder / name)


def _compile(packages: list[str], target: Path) -> None:
    options = ("--no-header", "--no-annotate", "--prerelease", "allow")
    command = (*COMPILE, *options, "-", "-o", str(target))
    if subprocess.run(command, input="\n".join(packages).encode()).returncode:
        sys.exit(f"{target.parent.name}/{target.name} could not be made; the messages above say why.")


if __name__ == "__main__":
    main()
