"""The numbers are those of `shuanglian score`; systems, splits and texts are where they belong."""

import json

import pytest

from shuanglian import FindingsError, score
from shuanglian.leaderboard.boards import cost
from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.systems import read_systems
from shuanglian.metrics.significance import compare, holm, ranking
from shuanglian.release.build import build_dataset
from shuanglian.tasks import tasks
from shuanglian.tasks.meta import Meta, Run
from tests.leaderboard import generated
from tests.leaderboard.systems import board, gold_rows, noisy, perfect, sample_data, write_system
from tests.tasks.samples import diagnostic_rows, write
from tests.workspaces import CARD, GOLD, load


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Three systems of different quality on 120 sentences; the second and the third are close to each other."""
    folder = tmp_path_factory.mktemp("large")
    rows = generated.gold_rows(120)
    for name, wrong in (("good", 0.02), ("fair", 0.2), ("fair too", 0.21)):
        generated.write_system(folder / name, rows, wrong, seed=len(name))
    return folder, rows, leaderboard_data(read_systems(folder, []), Gold(rows))


@pytest.mark.parametrize("task", ["segmentation", "ner", "numeric_facts"])
def test_numbers_are_those_of_the_scorer(large, task):
    folder, rows, data = large
    for view in tasks()[task].views:
        found = board(data, task, view, "test")
        for row in found["rows"]:
            report = score(
                task, folder / row["system"] / "predictions" / f"{task}.jsonl", rows, split="test", view=view
            )
            for name, (value, low, high) in row["values"].items():
                assert (value, low, high) == (report.score[name].value, report.score[name].low, report.score[name].high)
            assert found["signature"] == dict(report.signature)
            assert (found["texts"], found["documents"]) == (report.texts, report.score.documents)


def test_tests_and_tie_groups_are_those_of_the_scorer(large):
    folder, rows, data = large
    found = board(data, "ner", "all", "test")["rankings"]["mentions.f"]
    assert found["places"][0][0] == "good"
    assert [group for _, group in found["places"]] == [1, 2, 2]
    paths = {key: folder / key / "predictions" / "ner.jsonl" for key, _ in found["places"]}
    raw = []
    for better, worse, difference, _ in found["pairs"]:
        report = score("ner", paths[better], rows, against=paths[worse])
        assert report.comparisons["mentions.f"].difference == difference > 0
        raw.append(report.comparisons["mentions.f"].p)
    assert [p for *_, p in found["pairs"]] == holm(raw)


def test_a_ranking_from_tests_at_hand_is_the_same(large):
    folder, rows, _ = large
    from shuanglian.metrics.significance import compare_all, ranked
    from shuanglian.tasks.reference import read_reference
    from shuanglian.tasks.scoring import Options
    from shuanglian.tasks.submissions import read_submission

    task = tasks()["segmentation"]
    reference = read_reference(rows, task)
    evaluations = {
        path.name: task.evaluate(
            read_submission(task, path / "predictions" / "segmentation.jsonl", reference).pairs, Options("fine")
        )
        for path in folder.iterdir()
    }
    compared = compare_all(evaluations, "words.f")
    assert ranked(evaluations, "words.f", compared) == ranking(evaluations, "words.f")
    pair = next(iter(compared))
    assert compared[pair].difference == compare(evaluations[pair[0]], evaluations[pair[1]], "words.f").difference


def test_parts_are_those_of_the_scorer(tmp_path):
    data = sample_data(tmp_path)
    found = board(data, "ner", "all")
    keys = [row["system"] for row in found["rows"]]
    report = score("ner", noisy("ner", gold_rows()), gold_rows())
    parts = {one["name"]: {row["part"]: row for row in one["rows"]} for one in found["breakdowns"]}
    for label, row in parts["label"].items():
        estimate = report.score[f"label {label}.f"].value
        cell = row["cells"][keys.index("noisy")]
        assert (cell[0] if cell else None) == (None if estimate is None else pytest.approx(estimate, abs=1e-5))
        assert row["gold"] == report.score.counts[f"label {label}.gold"]
    assert set(parts["document"]) == {"a-1", "b-1", "c-1"}
    assert parts["document"]["c-1"]["cells"] == [None, None]
    assert parts["document"]["b-1"]["cells"][keys.index("noisy")] == [1, 1, 1]


def test_words_by_group(tmp_path):
    found = board(sample_data(tmp_path), "segmentation", "fine")
    keys = [row["system"] for row in found["rows"]]
    rows = {row["part"]: row for one in found["breakdowns"] if one["name"] == "words in groups" for row in one["rows"]}
    assert rows["NAME"]["gold"] == 5
    assert [rows["NAME"]["cells"][keys.index(key)] for key in ("characters", "noisy", "perfect")] == [[0], [0.6], [1]]


def test_diagnostics_are_broken_down_by_phenomenon(tmp_path):
    rows = [
        {**row, "split": "tuning" if row["phenomenon"] == "phenomenon-c" else "held_out"} for row in diagnostic_rows()
    ]
    write_system(tmp_path / "copy", {"diagnostics": perfect("numeric_facts", rows)})
    data = leaderboard_data(read_systems(tmp_path, []), Gold(rows))
    assert data["first"]["diagnostics"] == "held_out"
    breakdowns = board(data, "diagnostics", split="held_out")["breakdowns"]
    parts = {one["name"]: {row["part"]: row["cells"] for row in one["rows"]} for one in breakdowns}
    assert parts["value_unit"] == parts["relaxed"] == {"phenomenon-a": [[1, 1, 1]], "phenomenon-b": [[1, 1, 1]]}
    assert parts["alarms"] == {"phenomenon-a": [[0.0]]}
    assert "document" not in parts
    assert data["passages"]["diag-a-1.p01.s1"]["document"] == "phenomenon-a"


def test_texts_have_each_version_once(tmp_path):
    data = sample_data(tmp_path)
    assert [system["key"] for system in data["systems"]] == ["characters", "noisy", "perfect"]
    text = data["texts"]["ner"]["all"]["a-1.p02.s1"]
    assert text["said"] == [-1, 1, 0]
    gold, noise = text["versions"]
    assert gold["is"] == {"spans": [[0, 11, "ORG"], [0, 3, "LOC"], [11, 13, "TITLE"], [13, 15, "PER"], [17, 20, "COM"]]}
    assert gold["views"]["outermost"]["is"]["spans"] == [
        [0, 11, "ORG"],
        [11, 13, "TITLE"],
        [13, 15, "PER"],
        [17, 20, "COM"],
    ]
    assert noise["views"]["outermost"] == {
        "is": {"spans": [[0, 11, "COM"], 2, 3, [21, 22, "ORG"]]},
        "errors": [0, 2, 3],
    }
    assert noise["is"] == {"spans": [[0, 11, "COM"], [1, 3, "LOC"], 3, 4, [21, 22, "ORG"]]}
    assert noise["errors"] == [
        ["type", "ORG", "COM", [0, 11], 1],
        ["boundary", "LOC", "LOC", [0, 3], [1, 3]],
        ["missing", "TITLE", "", [11, 13], 0],
        ["spurious", "", "ORG", 0, [21, 22]],
    ]
    words = data["texts"]["segmentation"]["all"]["b-1.p01.s1"]
    assert words["versions"][0]["is"]["lengths"] == [8, 2, -1, 1, 2, 1, 3, 1, 2, 2, 1]
    assert words["groups"] == [[15, 19, "QUANT"]]
    facts = data["texts"]["numeric_facts"]["all"]["b-1.p01.s2"]["versions"][1]
    assert facts["aligned"] == [[0, 0]]
    assert facts["errors"] == [
        ["value unit", "money", "money", [11, 14], 1],
        ["missing", "money", "", [15, 18], 0],
    ]


def test_splits_are_boards_of_their_own(tmp_path):
    rows = [{**row, "split": "test" if row["id"].startswith("a") else "train"} for row in gold_rows()]
    partly = [row for row in rows if row["split"] == "test"]
    write_system(tmp_path / "partly", {"ner": perfect("ner", partly)})
    write_system(tmp_path / "whole", {"ner": perfect("ner", rows)})
    data = leaderboard_data(read_systems(tmp_path, []), Gold(rows))
    assert data["first"]["ner"] == "test"
    assert [row["system"] for row in board(data, "ner", split="test")["rows"]] == ["partly", "whole"]
    assert [row["system"] for row in board(data, "ner", split="train")["rows"]] == ["whole"]
    assert leaderboard_data(read_systems(tmp_path, []), Gold(rows), "train")["first"]["ner"] == "train"


def test_cross_validated_systems_have_a_board_of_their_own(tmp_path):
    rows = [{**row, "split": "test" if row["id"].startswith("a") else "train"} for row in gold_rows()]
    folder = write_system(tmp_path / "trained", {"ner": perfect("ner", rows)})
    write_system(tmp_path / "plain", {"ner": noisy("ner", rows)})
    (folder / "cross-validation").mkdir()
    write(folder / "cross-validation" / "ner.jsonl", noisy("ner", rows))
    data = leaderboard_data(read_systems(tmp_path, []), Gold(rows))
    assert [row["system"] for row in board(data, "ner", split="test")["rows"]] == ["plain", "trained"]
    found = board(data, "ner", split="cross-validation")
    assert [row["system"] for row in found["rows"]] == ["trained"]
    report = score("ner", folder / "cross-validation" / "ner.jsonl", rows)
    assert found["rows"][0]["values"]["mentions.f"][0] == report.score["mentions.f"].value < 1
    assert found["signature"] == dict(report.signature)
    assert len(data["texts"]["ner"]["cross-validation"]) == len(rows)
    write(folder / "cross-validation" / "ner.jsonl", noisy("ner", rows)[:2])
    with pytest.raises(FindingsError, match=r"trained/cross-validation/ner\.jsonl"):
        leaderboard_data(read_systems(tmp_path, []), Gold(rows))


def test_words_inside_and_outside_the_list_that_a_dataset_ships(workspace, tmp_path):
    build_dataset(load(workspace), CARD, "DATASET_CARD.md", workspace.dataset)
    write_system(tmp_path / "copy", {"segmentation": [{"id": GOLD[0].id, "words": list(GOLD[0].text)}]})
    found = leaderboard_data(read_systems(tmp_path, []), Gold(str(workspace.dataset)))
    for view in ("fine", "finer"):
        one = board(found, "segmentation", view, "train")
        path = tmp_path / "copy" / "predictions" / "segmentation.jsonl"
        report = score("segmentation", path, workspace.dataset, split="train", view=view)
        assert one["signature"] == dict(report.signature)
        assert report.signature["words"]
        parts = {row["part"]: row for row in one["breakdowns"][0]["rows"]}
        assert parts["iv"]["gold"] == report.score.counts["iv.gold"] > 0


def test_costs_are_those_of_the_task():
    meta = Meta("s", "1", "2 cores", 3.0, "none", runs={"ner": Run(2.0, 400, 50)})
    assert cost(meta, "ner") == {"seconds": 2.0, "speed": 200.0, "memory": 50}
    assert cost(meta, "segmentation") == {"seconds": None, "speed": None, "memory": None}
    assert cost(Meta("s", "1", "2 cores", 3.0, "none"), "ner") == {"seconds": 3.0, "speed": None, "memory": None}


def test_every_problem_of_every_folder_is_told(tmp_path):
    write_system(tmp_path / "one", {"ner": perfect("ner", gold_rows()[:3])})
    write_system(tmp_path / "two", {"ner": [{"id": "x", "entities": []}]})
    with pytest.raises(FindingsError) as error:
        leaderboard_data(read_systems(None, [tmp_path / "one", tmp_path / "two"]), Gold(gold_rows()))
    assert {(one.path, one.id) for one in error.value.findings} == {
        ("one/ner.jsonl", "predictions-missing-id"),
        ("two/ner.jsonl", "predictions-unknown-id"),
        ("two/ner.jsonl", "predictions-missing-id"),
    }


def test_folders_that_are_no_submission(tmp_path):
    (tmp_path / "empty").mkdir()
    write_system(tmp_path / "odd", {"verbs": []}, {"system": "<b>odd</b>"})
    with pytest.raises(FindingsError) as error:
        read_systems(None, [tmp_path / "empty", tmp_path / "odd"])
    found = [(one.path, one.id) for one in error.value.findings]
    assert found[:2] == [("empty", "submission-empty"), ("odd/verbs.jsonl", "submission-unknown-task")]
    assert set(found[2:]) == {("odd/meta.json", "predictions-meta")}
    assert read_systems(tmp_path / "empty", []) == []


def test_one_name_twice_and_files_in_the_folder_itself(tmp_path):
    for place in ("here", "there"):
        folder = write_system(tmp_path / place / "mine", {"ner": perfect("ner", gold_rows())})
    for path in (folder / "predictions").iterdir():
        path.rename(folder / path.name)
    (folder / "predictions").rmdir()
    systems = read_systems(tmp_path / "here", [folder])
    assert [(one.key, one.own) for one in systems] == [("mine", False), ("mine-2", True)]
    assert json.dumps(leaderboard_data(systems, Gold(gold_rows())))
