"""What docs/scoring.md shows is so."""

import json
import math
import re
from pathlib import Path

import pytest

from shuanglian import FindingsError, score
from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.metrics.facts import evaluate_facts
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from shuanglian.tasks import tasks
from shuanglian.tasks.meta import read_meta
from shuanglian.tasks.problems import Gathered
from shuanglian.tasks.tags import read_tags
from tests.tasks.test_peers import common

DOCS = Path(__file__).parent.parent.parent / "docs" / "scoring.md"
BLOCKS = dict(re.findall(r"```json (\w+)\n(.*?)\n```", DOCS.read_text("utf-8"), re.DOTALL))
TEXT = "上半年，产量同比增长9.5%。"


def test_every_task_has_an_example():
    assert set(BLOCKS) == {*tasks(), "meta"}


@pytest.mark.parametrize("task", list(tasks()))
def test_examples_are_predictions(task):
    prediction = json.loads(BLOCKS[task])
    report = score(task, [prediction], [{**prediction, "text": TEXT, "phenomenon": "percent"}])
    assert all(report.score[name].value == 1 for name in report.headlines)


def test_the_example_of_meta_json(tmp_path):
    path = tmp_path / "meta.json"
    path.write_text(BLOCKS["meta"], "utf-8")
    problems = Gathered("meta.json")
    assert read_meta(path, problems).system == "jieba"
    assert problems.findings() == []


def test_difference_to_sighan():
    gold, predicted = ["甲", "甲甲"], ["甲甲", "甲"]
    sides = (Words(tuple(word_spans("甲甲甲", words))) for words in (gold, predicted))
    assert evaluate_words([Pair("a.1", "a", "甲甲甲", *sides)]).values()["words.recall"] == 0
    assert common(gold, predicted) / len(gold) == 0.5


def entities(gold, predicted):
    sides = (
        Entities(tuple(LabelledSpan(*c) for c in read_tags(tags.split(), "strict", False).chunks))
        for tags in (gold, predicted)
    )
    return evaluate_entities([Pair("a.1", "a", "甲乙丙", *sides)]).values()


def test_differences_to_nervaluate_and_seqeval():
    assert entities("B-PER O O", "B-PER B-X O")["mentions.precision"] == 0.5
    found = entities("B-PER I-PER O", "B-PER O O")
    assert (found["overlap.f"], found["mentions.f"]) == (1, 0)
    assert math.isnan(entities("O O O", "O O O")["mentions.f"])


def test_difference_to_conll_2018():
    gold = [{"id": f"a.{n}", "text": text, "words": list(text)} for n, text in enumerate(("甲。", "乙"))]
    with pytest.raises(FindingsError, match="predictions-text-differs"):
        score("segmentation", [{"id": "a.0", "words": ["甲", "。", "乙"]}, {"id": "a.1", "words": []}], gold)


def test_difference_to_measeval():
    sides = [
        Facts(tuple(Fact(span, "count", value="410000") for span in spans)) for spans in ([(0, 5)], [(0, 3), (3, 5)])
    ]
    found = evaluate_facts([Pair("a.1", "a", "近41万件", *sides)]).values()
    assert (found["mentions.precision"], found["mentions.recall"]) == (1 / 2, 1)


def test_every_command_option_is_in_the_help():
    from click.testing import CliRunner

    from shuanglian.cli import cli

    shown = CliRunner().invoke(cli, ["score", "--help"]).stdout
    for option in set(re.findall(r"`?(--[a-z]+)", DOCS.read_text("utf-8"))):
        assert option in shown, option
