"""A person annotates in a real browser; what they did comes back whole, and what they left alone unchanged."""

import json
import random
import re
from dataclasses import replace

import pytest

from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.results import PERMITTED_CHANGES
from shuanglian.labelstudio.transfer import pull, push, submit
from tests.browsers import chromium_or_skip, chromium_page
from tests.labelstudio.browser import Person
from tests.labelstudio.samples import FACTS, SCHEMA, annotated, annotated_text, by_id, sentence

ENTITIES, WORDS = layer(SCHEMA, "entities"), layer(SCHEMA, "words")
TEXT = "🚀去年𠮷林省登记技术合同近41万件，同比增长9.5%。"
MARKED = "🚀/去年/𠮷林省/登记/技术/合同/近/41万/件/，/同比/增长/9.5%/。"


@pytest.fixture(scope="module")
def person(server):
    with chromium_page(chromium_or_skip()) as page:
        yield Person(page, server, "first")


@pytest.fixture
def opened(person, connection, new_project):
    """Push sentences to a new project and open the first; return how to pull what the person made of them."""

    def push_and_open(asked, *texts, predictions=None):
        project, sentences = new_project(asked), [sentence(n, text) for n, text in enumerate(texts)]
        push(connection, project, asked, sentences, predictions or {})
        person.open(project, connection.task_data(project)[0][0])

        def annotation():
            pulled = pull(connection, project, asked, by_id(sentences))
            assert pulled.findings == []
            return pulled.annotators["first"][0].annotation

        return project, annotation

    return push_and_open


def place(text, part):
    start = text.index(part)
    return start, start + len(part)


def described(annotation):
    """Return an annotation with texts for the ids that Label Studio gave."""
    regions = {region.id: (TEXT[region.start : region.end], region.label) for region in annotation.regions}
    return (
        sorted((*regions[region.id], dict(region.values)) for region in annotation.regions),
        sorted((regions[link.source][0], regions[link.target][0]) for link in annotation.relations),
    )


def reopen(person, connection, project):
    person.open(project, connection.task_data(project)[0][0])


def test_facts_drawn_and_changed(person, connection, opened):
    project, annotation = opened(FACTS, TEXT)
    person.press("1")
    person.drag(*place(TEXT, "近41万件"))
    person.press_button("时间 time")
    person.drag(*place(TEXT, "去年"))
    person.press("6")
    person.drag(*place(TEXT, "𠮷林省"))
    person.press("1")
    person.drag(*place(TEXT, "9.5%"))
    person.select(TEXT.index("去年"))
    person.write("time_value", "2024")
    person.select(TEXT.index("41"))
    person.press("0")  # the key of count, as the page says
    person.write("value", "410000")
    person.link(TEXT.index("41"), TEXT.index("林"))
    person.link(TEXT.index("41"), TEXT.index("年"))
    person.select(TEXT.index("9.5"))
    person.press_button("百分比 percent")
    person.save("submit")
    count = {"kind": ("count",), "value": ("410000",)}
    assert described(annotation()) == (
        [
            ("9.5%", "quantity", {"kind": ("percent",)}),
            ("去年", "time", {"time_value": ("2024",)}),
            ("近41万件", "quantity", count),
            ("𠮷林省", "place", {}),
        ],
        [("近41万件", "去年"), ("近41万件", "𠮷林省")],
    )

    reopen(person, connection, project)
    person.select(TEXT.index("林"))
    person.press("Backspace")
    person.select(TEXT.index("9.5"))
    person.write("value", "9.5")
    person.press_button("同比 yoy")
    person.link(TEXT.index("9.5"), TEXT.index("年"))
    person.save("update")
    assert described(annotation()) == (
        [
            ("9.5%", "quantity", {"kind": ("percent",), "value": ("9.5",), "basis": ("yoy",)}),
            ("去年", "time", {"time_value": ("2024",)}),
            ("近41万件", "quantity", count),
        ],
        [("9.5%", "去年"), ("近41万件", "去年")],
    )


