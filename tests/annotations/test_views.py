"""The derived views do what the guideline's examples say."""

import pytest
from hypothesis import given

from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan
from shuanglian.annotations.views import (
    bio,
    bmes,
    coarse_words,
    derived_entities,
    finer_words,
    innermost,
    outermost,
    with_labels,
)
from shuanglian.notation.marks import read_mentions, read_words
from shuanglian.spans import is_blank
from tests.annotations.samples import GROUPS, LABELS, segmented, with_entities


def viewed(view, marked):
    text, words = read_words(marked, GROUPS)
    spans = view(words) if view is coarse_words else view(text, words)
    return "/".join(text[start:end] for start, end in spans)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[46万/家]QUANT/[高新/技术]TERM/企业", "46万家/高新技术/企业"),
        ("[长三角/国家/技术/创新/中心]NAME/主任/刘庆", "长三角国家技术创新中心/主任/刘庆"),
        ("“/[[第二/届]QUANT/[长三角/国创/中心]NAME/总决赛]NAME/”", "“/第二届长三角国创中心总决赛/”"),
        ("没有/组", "没有/组"),
    ],
)
def test_coarse(marked, expected):
    assert viewed(coarse_words, marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[2025年/1月/24日]TIME", "2025/年/1/月/24/日"),
        ("4月份/增长/9.5%/、/四成", "4/月份/增长/9.5/%/、/四/成"),
        ("[第二十/期]QUANT/第一/资源", "第/二十/期/第/一/资源"),
        ("非正式/副主任/超大/非洲/非常/超过/超级", "非/正式/副/主任/超大/非洲/非常/超过/超级"),
        ("现代化/S1000型/产业化/可视化/记者/男性", "现代/化/S1000/型/产业/化/可视/化/记者/男性"),
        ("任务/之一/14/年", "任务/之/一/14/年"),
    ],
)
def test_finer(marked, expected):
    assert viewed(finer_words, marked) == expected


@given(segmented())
def test_every_view_covers_the_text(sample):
    text, words = sample
    for spans in (coarse_words(words), finer_words(text, words)):
        covered = [position for start, end in spans for position in range(start, end)]
        assert len(covered) == len(set(covered))
        assert {n for n, c in enumerate(text) if not is_blank(c)} <= set(covered)
    assert [tag == "O" for tag in bmes(text, words.spans)] == [is_blank(c) for c in text]


@given(with_entities())
def test_outermost_and_innermost(sample):
    _, entities = sample
    spans = {mention.span for mention in entities.mentions}

    def inside(one, other):
        return one != other and other[0] <= one[0] and one[1] <= other[1]

    assert {m.span for m in outermost(entities.mentions)} == {s for s in spans if not any(inside(s, o) for o in spans)}
    assert {m.span for m in innermost(entities.mentions)} == {s for s in spans if not any(inside(o, s) for o in spans)}


def test_tags_and_labels_of_other_sets():
    text, entities = read_mentions("[[科技部]GOV七司]GOV[副司长]TITLE[秦浩源]PER说", LABELS)
    assert bio(text, outermost(entities.mentions))[:6] == ["B-GOV", "I-GOV", "I-GOV", "I-GOV", "I-GOV", "B-TITLE"]
    renamed = with_labels(entities, {"GOV": "ORG", "TITLE": "", "PER": "PERSON"})
    assert [m.label for m in renamed.mentions] == ["ORG", "ORG", "PERSON"]


def test_numeric_entities():
    facts = Facts((Fact((2, 4), "money", "1"), Fact((5, 6), "count", "1")), times=(LabelledSpan(0, 2, "2025"),))
    assert Entities(tuple(derived_entities(facts))).mentions == (
        LabelledSpan(0, 2, "DATE"),
        LabelledSpan(2, 4, "MONEY"),
        LabelledSpan(5, 6, "QUANT"),
    )
