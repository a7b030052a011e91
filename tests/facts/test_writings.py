"""Ways of writing amounts and times that occur in other suites and in any news: what each is read as."""

import pytest

from shuanglian.facts import extract_facts

DATE = "2025-03-14"

AMOUNTS = """
二〇二四人 | 2024 {人}
廿八人 | 28 {人}
卅五人 | 35 {人}
两千零五十元 | 2050 CNY
一万零五元 | 10005 CNY
十万零三百人 | 100300 {人}
三万五千四百零二元七角 | 35402.7 CNY
壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分 | 1234567.89 CNY
人民币伍万元整 | 50000 CNY
柒折 | 70 %
１２３个 | 123 {个}
¥3,000.50 | 3000.5 CNY
$3.5 | 3.5 USD
HK$100 | 100 HKD
€50 | 50 EUR
RMB 300 | 300 CNY
人民币5000元 | 5000 CNY
100美金 | 100 USD
3万5千人 | 35000 {人}
3万5 | 35000
5千3百元 | 5300 CNY
1亿2千万 | 120000000
1,234,567人 | 1234567 {人}
1.5e-3 | 0.0015
长度为1.5e-3米 | 0.0015 m
-3.14 | 3.14
五五折 | 55 %
打7.5折 | 75 %
百分之百 | 100 %
百分之零点五 | 0.5 %
百分之一百二十 | 120 %
百分之二十至三十 | 20..30 %
千分之三 | 0.003
万分之五 | 0.0005
十分之一 | 0.1
三分之二 | 0.6667
二又二分之一 | 2.5
1/3的学生 | 0.3333
比例为2∶1 | 2
三成五 | 35 %
一倍半 | 1.5
翻两番 | 4
气温为负十二点五摄氏度 | 12.5 Cel
-40℃ | 40 Cel
−5℃ | 5 Cel
零下三十摄氏度 | 30 Cel
3个半小时 | 3.5 h
两个多月 | 2 mo
半个月 | 0.5 mo
一年半 | 1.5 a
1小时30分 | 1.5 h
2分30秒 | 2.5 min
3年零2个月 | 3.1667 a
3分20秒 | 3.3333 min
10天左右 | 10 d
3米5 | 3.5 m
1米75 | 1.75 m
一米七五 | 1.75 m
三斤半 | 3.5 {斤}
两斤三两 | 2.3 {斤}
5块6 | 5.6 CNY
三块五毛 | 3.5 CNY
5元6角7分 | 5.67 CNY
二十五块八毛钱 | 25.8 CNY
几百元 | 200..900 CNY
数千元 | 2000..9000 CNY
上百元 | 100 CNY
百八十块 | 180 CNY
十来个 | 10 {个}
三四百人 | 300..400 {人}
十七八岁 | 17..18 a
一两百人 | 100..200 {人}
20-30% | 20..30 %
300万~500万元 | 3000000..5000000 CNY
三至五天 | 3..5 d
1013百帕 | 1013 hPa
30海里 | 30 [nmi_i]
16GB | 16 GBy
60km/h | 60 km/h
3000转/分 | 3000 {转}/min
50兆瓦 | 50 MW
20度电 | 20 kW.h
1000亿千瓦时 | 100000000000 kW.h
120平米 | 120 m2
7.8级地震 | 7.8 {级}
县城有5万人口 | 50000 {人}
25个基点 | 0.25 [pp]
倒数第二 | 2
前三名 | 3
3个月大的婴儿 | 3 mo
300萬元新臺幣 | 3000000 TWD
逾三萬戶停電 | 30000 {户}
"""

TIMES = """
二〇二四年 | 2024
一九九八年五月 | 1998-05
三月十四号 | 2025-03-14
2025/3/14 | 2025-03-14
14号下午 | 2025-03-14TAF
2024年第三季度 | 2024-Q3
上上周五 | 2025-02-28
上周五 | 2025-03-07
下周一 | 2025-03-17
每周二 | XXXX-WXX-2
周末 | XXXX-WXX-WE
大前年 | 2022
大后年 | 2028
大前天 | 2025-03-11
上个月 | 2025-02
下个季度 | 2025-Q2
本世纪初 | 20
上世纪80年代 | 198
21世纪20年代 | 202
明年年底 | 2026
年初 | 2025
本月底 | 2025-03
5月上旬 | 2025-05
今年春天 | 2025-SP
下午三点半 | 2025-03-14T15:30
凌晨2点 | 2025-03-14T02:00
早上七点一刻 | 2025-03-14T07:15
15:30 | 2025-03-14T15:30
20:00-22:30 | 2025-03-14T20:00/2025-03-14T22:30
除夕 | 2025-01-28
国庆 | 2025-10-01
中秋节 | 2025-10-06
农历八月十五 | 2025-10-06
正月十五 | 2025-02-12
端午假期 | 2025-05-31/2025-06-02
过去五年 | P5Y
五年内 | P5Y
三天之后 | 2025-03-17
1-3月 | 2025-01/2025-03
头两天 | P2D
十年前 | 2015
"""

NO_FACTS = """
三元锂电池、二元一次方程、五届人大三次会议
从1到100的跨越，实现从0到1
一主两副、两轴三带、一核两翼
211高校、863计划、7天酒店、50人论坛
标普500、纳斯达克100下挫、沪深300
TOP10榜单、Top 100品牌、iPhone 15、Windows 11
红旗-9B、东风-41、歼-20、055型驱逐舰
二车间、三大队、地铁8号线三期工程
验证码为8888，默认密码为123456，邮编100022
他住在3号楼2单元501
男子110米栏决赛
一天天长大，一年年过去
第一，要抓好落实；第二，要强化监督
双色球2025030期
合同一式两份
三平二满、一步步；一则节约成本，二则提高效率
建成后年产值
改革要破除“两张皮”现象，推翻三座大山
这件事我有一百个放心，一万个愿意
服务做到360度全覆盖，投入百分之两百的努力
成功靠百分之九十九的汗水和百分之一的天分
一分钟也不能耽误，一秒钟都不放松
三分靠技术，七分靠管理
三班倒、五天工作制、两班制、八小时之外
一类疫苗、二类水质、三期临床
高二学生、大三、二楼餐厅、地下二层、三排五座
千企万户、十佳青年、百日攻坚、百米赛道
国家一级保护动物、二级教授、三等残疾、头等舱
一次能源、二次供水、三手烟、一审宣判、二模考试
"""


def rows(source):
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in source.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), rows(AMOUNTS))
def test_amount(text, expected):
    (fact,) = extract_facts(text, date=DATE).facts
    assert " ".join(filter(None, [fact.value or f"{fact.low}..{fact.high}", fact.unit])) == expected


@pytest.mark.parametrize(("text", "expected"), rows(TIMES))
def test_time(text, expected):
    facts = extract_facts(text, date=DATE)
    assert [time.label for time in facts.times] == [expected]
    assert facts.times[0].span == (0, len(text))
    assert not facts.facts


@pytest.mark.parametrize("text", NO_FACTS.strip().splitlines())
def test_no_fact(text):
    assert not extract_facts(text, date=DATE).facts


def test_signs_carry_the_direction():
    assert [fact.direction for fact in extract_facts("-10℃~-5℃", date=DATE).facts] == ["down", "down"]
    assert extract_facts("零下三十摄氏度", date=DATE).facts[0].direction == "down"
