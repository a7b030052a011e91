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


@pytest.mark.parametrize(
    "line",
    [
        "记者：您怎么看这次改革？",
        "■记者在现场看到，车间里十分忙碌。",
        "首页改版以后，用户多了一倍。",
        "打印 3D 模型只要几分钟。",
        "当投入 > 产出时，企业难以为继。",
        "编辑部设在北京，共有12人。",
        "他们用无人机完成拍摄",
        "作者在书中写道，这是一个时代的缩影。",
        "来源于生活，高于生活。",
        "本报记者昨天从有关部门获悉，新政策即将出台。",
        "审核流程由原来的七天缩短到一天。",
        "（记者张三报道。）",
        "2025年3月8日要闻很多",
        "第3版新闻纸用完了",
        "字号大小由读者决定",
        "三、综合评论",
        "点击率上升",
    ],
)
def test_running_text_never_becomes_a_byline_a_credit_or_boilerplate(line):
    articles, dropped = proposed(f"两地共建创新中心\n\n{LONG}。\n\n{line}\n\n{LONG}。\n")
    roles = {role for article in articles for role, text in article if line.replace(" 3D ", "3D") in text}
    assert dropped == []
    assert roles <= {"paragraph", "heading"}
    assert roles


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("□本报记者 张三", "byline"),
        ("■济宁日报全媒体记者 胡一 通讯员 刘二 张三立", "byline"),
        ("记者：张三", "byline"),
        ("（作者 李四）", "byline"),
        ("文/王五", "byline"),
        ("张三 摄", "credit"),
        ("本报记者 张三 摄", "credit"),
        ("新华社发（张三摄）", "credit"),
        ("（来源：某某网）", "source"),
        ("By Zhang San and Li Si", "byline"),
        ("記者張三／台北報導", "byline"),
        ("中央社記者張三台北5日電", "dateline"),
        ("2025年3月8日 星期六", "dateline"),
    ],
)
def test_what_stands_under_headlines_and_pictures(line, role):
    articles, _ = proposed(f"两地共建创新中心\n\n{line}\n\n{LONG}。\n")
    assert (role, line) in articles[0]


def test_an_article_that_goes_on_after_further_reading_is_not_dropped():
    [article], dropped = proposed(
        f"两地共建创新中心\n\n{LONG}。\n\n相关阅读\n\n另一篇文章\n\n{LONG}，这一段又是正文。\n"
    )
    assert dropped == [("boilerplate", "相关阅读")]
    assert article[-2:] == [("heading", "另一篇文章"), ("paragraph", f"{LONG}，这一段又是正文。")]


@pytest.mark.parametrize("head", ["相关阅读", "延伸閱讀："])
def test_a_column_that_goes_on_after_further_reading_is_not_dropped(head):
    column = [LONG[at : at + 16] for at in range(0, len(LONG), 16)]
    page = "\n\n".join(
        ["两地共建创新中心打造新高地", f"{LONG}。", head, *column[:-1], column[-1] + "。", *column, "得很好。"]
    )
    articles, dropped = proposed(page)
    assert dropped == [("boilerplate", head)]
    assert "".join(text for role, text in articles[0] if role == "paragraph").count(LONG) == 3


