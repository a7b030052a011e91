import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian import FindingsError, read_document
from shuanglian.text.reading import document_from_bytes

NEWS = "上半年，我国规上高技术制造业增加值同比增长9.5%。\r\n成交额超过3万亿元……🚀\n"


@pytest.mark.parametrize(
    ("data", "encoding", "evidence", "text"),
    [
        (NEWS.encode(), "utf-8", "valid UTF-8", NEWS),
        (codecs.BOM_UTF8 + NEWS.encode(), "utf-8-sig", "byte order mark", NEWS),
        (NEWS.encode("utf-16"), "utf-16", "byte order mark", NEWS),
        (codecs.BOM_UTF16_BE + NEWS.encode("utf-16-be"), "utf-16", "byte order mark", NEWS),
        (NEWS.encode("utf-32"), "utf-32", "byte order mark", NEWS),
        (NEWS.encode("gb18030"), "gb18030", "everyday Chinese as gb18030", NEWS),
        (NEWS.encode("utf-16-le"), "utf-16-le", "everyday Chinese as utf-16-le", NEWS),
        (NEWS.encode("utf-16-be"), "utf-16-be", "everyday Chinese as utf-16-be", NEWS),
        (b"plain ASCII", "utf-8", "valid UTF-8", "plain ASCII"),
    ],
)
def test_encodings_are_detected_and_told(data, encoding, evidence, text):
    document = document_from_bytes(data, "article.txt")
    assert (document.encoding, document.text) == (encoding, text)
    assert evidence in document.evidence


@pytest.mark.parametrize(
    ("data", "finding", "where", "told"),
    [
        (b"", "bytes-empty-file", "byte 0", "size 0"),
        (b" \r\n\t ", "bytes-empty-file", "byte 0", "no text"),
        ("\u3000\u200b\n".encode(), "bytes-empty-file", "byte 0", "only white space"),
        (b"abc\0def", "bytes-binary-file", "byte 3", "NUL"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "bytes-binary-file", "byte 0", "tried"),
        (NEWS.encode("utf-16")[:-1], "bytes-undecodable", "byte 84", "truncated data"),
        (NEWS.encode() + b"\xff\xfe\xfd", "bytes-undecodable", "byte 108", "utf-8: invalid start byte at byte 108"),
        ("臺灣繁體字與讀書館區區長".encode("big5"), "bytes-undecodable", "byte 0", "everyday Chinese"),
        (b'<html><meta charset="utf-8">\xff</html>', "bytes-undecodable", "byte 28", "declared by the page"),
        (b'<html><meta charset="latin-1">\xe8\xff</html>', "bytes-undecodable", "byte 30", "tried"),
        (b"<html><body><script>x</script></body></html>", "bytes-empty-file", "", "no visible text"),
        (b"<html ><!-- nothing -->", "bytes-empty-file", "", "no visible text"),
    ],
)
def test_bytes_that_are_no_article(data, finding, where, told):
    with pytest.raises(FindingsError) as error:
        document_from_bytes(data, "article.txt")
    [found] = error.value.findings
    assert (found.id, found.where) == (finding, where)
    assert told in found.message
    assert found.fix


def test_a_named_encoding_is_used_and_no_other():
    text = "臺灣繁體字"
    assert document_from_bytes(text.encode("big5"), "a", "big5").text == text
    for name in ("klingon", "rot13", "undefined"):
        with pytest.raises(FindingsError, match="bytes-unknown-encoding"):
            document_from_bytes(b"a", "a", name)
    with pytest.raises(FindingsError, match="bytes-undecodable"):
        document_from_bytes(NEWS.encode("gb18030"), "a", "utf-8")


def test_a_missing_file(tmp_path):
    with pytest.raises(FindingsError, match="bytes-missing-file"):
        read_document(tmp_path / "none.txt")


def read_or_findings(data):
    """The text, or the ids of what keeps the bytes from being one."""
    try:
        return document_from_bytes(data, "x").text
    except FindingsError as error:
        return [finding.id for finding in error.findings]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_findings(data):
    result = read_or_findings(data)
    assert result.strip() if isinstance(result, str) else result


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0<\ufeff"), min_size=1))
def test_utf8_is_read_back_as_it_was_written(text):
    assert read_or_findings(text.encode()) in (text, ["bytes-empty-file"])


PAGE = """<!DOCTYPE html><html><head><title>两地共建创新中心_某网</title><style>p{}</style></head><body>
<div class="nav"><a href="/">首页</a> &raquo; <a href="/n">新闻</a></div>
<h1>两地共建创新中心</h1><div class="info">2025-03-28 08:53:00</div>
<article><p>上半年，我国规上高技术制造业增加值同比增长9.5%，增速快于全部规模以上工业。</p>
<p>电动型载人飞艇完成科研首飞，人形机器人加速迭代应用，搭载自研操作系统的电脑问世，科技成果持续涌现，为经济社会发展注入新动能，
各地积极搭建科技成果转化桥梁，有的通过场景开放，提供市场化应用的先行试水，有的通过全生命周期的政策和服务支持，助力企业成长。</p>
<p>成交额超过3万亿元&amp;<b>同比</b>增长14.2%。<br>　　全国共登记技术合同近41万件，成交活跃，质量也在提高。</p></article>
<script>var hidden = "看不见";</script><div class="foot">版权所有 某网</div></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_page_gives_every_visible_line(charset):
    page = PAGE.replace("<head>", f'<head><meta charset="{charset}">')
    document = document_from_bytes(page.encode("gb18030" if charset != "utf-8" else "utf-8"), "page.html")
    lines = document.text.splitlines()
    assert document.format == "html"
    assert ("valid UTF-8" if charset == "utf-8" else f"declared by the page as {charset}") in document.evidence
    assert lines[0] == "首页 » 新闻"
    assert "成交额超过3万亿元&同比增长14.2%。" in lines
    assert "全国共登记技术合同近41万件，成交活跃，质量也在提高。" in [line.strip() for line in lines]
    assert lines[-1] == "版权所有 某网"
    assert "看不见" not in document.text
    assert [lines[n] for n in document.titles] == ["两地共建创新中心"]
    assert {"首页 » 新闻", "版权所有 某网"}.isdisjoint(lines[n] for n in document.main_lines)


def test_valid_utf8_is_believed_before_a_declaration():
    page = PAGE.replace("<head>", '<head><meta charset="gb2312">')
    document = document_from_bytes(page.encode(), "page.html")
    assert "两地共建创新中心" in document.text
    assert document.evidence == "valid UTF-8, though the page declares gb2312"
