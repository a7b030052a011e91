"""Equal annotations do not differ, different ones do, and what is shown is where."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.agreement.differences import differences
from shuanglian.annotations.model import Fact, Facts, LabelledSpan
from shuanglian.notation.marks import read_mentions, read_words
from tests.annotations.samples import GROUPS, LABELS, nested, segmented, texts, with_facts


def told(read, labels, first, second):
    text, one = read(first, labels)
    other_text, other = read(second, labels)
    assert text == other_text
    return [str(item) for item in differences(text, one, other)]


@given(segmented(), segmented())
def test_words_differ_exactly_where_they_are_not_equal(sample, other):
    text, words = sample
    assert differences(text, words, words) == []
    if other[0] == text:
        assert bool(differences(text, words, other[1])) == (words != other[1])


@given(texts.flatmap(lambda text: st.tuples(st.just(text), nested(text, LABELS), nested(text, LABELS))))
def test_entities_differ_exactly_where_they_are_not_equal(sample):
    from shuanglian.annotations.model import Entities

    text, one, other = sample
    assert bool(differences(text, Entities(one), Entities(other))) == (set(one) != set(other))


@given(with_facts())
def test_facts_without_one_of_them_differ(sample):
    text, facts = sample
    assert differences(text, facts, facts) == []
    for number in range(len(facts.facts)):
        rest = replace(facts, facts=facts.facts[:number] + facts.facts[number + 1 :])
        assert differences(text, facts, rest) != []


def test_what_is_shown_of_words():
    assert told(read_words, GROUPS, "科技/创新/中心/主任", "科技创新/中心/主任") == ["words: 科技/创新 ≠ 科技创新"]
    assert told(read_words, GROUPS, "[科技/创新]TERM/好", "科技/创新/好") == ["group: [科技创新]TERM ≠ —"]


def test_what_is_shown_of_entities():
    first = "[[长三角]LOC国家技术创新中心]ORG[主任]TITLE"
    second = "[长三角国家技术创新中心]ORG[主任]TITLE"
    assert told(read_mentions, LABELS, first, second) == ["entity: [长三角]LOC ≠ —"]
    assert told(read_mentions, LABELS, "[马兰矿]FAC着力", "[马兰矿]COM着力") == ["entity: [马兰矿]FAC ≠ [马兰矿]COM"]


def test_what_is_shown_of_facts():
    text = "产量增长9.5%,产量达5台"
    one = Facts(
        (Fact((4, 8), "percent", "9.5", unit="%", measured_entity=(0, 2)),), times=(LabelledSpan(0, 2, "2025"),)
    )
    other = Facts((Fact((4, 8), "percent", "95", unit="%", measured_entity=(9, 11)), Fact((12, 14), "count", "5")))
    assert [str(item) for item in differences(text, one, other)] == [
        "time: [产量]2025 ≠ —",
        "value of 9.5%: 9.5 ≠ 95",
        "measured_entity of 9.5%: 产量 [0, 2] ≠ 产量 [9, 11]",
        "fact: — ≠ 5台",
    ]
