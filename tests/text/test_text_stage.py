"""The whole text stage on clean articles with noise injected: nothing lost, nothing doubled."""

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.check.records import check_nothing_lost, check_records
from shuanglian.spans import is_blank
from shuanglian.text.layout import RECORD_ROLES
from shuanglian.text.layout_proofs import check_layout
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import document_from_bytes
from shuanglian.text.records import sentence_records

SENTENCE = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                "科技",
                "创新",
                "产业",
                "增长9.5%",
                "近",
                "41",
                "万件",
                "“首次”",
                "‘揭榜’",
                "（江苏）",
                "AS700D",
                "DeepSeek",
                "🚀",
                "𠮷野家",
                "é",
                "3D",
                "，",
                "、",
                "；",
                "：",
                "《意见》",
                "“没有收尾",
            ]
        ),
        min_size=1,
        max_size=12,
    ),
)
PARAGRAPH = st.builds(
    "".join, st.lists(st.builds(str.__add__, SENTENCE, st.sampled_from("。！？!…")), min_size=1, max_size=4)
)
ARTICLE = st.builds(
    lambda title, byline, paragraphs, end: [title, byline, *paragraphs, end],
    SENTENCE,
    st.sampled_from(["□本报记者 张三", "新华社记者", ""]),
    st.lists(PARAGRAPH, min_size=1, max_size=5),
    st.sampled_from(["新华社北京7月28日电", "(来源:某某网)", ""]),
)
NOISE = st.sampled_from(
    [
        "\n", "\r\n", "\n\n\n\n", "\r\n\r\n", "\u2028", " \n　　", "\n图为机器人在奔跑。\n\n新华社发\n", "\n■某报发 曹一\n",
        "\n• 相关阅读\n", "\n🚀\n", " ", "\t", "\u00a0", "\u200b", "\n免责声明：仅供参考\n", "\n深化改革——\n",
    ]
)  # fmt: skip


@st.composite
def noisy_pages(draw):
    page = "\n\n".join(line for article in draw(st.lists(ARTICLE, min_size=1, max_size=3)) for line in article)
    width = draw(st.integers(3, 60))
    if draw(st.booleans()):
        page = "\n".join(
            line[at : at + width] for line in page.split("\n") for at in range(0, max(1, len(line)), width)
        )
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(page)))
        page = page[:at] + draw(NOISE) + page[at:]
    return page


@given(noisy_pages())
def test_no_character_is_lost_or_doubled(page):
    document = document_from_bytes(page.encode(), "page.txt")
    assert document.text == page
    layout = propose_layout(document, "page")
    assert check_layout("page", layout, document) == []

    in_blocks = sorted(at for block in layout.blocks() for start, end in block.ranges for at in range(start, end))
    assert [at for at in in_blocks if not is_blank(page[at])] == [at for at, c in enumerate(page) if not is_blank(c)]

    records = [record for article in layout.articles for record in sentence_records(article, document)]
    rows = [(record.id, record.as_json()) for record in records]
    findings, used = check_records("records", rows, {"page.txt": document}.get)
    assert findings == []
    text_ranges = [
        item
        for article in layout.articles
        for block in article.blocks
        if block.role in RECORD_ROLES
        for item in block.ranges
    ]
    assert check_nothing_lost("page", document, text_ranges, used.get("page.txt", [])) == []
    kept = sorted(at for start, end in used.get("page.txt", []) for at in range(start, end))
    assert len(kept) == len(set(kept))


@given(ARTICLE)
def test_every_paragraph_of_a_clean_article_is_in_the_records(lines):
    page = "\n\n".join(lines)
    document = document_from_bytes(page.encode(), "page.txt")
    articles = propose_layout(document, "page").articles
    records = [record for article in articles for record in sentence_records(article, document)]
    kept = "".join(record.text for record in records).replace(" ", "")
    for paragraph in lines[2:-1]:
        assert "".join(paragraph.split()) in kept
