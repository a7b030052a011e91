"""Everything that is refused before it is sent, each with its message."""

import pytest

from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.validation import check_annotation
from tests.labelstudio.samples import FACTS

TEXT = "🚀产量增长9.5%。"
QUANTITY = Region(5, 9, "quantity", "q")
PLACE = Region(1, 3, "place", "p")


def valued(**values):
    return Annotation((Region(5, 9, "quantity", "q", values_of({name: [item] for name, item in values.items()})),))


@pytest.mark.parametrize(
    ("annotation", "finding", "message"),
    [
        (
            Annotation((Region(5, 11, "time", "a"),)),
            "annotation-range",
            "[5, 11) is not a range of the 10 characters of the sentence",
        ),
        (
            Annotation((Region(3, 3, "time", "a"),)),
            "annotation-range",
            "[3, 3) is not a range of the 10 characters of the sentence",
        ),
        (
            Annotation((Region(-1, 3, "time", "a"),)),
            "annotation-range",
            "[-1, 3) is not a range of the 10 characters of the sentence",
        ),
        (
            Annotation((Region(0, 1, "verb", "a"),)),
            "annotation-unknown-label",
            "unknown label 'verb'; the layer facts has quantity",
        ),
        (Annotation((Region(0, 1, "time", "a b"),)), "annotation-bad-id", "the region id 'a b' is given 1 time(s)"),
        (Annotation((Region(0, 1, "time", "编号"),)), "annotation-bad-id", "the region id '编号' is given 1 time(s)"),
        (Annotation((Region(0, 1, "time", ""),)), "annotation-bad-id", "the region id '' is given 1 time(s)"),
        (
            Annotation((QUANTITY, Region(0, 1, "time", "q"))),
            "annotation-bad-id",
            "the region id 'q' is given 2 time(s)",
        ),
        (
            Annotation((QUANTITY,), (Relation("q", "z"),)),
            "annotation-dangling-relation",
            "the relation 'q' to 'z' leads to 'z'",
        ),
        (
            Annotation((QUANTITY,), (Relation("q", "q"),)),
            "annotation-dangling-relation",
            "the relation 'q' to 'q' leads to itself",
        ),
        (
            Annotation((QUANTITY, PLACE), (Relation("q", "p"), Relation("q", "p", ("again",)))),
            "annotation-doubled-relation",
            "'q' and 'p' are linked 2 times",
        ),
        (
            Annotation((QUANTITY, PLACE), (Relation("p", "q"),)),
            "annotation-unknown-label",
            "no relation leads from place to quantity in the layer facts",
        ),
        (
            Annotation((Region(0, 1, "time", "a", values_of({"time_value": ["\ud83d"]})),)),
            "annotation-surrogate",
            "a lone surrogate in a value",
        ),
        (valued(value="1e400"), "annotation-unknown-value", "value is '1e400'; it admits value, exact decimal"),
        (valued(value="-1"), "annotation-unknown-value", "value is '-1'; it admits value, exact decimal"),
        (valued(value="９.５"), "annotation-unknown-value", "value is '９.５'; it admits value, exact decimal"),
        (valued(kind="weight"), "annotation-unknown-value", "kind is 'weight'; it admits count measure"),
        (valued(time_value="2024"), "annotation-unknown-value", "a region quantity has no value 'time_value'"),
        (
            Annotation(values=values_of({"words": ["x"]})),
            "annotation-unknown-value",
            "the layer facts asks for no text 'words'",
        ),
    ],
)
def test_what_is_refused_is_told(annotation, finding, message):
    [found] = check_annotation("somebody", "s1", TEXT, annotation, FACTS)
    assert found.id == finding
    assert message in found.message
    assert found.where.startswith("s1")
    assert found.fix


def test_a_text_that_no_export_can_hold_is_refused():
    [found] = check_annotation("somebody", "s1", "产量\ud83d增长", Annotation(), FACTS)
    assert (found.id, found.message) == ("annotation-surrogate", "a lone surrogate at offset 2")
