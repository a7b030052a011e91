"""What holds of every text: spans slice it, the checks pass, nothing is raised, time is linear."""

import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.model import SLOTS
from shuanglian.facts import extract_facts
from shuanglian.schema import load_schema
from tests.guidelines import GUIDELINES, fact_examples

SCHEMA = load_schema(GUIDELINES.parent / "schema.toml")
PIECES = [
    *"0123456789一二三四五六七八九十百千万亿两几半零多余来.,，、。%年月日时点分个家元吨成折番倍岁第前近超过约每的和到至-—~/:：（）“”《》",
    *"今去明上下周末春节占比较同增长降其中 \n\ud800𠮷\u200b🚀GA５Ｇ％负翻首数之又",
    *[
        "增长",
        "同比",
        "亿元",
        "百分之",
        "分别",
        "其中",
        "今年",
        "十四五",
        "2024年",
        "初一",
        "大年",
        "正月",
        "人均",
        "每吨",
        "比上年",
        "增至",
        "平方米",
        "个百分点",
        "万人次",
        "以来",
        "以上",
    ],
    *[
        "左右",
        "“十四五”",
        "-5",
        "1e5",
        "零下",
        "公里/小时",
        "世纪",
        "90年代",
        "上半年",
        "第一",
        "一是",
        "中全会",
        "分之",
        "3:2",
        "其一",
        "相比",
        "元/吨",
        "每76秒",
        "扣除",
        "合计",
    ],
]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=40)
dates = st.sampled_from([None, "2025", "2025-03", "2025-03-14"])


@given(texts, dates)
@settings(max_examples=400)
def test_every_text_gives_facts_that_pass_the_checks(text, date):
    facts = extract_facts(text, date=date)
    assert not check_layer("text", "here", text, facts, SCHEMA)
    spans = [fact.quantity for fact in facts.facts] + [s for f in facts.facts for n in SLOTS if (s := getattr(f, n))]
    for start, end in [*spans, *(item.span for item in (*facts.non_facts, *facts.times))]:
        assert 0 <= start < end <= len(text)
        assert text[start:end]


@given(texts)
def test_times_do_not_overlap_numbers(text):
    facts = extract_facts(text)
    taken = sorted([f.quantity for f in facts.facts] + [n.span for n in (*facts.non_facts, *facts.times)])
    assert all(one[1] <= other[0] for one, other in pairwise(taken))


@pytest.mark.parametrize(("place", "text", "lines"), [(p, t, r) for p, t, r, _ in fact_examples()])
def test_a_sentence_appended_changes_nothing(place, text, lines):
    sentence = text if text[-1] in "。！？!……" else text + "。"
    alone = extract_facts(sentence, date="2025-03-14")
    both = extract_facts(sentence + "今天下雨，张先生读了三本书。", date="2025-03-14")
    assert both.facts[: len(alone.facts)] == alone.facts
    assert both.times[: len(alone.times)] == alone.times
    assert both.non_facts[: len(alone.non_facts)] == alone.non_facts


SHAPES = {
    "numeric text without punctuation": "规上工业增加值同比增长9.5%和新能源汽车产量分别增长43.1%以及",
    "digits": "9",
    "Chinese digits": "九",
    "scale words": "万",
    "brackets": "（",
    "quotes": "“",
    "titles": "《",
    "dates": "2024年",
    "thousands": "1,",
    "amounts": "5个、",
    "每": "每",
    "an unknown run": "甲",
    "verbs": "建设",
    "ratios": "1:",
    "blanks": " ",
}


@pytest.mark.parametrize("unit", SHAPES.values(), ids=SHAPES.keys())
def test_work_grows_linearly(unit):
    """Lines of Python that run on eight times the text are about eight times as many."""
    extract_facts("预热：今年春节增长3%。", date="2025")
    short, long = (_lines_run(unit * (size // len(unit))) for size in (1_500, 12_000))
    assert long < 8 * 1.8 * short + 5_000


def _lines_run(text):
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract_facts(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text", ["9" * 1_000_000, "（" * 10_000 + "5个" + "）" * 10_000, SHAPES["numeric text without punctuation"] * 5_000]
)
def test_extreme_texts_come_to_an_end(text):
    extract_facts(text)
