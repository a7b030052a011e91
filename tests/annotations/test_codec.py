"""The JSON form gives back what it was made from, and says what is wrong with another shape."""

import json

import pytest
from hypothesis import given

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.codec import (
    entities_from_json,
    entities_to_json,
    facts_from_json,
    facts_to_json,
    words_from_json,
    words_to_json,
)
from tests.annotations.samples import SCHEMA, segmented, with_entities, with_facts


def there_and_back(data):
    return json.loads(json.dumps(data, ensure_ascii=False))


@given(segmented())
def test_words(sample):
    text, words = sample
    assert check_layer("x", "1", text, words, SCHEMA) == []
    assert words_from_json(text, there_and_back(words_to_json(text, words))) == words


@given(with_entities())
def test_entities(sample):
    text, entities = sample
    assert check_layer("x", "1", text, entities, SCHEMA) == []
    assert entities_from_json(there_and_back(entities_to_json(entities))) == entities


@given(with_facts())
def test_facts(sample):
    text, facts = sample
    assert check_layer("x", "1", text, facts, SCHEMA) == []
    assert facts_from_json(there_and_back(facts_to_json(facts))) == facts


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["上半年", "增长"], "end at 5"),
        (["上半年", "增加"], "'增加'.*'长9.5%'"),
        (["上半年", "增长", "9.5%", "了"], "the end"),
        (["上半年", ""], r"words\[1\]"),
        (["上半年", 5], r"words\[1\]"),
        ("上半年增长9.5%", "not a list"),
    ],
)
def test_words_that_are_not_the_text(words, told):
    with pytest.raises(ValueError, match=told):
        words_from_json("上半年增长9.5%", {"words": words})


def test_blanks_of_the_text_may_be_missing_from_words_or_added():
    words = words_from_json("推动 AI 大 模型", {"words": ["推动", "AI", "大 模型"]})
    assert words.spans == ((0, 2), (3, 5), (6, 10))
    assert words_from_json("大模型", {"words": ["大 模型"]}).spans == ((0, 3),)


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ({"kind": "count"}, r"facts\[0\].quantity is missing"),
        ({"quantity": [0, 1]}, "kind is missing"),
        ({"quantity": [0, 1.0], "kind": "count"}, "quantity is"),
        ({"quantity": [0, 1], "kind": "count", "value": 5}, "value is 5, not a string"),
        ({"quantity": [0, 1], "kind": "count", "change": "up"}, "change is 'up'"),
        ({"quantity": [0, 1], "kind": "count", "approx": "yes"}, "true or false"),
        ("近41万件", "is no object"),
    ],
)
def test_facts_of_another_shape(fact, told):
    with pytest.raises(ValueError, match=told):
        facts_from_json({"facts": [fact]})
