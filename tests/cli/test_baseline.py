"""`baseline run`: what it writes, that it can be had again, and what is told when something is wrong."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from shuanglian.baselines.running import ABSENT
from shuanglian.cli import cli

BASELINES = Path(__file__).parent.parent.parent / "baselines"
TOML = (BASELINES / "characters" / "baseline.toml").read_text("utf-8")


@pytest.fixture
def made(workspace):
    """A workspace with the dataset of this repository and the baseline of characters, without results."""
    shutil.copytree(BASELINES.parent / "dataset", workspace.dataset)
    folder = workspace.baselines / "characters"
    folder.mkdir(parents=True)
    for name in ("baseline.toml", "predict.py"):
        shutil.copyfile(BASELINES / "characters" / name, folder / name)
    return workspace


def run(workspace, *arguments):
    return CliRunner().invoke(cli, ["baseline", "run", "--workspace", str(workspace.root), *arguments])


def told(result):
    findings = getattr(result.exception, "findings", [])
    return {finding.id for finding in findings} | {
        word for word in result.output.split() if word.startswith("baseline-")
    }


def variant(workspace, name, script=None, toml=TOML):
    folder = workspace.baselines / name
    folder.mkdir()
    (folder / "baseline.toml").write_text(toml, "utf-8")
    (folder / "predict.py").write_text(script or "", "utf-8")
    return name


def test_a_run_is_scored_and_can_be_had_again(made):
    result = run(made, "characters")
    assert result.exit_code == 0, result.output
    folder = made.baselines / "characters"
    assert (folder / "results.json").exists()
    assert run(made, "characters", "--check").exit_code == 0
    [predictions] = (folder / "predictions").glob("*.jsonl")
    predictions.write_text(predictions.read_text("utf-8").replace('"上", "半"', '"上半"'), "utf-8")
    assert "baseline-not-reproduced" in told(run(made, "characters", "--check"))


def test_what_is_no_baseline_is_told(made):
    assert "baseline-unknown" in told(run(made, "nobody"))
    assert "baseline-malformed" in told(run(made, variant(made, "verbs", toml=TOML.replace("segmentation", "verbs"))))


def test_a_script_that_fails_or_has_no_model_is_told(made):
    assert "baseline-failed" in told(run(made, variant(made, "broken", "import sys; sys.exit('no luck')")))
    absent = f"import sys; print('give --model', file=sys.stderr); sys.exit({ABSENT})"
    assert "baseline-model-absent" in told(run(made, variant(made, "absent", absent)))


def test_packages_that_cannot_be_installed_are_told(made):
    name = variant(made, "unpinned", toml=TOML + 'packages = ["no-such-package-of-ours==1.0"]\n')
    (made.baselines / name / "requirements.txt").write_text("no-such-package-of-ours==1.0\n", "utf-8")  # no hash
    command = [sys.executable, "-m", "shuanglian", "baseline", "run", name]
    result = subprocess.run(command, cwd=made.root, capture_output=True, text=True)
    assert result.returncode == 1
    assert "baseline-environment" in result.stderr


def test_without_a_dataset_nothing_is_run(workspace):
    (workspace.baselines / "characters").mkdir(parents=True)
    for name in ("baseline.toml", "predict.py"):
        shutil.copyfile(BASELINES / "characters" / name, workspace.baselines / "characters" / name)
    assert "baseline-no-dataset" in told(run(workspace, "characters"))
