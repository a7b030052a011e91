"""The generated blocks of the card, on a workspace that was counted by hand and on the corpus itself."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from shuanglian.annotations.model import Entities, in_nesting_order
from shuanglian.release import statistics, textfree
from shuanglian.release.build import dataset_tables
from shuanglian.release.card import BLOCKS
from shuanglian.release.configurations import configurations
from shuanglian.release.meanings import MEANINGS, meaning, members
from shuanglian.release.tables import COLUMNS, NOTHING, markdown_table
from tests.release.annotated import PER, QUOTE_ID, make_annotated, write_pass
from tests.workspaces import load, write_sources

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return load(make_annotated(tmp_path_factory.mktemp("blocks") / "workspace"))


def block(corpus, name):
    return BLOCKS[name](corpus, dataset_tables(corpus))


def rows(markdown):
    """The rows of the first table, as dicts."""
    lines = [line.strip("| ").split(" | ") for line in markdown.splitlines() if line.startswith("|")]
    return [dict(zip(lines[0], line, strict=True)) for line in lines[2:]]


def by(markdown, column):
    return {row.pop(column): row for row in rows(markdown)}


# --- counted by hand --------------------------------------------------------------------------


def test_words(corpus):
    found = by(block(corpus, "words"), "split")
    assert found["train"] == {
        "sentences": "2",
        "characters": "23",
        "words": "12",
        "word types": "12",
        "characters a word": "1.92",
        "words not in train": "–",
        "types not in train": "–",
    }
    assert found["test"]["words not in train"] == found["test"]["types not in train"] == "70.6%"
    assert found["validation"]["words"] == "0"
    assert found["all"]["words"] == "29"
    assert found["all"]["word types"] == "24"


def test_word_groups(corpus):
    found = by(block(corpus, "word-groups"), "group")
    assert [found[name]["all"] for name in ("NAME", "TIME", "QUANT", "TERM")] == ["1", "0", "1", "1"]
    assert found["TERM"]["train"] == found["NAME"]["test"] == "1"


def test_entities_and_their_nesting(corpus):
    labels = by(block(corpus, "entities"), "label")
    assert labels["GPE"] | {"what it names": ""} == {
        "what it names": "",
        "train": "0",
        "validation": "0",
        "test": "2",
        "all": "2",
        "outermost": "1",
        "inside another": "50.0%",
    }
    assert (labels["all"]["all"], labels["all"]["outermost"], labels["all"]["inside another"]) == ("4", "3", "25.0%")
    nesting = by(block(corpus, "nesting"), "split")
    assert nesting["all"] == {
        "sentences": "4",
        "with a mention": "3",
        "mentions": "4",
        "depth 1": "3",
        "depth 2": "1",
        "inside another": "25.0%",
    }


def test_depth_counts_what_a_mention_lies_in():
    spans = [(0, 9), (0, 4), (0, 2), (4, 9), (5, 6), (9, 12)]
    mentions = Entities(tuple(statistics.LabelledSpan(*span, "ORG") for span in spans)).mentions
    assert [depth for _, depth in statistics.depths(in_nesting_order(mentions))] == [1, 2, 3, 2, 3, 1]


def test_facts(corpus):
    found = by(block(corpus, "facts"), "split")
    assert list(found["all"].values()) == ["3", "2", "3", "0", "1", "1"]
    assert list(found["test"].values()) == ["1", "1", "2", "0", "0", "0"]
    kinds = by(block(corpus, "fact-kinds"), "kind")
    assert {name: row["all"] for name, row in kinds.items() if row["all"] != "0"} == {
        "count": "1",
        "percent": "1",
        "percentage_point": "1",
    }
    assert by(block(corpus, "non-facts"), "kind")["lexical"]["train"] == "1"
    assert {name: row["all"] for name, row in by(block(corpus, "units"), "unit").items()} == {
        "%": "1",
        "[pp]": "1",
        "{家}": "1",
    }
    assert by(block(corpus, "times"), "type of value")["part of a year"]["train"] == "1"
    slots = by(block(corpus, "slots"), "slot or value")
    assert slots["`measured_property`"] == {
        "train": "1",
        "validation": "0",
        "test": "1",
        "all": "2",
        "of all facts": "66.7%",
    }
    assert (slots["`change`"]["all"], slots["`modifier`"]["all"], slots["`group`"]["all"]) == ("1", "1", "0")


def test_articles_by_layer(corpus):
    found = by(block(corpus, "article-layers"), "article")
    assert list(found["c-1"].values())[3:] == ["17", "2", "2", "0", "0"]
    assert found["b-1"]["in the cluster of"] == "a-1"
    assert "d-1" not in found


def test_coverage(corpus):
    told = block(corpus, "coverage")
    assert told.startswith("0 of 10 labels stand in every split.")
    missing = {(row["of"], row["label"]): row["not in"] for row in rows(told)}
    assert missing["entity", "GPE"] == "train, validation"
    assert missing["fact", "percent"] == "validation, test"


def test_leakage(corpus):
    found = by(block(corpus, "leakage"), "what")
    assert {name: row["test in train"] for name, row in found.items()} == {
        "characters in strings of 20 or more": "0.0%",
        "characters in strings of 10 or more": "0.0%",
        "longest string, in characters": "6",
        "words": "29.4%",
        "words, each counted once": "29.4%",
        "entities (string and label)": "0.0%",
        "entities (string and label), each counted once": "0.0%",
        "quantities (string)": "0.0%",
        "quantities (string), each counted once": "0.0%",
    }


def test_leakage_tells_what_leaks(workspace):
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "train"\n"c-1" = "test"\n', "utf-8")
    (workspace.corpus.seeds / "c.txt").write_text("一个题目\n\n这里写着今年以来，已有 26 个项目落地。\n", "utf-8")
    write_sources(workspace)
    found = by(block(load(workspace), "leakage"), "what")
    text = "一个题目这里写着今年以来，已有26个项目落地。"
    shared = "今年以来，已有26个项目落地"
    assert found["characters in strings of 10 or more"]["test in train"] == f"{len(shared) / len(text):.1%}"
    assert found["longest string, in characters"]["test in train"] == str(len(shared))


def test_agreement_and_adjudication(corpus):
    [header, *measures] = rows(block(corpus, "agreement"))
    assert list(header) == ["`entities-1`", "first and second", "first and gold", "second and gold"]
    assert list(header.values()) == ["sentences", "2", "2", "2"]
    exact = next(row for row in measures if row["`entities-1`"] == "entities, exact F")
    assert exact["first and second"] == "0.000"  # one document alone gives no interval
    assert exact["first and gold"] == "0.667"
    [row] = rows(block(corpus, "adjudication"))
    assert list(row.values()) == ["`entities-1`", "2", "1", "1", "1", "0", "0", "0", "1", "0"]


def test_passes_that_are_the_same_are_told(tmp_path):
    workspace = make_annotated(tmp_path / "workspace")
    assert "the same in every sentence" not in block(load(workspace), "adjudication")
    folder = workspace.annotation.rounds / "entities-1"
    (folder / "second.jsonl").write_bytes((folder / "first.jsonl").read_bytes())
    assert "The two passes of `entities-1` are the same in every sentence." in block(load(workspace), "adjudication")


def test_a_correction_without_a_decision_is_told(tmp_path):
    workspace = make_annotated(tmp_path / "workspace")
    path = workspace.annotation.gold / "a-1.jsonl"
    lines = [json.loads(line) | {"decisions": []} for line in path.read_text("utf-8").splitlines()]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    [row] = rows(block(load(workspace), "adjudication"))
    assert list(row.values())[-2:] == ["0", "1"]


def test_one_person_s_pass_is_compared_with_the_gold(tmp_path):
    workspace = make_annotated(tmp_path / "workspace")
    write_pass(workspace, "entities-2", "first", {QUOTE_ID: Entities((PER,))})
    table = block(load(workspace), "agreement").split("\n\n")[1]
    assert rows(table)[0] == {"`entities-2`": "sentences", "first and gold": "1"}
    assert rows(table)[1]["first and gold"] == "1.000"


def test_a_workspace_without_rounds_and_one_without_annotation_have_all_blocks(workspace):
    bare = load(workspace)
    assert block(bare, "agreement") == "There is no pass of an annotator beside the gold."
    assert block(bare, "adjudication") == "No round has two passes."
    assert block(bare, "leakage") == "There is only one split."
    workspace.annotation.schema.unlink()
    bare = load(workspace)
    told = {name: block(bare, name) for name in BLOCKS}
    assert told["entities"] == told["plot-entity-labels"] == told["coverage"] == NOTHING
    assert told["size"].startswith("**Size:** 3 seed files, 2 articles, 8 sentences,")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2024", "year or longer"),
        ("199", "year or longer"),
        ("2024-05", "month"),
        ("2025-H1", "part of a year"),
        ("2025-SP", "part of a year"),
        ("2025-XX-15", "day or week"),
        ("2025-W07", "day or week"),
        ("2025-02-15TMO", "time of day"),
        ("2025-01/2025-05", "interval"),
        ("2025/..", "interval"),
        ("PT72H", "duration"),
        ("PXY", "duration"),
        ("PAST_REF", "reference"),
    ],
)
def test_types_of_time_values(value, name):
    assert statistics.time_type(value) == name


# --- the corpus's own card, counted again from the JSON of the gold ----------------------------


@pytest.fixture(scope="module")
def card():
    return (ROOT / "dataset" / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def gold():
    splits = tomllib.loads((ROOT / "annotation" / "splits.toml").read_text("utf-8"))
    found = []
    for path in sorted((ROOT / "annotation" / "gold").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            found.append((splits[path.stem], json.loads(line)))
    return found


def table(card, *header):
    """The rows of the table of the card whose header begins so."""
    start = card.index("| " + " | ".join(header) + " |")
    return rows(card[start:].split("\n\n")[0])


@pytest.mark.parametrize(
    ("header", "column", "items"),
    [
        (("label", "what it names"), "label", lambda s: [m["label"] for m in s["entities"]]),
        (("group", "train", "validation", "test", "all"), "group", lambda s: [g["label"] for g in s["groups"]]),
        (("unit", "train"), "unit", lambda s: [f["unit"] for f in s["facts"] if f["unit"]]),
    ],
)
def test_the_card_counts_what_the_gold_has(card, gold, header, column, items):
    counted = {
        split: Counter(item for s, line in gold if split in (s, "all") for item in items(line)) for split in COLUMNS
    }
    told = {row[column]: row for row in table(card, *header) if row[column] != "all"}
    assert {split: {n: int(row[split]) for n, row in told.items() if row[split] != "0"} for split in COLUMNS} == counted


def test_the_card_s_share_of_unseen_words(card, gold):
    seen = {word for split, line in gold if split == "train" for word in line["words"]}
    words = [word for split, line in gold if split == "test" for word in line["words"]]
    row = next(row for row in table(card, "split", "sentences", "characters", "words") if row["split"] == "test")
    assert row["words"] == str(len(words))
    assert row["words not in train"] == f"{sum(word not in seen for word in words) / len(words):.1%}"


def test_no_number_of_the_data_is_typed_into_the_card(card, gold):
    """Prose may not say how much there is; only blocks do."""
    template = (ROOT / "DATASET_CARD.md").read_text("utf-8")
    template = re.sub(r"<!-- leaderboard.*?<!-- end of leaderboard -->", "", template, flags=re.DOTALL)
    prose = re.sub(r"\A---.*?^---$|```.*?```|`[^`]*`", "", template, flags=re.DOTALL | re.MULTILINE)
    allowed = {"4.0", "2.0", "1.1", "0.05", "2018", "8601", "2020", "95", "2025", "1", "2", "3", "4", "5"}
    assert set(re.findall(r"\d+(?:\.\d+)?", prose)) <= allowed
    assert not re.search(r"\b(five|six|seven|eight|nine|ten|twelve) (files|articles|sentences|labels)\b", prose)


# --- shapes -----------------------------------------------------------------------------------


def test_every_column_is_described_and_nothing_else(corpus):
    used = set()
    for item in (*configurations(corpus.schema), textfree.BLOCKS):
        for name, kind in item.features.items():
            meaning(item.name, name)
            used |= {name, f"{item.name}.{name}", *(f"{name}[].{member}" for member in members(name))}
            if members(name):
                assert set(members(name)) == set(kind[0])
    assert set(MEANINGS) <= used


def test_a_bar_in_a_cell_ends_no_cell_and_numbers_stand_to_the_right():
    lines = markdown_table(("a", "n"), [("x|y", 1), ("z", "–")]).splitlines()
    assert lines[1:] == ["| --- | ---: |", "| x\\|y | 1 |", "| z | – |"]
