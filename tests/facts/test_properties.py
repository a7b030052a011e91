"""What holds of every text: spans slice it, the checks pass, nothing is raised, time is linear."""

import re
import sys
from datetime import date, timedelta
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


DIGITS_BEYOND_INT = 4301  # Python converts no longer decimal text to int
days = st.dates()
ends_of_months = days.map(lambda day: (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1))
any_day = days | ends_of_months | st.sampled_from([date.min, date.max])
any_date = any_day | any_day.map(lambda day: day.isoformat()[:7]) | any_day.map(lambda day: day.isoformat()[:4])
month_texts = st.integers(1, 12).map("{}月".format) | st.sampled_from(["上月", "下个月", "本月", "同月", "次月"])
day_texts = st.integers(1, 31).map("{}日".format) | st.just("")
year_texts = st.integers(1000, 2999).map("{}年".format) | st.sampled_from(
    ["", "去年", "明年", "前年", "大后年", "次年"]
)
RELATIVE = [
    *["上上周", "下下周", "上周三", "下下周日", "周日", "本周末", "下下周末", "大前天", "大后天", "昨天", "次日", "翌日", "当日"],
    *["上季度", "下个季度", "二季度", "前两个月", "上年", "来年", "除夕", "春节假期", "母亲节", "立春", "腊月三十", "国庆节"],
    *["三天前", "两周后", "十个月前", "五年后", "4999年前", "1月至3月", "30日至31日", "2月28日至30日", "1日晚", "11月至1月"],
]  # fmt: skip
calendar_times = st.builds("{}{}{}".format, year_texts, month_texts, day_texts) | day_texts | st.sampled_from(RELATIVE)


@given(any_date, st.lists(calendar_times, min_size=1, max_size=4), st.sampled_from(["记者{}获悉", "将于{}开工", "{}"]))
@settings(max_examples=600)
def test_every_date_of_the_calendar_gives_times(published, times, frame):
    """Days that a month lacks, and what lies beyond the first or last year, are times like others."""
    text = "，".join(frame.format(time) for time in times) + "。"
    facts = extract_facts(text, date=published)
    assert not check_layer("text", "here", text, facts, SCHEMA)
    for time in facts.times:
        written = re.findall("[0-9]{4,}(?=-)", time.label)
        assert all(len(year) == 4 and year != "0000" for year in written), time.label


LONG_FORMS = [
    "{n}亿元", "{n}%", "{n}个", "{n}元5角", "{n}年", "{n}年前", "{n}天后", "近{n}年", "{n}年内", "{n}月{n}日", "{n}分之1", "1/{n}", "{n}:3", "3:{n}",
    "{n}折", "百分之{n}", "第{n}位", "前{n}名", "{n}号", "{n}小时30分钟", "{n}~{n}9万元", "{n}.{n}万元", "1.{n}米", "{n}米75", "{n}块5", "{n}秒98", "{n}点30分", "{n}几亿元",
    "{n}多亿元", "{n}余名", "{n}、{n}名", "${n}", "-{n}℃", "翻{n}番", "翻了{n}番", "{n}成", "{n}倍半", "1.{n}天后", "3.{n}年内", "{n}e99",
]  # fmt: skip


@given(st.sampled_from(LONG_FORMS), st.integers(DIGITS_BEYOND_INT, 9_000), st.sampled_from("1579"))
@settings(max_examples=120, deadline=None)
def test_numbers_of_any_length_are_read(form, size, digit):
    text = form.format(n=digit * size)
    facts = extract_facts(text, date="2025-03-14")
    assert not check_layer("text", "here", text, facts, SCHEMA)


@given(st.integers(DIGITS_BEYOND_INT, 9_000), st.sampled_from("123456789"))
@settings(max_examples=20, deadline=None)
def test_no_digit_of_a_long_number_is_lost(size, digit):
    (fact,) = extract_facts(f"共{digit * size}亿元").facts
    assert fact.value == digit * size + "0" * 8
