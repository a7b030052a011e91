"""The dataset as its users get it: through `load_dataset`, from a fresh cache."""

import json

import pytest
from datasets import get_dataset_config_names, load_dataset

from shuanglian.annotations.codec import facts_from_json
from shuanglian.release.build import build_dataset, dataset_tables
from tests.workspaces import CARD, GOLD, load


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    from tests.workspaces import make_workspace

    workspace = make_workspace(tmp_path_factory.mktemp("load") / "workspace")
    corpus = load(workspace)
    build_dataset(corpus, CARD, "DATASET_CARD.md", workspace.dataset)
    return workspace.dataset, dataset_tables(corpus)


NAMES = ["sentences", "articles", "segmentation", "ner", "numeric_facts", "variants"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("streaming", [False, True])
def test_every_row_comes_back(built, name, streaming, tmp_path):
    folder, tables = built
    loaded = load_dataset(str(folder), name, streaming=streaming, cache_dir=str(tmp_path))
    assert {split: list(rows) for split, rows in loaded.items()} == tables[name]


def test_the_card_names_the_configurations_and_the_default(built, tmp_path):
    folder, tables = built
    assert get_dataset_config_names(str(folder)) == NAMES
    assert list(load_dataset(str(folder), cache_dir=str(tmp_path))["train"]) == tables["sentences"]["train"]


def test_the_files_load_without_the_card(built, tmp_path):
    folder, tables = built
    path = str(folder / "data" / "articles" / "train.parquet")
    rows = load_dataset("parquet", data_files={"train": path}, cache_dir=str(tmp_path))["train"]
    assert list(rows) == tables["articles"]["train"]
    assert rows.features["sentences"].feature["start"].dtype == "int32"


def test_an_article_s_sentences_are_where_it_says(built):
    _, tables = built
    texts = {row["id"]: row["text"] for row in tables["sentences"]["train"]}
    for article in tables["articles"]["train"]:
        for sentence in article["sentences"]:
            assert article["text"][sentence["start"] : sentence["end"]] == texts[sentence["id"]]
        for block in article["blocks"]:
            if block["start"] is not None:
                assert article["text"][block["start"] : block["end"]] == block["text"]


def test_edits_lead_to_the_variant(built):
    _, tables = built
    edits = tables["variants"]["variants"]
    text = next(row["text"] for row in tables["articles"]["train"] if row["id"] == "b-1")
    for edit in reversed(edits):
        assert text[edit["start"] : edit["end"]] == edit["text"]
        text = text[: edit["start"]] + edit["variant_text"] + text[edit["end"] :]
    assert text.endswith("加开了旅客列车。")
    assert json.dumps(edits, ensure_ascii=False).count("insert") == 1


def test_tags_have_names_and_facts_keep_their_shape(built, tmp_path):
    folder, _ = built
    [words] = load_dataset(str(folder), "segmentation", split="train", cache_dir=str(tmp_path))
    [entities] = load_dataset(str(folder), "ner", split="train", cache_dir=str(tmp_path))
    facts = load_dataset(str(folder), "numeric_facts", split="train", cache_dir=str(tmp_path))
    names = load_dataset(str(folder), "segmentation", split="train", cache_dir=str(tmp_path)).features["tags"].feature
    assert "".join(names.int2str(words["tags"])) == "BMESBEBEBEBMMES"
    assert "".join(words["words"]) == words["text"] == entities["text"]
    assert facts_from_json(facts[0]) == GOLD[0].facts
    assert facts[0]["facts"][0]["place"] is None
    assert facts[0]["facts"][0]["group"] is None
