"""Prove that old and new releases of `datasets` read the built dataset, and all read the same rows.

    make compatibility
    python scripts/check_datasets_versions.py [FOLDER]

Each release below gets an environment of its own, build/datasets-<release>, made on the first run
and again when its pins change. In it scripts/read_dataset.py reads every configuration with the
card and without, at once and streaming, offline and with an empty cache. The rows that come back
must have the hashes in build.json, lists of structs must come back as lists of structs, and the
column types must be the same everywhere. The exit status is 1 where something differs.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from environments import environment_python

from shuanglian.release.build import STAMP, parquet_path, rows_sha256
from shuanglian.release.configurations import configurations
from shuanglian.release.features import FeatureType
from shuanglian.release.rows import Row
from shuanglian.release.tables import markdown_table
from shuanglian.schema import load_schema

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATIONS = configurations(load_schema(ROOT / "annotation" / "schema.toml"))
READER = ROOT / "scripts" / "read_dataset.py"
WAYS = ("with card", "with card, streaming", "without card", "without card, streaming")

# The first two stand with what was current when they came out; pyarrow 17 is the oldest that
# pyproject.toml allows. A newer release of a series takes the place of the one listed.
PINS = {
    "2.21.0": ("huggingface_hub==0.24.7", "pyarrow==17.0.0", "numpy==1.26.4", "pandas==2.2.2", "fsspec==2024.6.1"),
    "3.6.0": ("huggingface_hub==0.32.4", "pyarrow==20.0.0", "numpy==2.2.6", "pandas==2.2.3", "fsspec==2025.3.0"),
    "4.8.5": ("huggingface_hub==1.33.0", "pyarrow==23.0.1", "numpy==2.4.6", "pandas==3.1.1", "fsspec==2026.2.0"),
    "5.2.0": ("huggingface_hub==2.4.0", "pyarrow==26.0.1", "numpy==2.4.6", "pandas==3.1.1", "fsspec==2026.9.0"),
}


class Problem(NamedTuple):
    """Something that a release reads otherwise than it was built."""

    release: str
    configuration: str
    way: str
    message: str

    def __str__(self) -> str:
        return f"datasets {self.release}, {self.configuration}, {self.way}: {self.message}"


def main() -> None:
    if sys.version_info >= (3, 13):
        sys.exit(
            "The oldest release has no packages for this Python: make compatibility PYTHON=python3.12 VENV=.venv-3.12"
        )
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "dataset", help="default: dataset")
    folder = parser.parse_args().folder.resolve()
    answers = {release: _read(release, folder) for release in PINS}
    problems = [*_problems(answers, folder), *_type_problems(answers)]
    print(_table(answers, problems))
    if problems:
        sys.exit("\n" + "\n".join(map(str, problems)))
    print("\nAll releases read the same rows, those of the build.")


def _read(release: str, folder: Path) -> dict[str, Any]:
    """Return what scripts/read_dataset.py answers in the environment of a release."""
    requirements = "\n".join((f"datasets=={release}", *PINS[release])) + "\n"
    python = environment_python(ROOT / "build" / f"datasets-{release}", requirements)
    print(f"Reading with datasets {release}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as cache:
        places = {"HF_HOME": cache, "HF_DATASETS_CACHE": str(Path(cache, "datasets")), "HF_HUB_OFFLINE": "1"}
        command = [str(python), "-I", "-X", "utf8", str(READER), str(folder)]
        answer = subprocess.run(command, env=os.environ | places, stdout=subprocess.PIPE)
    if answer.returncode:
        sys.exit(f"datasets {release} could not be run; the messages above say why.")
    readings: dict[str, Any] = json.loads(answer.stdout)
    return readings


# --- comparing ------------------------------------------------------------------------------


def _problems(answers: dict[str, Any], folder: Path) -> Iterator[Problem]:
    built = json.loads((folder / STAMP).read_text("utf-8"))["rows"]
    default = CONFIGURATIONS[0].name
    for release, answer in answers.items():
        if answer["default"] != default:
            yield Problem(release, default, WAYS[0], f"the default configuration is {answer['default']!r}")
        readings = {(reading["configuration"], reading["way"]): reading for reading in answer["readings"]}
        for item in CONFIGURATIONS:
            for way in WAYS:
                reading = readings.get((item.name, way), {"error": "there is no such configuration"})
                for message in _reading_problems(reading, item.name, built[item.name], folder):
                    yield Problem(release, item.name, way, message)


def _reading_problems(reading: dict[str, Any], name: str, built: dict[str, Any], folder: Path) -> Iterator[str]:
    if "error" in reading:
        yield reading["error"]
        return
    if reading["splits"].keys() != built.keys():
        yield f"the splits are {', '.join(reading['splits'])}, build.json has {', '.join(built)}"
    for split in (split for split in built if split in reading["splits"]):
        rows = reading["splits"][split]["rows"]
        if len(rows) != built[split]["rows"]:
            yield f"{split} has {len(rows)} rows, build.json says {built[split]['rows']}"
        elif rows_sha256(rows) != built[split]["sha256"]:
            difference = _first_difference(rows, folder / parquet_path(name, split))
            yield f"{split} has other rows than build.json: {difference}"
        yield from _shape_problems(rows, name, split)


def _first_difference(rows: list[Row], path: Path) -> str:
    import pyarrow.parquet as pq

    for number, (row, expected) in enumerate(zip(rows, pq.read_table(path).to_pylist(), strict=True)):
        for column in row.keys() | expected.keys():
            if row.get(column) != expected.get(column):
                return f"row {number}, column {column}: {row.get(column)!r} instead of {expected.get(column)!r}"
    return "the columns stand in another order, or the Parquet file itself is not the one that was built"


def _shape_problems(rows: list[Row], name: str, split: str) -> Iterator[str]:
    features = next(item.features for item in CONFIGURATIONS if item.name == name)
    for column, kind in features.items():
        for number, row in enumerate(rows):
            if not _has_shape(row.get(column), kind):
                yield f"{split} row {number}, column {column}: {row.get(column)!r} has not the shape {kind}"
                break


def _has_shape(value: Any, kind: FeatureType) -> bool:
    """Tell whether lists are lists and structs are structs, all the way down; any value may be missing."""
    if value is None:
        return True
    if isinstance(kind, list):
        return isinstance(value, list) and all(_has_shape(item, kind[0]) for item in value)
    if isinstance(kind, dict):
        fits = isinstance(value, dict) and value.keys() == kind.keys()
        return fits and all(_has_shape(value[name], inner) for name, inner in kind.items())
    return not isinstance(value, list | dict)


def _type_problems(answers: dict[str, Any]) -> Iterator[Problem]:
    """Compare the column types of every reading with those of the first one."""
    first: dict[tuple[str, str], dict[str, str]] = {}
    for release, answer in answers.items():
        for reading in answer["readings"]:
            name = reading["configuration"]
            for split, content in reading.get("splits", {}).items():
                expected = first.setdefault((name, split), content["columns"])
                for column, kind in content["columns"].items():
                    if kind != expected.get(column):
                        message = f"{split}, column {column} is {kind}, elsewhere {expected.get(column)}"
                        yield Problem(release, name, reading["way"], message)


def _table(answers: dict[str, Any], problems: list[Problem]) -> str:
    bad = {(problem.release, problem.way, problem.configuration) for problem in problems}
    rows = []
    for release, answer in answers.items():
        good = [sum((release, way, item.name) not in bad for item in CONFIGURATIONS) for way in WAYS]
        equal = "yes" if min(good) == len(CONFIGURATIONS) else "no"
        counts = (f"{count} of {len(CONFIGURATIONS)}" for count in good)
        rows.append((release, answer["python"], answer["pyarrow"], *counts, equal))
    header = ("datasets", "Python", "pyarrow", *(f"configurations {way}" for way in WAYS))
    return markdown_table((*header, "equal rows and types"), rows)


if __name__ == "__main__":
    main()
