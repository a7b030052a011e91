"""The diagnostics themselves: enough of each phenomenon in both halves, pairs in one half, nothing of the corpus."""

from collections import defaultdict
from pathlib import Path

from shuanglian.cli.workspace import Workspace
from tests.workspaces import load

CORPUS = load(Workspace(Path(__file__).parent.parent))
SHARED = 8


def test_at_least_four_hundred_sentences_and_twelve_of_each_of_thirty_phenomena():
    by_phenomenon = defaultdict(list)
    for item in CORPUS.diagnostics:
        by_phenomenon[item.phenomenon].append(item)
    assert len(CORPUS.diagnostics) >= 400
    assert set(by_phenomenon) == {phenomenon.name for phenomenon in CORPUS.phenomena}
    assert len(by_phenomenon) >= 30
    for items in by_phenomenon.values():
        assert len(items) >= 12
        assert min(sum(item.held_out for item in items), sum(not item.held_out for item in items)) >= 5


def test_pairs_stand_in_one_half():
    halves = defaultdict(set)
    for item in CORPUS.diagnostics:
        halves[item.id.rstrip("abcd")].add(item.held_out)
    assert all(len(half) == 1 for half in halves.values())


def test_no_sentence_is_said_twice_or_taken_from_the_corpus():
    texts = [item.text for item in CORPUS.diagnostics]
    assert len(texts) == len(set(texts))
    corpus = "\n".join(record.text for article in CORPUS.articles for record in article.records)
    for text in texts:
        assert not any(text[start : start + SHARED] in corpus for start in range(len(text) - SHARED + 1)), text


def test_every_sentence_was_annotated_twice_and_what_both_say_stands():
    first, second = CORPUS.diagnostic_passes.passes.values()
    assert set(first.sentences) == set(second.sentences) == {item.id for item in CORPUS.diagnostics}
    for item in CORPUS.diagnostics:
        said = (first.sentences[item.id], second.sentences[item.id])
        assert item.facts in said, item.id
