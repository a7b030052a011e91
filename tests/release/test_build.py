import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import shuanglian.release.build as build_module
from shuanglian import FindingsError
from shuanglian.release import rows
from shuanglian.release.build import build_dataset, checksums, rows_sha256
from tests.workspaces import CARD, load, write_layout, write_sources

ROOT = Path(__file__).parent.parent.parent


def build(workspace, card=CARD):
    return build_dataset(load(workspace), card, "DATASET_CARD.md", workspace.dataset)


def test_building_twice_gives_the_same_bytes_and_touches_nothing(workspace):
    assert build(workspace)
    before = {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in workspace.dataset.rglob("*") if path.is_file()
    }
    assert not build(workspace)
    after = {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in workspace.dataset.rglob("*") if path.is_file()
    }
    assert before == after


def test_another_process_and_hash_seed_give_the_same_bytes(workspace):
    build(workspace)
    before = checksums(workspace.dataset)
    code = (
        "from pathlib import Path; from shuanglian.cli.workspace import Workspace;"
        "from tests.release.test_build import build; import sys; print(build(Workspace(Path(sys.argv[1]))))"
    )
    command = [sys.executable, "-c", code, str(workspace.root)]
    result = subprocess.run(command, env={"PYTHONHASHSEED": "7"}, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
    assert checksums(workspace.dataset) == before


def test_what_was_left_by_hand_goes(workspace):
    build(workspace)
    (workspace.dataset / "data" / "sentences" / "train.parquet").write_bytes(b"torn")
    (workspace.dataset / "extra").write_bytes(b"")
    before = (workspace.dataset / "checksums.txt").read_text()
    assert build(workspace)
    assert checksums(workspace.dataset) == before


def test_the_stamp_names_seeds_and_rows(workspace):
    build(workspace)
    stamp = json.loads((workspace.dataset / "build.json").read_text("utf-8"))
    assert set(stamp["seeds"]) == {"a.txt", "b.txt", "d.txt"}
    rows = [record.as_json() for article in load(workspace).articles if article.split for record in article.records]
    assert stamp["rows"]["sentences"]["train"] == {"rows": len(rows), "sha256": rows_sha256(rows)}


def test_the_differences_of_a_variant_take_one_reading_of_either_text(workspace, monkeypatch):
    seed = workspace.corpus.seeds / "d.txt"
    seed.write_text(seed.read_text("utf-8").replace("春运", "春運").replace("列车", "列車"), "utf-8")
    write_sources(workspace)
    write_layout(workspace, "d", duplicate_of="b-1")
    corpus = load(workspace)
    read = []
    monkeypatch.setattr(
        rows, "article_row", lambda article, make=rows.article_row: read.append(article.id) or make(article)
    )
    assert len(rows.variant_rows(corpus)) > 1
    assert sorted(read) == ["b-1", "d-1"]


def test_an_empty_corpus_replaces_no_dataset(workspace):
    build(workspace)
    before = checksums(workspace.dataset)
    shutil.rmtree(workspace.corpus.layouts)
    for seed in workspace.corpus.seeds.glob("*.txt"):
        seed.unlink()
    write_sources(workspace)
    workspace.corpus.splits.write_text("", "utf-8")
    with pytest.raises(FindingsError, match="release-empty"):
        build(workspace)
    assert checksums(workspace.dataset) == before
    assert list(workspace.root.glob(".*")) == []


def test_what_a_dead_build_of_our_own_number_left_is_cleared_away(workspace):
    left = workspace.root / f".dataset.building-{os.getpid()}"
    (left / "data").mkdir(parents=True)
    assert build(workspace)
    assert not left.exists()


def test_a_place_that_cannot_be_written_to_is_a_finding(workspace, monkeypatch):
    def refuse(path, *arguments, **options):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(FindingsError, match="release-unwritable") as error:
        build(workspace)
    assert str(workspace.root) not in str(error.value)


def test_a_file_in_the_place_of_the_dataset_is_left_alone(workspace):
    workspace.dataset.write_text("a file")
    with pytest.raises(FindingsError, match="release-unwritable"):
        build(workspace)
    assert workspace.dataset.read_text() == "a file"


def test_comparing_writes_nothing_beside_the_dataset(workspace, monkeypatch):
    build(workspace)
    monkeypatch.setattr(Path, "with_name", lambda path, name: pytest.fail(f"{name} would be written"))
    monkeypatch.setattr(build_module, "recover_folder", lambda target: pytest.fail("changed"))
    assert build_dataset(load(workspace), CARD, "DATASET_CARD.md", workspace.dataset, write=False) == []


@pytest.mark.skipif(sys.platform != "linux", reason="audit events and folder exchange as on Linux")
@pytest.mark.parametrize("exchange", ["yes", "no"])
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_dataset(workspace, exchange):
    build(workspace)
    seed = workspace.corpus.seeds / "a.txt"
    seed.write_text(seed.read_text("utf-8").replace("9.5%", "9.6%"), "utf-8")
    write_sources(workspace)
    write_layout(workspace, "a")
    command = [sys.executable, "-m", "tests.release.kill_build", str(workspace.root), exchange]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    told = json.loads(result.stdout)
    assert set(told["left"]) == {"old", "new"}
    assert told["differing"] >= 5
    assert len(told["left"]) > 10
    assert told["left"][-1] == "new"
    assert told["hidden"] == []
