"""One broken file for each kind of finding about predictions and gold, and what a person reads.

A file is called ``<finding id>.<task>.<what>``: predictions (.jsonl), a meta.json beside right
ones (.meta.json), or gold for right ones (.gold.jsonl). The golden message lies beside it.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from shuanglian.cli import cli
from shuanglian.findings import Kind
from shuanglian.tasks import problems, reference
from tests.tasks.samples import rows_of, write

INVALID = Path(__file__).parent / "invalid"
CASES = sorted(path for path in INVALID.glob("*.*") if path.suffix != ".golden")
WITHOUT_A_FILE = {
    "predictions-line-too-long": "tests/tasks/test_submissions.py writes one",
    "reference-no-such-split": "tests/tasks/test_reference.py names one",
    "reference-unreadable": "tests/tasks/test_reference.py reads what is not there",
}
META = '{"system": "s", "version": "1", "hardware": "2 cores", "seconds": 1.5, "training_data": "none"}\n'
REFRESH = "python -m pytest tests/tasks/test_invalid.py --refresh-golden"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_broken_file_gets_its_message(case, tmp_path, monkeypatch, request):
    finding, task, what = case.name.split(".", 2)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold.jsonl", rows_of(task))
    write(tmp_path / "predictions.jsonl", rows_of(task))
    (tmp_path / "meta.json").write_text(META, "utf-8")
    place = {"jsonl": "predictions.jsonl", "gold.jsonl": "gold.jsonl", "meta.json": "meta.json"}[what]
    (tmp_path / place).write_bytes(case.read_bytes())

    result = CliRunner().invoke(cli, ["validate", task, "predictions.jsonl", "--gold", "gold.jsonl"])

    golden = case.with_suffix(".golden")
    if request.config.getoption("--refresh-golden"):
        golden.write_text(result.stderr, "utf-8")
    assert golden.exists(), f"no golden message; write it with: {REFRESH}"
    assert result.stderr == golden.read_text("utf-8"), f"if the new message is better: {REFRESH}"
    assert finding in result.stderr
    assert result.exit_code == 1


def test_every_kind_has_a_broken_file():
    kinds = {item.id for module in (problems, reference) for item in vars(module).values() if isinstance(item, Kind)}
    covered = {case.name.split(".")[0] for case in CASES}
    assert covered | set(WITHOUT_A_FILE) == kinds


@pytest.mark.parametrize("task", ["segmentation", "ner", "numeric_facts", "sentences"])
def test_right_files_have_no_findings(task, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "gold.jsonl", rows_of(task))
    (tmp_path / "meta.json").write_text(META, "utf-8")
    result = CliRunner().invoke(cli, ["validate", task, "gold.jsonl", "--gold", "gold.jsonl"])
    assert result.exit_code == 0, result.output
    assert "nothing wrong" in result.stderr
