"""Running a baseline's script: records in, predictions out, and a report of what that took."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.baselines.adapter import ABSENT
from shuanglian.baselines.corpus import Corpus
from shuanglian.baselines.description import Baseline
from shuanglian.files import json_line
from shuanglian.findings import FindingsError, Kind
from shuanglian.tasks import tasks

FAILED = Kind("baseline-failed", "records", "the script's own messages stand above; mend it or its input")
MODEL_ABSENT = Kind("baseline-model-absent", "records", "give the model after --, as docs/baselines.md shows")

Json = dict[str, Any]
_APART = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


@dataclass(frozen=True)
class Place:
    """Where a script runs: its Python, the library it may import, and a folder for what it leaves behind."""

    python: Path
    library: Path
    scratch: Path


@dataclass(frozen=True)
class Predictions:
    """What a script gave for a task; `cross_validated` is None where it is not trained so."""

    rows: Sequence[Json]
    report: Json
    cross_validated: Sequence[Json] | None = None


def predict(baseline: Baseline, task: str, corpus: Corpus, place: Place, options: Sequence[str] = ()) -> Predictions:
    """Run a baseline over all records of a task; one that trains sees the train split alone.

    In cross-validation each cluster is predicted by what was trained on all others; a task with
    texts of its own has no clusters, and nobody learns from them. The script is asked for the task
    that it knows. Raises `FindingsError` where it fails or its model is absent.
    """
    description = baseline.description
    asked = tasks()[task].same_as or task
    records = corpus.records(task)
    rows = corpus.training_rows(task) if description.trains else None
    predicted, report = run_script(baseline, asked, records, place, rows, options)
    if not description.cross_validated or asked != task:
        return Predictions(predicted, report)
    by_id: dict[str, Json] = {}
    folds = list(corpus.folds(task))
    for _, others, held_out in folds:
        fold, _ = run_script(baseline, asked, held_out, place, others, options)
        by_id |= {row["id"]: row for row in fold}
    return Predictions(predicted, report, [by_id[record["id"]] for record in records] if folds else None)


def run_script(
    baseline: Baseline,
    task: str,
    records: Iterable[Json],
    place: Place,
    train: Iterable[Json] | None = None,
    options: Sequence[str] = (),
) -> tuple[list[Json], Json]:
    """Run predict.py once; return its predictions and its report."""
    place.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.scratch) as folder:
        given, report = Path(folder, "records.jsonl"), Path(folder, "report.json")
        given.write_text("".join(map(json_line, records)), "utf-8")
        command = [str(place.python), str(baseline.script), str(given), "--task", task, "--report", str(report)]
        if train is not None:
            learnt = Path(folder, "train.jsonl")
            learnt.write_text("".join(map(json_line, train)), "utf-8")
            command += ["--train", str(learnt)]
        environment = {**os.environ, **_APART, "PYTHONPATH": str(place.library), "TMPDIR": folder}
        environment |= {name: value for name, value in _OFFLINE.items() if name not in os.environ}
        answer = subprocess.run([*command, *options], env=environment, capture_output=True)
        _stop_on_failure(baseline, task, answer)
        if not report.is_file():
            told = "predict.py wrote no report: let it end with `run` of shuanglian.baselines.adapter"
            raise FindingsError([FAILED.at(baseline.name, task, told)])
        rows = [json.loads(line) for line in answer.stdout.decode("utf-8").splitlines() if line]
        return rows, json.loads(report.read_text("utf-8"))


def _stop_on_failure(baseline: Baseline, task: str, answer: subprocess.CompletedProcess[bytes]) -> None:
    if not answer.returncode:
        return
    messages = answer.stderr.decode("utf-8", "replace").strip().splitlines()
    if answer.returncode == ABSENT:
        told = messages[-1] if messages else "there is no model"
        raise FindingsError([MODEL_ABSENT.at(baseline.name, task, told)])
    shown = "\n    ".join(messages[-12:]) or "it said nothing"
    raise FindingsError([FAILED.at(baseline.name, task, f"predict.py ended with {answer.returncode}:\n    {shown}")])
