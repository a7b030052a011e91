"""Our numbers are those of other people's scorers on the same corpora, where the definitions are the same.

tests/tasks/peers.json was written by scripts/peer_scores.py, which runs the CoNLL-2018 evaluation,
SIGHAN's Perl script, seqeval and nervaluate. CoNLL-2018 and SIGHAN are moreover counted here from
their published definitions, in other ways than the metric counts.
"""

import json
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, LabelledSpan, Words
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from shuanglian.tasks.tags import REPAIRS, read_tags
from tests.tasks.generated import SEGMENTED, TAGGED, segmented, tagged, word_list

PEERS = json.loads(Path(__file__).with_name("peers.json").read_text("utf-8"))
SAME_WORDS = ("plain", "hard")


def words_score(name, known=None):
    return evaluate_words([words_pair(n, *both) for n, both in enumerate(segmented(name))], known_words=known).values()


def words_pair(number, gold, predicted):
    text = "".join(gold)
    sides = (Words(tuple(word_spans(text, words))) for words in (gold, predicted))
    return Pair(f"d.{number}", "d", text, *sides)


@pytest.mark.parametrize("name", SEGMENTED)
def test_conll_2018(name):
    ours = words_score(name)
    theirs = PEERS["conll2018"][name]
    for which in ("precision", "recall", "f"):
        assert ours[f"words.{which}"] == pytest.approx(theirs[which], abs=1e-9)


@pytest.mark.parametrize("name", SEGMENTED)
def test_conll_2018_from_its_definition(name):
    """Words of a whole file are ranges in the file's characters; two are the same with the same range."""
    gold, predicted = (list(ends([w for words in side for w in words])) for side in zip(*segmented(name), strict=True))
    right = len({*pairwise([0, *gold])}.intersection(pairwise([0, *predicted])))
    assert words_score(name)["words.f"] == pytest.approx(2 * right / (len(gold) + len(predicted)), abs=1e-12)


def ends(words):
    return accumulate(map(len, words))


@pytest.mark.parametrize("name", SAME_WORDS)
def test_sighan(name):
    ours = words_score(name, set(word_list()))
    for which, value in PEERS["sighan"][name].items():
        shown = ours[which if "." in which else f"words.{which}"]
        assert f"{shown:.3f}" == f"{value:.3f}", which


@pytest.mark.parametrize("name", SEGMENTED)
def test_sighan_from_its_definition(name):
    """SIGHAN counts words as right that a diff of the two lists keeps: the longest common subsequence of forms."""
    right = sum(common(gold, predicted) for gold, predicted in segmented(name))
    number = sum(len(gold) for gold, _ in segmented(name))
    assert f"{right / number:.3f}" == f"{PEERS['sighan'][name]['recall']:.3f}"
    ours = words_score(name)["words.recall"]
    # Where a form stands twice in a sentence, a diff may keep it although it stands elsewhere: docs/scoring.md.
    assert (ours == right / number) == (name in SAME_WORDS)
    assert ours <= right / number


def common(one, other):
    row = [0] * (len(other) + 1)
    for word in one:
        left = 0
        for place, there in enumerate(other, 1):
            above = row[place]
            row[place] = left + 1 if word == there else max(row[place], row[place - 1])
            left = above
    return row[-1]


def entities_score(name, repair):
    return evaluate_entities(
        Pair(f"d.{number}", "d", "", *(chunks(tags, name, repair) for tags in both))
        for number, both in enumerate(tagged(name))
    ).values()


def chunks(tags, name, repair):
    return Entities(tuple(LabelledSpan(*chunk) for chunk in read_tags(tags, repair, "bioes" in name).chunks))


@pytest.mark.parametrize("repair", REPAIRS)
@pytest.mark.parametrize("name", TAGGED)
def test_seqeval(name, repair):
    ours = entities_score(name, repair)
    for which, value in PEERS["seqeval"][name][repair].items():
        assert ours[f"mentions.{which}"] == pytest.approx(value, abs=1e-9)


def test_the_two_modes_differ_on_broken_tags():
    assert entities_score("bio broken", "strict") != entities_score("bio broken", "conlleval")


@pytest.mark.parametrize("name", PEERS["nervaluate"])
def test_nervaluate_strict(name):
    ours = entities_score(name, "strict")
    for which, value in PEERS["nervaluate"][name].items():
        assert ours[f"mentions.{which}"] == pytest.approx(value, abs=1e-9)
