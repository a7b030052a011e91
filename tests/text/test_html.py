"""Web pages: which lines are the article, and where one begins; pages here are constructed."""

import pytest

from shuanglian.text.html import looks_like_html, read_page
from shuanglian.text.joining import block_text
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import document_from_bytes

NEWS = "各地积极探索推动创新链与产业链深度融合，为加快推动高水平科技自立自强、发展新质生产力培育新动能。"
MENU = "<ul><li><a href='/'>首页</a></li><li><a href='/c'>产业链</a></li></ul>"


def proposed(page):
    """Articles as lists of (role, text), and the dropped texts."""
    document = document_from_bytes(page.encode(), "a.html")
    assert document.format == "html"
    layout = propose_layout(document, "a")

    def read(blocks):
        return [(block.role, block_text(document.text, block.ranges).text) for block in blocks]

    return [read(article.blocks) for article in layout.articles], [text for _, text in read(layout.dropped)]


def page(body, title="两地共建创新中心_某网"):
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


def test_menu_items_that_occur_in_the_text_are_no_content():
    items = "".join(f"<div>{item}</div>" for item in ("产业链", "深度融合", "新动能"))
    articles, dropped = proposed(
        page(f"{MENU}{items}<article><h1>两地共建创新中心</h1><p>{NEWS}</p><p>{NEWS}二</p></article>")
    )
    assert [[role for role, _ in article] for article in articles] == [["title", "paragraph", "paragraph"]]
    assert dropped == ["首页", "产业链", "产业链", "深度融合", "新动能"]


def test_headings_of_a_short_page_are_kept():
    body = f"{MENU}<h1>两地共建创新中心</h1><p>{NEWS}</p><h2>打造新范式</h2><p>第二段很短。</p><h2>再出发</h2><p>第三段。</p>"
    [article], dropped = proposed(page(body))
    assert [text for role, text in article if role == "heading"] == ["打造新范式", "再出发"]
    assert dropped == ["首页", "产业链"]


def test_headings_that_the_extractor_leaves_out_are_kept(monkeypatch):
    import trafilatura

    document = trafilatura.settings.Document()
    document.title, document.text = "两地共建创新中心", f"{NEWS}\n{NEWS}二"
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda tree, with_metadata: document)
    aside = "<h3>热门推荐</h3><div>别的文章</div>"
    body = f"<h1>两地共建创新中心</h1><h2>打造新范式</h2><p>{NEWS}</p>{aside}<h2>再出发</h2><p>{NEWS}二</p>{aside}"
    [article], dropped = proposed(page(body))
    assert [text for role, text in article] == ["两地共建创新中心", "打造新范式", NEWS, "再出发", f"{NEWS}二"]
    assert dropped == ["热门推荐", "别的文章"] * 2


def test_a_line_that_stands_twice_is_content_where_the_content_is(monkeypatch):
    import trafilatura

    document = trafilatura.settings.Document()
    document.title, document.text = "两地共建创新中心", f"{NEWS}\n分析\n{NEWS}二 {NEWS}三"
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda tree, with_metadata: document)
    lines = ["分析", "两地共建创新中心", NEWS, "分析", f"{NEWS}二", f"{NEWS}三", "分析", NEWS[:5]]
    found = read_page(page("".join(f"<div>{line}</div>" for line in lines)))
    assert found.text.splitlines() == lines
    assert found.main_lines == {1, 2, 3, 4, 5}
    assert found.titles == {1}


def test_when_and_whence_in_one_line():
    body = f"<h1>两地共建创新中心</h1><div>2025-03-28 08:53:00 来源：某某网</div><p>{NEWS}</p><p>{NEWS}二</p>"
    [article], _ = proposed(page(body))
    assert article[:3] == [
        ("title", "两地共建创新中心"),
        ("dateline", "2025-03-28 08:53:00"),
        ("source", "来源：某某网"),
    ]


@pytest.mark.parametrize("level", [1, 2])
@pytest.mark.parametrize("around", ["{}", "<main>{}</main>", "<div><section>{}</section></div>"])
def test_each_article_of_a_page_is_one(level, around):
    articles = [
        f"<article><header><h{level}>第{n}篇的标题</h{level}><div>2025-03-28 来源：某某网</div></header>"
        f"<p>{NEWS}{n}</p><h3>小标题</h3><p>{NEWS}又{n}</p></article>"
        for n in "一二三"
    ]
    found, dropped = proposed(page(MENU + around.format("<hr>".join(articles))))
    assert [[role for role, _ in article] for article in found] == [
        ["title", "dateline", "source", "paragraph", "heading", "paragraph"]
    ] * 3
    assert [article[0][1] for article in found] == ["第一篇的标题", "第二篇的标题", "第三篇的标题"]
    assert dropped == ["首页", "产业链"]


def test_control_characters_are_not_seen():
    assert read_page(page(f"<p>\x1c产业\x07链</p><p>&#28;{NEWS}</p>")).text.splitlines() == ["产业链", NEWS]


@pytest.mark.parametrize(
    "html",
    [
        f"<div><h1>两地共建创新中心</h1><p>{NEWS}</p></div>",
        f"\ufeff\n <!-- 模板 --><p>{NEWS}</p>",
        f"<h1>两地共建创新中心</h1>\n<p>{NEWS}</p>",
        f"<!-- {'版权' * 5000} -->\n<!-- 又 --><html><body><p>{NEWS}</p></body></html>",
        f"<?xml version='1.0'?><!-- {'x' * 9000} --><!DOCTYPE html><html><body><p>{NEWS}</p></body></html>",
    ],
)
def test_fragments_and_pages_after_comments_are_pages(html):
    articles, dropped = proposed(html)
    assert articles[0][-1] == ("paragraph", NEWS)
    assert dropped == []


@pytest.mark.parametrize("text", ["<当前价格>上涨", "a < b", "<5%的企业", "<!-- 没有收尾", f"{NEWS}<p>是标签。", ""])
def test_plain_text_is_no_page(text):
    assert not looks_like_html(text)
