"""Gold is read with all layers from wherever it lies."""

from pathlib import Path

import pytest

from shuanglian import FindingsError
from shuanglian.exports.reading import read_sentences
from tests.tasks.samples import gold_rows, write

ROOT = Path(__file__).parent.parent.parent


def test_a_file_a_folder_and_rows_give_the_same(tmp_path):
    write(tmp_path / "a.jsonl", gold_rows())
    rows = read_sentences(gold_rows())
    assert read_sentences(tmp_path / "a.jsonl") == read_sentences(str(tmp_path)) == rows
    assert [sentence.document for sentence in rows] == ["a-1", "a-1", "b-1", "b-1", "c-1"]


def test_layers_that_are_not_done_are_none():
    rows = gold_rows()
    del rows[0]["entities"], rows[1]["words"], rows[1]["groups"]
    rows[2]["facts"] = None
    first, second, third, *_ = read_sentences(rows)
    assert (first.entities, second.words, third.facts) == (None, None, None)
    assert first.words is not None


def test_splits_are_those_of_the_rows_or_those_given():
    assert {s.document for s in read_sentences(gold_rows(), "test", {"b-1": "test"})} == {"b-1"}
    rows = [{**row, "split": "dev"} for row in gold_rows()]
    assert len(read_sentences(rows, "dev", {"b-1": "test"})) == 5
    with pytest.raises(FindingsError, match="reference-no-such-split"):
        read_sentences(gold_rows(), "test", {"b-1": "train"})


def test_everything_that_is_wrong_is_told_at_once():
    rows = gold_rows()
    rows[0]["text"] += "。"
    rows[1]["entities"] = [{"start": 0, "end": 99, "label": "ORG"}]
    rows[3]["entities"] = [{"start": 0, "end": 4, "label": "X"}, {"start": 2, "end": 6, "label": "Y"}]
    rows.append({"id": "c-1.p01.s1", "text": "\ud800"})
    rows.append(rows[2])
    rows.append({"text": "字"})
    with pytest.raises(FindingsError) as error:
        read_sentences(rows)
    assert sorted({finding.id for finding in error.value.findings}) == [
        "layers-crossing",
        "layers-range",
        "reference-malformed",
    ]
    told = str(error.value)
    for part in ("given twice", "lone surrogate", "'id' is missing"):
        assert part in told


@pytest.mark.parametrize("source", ["no/such/folder", "/no/such/file.jsonl"])
def test_what_is_not_there(source):
    with pytest.raises(FindingsError, match="reference-unreadable"):
        read_sentences(source)


def test_the_dataset_is_what_the_gold_is():
    """The dataset beside the gold in this repository: the same layers, and splits of its own."""
    built = {sentence.id: sentence for sentence in read_sentences(str(ROOT / "dataset"))}
    gold = read_sentences(ROOT / "annotation" / "gold")
    assert len(gold) == len(built)
    for sentence in gold:
        found = built[sentence.id]
        assert (found.text, found.words, found.entities, found.facts, found.document) == (
            sentence.text,
            sentence.words,
            sentence.entities,
            sentence.facts,
            sentence.document,
        )
        assert found.split in ("train", "validation", "test")
