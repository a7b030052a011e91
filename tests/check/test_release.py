import errno
import shutil
import sys
from pathlib import Path

import pytest

from shuanglian.check.release import check_release
from shuanglian.check.workspace import check_workspace
from shuanglian.release.build import build_dataset, checksums
from tests.workspaces import CARD, load, write_layout, write_sources


@pytest.fixture
def built(workspace):
    build_dataset(load(workspace), CARD, "DATASET_CARD.md", workspace.dataset)
    return workspace


def findings(workspace):
    return {
        (finding.id, finding.path)
        for finding in check_workspace(workspace.corpus, workspace.annotation, workspace.dataset, card=workspace.card)
    }


def test_a_fresh_build_has_no_findings(built):
    assert findings(built) == set()


def test_a_build_older_than_its_seeds_is_stale(built):
    seed = built.corpus.seeds / "a.txt"
    seed.write_text(seed.read_text("utf-8").replace("26", "27"), "utf-8")
    write_sources(built)
    write_layout(built, "a")
    assert ("release-stale", "dataset/data/sentences/train.parquet") in findings(built)
    assert ("release-stale", "dataset/data/variants/variants.parquet") not in findings(built)


def test_a_card_older_than_its_template_is_stale(built):
    built.card.write_text(CARD + "One more sentence.\n", "utf-8")
    assert findings(built) == {("release-stale", "dataset/README.md")}


def test_a_card_that_cannot_be_made_is_told(built):
    built.card.unlink()
    assert findings(built) == {("card-missing", "DATASET_CARD.md")}


def test_a_stamp_of_other_seeds_is_stale_and_one_of_another_pyarrow_is_not(built):
    path = built.dataset / "build.json"
    for old, new, expected in (('"pyarrow": "', '"pyarrow": "0.', set()), ("a.txt", "z.txt", {"dataset/build.json"})):
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        (built.dataset / "checksums.txt").write_text(checksums(built.dataset), "utf-8")
        assert {place for name, place in findings(built) if name == "release-stale"} == expected


def test_a_word_list_older_than_the_gold_is_stale(built):
    words = built.dataset / "words" / "fine.txt"
    words.write_text(words.read_text("utf-8").replace("产量\n", ""), "utf-8")
    (built.dataset / "checksums.txt").write_text(checksums(built.dataset), "utf-8")
    assert findings(built) == {("release-stale", "dataset/words/fine.txt")}


def test_rows_that_the_seeds_no_longer_give_are_stale(built):
    shutil.copyfile(
        built.dataset / "data" / "sentences" / "train.parquet", built.dataset / "data" / "sentences" / "test.parquet"
    )
    assert ("release-stale", "dataset/data/sentences/test.parquet") in findings(built)


def test_a_dataset_file_that_cannot_be_read_is_a_finding(built, monkeypatch):
    def refuse(path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert {finding.id for finding in check_release(built.dataset, None)} == {"release-unreadable"}


def test_a_file_that_does_not_belong_there(built):
    (built.dataset / "notes.txt").write_text("by hand")
    assert findings(built) == {("release-checksum", "dataset/notes.txt")}


def test_a_lost_file(built):
    (built.dataset / "data" / "articles" / "train.parquet").unlink()
    assert ("release-missing-file", "dataset/data/articles/train.parquet") in findings(built)


def test_without_pyarrow_the_release_is_not_called_checked(built, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert findings(built) == {("release-not-checked", "dataset")}


def test_rows_that_do_not_fit_the_seeds_are_found_in_the_parquet_file_itself(built):
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = built.dataset / "data" / "sentences" / "train.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    rows[-1]["text"] = rows[-1]["text"].replace("列车", "汽车")
    pq.write_table(pa.Table.from_pylist(rows, table.schema), path)
    assert {"offsets-text-differs", "records-hash-differs", "release-stale"} <= {name for name, _ in findings(built)}
