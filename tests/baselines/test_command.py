import json
import shutil

import pytest
from click.testing import CliRunner

from shuanglian.baselines.description import read_baseline
from shuanglian.cli import cli
from tests.baselines.stand_ins import BASELINES, ROOT, make_baseline, read_jsonl

SCRIPT = """from shuanglian.baselines.adapter import *
run({"segmentation": lambda a: lambda record: words_row(record["text"], record["text"])})
"""


@pytest.fixture
def root(tmp_path):
    """A workspace with the corpus's dataset and one baseline of its own."""
    (tmp_path / "seeds").mkdir()
    shutil.copy(ROOT / "seeds" / "sources.tsv", tmp_path / "seeds")
    (tmp_path / "annotation").mkdir()
    for name in ("schema.toml", "gold-version.json"):
        shutil.copy(ROOT / "annotation" / name, tmp_path / "annotation")
    shutil.copytree(ROOT / "dataset", tmp_path / "dataset")
    make_baseline(tmp_path / "baselines" / "mine", SCRIPT)
    return tmp_path


def run(root, *arguments):
    return CliRunner().invoke(cli, ["baseline", "run", "--workspace", str(root), *map(str, arguments)])


def test_a_run_writes_predictions_meta_and_results(root):
    result = run(root, "mine")
    assert result.exit_code == 0, result.stderr
    folder = root / "baselines" / "mine"
    assert len(read_jsonl(folder / "predictions" / "segmentation.jsonl")) == 380
    meta = json.loads((folder / "predictions" / "meta.json").read_text("utf-8"))
    assert meta["system"] == "mine"
    assert meta["runs"]["segmentation"]["texts"] == 380
    assert meta["runs"]["segmentation"]["characters_per_second"] > 0
    results = json.loads((folder / "results.json").read_text("utf-8"))["segmentation"]
    assert list(results) == ["train", "validation", "test"]
    committed = json.loads((BASELINES / "characters" / "results.json").read_text("utf-8"))["segmentation"]
    assert results == committed
    assert results["test"]["fine"]["signature"]["split"] == "test"


def test_a_second_run_leaves_the_measurements_alone(root):
    run(root, "mine")
    meta = root / "baselines" / "mine" / "predictions" / "meta.json"
    before = meta.read_bytes()
    assert "as it was" in run(root, "--light").stderr
    assert meta.read_bytes() == before
    assert "predictions/meta.json written" in run(root, "mine", "--measure").stderr


def test_check_tells_what_is_not_reproduced_and_writes_nothing(root):
    run(root, "mine")
    assert run(root, "mine", "--check").exit_code == 0
    predictions = root / "baselines" / "mine" / "predictions" / "segmentation.jsonl"
    changed = predictions.read_text("utf-8").replace('["', '["​', 1)
    predictions.write_text(changed, "utf-8")
    result = run(root, "mine", "--check")
    assert result.exit_code == 1
    assert "mine/predictions/segmentation.jsonl: line 1" in result.stderr
    assert "baseline-not-reproduced" in result.stderr
    assert predictions.read_text("utf-8") == changed


def test_what_may_differ_is_scored_again(root):
    toml = root / "baselines" / "mine" / "baseline.toml"
    toml.write_text(toml.read_text("utf-8") + "deterministic = false\n", "utf-8")
    assert "nothing to check" in run(root, "mine", "--check").stderr
    run(root, "mine")
    assert run(root, "mine", "--check").exit_code == 0
    results = root / "baselines" / "mine" / "results.json"
    results.write_text(results.read_text("utf-8").replace("0.2", "0.9"), "utf-8")
    assert "the predictions have other scores" in run(root, "mine", "--check").stderr


def test_predictions_that_do_not_fit_are_listed_and_nothing_is_written(root):
    script = SCRIPT.replace('words_row(record["text"], record["text"])', '{"words": ["别的"]}')
    (root / "baselines" / "mine" / "predict.py").write_text(script, "utf-8")
    result = run(root, "mine")
    assert result.exit_code == 1
    assert "predictions-text-differs" in result.stderr
    assert not (root / "baselines" / "mine" / "results.json").exists()


def test_into_another_folder(root, tmp_path):
    assert run(root, "mine", "--into", tmp_path / "other").exit_code == 0
    assert (tmp_path / "other" / "results.json").exists()
    assert not (root / "baselines" / "mine" / "results.json").exists()


@pytest.mark.parametrize("arguments", [[], ["mine", "--all"], ["--light", "--all"], ["mine", "--task", "ner"]])
def test_wrong_use(root, arguments):
    assert run(root, *arguments).exit_code == 2


def test_unknown(root):
    result = run(root, "none")
    assert "baseline-unknown" in str(result.exception)


def test_one_that_needs_a_model_says_so_and_gives_no_number(root):
    for name in ("chat", "transformers"):
        shutil.copytree(BASELINES / name, root / "baselines" / name)
    toml = root / "baselines" / "transformers" / "baseline.toml"
    toml.write_text(toml.read_text("utf-8").replace("packages", "# packages"), "utf-8")
    for name in ("chat", "transformers"):
        result = run(root, name)
        assert result.exit_code == 1
        assert "baseline-model-absent" in result.stderr
        assert "no model: give" in result.stderr
        assert not (root / "baselines" / name / "results.json").exists()
        assert read_baseline(BASELINES / name).description.model
    assert "chat" not in run(root, "--all").stderr
