"""The proofs must be able to fail: break the code that makes records, and see them find it."""

from dataclasses import replace

import pytest

import shuanglian.corpus.reading as corpus_reading
from shuanglian.check.workspace import check_workspace
from shuanglian.files import sha256
from shuanglian.text.records import sentence_records


def lose_a_record(records):
    return records[:-1]


def lose_a_character(records):
    start, end = records[1].ranges[0]
    return [
        records[0],
        replace(records[1], text=records[1].text[1:], ranges=((start + 1, end), *records[1].ranges[1:])),
    ]


def change_a_character(records):
    return [replace(records[0], text=records[0].text.replace("共", "同").replace("高", "低")), *records[1:]]


def shift_the_ranges(records):
    return [replace(records[0], ranges=tuple((start + 1, end + 1) for start, end in records[0].ranges)), *records[1:]]


def double_a_record(records):
    return [*records, replace(records[-1], index=len(records))]


def name_another_file(records):
    return [replace(records[0], file="elsewhere.txt"), *records[1:]]


@pytest.mark.parametrize(
    ("fault", "finding"),
    [
        (lose_a_record, "offsets-lost"),
        (lose_a_character, "offsets-lost"),
        (change_a_character, "offsets-text-differs"),
        (shift_the_ranges, "offsets-text-differs"),
        (double_a_record, "offsets-overlap"),
        (name_another_file, "offsets-unknown-file"),
    ],
)
def test_broken_code_is_found(workspace, monkeypatch, fault, finding):
    assert check_workspace(workspace.corpus, workspace.annotation, workspace.dataset) == []
    monkeypatch.setattr(
        corpus_reading, "sentence_records", lambda article, document: fault(sentence_records(article, document))
    )
    assert finding in {found.id for found in check_workspace(workspace.corpus, workspace.annotation, workspace.dataset)}


def test_a_hash_that_is_not_the_text_s(workspace, monkeypatch):
    from shuanglian.text.records import SentenceRecord

    monkeypatch.setattr(SentenceRecord, "text_sha256", property(lambda record: sha256(record.text + "!")))
    assert "records-hash-differs" in {
        found.id for found in check_workspace(workspace.corpus, workspace.annotation, workspace.dataset)
    }
