"""Mentions with value, unit, kind and modifier; numbers that state nothing; times."""

import pytest

from shuanglian.facts import extract_facts

DATE = "2025-03-14"


def quantities(text):
    return [
        " ".join(
            filter(
                None, [text[slice(*f.quantity)], f.value or f"{f.low}..{f.high}", f.unit, f.modifier, "≈" * f.approx]
            )
        )
        for f in extract_facts(text, date=DATE).facts
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("运送旅客近41万人次", ["近41万人次 410000 {人次} LESS_THAN"]),
        ("发电100亿千瓦时", ["100亿千瓦时 10000000000 kW.h"]),
        ("时速为120公里/小时", ["120公里/小时 120 km/h"]),
        ("价格为3420元/吨", ["3420元/吨 3420 CNY/t"]),
        ("服务了十多家企业", ["十多家 10 {家} MORE_THAN ≈"]),
        ("招收2000余名学员", ["2000余名 2000 {名} MORE_THAN ≈"]),
        ("订出十几万株", ["十几万株 110000..190000 {株}"]),
        ("支持千家企业", ["千家 1000 {家} ≈"]),
        ("上百家企业", ["上百家 100 {家} MORE_THAN ≈"]),
        ("增长20%~30%", ["20%~30% 20..30 %"]),
        ("需要3至4个", ["3至4个 3..4 {个}"]),
        ("约5—8万吨", ["约5—8万吨 50000..80000 t APPROX"]),
        ("降低两到三成", ["两到三成 20..30 %"]),
        ("减少了四成", ["四成 40 %"]),
        ("增长两成五", ["两成五 25 %"]),
        ("门票打八五折", ["八五折 85 %"]),
        ("产值翻两番", ["翻两番 4"]),
        ("产值翻了一番多", ["翻了一番多 2 MORE_THAN ≈"]),
        ("三分之一的产品", ["三分之一 0.3333"]),
        ("百分之三十的人", ["百分之三十 30 %"]),
        ("下降25个基点", ["25个基点 0.25 [pp]"]),
        ("提高3.1个百分点", ["3.1个百分点 3.1 [pp]"]),
        ("历时两年半", ["两年半 2.5 a"]),
        ("用了三个半小时", ["三个半小时 3.5 h"]),
        ("持续一个多月", ["一个多月 1 mo MORE_THAN ≈"]),
        ("需4小时18分钟", ["4小时18分钟 4.3 h"]),
        ("售价3元5角", ["3元5角 3.5 CNY"]),
        ("气温零下5摄氏度", ["零下5摄氏度 5 Cel"]),
        ("气温为-5℃", ["-5℃ 5 Cel"]),
        ("售价为$3.5", ["$3.5 3.5 USD"]),
        ("投资100亿元人民币", ["100亿元人民币 10000000000 CNY"]),
        ("签约金额超过了千万元", ["千万元 10000000 CNY MORE_THAN ≈"]),
        ("不低于670元", ["不低于670元 670 CNY EQUAL_OR_MORE"]),
        ("60岁及以上", ["60岁及以上 60 a EQUAL_OR_MORE"]),
        ("过半学生", ["过半 0.5 MORE_THAN"]),
        ("比例为3:1", ["3:1 3"]),
        ("以3:2战胜对手", ["3 3 {分}", "2 2 {分}"]),
        ("增速居世界第二位", ["第二位 2"]),
        ("进入全国前十名", ["前十名 10 EQUAL_OR_LESS"]),
        ("三大类产品、四大场景", ["三大类 3 {类}", "四 4"]),
        ("8部门联合发文", ["8 8"]),
        ("出口零增长", ["零增长 0 %"]),
    ],
)
def test_quantities(text, expected):
    assert quantities(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第二届大赛推出一批成果", ["第二届 serial", "一批 lexical"]),
        ("飞艇AS700D和5G基站", ["AS700D name", "5G name"]),
        ("《哪吒2》上映首日", ["2 name", "首日 lexical"]),
        ("破解“零存整取”难题", ["零存整取 idiom"]),
        ("打通“最后一公里”", ["一公里 figurative"]),
        ("从0到1的突破", ["0到1 figurative"]),
        ("“四个尊重”的氛围", ["四个 name"]),
        ("两国关系，这两个阶段", ["两 lexical", "两个 lexical"]),
        ("二十届三中全会", ["二十届 serial", "三 serial"]),
        ("一是改革；二是开放", ["一是 serial", "二是 serial"]),
        ("电话010-12345678，12306", ["010-12345678 name", "12306 name"]),
        ("人才是第一资源，第三方机构", ["第一 lexical", "第三方 lexical"]),
        ("一组组数据、几位嘉宾", ["一组组 lexical", "几位 lexical"]),
        ("统一、进一步、一些、半导体、四川、这一举措、万物", []),
        ("千方百计、五湖四海", ["千方百计 idiom", "五湖四海 idiom"]),
    ],
)
def test_numbers_that_state_nothing(text, expected):
    facts = extract_facts(text, date=DATE)
    assert [f"{text[n.start : n.end]} {n.label}" for n in facts.non_facts] == expected
    assert not facts.facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年5月，", ["2024年5月 2024-05"]),
        ("今年6月，", ["今年6月 2025-06"]),
        ("上半年，", ["上半年 2025-H1"]),
        ("去年底，", ["去年底 2024"]),
        ("今年以来，", ["今年以来 2025/.."]),
        ("自1月14日春运启动以来", ["1月14日 2025-01-14/.."]),
        ("前三季度，", ["前三季度 2025-Q1/2025-Q3"]),
        ("1—2月份，", ["1—2月份 2025-01/2025-02"]),
        ("2021年至2023年，", ["2021年至2023年 2021/2023"]),
        ("20世纪90年代", ["20世纪90年代 199"]),
        ("近两年，三年间", ["近两年 P2Y", "三年间 P3Y"]),
        ("两年前，几年前", ["两年前 2023", "几年前 PAST_REF"]),
        ("每周、每天", ["每周 P1W", "每天 P1D"]),
        ("昨日上午10时", ["昨日上午10时 2025-03-13T10:00"]),
        ("15日上午", ["15日上午 2025-03-15TMO"]),
        ("春节假期，春节后", ["春节假期 2025-01-28/2025-02-04", "春节 2025-01-29"]),
        ("大年初二、正月初六", ["大年初二 2025-01-30", "正月初六 2025-02-03"]),
        ("立春、去年中秋节", ["立春 2025-02-03", "去年中秋节 2024-09-17"]),
        ("除夕", ["除夕 2025-01-28"]),
        ("五一假期", ["五一假期 2025-05-01/2025-05-05"]),
        ("“十四五”时期", ["“十四五”时期 2021/2025"]),
        ("目前、近年来", ["目前 PRESENT_REF", "近年来 PAST_REF"]),
        ("展望未来，未来必将", ["未来 FUTURE_REF"]),
        ("一九七八年十二月", ["一九七八年十二月 1978-12"]),
        ("项目前期、同时、首先", []),
    ],
)
def test_times(text, expected):
    facts = extract_facts(text, date=DATE)
    assert [f"{text[t.start : t.end]} {t.label}" for t in facts.times] == expected


@pytest.mark.parametrize(
    ("date", "value"),
    [("2025-02-15", "2025-02-15"), ("2025-02", "2025-02-15"), ("2025", "2025-XX-15"), (None, "XXXX-XX-15")],
)
def test_what_the_date_does_not_say_is_written_with_x(date, value):
    assert extract_facts("15日，", date=date).times[0].label == value


@pytest.mark.parametrize("date", ["2025-13", "yesterday", "2025-02-30", "25"])
def test_a_date_of_another_form_is_refused(date):
    with pytest.raises(ValueError, match=r"date|month|day"):
        extract_facts("15日", date=date)
