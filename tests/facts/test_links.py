"""Slots, change, factuality and groups, as lines of facts."""

import pytest

from shuanglian.facts import extract_facts
from shuanglian.notation.fact_lines import read_fact_lines, write_fact_lines

EXAMPLES = [
    (
        "上半年，江苏工业机器人产量同比增长35.6%。",
        ["T 上半年 | time_value=2025-H1",
         "Q 35.6% | kind=percent | value=35.6 | unit=% | measured_entity=工业机器人 | measured_property=产量 | time=上半年 | place=江苏 | direction=up | basis=yoy"],
    ),
    (
        "截至去年底，全省建成充电桩12万个。",
        ["T 去年底 | time_value=2024",
         "Q 12万个 | kind=count | value=120000 | unit={个} | measured_entity=充电桩 | measured_property=建成 | time=去年底 | place=全省"],
    ),
    (
        "小麦、玉米单产分别增长3.1%、2.4%。",
        ["Q 3.1% | kind=percent | value=3.1 | unit=% | measured_entity=小麦 | measured_property=单产 | direction=up | group=g1 | group_type=distributive",
         "Q 2.4% | kind=percent | value=2.4 | unit=% | measured_entity=玉米 | measured_property=单产 | direction=up | group=g1 | group_type=distributive"],
    ),
    (
        "园区企业由100家增至260家。",
        ["Q 100家 | kind=count | value=100 | unit={家} | measured_entity=园区企业 | group=g1 | group_type=from_to",
         "Q 260家 | kind=count | value=260 | unit={家} | measured_entity=园区企业 | group=g1 | group_type=from_to"],
    ),
    (
        "并购金额为100亿元(约合14亿美元)。",
        ["Q 100亿元 | kind=money | value=10000000000 | unit=CNY | measured_entity=并购 | measured_property=金额 | group=g1 | group_type=conversion",
         "Q 14亿美元 | kind=money | value=1400000000 | unit=USD | modifier=APPROX | measured_entity=并购 | measured_property=金额 | group=g1 | group_type=conversion"],
    ),
    (
        "医护人员占员工总数的四成。",
        ["Q 四成 | kind=percent | value=40 | unit=% | measured_entity=医护人员 | whole=员工总数"],
    ),
    (
        "新线能耗比老线低15%。",
        ["Q 15% | kind=percent | value=15 | unit=% | measured_entity=新线 | measured_property=能耗 | comparator=老线 | direction=down | basis=past"],
    ),
    (
        "公司拟投资3亿元。",
        ["Q 3亿元 | kind=money | value=300000000 | unit=CNY | measured_entity=公司 | measured_property=投资 | factuality=planned"],
    ),
    (
        "预计客流将突破80万人次。",
        ["Q 突破80万人次 | kind=count | value=800000 | unit={人次} | modifier=MORE_THAN | measured_entity=客流 | factuality=forecast"],
    ),
    (
        "每76秒产出一辆汽车。",
        ["Q 76秒 | kind=duration | value=76 | unit=s | measured_entity=汽车 | measured_property=产出",
         "Q 一辆 | kind=count | value=1 | unit={辆} | measured_entity=汽车 | measured_property=产出 | per=每76秒"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lines"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_links(text, lines):
    expected, problems = read_fact_lines(text, lines)
    assert not problems
    found = extract_facts(text, date="2025-03-14")
    assert write_fact_lines(text, found) == write_fact_lines(text, expected)
