"""What the automatic layout is expected to get right; texts here are constructed."""

import pytest

from shuanglian.text.joining import block_text
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import document_from_bytes


def proposed(text):
    """Articles as lists of (role, text), and the dropped blocks."""
    document = document_from_bytes(text.encode(), "a.txt")
    layout = propose_layout(document, "a")

    def read(blocks):
        return [(block.role, block_text(document.text, block.ranges).text) for block in blocks]

    return [read(article.blocks) for article in layout.articles], read(layout.dropped)


LONG = "各地积极探索推动创新链与产业链深度融合,为加快推动高水平科技自立自强、发展新质生产力培育新动能"


def test_a_plain_article():
    [article], dropped = proposed(f"两地共建创新中心\n\n本报记者 张三\n\n{LONG}。\n\n小标题在这里\n\n{LONG}。\n")
    assert [role for role, _ in article] == ["title", "byline", "paragraph", "heading", "paragraph"]
    assert dropped == []


def test_a_column_broken_every_sixteen_characters():
    paragraph = "　　上半年我国规上高技术制造业增加值同比增长较快，增速快于全部规上工业增加值，三维打印设备、新能源汽车、工业机器人产品产量同比增长。"
    column = [paragraph[at : at + 16].strip() for at in range(0, len(paragraph), 16)]
    [article], _ = proposed(
        "\n\n".join(["某地通报一季度经济运行情况与下一步工作打算", "□本报记者 张三", *column, *column])
    )
    assert [text for role, text in article if role == "paragraph"] == [paragraph.strip()] * 2


@pytest.mark.parametrize("caption", ["图为机器人在户外奔跑。\n\n新华社发", "图为机器人在户外奔跑。 李四 摄"])
def test_a_caption_in_the_middle_of_a_sentence(caption):
    [article], _ = proposed(f"两地共建创新中心\n\n{LONG}。\n\n持续提升供给。我国\n\n{caption}\n\n研发经费位居前列。\n")
    roles = {text: role for role, text in article}
    assert roles["持续提升供给。我国研发经费位居前列。"] == "paragraph"
    assert roles["图为机器人在户外奔跑。"] == "caption"
    assert "credit" in roles.values()


def test_several_articles_of_a_page():
    articles, _ = proposed(
        f"第一篇的标题\n——副题说明内容\n■本报记者 张三\n\n{LONG}。\n\n新华社北京2月15日电\n\n"
        f"山西太原\n\n第二篇的标题比较长\n\n新华社太原2月14日电(记者 李四){LONG}。\n\n(来源:某某日报)\n\n第三篇的标题\n\n{LONG}。\n"
    )
    assert [[role for role, _ in article] for article in articles] == [
        ["title", "subtitle", "byline", "paragraph", "dateline"],
        ["kicker", "title", "dateline", "paragraph", "source"],
        ["title", "paragraph"],
    ]
    assert articles[1][2] == ("dateline", "新华社太原2月14日电(记者 李四)")


def test_a_headline_at_the_end_of_the_file_is_the_title():
    [article], _ = proposed(f"忙起来!\n\n■本报记者 张三\n\n{LONG}。\n\n某县某镇\n\n铆足干劲争春早\n")
    assert article[:3] == [("kicker", "忙起来!"), ("kicker", "某县某镇"), ("title", "铆足干劲争春早")]


def test_a_web_page_saved_as_text():
    [article], dropped = proposed(
        f"首页 » 新闻 » 国内\n\n两地共建创新中心\n\n2025-03-28 08:53:00\n\n来源:某某网\n\n某某网消息(新闻联播):{LONG}。\n\n"
        "• 相关阅读\n• 另一篇文章\n\n    另一篇的摘要…\n\n    时间:03-28\n• 第三篇文章\n免责声明:仅作参考。\n"
    )
    assert [role for role, _ in article] == ["title", "dateline", "source", "source", "paragraph"]
    assert [role for role, _ in dropped] == ["boilerplate", "boilerplate", "teaser", "teaser", "boilerplate"]


def test_a_full_date_on_the_page_is_stated():
    document = document_from_bytes(f"标题一行\n\n2025年3月8日\n\n{LONG}。\n".encode(), "a.txt")
    [article] = propose_layout(document, "a").articles
    assert (article.date, article.date_source) == ("2025-03-08", "stated")
