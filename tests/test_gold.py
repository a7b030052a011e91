"""The gold of this repository: every sentence on every layer, its version, and what surrounds it."""

from pathlib import Path

from shuanglian.annotations.model import LAYERS
from shuanglian.cli.workspace import Workspace
from shuanglian.gold_version import hashes_of, read_version
from tests.workspaces import load

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)
CORPUS = load(WORKSPACE)


def test_every_sentence_of_every_distinct_article_is_annotated_on_all_layers():
    sentences = [record.id for article in CORPUS.articles if article.split for record in article.records]
    assert len(sentences) == 380
    assert list(CORPUS.gold) == sorted(CORPUS.gold, key=sentences.index)
    assert set(CORPUS.gold) == set(sentences)
    assert all(set(sentence.layers) == set(LAYERS) for sentence in CORPUS.gold.values())


def test_every_layer_was_annotated_twice_in_full():
    assert [item.layer for item in CORPUS.rounds] == list(LAYERS)
    for item in CORPUS.rounds:
        assert all(set(made.sentences) == set(CORPUS.gold) for made in item.passes.values())
        assert len(item.passes) == 2


def test_the_version_is_that_of_the_gold_and_stands_in_the_changelog():
    version = read_version(WORKSPACE.annotation.gold_version, "annotation/gold-version.json")
    assert version is not None
    assert version.sentences == hashes_of(CORPUS.gold)
    assert f"## Gold {version.version}\n" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_what_was_overruled_is_in_the_changelog():
    told = (ROOT / "CHANGELOG.md").read_text("utf-8")
    for sentence in CORPUS.gold.values():
        assert all(sentence.id in told for decision in sentence.decisions if decision.choice == "overruled")


def test_the_trial_is_annotated_with_the_same_schema():
    trial = ROOT / "annotation" / "trial" / "annotation" / "schema.toml"
    assert trial.read_bytes() == WORKSPACE.annotation.schema.read_bytes()
