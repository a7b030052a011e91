"""Install pkuseg into this environment; without a C compiler, unpack its model alone.

pkuseg comes as source only and needs numpy and Cython to be built. spacy-pkuseg, its fork with built
packages, gives the same words with pkuseg's model.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

MODEL = Path(sys.prefix) / "pkuseg-model"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
ALONE = ("--no-deps", "--no-build-isolation")


def main() -> None:
    with tempfile.TemporaryDirectory(dir=sys.prefix) as folder:
        archive = downloaded(Path(folder))
        if subprocess.run([*PIP, "install", *ALONE, str(archive)]).returncode:
            print("pkuseg could not be built: its model will run on spacy-pkuseg", file=sys.stderr)
        unpack_model(archive)


def downloaded(folder: Path) -> Path:
    pins = Path(__file__).with_name("requirements-source.txt")
    options = ("--require-hashes", "--no-binary", ":all:", "-r", str(pins), "-d", str(folder))
    subprocess.run([*PIP, "download", *ALONE, *options], check=True)
    [archive] = folder.glob("pkuseg-*.tar.gz")
    return archive


def unpack_model(archive: Path) -> None:
    MODEL.mkdir(exist_ok=True)
    with tarfile.open(archive) as content:
        for name in ("features.pkl", "weights.npz"):
            stream = content.extractfile(f"{archive.name.removesuffix('.tar.gz')}/pkuseg/models/default/{name}")
            (MODEL / name).write_bytes(stream.read())


if __name__ == "__main__":
    main()