def test_entities_drawn_and_changed(person, connection, opened):
    project, annotation = opened(ENTITIES, TEXT)
    spans = {"6": "𠮷林省", "7": "𠮷林", "0": "𠮷林", "q": "技术合同", "w": "🚀"}
    for key, part in spans.items():
        person.press(key)
        person.drag(*place(TEXT, part))
    person.save("submit")
    assert described(annotation())[0] == sorted(
        [
            ("𠮷林省", "GPE", {}),
            ("𠮷林", "LOC", {}),
            ("𠮷林", "WORK", {}),
            ("技术合同", "POLICY", {}),
            ("🚀", "EVENT", {}),
        ]
    )
    before = annotation()
    reopen(person, connection, project)
    person.select(TEXT.index("技术"))
    person.press("9")
    person.save("update")
    changed = [replace(r, label="PRODUCT") if r.label == "POLICY" else r for r in before.regions]
    assert annotation() == Annotation(tuple(changed))


def test_a_selection_over_blanks_and_line_breaks(person, opened):
    text = "甲  乙\u00a0\n丙\u3000 丁"
    _, annotation = opened(ENTITIES, text)
    person.press("1")
    person.drag(0, len(text))
    person.save("submit")
    assert [(region.start, region.end) for region in annotation().regions] == [(0, len(text))]


def test_words_typed_and_changed(person, connection, opened):
    project, annotation = opened(WORDS, TEXT)
    assert person.page.locator("[name=words]").input_value() == TEXT
    assert connection.export(project)[0]["annotations"] == []
    person.write("words", MARKED)
    person.save("submit")
    assert annotation() == Annotation(values=values_of({"words": [MARKED]}))
    reopen(person, connection, project)
    person.edit_text(0, MARKED.replace("41万/件", "41/万/件"))
    person.write("note", "数词分开？")
    person.save("update")
    changed = {"words": [MARKED.replace("41万/件", "41/万/件")], "note": ["数词分开？"]}
    assert annotation() == Annotation(values=values_of(changed))


def test_words_are_taken_from_their_box_without_more_ado(person, opened):
    """The box has the sentence in it, its own marks escaped, and whoever submits means what it says."""
    _, annotation = opened(WORDS, "他说[24/7]。")
    person.save("submit")
    assert annotation() == Annotation(values=values_of({"words": [r"他说\[24\/7\]。"]}))


# --- left untouched ---------------------------------------------------------------------------


def quantity(start, end, identity, **values):
    return Region(start, end, "quantity", identity, values_of({"kind": ["count"], **values}))


def time(start, end, identity):
    return Region(start, end, "time", identity, values_of({"time_value": ["2024"]}))


CHOICE = random.Random(3)
FACT_CASES = {
    "nested": ("甲乙丙丁1戊", Annotation((Region(0, 4, "place", "a"), time(1, 3, "b"), Region(2, 3, "per", "c")))),
    "same span": ("甲乙1丙", Annotation((Region(0, 2, "place", "a"), Region(0, 2, "whole", "b"), time(0, 2, "c")))),
    "crossing": ("甲乙丙1丁", Annotation((Region(0, 3, "place", "a"), Region(2, 5, "whole", "b")))),
    "twenty digits": (
        "共12345678901234567890.12345件",
        Annotation((quantity(1, 28, "a", value=["12345678901234567890.12345"]),)),
    ),
    "large and small": (
        "1和2",
        Annotation((quantity(0, 1, "a", low=["0.00000000000000000001"], high=["1" + "0" * 30]),)),
    ),
    "astral": (
        "🚀𠮷👨\u200d👩1",
        Annotation((Region(0, 2, "place", "a"), Region(2, 5, "whole", "b"), quantity(5, 6, "c"))),
    ),
    "line breaks": (
        "甲\r\n乙\n丙\r丁1",
        Annotation((Region(0, 4, "place", "a"), Region(1, 3, "whole", "b"), quantity(8, 9, "c"))),
    ),
    "blanks": (
        "  甲\u00a0\u3000 1 \t ",
        Annotation((Region(0, 4, "place", "a"), Region(3, 4, "whole", "b"), quantity(6, 7, "c"))),
    ),
    "markup": ("<b>&amp;1</b>$text", Annotation((Region(0, 3, "place", "a"), quantity(8, 9, "b")))),
    "both ways": (
        "1是2",
        Annotation(
            (quantity(0, 1, "a"), time(2, 3, "b"), Region(1, 2, "place", "-_9")),
            (Relation("a", "b"), Relation("a", "-_9")),
        ),
    ),
    "nothing": ("没有数字", Annotation()),
    **{f"generated {number}": annotated_text(CHOICE) for number in range(3)},
}
WORDS_CASES = {
    "plain": ("科技创新。", "科技/创新/。"),
    "line breaks and blanks": ("甲\r\n乙\u00a0 丙", "甲/\r\n/乙/\u00a0 /丙"),
}

