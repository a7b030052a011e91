"""The canonical form survives Label Studio's form of it, and what it may change does not matter."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.labelstudio.annotation import Annotation, Region, Relation, annotation_from_json, values_of
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.layers import LAYERS, layer
from shuanglian.labelstudio.results import annotation_of, results_of
from shuanglian.labelstudio.validation import check_annotation
from shuanglian.schema import load_schema

SCHEMA = load_schema(Path(__file__).parent.parent.parent / "annotation" / "schema.toml")
FACTS = layer(SCHEMA, "facts")
CHOICES = frozenset(attribute.name for attribute in FACTS.attributes if attribute.values)
EXAMPLES = {"unit": "{件}", "group": "g1", "time_inherited": "2025-H1", "time_value": "2025-02-14"}


@st.composite
def annotated_texts(draw):
    """Sentences with nested, crossing and same-span regions, values of twenty digits, and relations."""
    text = draw(st.text("字甲🚀𠮷\r\n \u00a0a1%", min_size=1, max_size=40))
    regions = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        label = draw(st.sampled_from(FACTS.labels)).name
        values = {}
        for attribute in SCHEMA.attributes_of(label):
            if draw(st.booleans()):
                choice = (
                    st.sampled_from(sorted(attribute.values))
                    if attribute.values
                    else st.just(EXAMPLES.get(attribute.name))
                )
                values[attribute.name] = [draw(choice) or f"{draw(st.integers(10**19, 10**20 - 1))}.5"]
        regions.append(Region(start, end, label, f"r{number}", values_of(values)))
    pairs = [(a.id, b.id) for a in regions for b in regions if (a.label, b.label) in FACTS.links]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return text, Annotation(tuple(regions), tuple(Relation(*pair) for pair in chosen))


@given(annotated_texts(), st.randoms())
def test_there_and_back(sample, shuffle: random.Random):
    text, annotation = sample
    assert check_annotation("x", "1", text, annotation, FACTS) == []
    results = results_of(annotation, text, CHOICES)
    shuffle.shuffle(results)
    for result in results:
        result["origin"] = "manual"
        if result["type"] == "labels":
            result["value"] |= {"start": float(result["value"]["start"]), "text": "what the editor made of it"}
    assert annotation_of("x", "1", results, text) == (annotation, [])


@given(annotated_texts())
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