def test_a_list_of_further_reading_at_the_page_s_end_or_with_bullets_is_dropped():
    page = f"两地共建创新中心\n\n{LONG}。\n\n相关阅读\n\n另一篇文章\n\n第三篇文章\n\n责任编辑：李四\n"
    assert [role for role, _ in proposed(page)[1]] == ["boilerplate", "teaser", "boilerplate"]
    page = f"两地共建创新中心\n\n{LONG}。\n\n相关阅读\n\n• 另一篇文章\n\n• 第三篇文章\n\n{LONG}。\n"
    assert [role for role, _ in proposed(page)[1]] == ["boilerplate", "teaser", "teaser"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("under", ["本报记者 张三", ""])
def test_a_title_that_ends_in_a_cry_keeps_its_subtitle(gap, under):
    articles, _ = proposed(f"干劲十足开新局！{gap}——某地春耕见闻\n\n{under}\n\n{LONG}。\n\n{LONG}。\n")
    assert [[role for role, _ in article[:2]] for article in articles] == [["title", "subtitle"]]


def test_a_list_after_a_cry_is_no_subtitle():
    [article], _ = proposed(f"两地共建创新中心\n\n{LONG}。\n\n要抓紧干！\n\n——{LONG}。\n\n——{LONG}。\n")
    assert [role for role, _ in article] == ["title", *["paragraph"] * 4]


@pytest.mark.parametrize(
    "header",
    [
        "A3 要闻 2025年3月8日 星期六",
        "某某日报 2025年3月8日 星期六 第3版",
        "03 经济新闻",
        "第3版：要闻",
        "3版 综合 | 2025年3月8日",
    ],
)
def test_a_page_header_is_no_headline(header):
    articles, dropped = proposed(f"{header}\n\n两地共建创新中心打造新高地\n\n{LONG}。\n\n{LONG}。\n")
    assert [[role for role, _ in article] for article in articles] == [["title", "paragraph", "paragraph"]]
    assert [role for role, _ in dropped] == ["boilerplate"]


@pytest.mark.parametrize(
    "rows",
    [
        ["地区\t产量\t增长", "北京\t35\t9.5%", "上海\t46\t3.1%"],
        ["| 地区 | 产量 |", "| --- | --- |", "| 北京 | 35 |"],
        ["北京    35    9.5%", "上海    46    3.1%"],
        ["北京\t35", "上海\t46"],
    ],
)
def test_the_rows_of_a_table_are_neither_headings_nor_one_text(rows):
    page = "\n".join(["两地共建创新中心", "", f"{LONG}。", "", *rows, "", f"{LONG}。"])
    [article], dropped = proposed(page)
    assert [role for role, _ in article] == ["title", "paragraph", *["paragraph"] * len(rows), "paragraph"]
    assert dropped == []


def test_a_tab_alone_makes_no_table():
    [article], _ = proposed(f"推动科技创新\t和产业创新\n\n{LONG[:20]}\t{LONG[20:]}\n\n还没有完。\n")
    assert [role for role, _ in article] == ["title", "paragraph"]


def test_a_line_of_metadata_is_cut_into_its_parts():
    page = f"两地共建创新中心\n\n2025年3月8日 10:20 来源：某某网 作者：张三 字号：大 中 小\n\n{LONG}。\n"
    [article], dropped = proposed(page)
    assert article[1:4] == [("dateline", "2025年3月8日10:20"), ("source", "来源：某某网"), ("byline", "作者：张三")]
    assert dropped == [("boilerplate", "字号：大 中 小")]


@pytest.mark.parametrize(
    "line", ["字号：大 中 小", "字体：【大 中 小】", "【字號 大 中 小】", "字号：T|T", "阅读量：1024"]
)
def test_what_readers_set_is_boilerplate(line):
    articles, dropped = proposed(f"两地共建创新中心\n\n{line}\n\n{LONG}。\n\n{line}\n\n{LONG}。\n")
    assert [role for role, _ in articles[0]] == ["title", "paragraph", "paragraph"]
    assert [role for role, _ in dropped] == ["boilerplate"] * 2


@pytest.mark.parametrize(
    ("lead", "role"),
    [
        ("中央社台北5日電（記者 李四）", "dateline"),
        ("（中央社記者李四台北5日電）", "dateline"),
        ("〔記者張三／台北報導〕", "byline"),
        ("【記者張三台北報導】", "byline"),
        ("本报讯（记者 张三）", "dateline"),
        ("中央社訊（記者 李四）", "dateline"),
    ],
)
def test_leads(lead, role):
    [article], _ = proposed(f"兩地共建創新中心\n\n{lead}{LONG}。\n")
    assert article[1:] == [(role, lead), ("paragraph", f"{LONG}。")]


@pytest.mark.parametrize("last", ["（完）", "（责任编辑：王五）", "联系电话：010-12345678", "扫码下载"])
def test_what_ends_a_page_is_no_headline(last):
    [article], _ = proposed(f"我国算力居全球第二\n\n本报记者 张三\n\n{LONG}。\n\n{last}\n")
    assert article[0] == ("title", "我国算力居全球第二")
    assert last in article[-1][1] or last not in "".join(text for _, text in article)


def test_an_indent_begins_a_paragraph():
    [article], _ = proposed(f"标题在这里\n\n　　{LONG}。（掌声）\n　　第二段开始了，\n还没有完。\n　　第三段。\n")
    assert [text for _, text in article[1:]] == [f"{LONG}。（掌声）", "第二段开始了，还没有完。", "第三段。"]


def test_a_credit_on_its_caption_s_line_joins_nothing():
    [article], _ = proposed(f"标题在这里\n\n{LONG}。\n\n图为工人作业。新华社记者张三摄\n\n第二段开始了。\n")
    assert article[2:] == [
        ("caption", "图为工人作业。"),
        ("credit", "新华社记者张三摄"),
        ("paragraph", "第二段开始了。"),
    ]


@pytest.mark.parametrize("block", ["section", "p", "div", "article"])
def test_the_blocks_of_a_web_page_are_the_blocks_of_the_layout(block):
    paragraphs = [f"{LONG}，第{n}段；" for n in "一二三四五六"]
    body = "".join(f"<{block}>\n{p[:20]}\n{p[20:]}\n</{block}>" for p in paragraphs)
    articles, _ = proposed(f"<!DOCTYPE html><html><body><h1>两地共建创新中心</h1>{body}</body></html>")
    texts = [text for article in articles for role, text in article if role == "paragraph"]
    assert texts == paragraphs
