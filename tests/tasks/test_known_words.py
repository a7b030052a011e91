"""The word lists of a dataset: shipped with it, taken by default, named in the signature."""

import hashlib

import pytest

from shuanglian import FindingsError, score
from shuanglian.files import write_text
from shuanglian.release.build import build_dataset
from tests.tasks.samples import gold_rows, write
from tests.workspaces import CARD, GOLD, load


@pytest.fixture
def dataset(workspace):
    build_dataset(load(workspace), CARD, "DATASET_CARD.md", workspace.dataset)
    return workspace.dataset


def rows(*words):
    return [{"id": GOLD[0].id, "words": list(words)}]


RIGHT = rows("上半年", "，", "产量", "同比", "增长", "9.5%", "。")


@pytest.mark.parametrize(
    ("view", "words"),
    [("fine", {"9.5%", "上半年"}), ("coarse", {"9.5%", "上半年"}), ("finer", {"9.5", "%", "上半年"})],
)
def test_a_dataset_ships_the_words_of_its_train_split_in_each_view(dataset, view, words):
    text = dataset.joinpath("words", f"{view}.txt").read_text("utf-8")
    assert text.endswith("\n")
    listed = text.splitlines()
    assert words <= set(listed)
    assert listed == sorted(set(listed))


@pytest.mark.parametrize("view", ["fine", "coarse", "finer"])
def test_the_shipped_list_is_the_default_and_its_hash_is_in_the_signature(dataset, view):
    report = score("segmentation", RIGHT, dataset, view=view)
    content = dataset.joinpath("words", f"{view}.txt").read_bytes()
    assert report.signature["words"] == hashlib.sha256(content).hexdigest()[:12]
    assert (report.score["iv.recall"].value, report.score["oov.recall"].value) == (1, None)


def test_another_list_may_be_given(dataset):
    report = score(
        "segmentation", rows("上半年", "，", "产量同比", "增长", "9.5%", "。"), dataset, words=["产量", "增长"]
    )
    assert report.signature["words"] != score("segmentation", RIGHT, dataset).signature["words"]
    assert (report.score["iv.recall"].value, report.score["oov.recall"].value) == (1 / 2, 4 / 5)


def test_tasks_without_words_name_no_list(dataset):
    entities = [{"id": GOLD[0].id, "entities": []}]
    assert "words" not in score("ner", entities, dataset).signature
    assert "words" not in score("ner", entities, dataset, words=["产量"]).signature


def test_rows_and_jsonl_ship_no_list(tmp_path):
    gold = write(tmp_path / "gold.jsonl", gold_rows())
    for source in (gold, gold_rows()):
        report = score("segmentation", gold_rows(), source)
        assert "words" not in report.signature
        assert "oov.recall" not in report.score.estimates


def test_a_list_that_is_no_text_is_told(dataset):
    dataset.joinpath("words", "fine.txt").write_bytes(b"\xff\n")
    with pytest.raises(FindingsError) as error:
        score("segmentation", RIGHT, dataset)
    assert [(finding.id, finding.path) for finding in error.value.findings] == [
        ("reference-unreadable", "words/fine.txt")
    ]


def test_blanks_around_words_and_windows_line_ends_do_not_count(dataset):
    path = dataset / "words" / "fine.txt"
    one = score("segmentation", RIGHT, dataset).signature
    write_text(path, path.read_text("utf-8").replace("\n", " \r\n"))
    assert score("segmentation", RIGHT, dataset).signature == one
