import pytest

from shuanglian.baselines.description import read_baseline, read_baselines
from shuanglian.findings import FindingsError
from tests.baselines.stand_ins import BASELINES, make_baseline

ALL = read_baselines(BASELINES)


def findings(folder, content):
    folder.mkdir()
    (folder / "baseline.toml").write_text(content, "utf-8")
    with pytest.raises(FindingsError) as raised:
        read_baseline(folder)
    return [(finding.id, finding.where) for finding in raised.value.findings]


def test_everything_wrong_is_told_at_once(tmp_path):
    told = findings(
        tmp_path / "a", 'system = 3\ntasks = ["verbs"]\ncolour = "red"\npackages = ["jieba"]\ncross_validated = true\n'
    )
    assert {where for _, where in told} == {
        *(
            "colour",
            "system",
            "about",
            "version",
            "licence",
            "training_data",
            "tasks",
            "packages",
            "",
            "cross_validated",
        )
    }
    assert {kind for kind, _ in told} == {"baseline-malformed"}


def test_no_toml_and_no_folder(tmp_path):
    assert findings(tmp_path / "a", "system = ")[0] == ("baseline-malformed", "")
    with pytest.raises(FindingsError, match="baseline-unknown"):
        read_baseline(tmp_path / "none")


def test_a_new_folder_is_a_baseline(tmp_path):
    make_baseline(tmp_path / "mine", "")
    assert [baseline.name for baseline in read_baselines(tmp_path)] == ["mine"]


@pytest.mark.parametrize("baseline", ALL, ids=lambda baseline: baseline.name)
def test_pins_are_hashed_and_hold_no_addresses(baseline):
    for packages, name in (
        (baseline.description.packages, "requirements.txt"),
        (baseline.description.build, "requirements-build.txt"),
    ):
        if packages:
            pins = (baseline.folder / name).read_text("utf-8")
            assert all(f"{package.lower()}" in pins for package in packages)
    for path in baseline.folder.glob("requirements*.txt"):
        pins = path.read_text("utf-8")
        assert "://" not in pins
        assert pins.count("==") <= pins.count("--hash=sha256:")


@pytest.mark.parametrize("baseline", ALL, ids=lambda baseline: baseline.name)
def test_numbers_are_committed_of_what_ran_and_of_nothing_else(baseline):
    ran = (baseline.folder / "results.json").exists()
    assert not (ran and baseline.description.model)
    assert ran == all(
        (baseline.folder / "predictions" / f"{task}.jsonl").exists() for task in baseline.description.tasks
    )


def test_make_runs_light_baselines_that_stand_alone():
    [line] = [
        line for line in (BASELINES.parent / "Makefile").read_text("utf-8").splitlines() if line.startswith("LIGHT")
    ]
    light = {item.name for item in ALL if not item.description.heavy and not item.description.model}
    assert set(line.split(":= ")[1].split()) <= light
