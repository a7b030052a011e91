"""The corpus itself: what a reader of the printed pages finds must be there, and nothing else."""

from pathlib import Path

import pytest

from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus

ROOT = Path(__file__).parent.parent

ARTICLES = {  # kicker, title, subtitle; byline; date; first and last words of the running text
    "000-1": ("建起“超链接”助力中国经济向新而行 ——“中国经济圆桌会”共话科技创新与产业创新深度融合", "□新华社记者", "2025-07-28", "电动型载人飞艇", "推向新阶段。"),
    "000-2": ("内蒙古开放大学 依托学分银行打造北疆终身学习新生态", "", "2025", "在知识经济", "更广阔的未来。"),
    "001-1": ("建起“超链接”助力中国经济向新而行 ——“中国经济圆桌会”共话科技创新与产业创新深度融合", "新华社记者", "2025-07-28", "电动型载人飞艇", "推向新阶段。"),
    "002-1": ("推动科技创新 和产业创新深度融合", "", "2025", "科技创新能够催生", "正向循环。"),
    "002-2": ("以科技创新引领 现代化产业体系建设", "", "2024-12", "日前召开的", "强大动能。"),
    "002-3": ("以科技创新引领产业创新", "", "2025", "科技创新是培育", "强有力支撑。"),
    "003-1": ("新华全媒头条 “创新链”遇见“产业链” ——科技成果转化推动新质生产力加速发展", "■新华社记者 严赋憬 宋晨 魏弘毅", "2025-02-15", "2025年春节", "更多“新意”。"),
    "003-2": ("全国铁路春运发送旅客突破4亿人次", "", "2025-02-15", "记者15日从", "资质核验。"),
    "003-3": ("《哪吒2》登陆北美 上映首日场面火爆", "", "2025-02-14", "不断刷新票房", "非好莱坞影片。"),
    "003-4": ("山西太原 AI来煤矿“值班”", "■新华社记者 王劲玉", "2025-02-15", "在位于山西省", "保供基础。"),
    "003-5": ("新华时评 加快科技成果转化 壮大新质生产力", "■新华社记者 周圆 魏弘毅", "2025-02-15", "多地“新春第一会”", "更加精彩。"),
    "003-6": ("忙忙忙! 泗水县圣水峪镇 铆足干劲争春早", "■济宁日报全媒体记者 胡碧源 通讯员 刘畅 张立楠", "2025-02", "2月11日", "崭新篇章。"),
    "004-1": ("【新思想引领新征程】推动科技创新和产业创新融合 让创新链和产业链无缝对接", "", "2025-03-28", "习近平总书记指出", "强劲动力。"),
}  # fmt: skip

TORN_PLACES = [
    "我国全社会研发经费投入",  # across a caption
    "目前已与500多家企业",
    "通过搭建内蒙古终身教育学分银行信息化平台",  # across four columns
    "决定性作用,更好发挥",
    "还获得科研经费1000余万元",
    "科技创新提供转化载体",
    "改革向纵深推进",
    "“大年初二我们就接到了",
    "每76秒就可以产出",
    "3D打印设备、新能源汽车",
]

NOT_IN_SENTENCES = [
    "□", "■", "»", "•", "新华社发", "曹一作", "日电", "(来源", "来源:", "08:53", "央视网消息", "相关阅读", "时间:", "免责声明",
    "赖清德", "博鳌", "严赋憬", "樊曦", "谭晶晶", "胡碧源", "\n", "  ",
]  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return load_corpus(Workspace(ROOT).corpus)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_article_is_there_in_reading_order(corpus, name):
    headline, byline, date, first, last = ARTICLES[name]
    article = corpus.article(name)
    heads = [record.text for record in article.records if record.role in ("kicker", "title", "subtitle")]
    paragraphs = [record.text for record in article.records if record.role == "paragraph"]
    assert " ".join(heads) == headline
    assert [record.role for record in article.records[: len(heads)]] == [
        r.role for r in article.records if r.role in ("kicker", "title", "subtitle")
    ]
    assert " ".join(article.texts_of("byline")) == byline
    assert article.layout.date == date
    assert paragraphs[0].startswith(first)
    assert paragraphs[-1].endswith(last)


def test_there_are_no_other_articles(corpus):
    assert [article.id for article in corpus.articles] == list(ARTICLES)


@pytest.mark.parametrize("text", TORN_PLACES)
def test_what_was_torn_is_whole(corpus, text):
    assert any(text in record.text for article in corpus.articles for record in article.records)


@pytest.mark.parametrize("text", NOT_IN_SENTENCES)
def test_page_artefacts_are_in_no_sentence(corpus, text):
    assert [record.id for article in corpus.articles for record in article.records if text in record.text] == []


def test_captions_are_records_of_their_own(corpus):
    captions = {record.text for article in corpus.articles for record in article.records if record.role == "caption"}
    assert captions == {
        "2025年2月21日，国产电动型飞艇AS700D在湖北荆门成功完成科研首飞。",
        "回民区高伦特社区开展学分银行宣传活动。",
        "2025年1月24日,国家地方共建具身智能机器人创新中心研发的“天工”机器人在户外奔跑。",
        "平安发送旅客",
    }


def test_paragraphs_end_where_paragraphs_end(corpus):
    for article in corpus.articles:
        for record in article.records:
            if record.role == "paragraph":
                assert record.text.rstrip("”’")[-1] in "。！？!?…—", record.id


def test_the_extraction_s_spaces_are_gone_and_the_author_s_are_there(corpus):
    text = corpus.article("001-1").text
    assert "增长9.5%，增速快于全部规上工业增加值3.1个百分点；3D打印设备" in text
    assert " " not in text
    assert "(记者 高山 谭晶晶)" in corpus.article("003-3").texts_of("dateline")[0]


def test_the_second_extraction_is_known_as_one(corpus):
    assert [(pair.one, pair.other) for pair in corpus.near_duplicates] == [("000-1", "001-1")]
    assert corpus.article("000-1").split is None
    assert {a.id for a in corpus.articles if a.cluster == "003-1"} == {"003-1", "003-5", "004-1"}


def test_seeds_are_the_bytes_that_were_given():
    digests = (ROOT / "seeds" / "sources.tsv").read_text("utf-8")
    for digest in (
        "c6c215b8a823ce2a1b8088c6db3dffaef00f39268b4b91b0b05a80692d767e6e",
        "2eb6749c8e035269df938e81f754e6a4029ae23c078b5f6d14adae310a21ab45",
        "3cd8cf1d15205b79012c8eea722295f443c7d71d7bcb3d5400640758c4a849d9",
        "5d87b038c10a33cf77761f95b88720a4eb16c514a258c59ee7ddda3b164cf809",
        "f628f08b843fb08a3d01b2b6fcf9cdab4de5dfc68cbe90a84842e79ad2dce42a",
    ):
        assert digest in digests
