"""The release without text: nothing of the articles is in it, and with the seed files the full dataset comes back."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import mlcroissant
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datasets import load_dataset
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.cli import cli
from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus
from shuanglian.findings import FindingsError
from shuanglian.release.build import build_dataset
from shuanglian.release.configurations import configurations
from shuanglian.release.features import card_features, features_of_card
from shuanglian.release.masking import TAKEN_OUT, masked, unmasked
from shuanglian.release.standoff import write_textfree
from shuanglian.schema import load_schema
from tests.workspaces import load, write_layout, write_sources

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def textfree(tmp_path_factory):
    """That of the corpus itself."""
    folder = tmp_path_factory.mktemp("own") / "textfree"
    command = ["publish", "--standoff", "--into", str(folder), "--workspace", str(ROOT)]
    result = CliRunner().invoke(cli, command, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return folder


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- nothing of the articles ----------------------------------------------------------------------


def runs_of(text, length=8):
    found = (text[start : start + length] for start in range(len(text) - length + 1))
    return {run for run in found if any(character.isalpha() for character in run)}


@pytest.fixture(scope="module")
def runs():
    """Eight characters that follow each other in a seed file (blanks left out) or in a text made from it."""
    seeds = load_corpus(Workspace(ROOT).corpus).seeds
    texts = ["".join(seed.document.text.split()) for seed in seeds] + [seed.document.text for seed in seeds]
    for name in ("sentences", "articles", "variants"):
        for path in (ROOT / "dataset" / "data" / name).glob("*.parquet"):
            for row in pq.read_table(path).to_pylist():
                texts += [row[column] for column in ("text", "title", "byline", "variant_text") if row.get(column)]
                texts += [block["text"] for block in row.get("blocks", ())]
    return {run for text in texts for run in runs_of(text)}


def every_string(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from every_string(item)
    elif isinstance(value, list):
        for item in value:
            yield from every_string(item)


def test_no_eight_characters_of_the_articles_are_in_any_file(textfree, runs):
    assert len(runs) > 20_000
    for name, data in content(textfree).items():
        assert not runs_of(name) & runs
        assert not runs_of(data.decode("utf-8", "replace")) & runs, name
        if name.endswith(".json"):  # what it says, without escapes
            strings = list(every_string(json.loads(data)))
            assert not {run for text in strings for run in runs_of(text)} & runs, name
            assert not runs_of("".join(strings)) & runs, name
        if name.endswith(".parquet"):
            rows = pq.read_table(textfree / name).to_pylist()
            for row in rows:
                strings = list(every_string(row))
                assert not {run for text in strings for run in runs_of(text)} & runs, name
                assert not runs_of("".join(strings)) & runs, name
            for column in rows[0]:  # the same column of all rows, one after the other
                assert not runs_of("".join(every_string([row[column] for row in rows]))) & runs, name


def test_the_test_finds_the_text_where_there_is_one(runs):
    card = (ROOT / "dataset" / "README.md").read_text("utf-8")
    assert runs_of(card) & runs
    words = pq.read_table(ROOT / "dataset" / "data" / "segmentation" / "test.parquet").to_pylist()[1]["words"]
    assert runs_of("".join(words)) & runs


def test_a_leak_is_found_before_anything_is_written(workspace, tmp_path):
    table = workspace.corpus.sources.read_text("utf-8").replace(
        "constructed for tests", "加开旅客列车。各地铁路部门多措并举"
    )
    workspace.corpus.sources.write_text(table, "utf-8")
    build_dataset(load(workspace), workspace.card.read_text("utf-8"), workspace.card.name, workspace.dataset)
    into = tmp_path / "textfree"
    result = CliRunner().invoke(cli, ["publish", "--standoff", "--into", str(into), "--workspace", str(workspace.root)])
    assert {finding.id for finding in result.exception.findings} == {"textfree-leak"}
    assert {finding.path for finding in result.exception.findings} == {
        "data/articles/train.parquet",
        "restore/seeds.json",
    }
    assert not into.exists()


# --- the full dataset again -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The package as its wheel installs it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    target = folder / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", str(target), str(path)], check=True)
    return target


def rehydrate(folder, seeds, output, **options):
    command = ["rehydrate", str(folder), "--seeds", str(seeds), "-o", str(output)]
    return CliRunner().invoke(cli, command, **options)


def test_the_wheel_and_the_seed_files_give_the_dataset_byte_for_byte(textfree, wheel, tmp_path):
    seeds = tmp_path / "somewhere"
    seeds.mkdir()
    for number, path in enumerate(sorted((ROOT / "seeds").glob("*.txt"))):
        shutil.copyfile(path, seeds / f"page {number}.bin")  # names do not matter
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONUTF8": "1"}
    where = "import shuanglian; print(shuanglian.__file__)"
    place = subprocess.run([sys.executable, "-c", where], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert Path(place.stdout.strip()).is_relative_to(wheel)
    command = [sys.executable, "-m", "shuanglian", "rehydrate", str(textfree), "--seeds", str(seeds), "-o", "full"]
    result = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert content(tmp_path / "full") == content(ROOT / "dataset")


def test_seeds_that_are_missing_or_changed_are_all_told(textfree, tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    first, second, *_ = sorted(seeds.glob("*.txt"))
    first.unlink()
    second.write_bytes(second.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(FindingsError) as error:
        rehydrate(textfree, seeds, tmp_path / "full", catch_exceptions=False)
    told = {finding.path: finding.id for finding in error.value.findings}
    assert told == {f"seeds/{first.name}": "rehydrate-missing-seed", f"seeds/{second.name}": "rehydrate-other-seed"}
    assert not (tmp_path / "full").exists()


def test_an_output_that_is_not_empty_is_left_alone(textfree, tmp_path):
    (tmp_path / "mine").write_text("")
    result = rehydrate(textfree, ROOT / "seeds", tmp_path)
    assert result.exit_code == 2
    assert "is not empty" in result.stderr
    assert list(tmp_path.iterdir()) == [tmp_path / "mine"]


def test_a_folder_that_is_no_release_without_text_is_told(tmp_path):
    with pytest.raises(FindingsError, match="rehydrate-not-textfree"):
        rehydrate(ROOT / "dataset", ROOT / "seeds", tmp_path / "full", catch_exceptions=False)


def test_rows_that_come_back_otherwise_are_told_and_not_written(textfree, tmp_path):
    folder = tmp_path / "textfree"
    shutil.copytree(textfree, folder)
    stamp = folder / "restore" / "build.json"
    stamp.write_text(re.sub(r'"sha256": "[0-9a-f]{8}', '"sha256": "00000000', stamp.read_text("utf-8"), count=1))
    lines = (folder / "checksums.txt").read_text("utf-8").splitlines()
    fresh = subprocess.run(["sha256sum", "restore/build.json"], cwd=folder, capture_output=True, text=True).stdout
    kept = [line for line in lines if not line.endswith("  restore/build.json")]
    (folder / "checksums.txt").write_text("\n".join([*kept, fresh.strip()]) + "\n", "utf-8")
    with pytest.raises(FindingsError, match="rehydrate-not-restored"):
        rehydrate(folder, ROOT / "seeds", tmp_path / "full", catch_exceptions=False)
    assert not (tmp_path / "full").exists()


def test_a_damaged_release_is_told(textfree, tmp_path):
    folder = tmp_path / "textfree"
    shutil.copytree(textfree, folder)
    (folder / "data" / "ner" / "test.parquet").write_bytes(b"torn")
    with pytest.raises(FindingsError, match="release-checksum"):
        rehydrate(folder, ROOT / "seeds", tmp_path / "full", catch_exceptions=False)


HTML = "<html><body><article><h1>一场春雨落在城里</h1><p>雨从早上 8点下到晚上，𠮷野家的门前积了水。</p></article></body></html>"


def test_other_encodings_formats_and_characters_come_back(workspace, tmp_path):
    (workspace.corpus.seeds / "b.txt").write_bytes(
        "春运发送旅客创新高\n\nThe New York\nTimes 报道：发送旅客超过1550万人次，同比\n增长9.5%。\n".encode("gb18030")
    )
    (workspace.corpus.seeds / "c.html").write_text(HTML, "utf-8")
    (workspace.corpus.seeds / "d.txt").write_text("春运发送旅客创新高\r\n\r\n发送旅客超过1550万人次。\r\n", "utf-16")
    (workspace.corpus.layouts / "d.toml").unlink()
    write_sources(workspace)
    for name in ("b", "d"):
        write_layout(workspace, name)
    splits = "".join(
        f'"{name}-1" = "{split}"\n' for name, split in zip("abcd", ["train", "test", "test", "test"], strict=True)
    )
    workspace.corpus.splits.write_text(splits, "utf-8")
    build_dataset(load(workspace), workspace.card.read_text("utf-8"), workspace.card.name, workspace.dataset)
    folder = tmp_path / "textfree"
    folder.mkdir()
    write_textfree(load(workspace), workspace.dataset, folder)
    result = rehydrate(folder, workspace.corpus.seeds, tmp_path / "full", catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    assert content(tmp_path / "full") == content(workspace.dataset)


# --- what its users get ---------------------------------------------------------------------------


def test_it_loads_and_its_offsets_are_those_of_the_full_dataset(textfree, tmp_path):
    for name in ("sentences", "articles", "segmentation", "ner", "numeric_facts", "diagnostics", "variants", "blocks"):
        assert load_dataset(str(textfree), name, cache_dir=str(tmp_path))
    bare = load_dataset(str(textfree), "segmentation", split="test", cache_dir=str(tmp_path))
    full = load_dataset(str(ROOT / "dataset"), "segmentation", split="test", cache_dir=str(tmp_path))
    for one, other in zip(bare, full, strict=True):
        assert [other["text"][w["start"] : w["end"]] for w in one["words"]] == other["words"]
        assert one["tags"] == other["tags"]
    assert "text" not in bare.column_names


def test_it_is_checked_and_described_like_any_dataset(textfree):
    assert CliRunner().invoke(cli, ["check", str(textfree)]).exit_code == 0
    description = mlcroissant.Dataset(jsonld=str(textfree / "croissant.json"))
    assert description.metadata.issues.errors == description.metadata.issues.warnings == set()
    assert len(list(description.records("blocks"))) > 200


def test_its_card_has_all_sections_links_that_lead_somewhere_and_code_that_runs(textfree, tmp_path):
    card, full = ((folder / "README.md").read_text("utf-8") for folder in (textfree, ROOT / "dataset"))
    first_level = re.findall(r"^## .*", full, re.MULTILINE)
    assert re.findall(r"^## .*", card, re.MULTILINE) == first_level
    headings = re.findall(r"^#{2,6} (.*)", card, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for target in re.findall(r"\]\(([^)]+)\)", card):
        assert target[1:] in anchors if target.startswith("#") else (textfree / target).is_file(), target
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", card, re.DOTALL | re.MULTILINE))
    environment = {**os.environ, "HF_HOME": str(tmp_path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=textfree.parent, env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip()


# --- parts ----------------------------------------------------------------------------------------


@given(
    st.lists(st.text("甲乙丙a1 ", min_size=1, max_size=30), min_size=1, max_size=4), st.text("甲乙丙a1 ⟦▢", max_size=60)
)
def test_masking_takes_every_long_run_out_and_can_be_undone(texts, text):
    blocks = {str(number): block for number, block in enumerate(texts)}
    text = text + texts[0] + text
    pieces = masked(text, blocks)
    assert unmasked(pieces, blocks) == text
    forbidden = {run for block in texts for run in runs_of(block, TAKEN_OUT)}
    assert not {run for piece in pieces if isinstance(piece, str) for run in runs_of(piece, TAKEN_OUT)} & forbidden


def test_the_card_says_all_of_the_columns():
    for item in configurations(load_schema(ROOT / "annotation" / "schema.toml")):
        assert features_of_card(card_features(item.features)) == item.features


@pytest.mark.parametrize(
    "arguments",
    [["--into", "x"], [], ["me/x", "--standoff", "--into", "x"], ["me/x", "--standoff", "--space", "me/y"]],
)
def test_wrong_use_is_told(arguments):
    result = CliRunner().invoke(cli, ["publish", *arguments, "--workspace", str(ROOT)])
    assert result.exit_code == 2, result.output
