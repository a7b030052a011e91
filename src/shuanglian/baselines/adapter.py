"""What the scripts of baselines share: sentence records in, predictions out, and what that took.

It needs the standard library alone, because each script runs in an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO

from shuanglian.annotations.codec import word_spans

Json = dict[str, Any]
Predict = Callable[[Json], Json]
Load = Callable[[argparse.Namespace], Predict]

ABSENT = 3
"""Exit code of a script whose model is not here."""


class ModelAbsentError(Exception):
    """The model is not here; the message says which, and how to give it."""


def run(
    loaders: Mapping[str, Load], packages: Sequence[str] = (), options: Callable[[argparse.ArgumentParser], Any] = id
) -> None:
    """Be a script: read records, write a prediction for each.

    `loaders` gives for each task what loads or trains the system and returns the function that
    predicts; a function with a method `told` adds to the report what it returns. `packages` are those
    whose versions are reported. `options` adds options to the parser.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="?", help="sentence records, JSON lines  [default: stdin]")
    parser.add_argument("--task", choices=list(loaders), default=next(iter(loaders)))
    parser.add_argument("--train", type=Path, help="rows with gold, JSON lines")
    parser.add_argument("--report", type=Path, help="where to write versions, seconds and memory, as JSON")
    options(parser)
    arguments = parser.parse_args()
    # Predictions are all that a script may write to stdout, whatever libraries print there.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    try:
        _run(loaders[arguments.task], arguments, output, packages)
    except ModelAbsentError as error:
        print(error, file=sys.stderr)
        sys.exit(ABSENT)


def _run(load: Load, arguments: argparse.Namespace, output: TextIO, packages: Sequence[str]) -> None:
    began = time.perf_counter()
    predict = load(arguments)
    loaded = time.perf_counter()
    texts = characters = 0
    for record in read_lines(arguments.records):
        prediction = predict(record)
        row = {"id": record["id"], "text_sha256": record.get("text_sha256"), **prediction}
        output.write(json.dumps(row, ensure_ascii=False) + "\n")
        texts, characters = texts + 1, characters + len(record["text"])
    output.flush()
    if arguments.report:
        report = {
            "packages": {name: version(name) for name in packages},
            "load_seconds": round(loaded - began, 3),
            "seconds": round(time.perf_counter() - loaded, 3),
            "texts": texts,
            "characters": characters,
            "peak_memory_mb": peak_memory(),
            **getattr(predict, "told", dict)(),
        }
        arguments.report.write_text(json.dumps(report, ensure_ascii=False), "utf-8")


def read_lines(path: str | Path | None) -> Iterable[Json]:
    """Yield the objects of a file of JSON lines, of stdin where there is none."""
    if path is None:
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield from (json.loads(line) for line in sys.stdin if line.strip())
    else:
        with Path(path).open(encoding="utf-8") as stream:
            yield from (json.loads(line) for line in stream if line.strip())


def training_rows(arguments: argparse.Namespace) -> list[Json]:
    """Return the rows that a system may learn from."""
    if arguments.train is None:
        raise SystemExit("this system is trained: give --train")
    return list(read_lines(arguments.train))


def words_row(text: str, pieces: Iterable[str]) -> Json:
    """Put pieces back on the text: blanks that were dropped return inside words, and are no words themselves.

    Raises `ValueError` where the pieces spell another text.
    """
    return {"words": [text[start:end] for start, end in word_spans(text, pieces)]}


def entity(start: int, end: int, label: str) -> Json:
    return {"start": start, "end": end, "label": label}


def model_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", type=Path, help="the folder of a model")


def local_model(arguments: argparse.Namespace) -> Path:
    """Return the folder of the model; raises `ModelAbsentError` where none is given or it is not there."""
    path: Path | None = arguments.model
    if path is None or not path.exists():
        raise ModelAbsentError("no model: give its folder with --model" if path is None else f"there is no {path}")
    return path.resolve()


def model_meta(arguments: argparse.Namespace, predict: Predict) -> Predict:
    """Let the report say which model predicts, by its folder's name."""
    name = arguments.model.resolve().name
    return Told(predict, lambda: {"meta": {"version": name}})


class Told:
    """A function that predicts, and one that tells what the report shall hold."""

    def __init__(self, predict: Predict, told: Callable[[], Json]) -> None:
        self.predict = predict
        self.told = told

    def __call__(self, record: Json) -> Json:
        return self.predict(record)


def peak_memory() -> int | None:
    """Peak resident memory of this process in MB; None where the system does not tell."""
    status = Path("/proc/self/status")
    if status.is_file():
        # What resource tells on Linux includes the process that started this one.
        peak = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return round(int(peak.split()[1]) / 1e3)
    try:
        import resource
    except ImportError:
        return None
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))
