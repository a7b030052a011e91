"""`shuanglian new`: what it makes, and that a wheel makes the same."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from shuanglian.cli import cli
from shuanglian.cli.new import workspace_files
from shuanglian.corpus.sources import COLUMNS
from shuanglian.files import sha256

ROOT = Path(__file__).parent.parent.parent
TEXTS = {
    "a": "江畔新桥通车\n\n本报讯（记者 方圆）3月2日，全长1.2公里的新桥通车。首日通行车辆8600辆。\n",
    "b": "果园迎来丰收\n\n今年果园产梨120吨，比去年增加两成。\n",
}


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def add_article(folder, identity, text, split):
    """What an article costs: its file, a row, and a line."""
    (folder / "seeds" / f"{identity}.txt").write_text(text, "utf-8")
    with (folder / "seeds" / "sources.tsv").open("a", encoding="utf-8") as table:
        table.write(f"{identity}\t{identity}.txt\t{sha256(text)}\t日报\t2025-03-03\t\tconstructed\n")
    with (folder / "annotation" / "splits.toml").open("a", encoding="utf-8") as splits:
        splits.write(f'"{identity}-1" = "{split}"\n')


@pytest.fixture
def made(tmp_path, monkeypatch):
    result = run("new", tmp_path / "corpus")
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    monkeypatch.chdir(tmp_path / "corpus")
    return tmp_path / "corpus"


def test_it_says_what_to_do_next_and_that_is_enough(made):
    assert run("check").exit_code == 0
    (made / "seeds" / "a.txt").write_text(TEXTS["a"], "utf-8")
    told = run("check").output
    assert sha256(TEXTS["a"]) in told
    add_article(made, "a", TEXTS["a"], "train")
    assert run("check").exit_code == 0


def test_the_first_row_is_that_of_the_reader(made):
    assert (made / "seeds" / "sources.tsv").read_text("utf-8").split() == list(COLUMNS)


def test_a_corpus_without_gold_is_built_of_what_there_is(made):
    for identity, text in TEXTS.items():
        add_article(made, identity, text, "train")
    result = run("build")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (made / "dataset" / "data").iterdir()) == ["articles", "sentences"]
    for missing in ("segmentation", "ner", "numeric_facts"):
        assert missing in result.stderr
    assert run("check").exit_code == 0
    assert run("build", "--check").exit_code == 0
    card = (made / "dataset" / "README.md").read_text("utf-8")
    assert "<!-- generated" not in card
    assert "Shuanglian" not in card + (made / "dataset" / "croissant.json").read_text("utf-8")


def test_every_command_works_where_a_part_is_annotated(made):
    """Words and facts of one sentence: baselines, score and leaderboard go by what there is."""
    add_article(made, "a", TEXTS["a"], "train")
    add_article(made, "b", TEXTS["b"], "test")
    (made / "words.txt").write_text("# b-1.p01.s1\n今年/果园/产/梨/[120/吨]QUANT/，/比/去年/增加/两成/。\n", "utf-8")
    (made / "facts.txt").write_text(FACTS, "utf-8")
    for layer in ("words", "facts"):
        for annotator in ("first", "second"):
            done("annotate", "submit", f"{layer}-1", annotator, f"{layer}.txt", "--offline")
        done("annotate", "agree", f"{layer}-1")
        done("annotate", "adjudicate", f"{layer}-1", "--offline")
    done("annotate", "variation")
    done("annotate", "version", "0.1.0")
    done("build")
    done("check")
    told = done("baseline", "run", "characters") + done("baseline", "run", "shuanglian-facts")
    assert "characters: predicting 1 sentences for segmentation" in told
    done("baseline", "run", "characters", "--check")
    predictions = "baselines/characters/predictions/segmentation.jsonl"
    done("score", "segmentation", predictions, "--split", "test")
    done("score", "segmentation", predictions, "--gold", "annotation/gold")
    done("leaderboard", "-o", "page.html", "--markdown")
    assert (made / "page.html").stat().st_size
    done("export", "conllu", "-o", "words.conllu")
    done("publish", "--standoff", "--into", "without-text")


FACTS = """\
# b-1.p01.s1
今年果园产梨120吨，比去年增加两成。
T 今年 | time_value=2025
T 去年 | time_value=2024
Q 120吨 | kind=measure | value=120 | unit=t | measured_entity=梨 | place=果园 | time=今年
Q 两成 | kind=percent | value=20 | unit=% | measured_entity=梨 | time=今年 | comparator=去年 | direction=up
"""


def done(*arguments):
    result = run(*arguments)
    assert result.exit_code == 0, (arguments, result.output, result.exception)
    return result.output


def test_what_a_corpus_lacks_is_said(made):
    add_article(made, "a", TEXTS["a"], "train")
    done("build")
    assert "of which there is no gold yet" in done("baseline", "run", "characters")
    assert "0 systems" in done("leaderboard", "-o", "page.html")


def test_submit_offline_adds_to_a_pass_and_replaces_in_it(made):
    add_article(made, "b", TEXTS["b"], "test")
    title, sentence = "# b-1.t01.s1\n果园/迎来/丰收\n", "# b-1.p01.s1\n今年/果园/产/梨/120/吨/，/比/去年/增加/两成/。\n"
    for text in (title, sentence, title.replace("果园/", "果/园/")):
        (made / "words.txt").write_text(text, "utf-8")
        done("annotate", "submit", "words-1", "first", "words.txt", "--offline")
    lines = (made / "annotation" / "rounds" / "words-1" / "first.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["b-1.t01.s1", "b-1.p01.s1"]
    assert "果/园/" in lines[0]
    (made / "words.txt").write_text(title.replace("丰", "歉"), "utf-8")
    assert run("annotate", "submit", "words-1", "first", "words.txt", "--offline").exit_code == 1
    assert (made / "annotation" / "rounds" / "words-1" / "first.jsonl").read_text("utf-8").splitlines() == lines


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("kept", "utf-8")
    (tmp_path / "file").write_text("kept", "utf-8")
    for name in ("mine", "file"):
        result = run("new", tmp_path / name)
        assert result.exit_code == 2
        assert "not an empty folder" in result.output
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_be_there_and_a_repository(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    assert run("new", ".").exit_code == 0
    assert run("check").exit_code == 0


def test_where_something_cannot_be_written_nothing_is(tmp_path, monkeypatch):
    written = []

    def write(path, data):
        written.append(path)
        if len(written) == 5:
            raise OSError(28, "No space left on device", str(path))
        return Path.open(path, "wb").write(data)

    monkeypatch.setattr(Path, "write_bytes", write)
    result = run("new", tmp_path / "corpus")
    assert result.exit_code == 1
    assert "No space left" in result.output
    assert not any((tmp_path / "corpus").iterdir())


def test_a_wheel_makes_the_same(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    code = (
        "import hashlib, json; from shuanglian.cli.new import workspace_files;"
        "print(json.dumps({name: hashlib.sha256(data).hexdigest() for name, data in workspace_files()}))"
    )
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    told = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    assert json.loads(told.stdout) == {name: sha256(data) for name, data in workspace_files()}
    assert not [name for name in json.loads(told.stdout) if "predictions" in name or "results" in name]
