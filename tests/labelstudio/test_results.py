"""The canonical form survives Label Studio's form of it, and what it may change does not matter."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import LAYERS
from shuanglian.labelstudio.annotation import annotation_from_json
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.results import annotation_of, results_of
from shuanglian.labelstudio.validation import check_annotation
from tests.labelstudio.samples import CHOICES, FACTS, SCHEMA, annotated_texts


def _collapsed(text):
    return " ".join(text.replace("\n", "\\n").split())


@given(annotated_texts, st.randoms())
def test_there_and_back(sample, shuffle: random.Random):
    text, annotation = sample
    assert check_annotation("x", "1", text, annotation, FACTS) == []
    results = results_of(annotation, text, CHOICES)
    shuffle.shuffle(results)
    for result in results:
        result["origin"] = "manual"
        if result["type"] == "labels":
            result["value"] |= {"start": float(result["value"]["start"]), "text": _collapsed(result["value"]["text"])}
    assert annotation_of("x", "1", results, text) == (annotation, [])


@given(annotated_texts)
def test_the_form_of_the_rounds(sample):
    _, annotation = sample
    assert annotation_from_json(annotation.as_json()) == annotation


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({"id": "r1", "type": "labels", "value": {"start": 0, "end": 9, "labels": ["quantity"]}}, "not a range"),
        (
            {"id": "r1", "type": "labels", "value": {"start": 0, "end": 1.5, "labels": ["quantity"]}},
            "not a whole number",
        ),
        ({"id": "r1", "type": "labels", "value": {"start": 0, "end": 2, "labels": []}}, "unpack"),
        (
            {"id": "r1", "type": "labels", "value": {"start": 1, "end": 2, "labels": ["time"], "text": "今"}},
            "its text is '今', but [1, 2) of the sentence is '年'",
        ),
        ({"id": "r1", "type": "polygon", "value": {}}, "polygon"),
        ({"id": "r1", "type": "labels"}, "value"),
        (
            {"id": "r9", "type": "choices", "from_name": "kind", "value": {"start": 0, "end": 1, "choices": ["x"]}},
            "without a label",
        ),
    ],
)
def test_what_cannot_be_read_is_a_finding_and_costs_only_itself(result, told):
    good = {"id": "ok", "type": "labels", "value": {"start": 0, "end": 1, "labels": ["time"]}}
    annotation, [finding] = annotation_of("x", "task 1", [good, result], "今年")
    assert [region.id for region in annotation.regions] == ["ok"]
    assert finding.id == "annotation-unreadable"
    assert told in finding.message


@pytest.mark.parametrize("name", LAYERS)
def test_the_configuration_asks_for_all_that_the_schema_has(name):
    asked = layer(SCHEMA, name)
    configuration = labelling_configuration(asked)
    for label in asked.labels:
        assert f'<Label value="{label.name}"' in configuration
    for attribute in asked.attributes:
        assert f'name="{attribute.name}"' in configuration
        assert all(f'<Choice value="{value}"' in configuration for value in attribute.values)
    assert 'granularity="symbol"' in configuration


# What Label Studio binds on a page of text without a modifier key.
ITS_OWN_KEYS = {"u", "enter", "escape", "backspace", "delete"}


@pytest.mark.parametrize("name", LAYERS)
def test_a_key_is_given_once_and_is_none_of_label_studios(name):
    keys = [label.key for label in layer(SCHEMA, name).labels]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 1 for key in keys)
    assert not set(keys) & ITS_OWN_KEYS