KEPT = ("id", "type", "from_name", "to_name", "value", "from_id", "to_id", "direction", "labels")


def in_value(change):
    return lambda result: (
        result | {"value": {key: change(key, value) for key, value in result.get("value", {}).items()}}
    )


def whole(key, value):
    return int(value) if key in ("start", "end") else value


def without_blanks(key, value):
    return re.sub(r"\\n|\s", "", value) if key == "text" and isinstance(value, str) else value


def with_line_feeds(key, value):
    return [re.sub("\r\n?", "\n", line) for line in value] if key == "text" and isinstance(value, list) else value


# What each permitted change amounts to: applied to what was sent and to what came back, it makes them the same.
FORGIVEN = {
    "decoration": lambda result: {key: value for key, value in result.items() if key in KEPT},
    "number": in_value(whole),
    "text": in_value(without_blanks),
    "no labels": lambda result: {key: value for key, value in result.items() if (key, value) != ("labels", [])},
    "line breaks": in_value(with_line_feeds),
    "order": lambda result: result,  # results are compared sorted
}


def essence(results):
    assert FORGIVEN.keys() == PERMITTED_CHANGES.keys()
    for forgive in FORGIVEN.values():
        results = [forgive(result) for result in results]
    return sorted(json.dumps(result, sort_keys=True, ensure_ascii=False) for result in results)


def untouched(person, connection, project, button):
    """Let the person save every task of a project as it is; return the results of each before and after."""
    before = connection.export(project)
    for task in before:
        person.open(project, task["id"])
        if button == "update":  # which takes a change: a note that does not stay
            person.write("note", "备注")
            person.delete_text("备注")
        person.save(button)
    after = {task["id"]: task["annotations"] for task in connection.export(project)}
    assert all(len(annotations) == 1 for annotations in after.values())
    kind = "predictions" if button == "submit" else "annotations"
    return [(task[kind][0]["result"], after[task["id"]][0]["result"]) for task in before]


def layer_cases(asked):
    if asked is WORDS:
        return [(text, Annotation(values=values_of({"words": [words]}))) for text, words in WORDS_CASES.values()]
    return list(FACT_CASES.values())


@pytest.mark.parametrize("button", ["submit", "update"])
@pytest.mark.parametrize("asked", [FACTS, WORDS], ids=["facts", "words"])
def test_what_a_person_only_looks_at_stays_as_it_is(person, connection, new_project, asked, button):
    project, cases = new_project(asked), layer_cases(asked)
    sentences = [sentence(number, text) for number, (text, _) in enumerate(cases)]
    given = [annotated(item, annotation) for item, (_, annotation) in zip(sentences, cases, strict=True)]
    if button == "submit":
        push(connection, project, asked, sentences, {"model": {item.id: item.annotation for item in given}})
    else:
        submit(connection, project, asked, sentences, {"first": given})
    for sent, came_back in untouched(person, connection, project, button):
        assert essence(came_back) == essence(sent)
    pulled = pull(connection, project, asked, by_id(sentences))
    assert pulled.findings == []
    assert pulled.annotators["first"] == given


def test_line_breaks_that_a_box_loses_are_those_of_the_sentence(person, opened):
    text = "甲\r\n乙\r丙\n丁"
    _, annotation = opened(WORDS, text)
    person.write("words", "甲/\n/乙/\n/丙/\n/丁")
    person.save("submit")
    assert annotation() == Annotation(values=values_of({"words": ["甲/\r\n/乙/\r/丙/\n/丁"]}))
