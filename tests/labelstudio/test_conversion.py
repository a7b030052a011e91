"""The layers survive the form that Label Studio holds them in."""

import pytest
from hypothesis import given

from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.conversion import from_regions, to_regions
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.results import annotation_of, results_of
from shuanglian.labelstudio.validation import check_annotation
from tests.annotations.samples import SCHEMA, segmented, with_entities, with_facts


def there_and_back(name, text, annotation):
    asked = layer(SCHEMA, name)
    regions = to_regions(text, annotation)
    assert check_annotation("x", "1", text, regions, asked) == []
    choices = frozenset(attribute.name for attribute in asked.attributes if attribute.values)
    read, findings = annotation_of("x", "1", results_of(regions, text, choices), text)
    assert findings == []
    assert read == regions
    return from_regions("x", "1", text, name, read, SCHEMA)


@given(segmented())
def test_words(sample):
    text, words = sample
    assert there_and_back("words", text, words) == (words, [])


@given(with_entities())
def test_entities(sample):
    text, entities = sample
    assert there_and_back("entities", text, entities) == (entities, [])


@given(with_facts())
def test_facts(sample):
    text, facts = sample
    assert there_and_back("facts", text, facts) == (facts, [])


def test_quantities_share_the_region_of_their_filler():
    entity = (0, 2)
    facts = Facts(
        (Fact((3, 4), "count", "1", measured_entity=entity), Fact((5, 6), "count", "2", measured_entity=entity))
    )
    regions = to_regions("甲乙丙1和2", facts)
    assert [region.label for region in regions.regions].count("measured_entity") == 1
    assert len(regions.relations) == 2


QUANTITY = Region(0, 1, "quantity", "q1", values_of({"kind": ["count"]}))


@pytest.mark.parametrize(
    ("annotation", "finding"),
    [
        (Annotation((Region(0, 1, "quantity", "q1"),)), "annotation-missing-value"),
        (Annotation((Region(0, 1, "non_fact", "n1"),)), "annotation-missing-value"),
        (Annotation((QUANTITY, Region(2, 3, "place", "s1"))), "annotation-unlinked"),
        (
            Annotation(
                (QUANTITY, Region(2, 3, "place", "s1"), Region(3, 4, "place", "s2")),
                (Relation("q1", "s1"), Relation("q1", "s2")),
            ),
            "annotation-double-slot",
        ),
    ],
)
def test_what_a_person_may_leave_undone_is_told(annotation, finding):
    _, findings = from_regions("x", "1", "1甲乙丙", "facts", annotation, SCHEMA)
    assert [item.id for item in findings] == [finding]


def test_words_whose_text_was_changed_are_told():
    for written in ("产量/增加", "产量//增长", ""):
        annotation = Annotation(values=values_of({"words": [written]}))
        _, [finding] = from_regions("x", "1", "产量增长", "words", annotation, SCHEMA)
        assert finding.id == "annotation-wrong-marks"


def test_a_region_is_an_entity():
    annotation = Annotation((Region(0, 2, "PER", "anything"),))
    assert from_regions("x", "1", "刘庆", "entities", annotation, SCHEMA) == (
        Entities((LabelledSpan(0, 2, "PER"),)),
        [],
    )
