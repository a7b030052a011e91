"""HTML pages: every visible line of the page, and which of them are the article."""

from __future__ import annotations

import re

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
_INVISIBLE = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "textarea",
    "select",
)


_BLOCKS = ("section", "article", "figure", "figcaption", "header", "footer", "nav", "aside", "main")
_SOURCE_LINE_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t]*[\r\n]\s*|[ \t]*[\r\n]\s*(?=[\u2e80-\uffef])")


def _unwrapped(text: str | None) -> str | None:
    """Undo line breaks of the page's source; between words of other scripts they are spaces."""
    return " ".join(re.split("[\r\n]+", _SOURCE_LINE_BREAK.sub("", text))) if text else text


def looks_like_html(text: str) -> bool:
    return bool(_HTML.search(text[:2048]))


def visible_text(html: str) -> str:
    """All text a reader of the page can see, one block element a line, in page order."""
    import lxml.etree
    import lxml.html
    from justext.core import ParagraphMaker

    try:
        page = lxml.html.document_fromstring(
            html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except lxml.etree.ParserError:  # a page of comments only
        return ""
    lxml.etree.strip_elements(page, *_INVISIBLE, with_tail=False)
    for element in page.iter(*_BLOCKS):
        element.tag = "div"  # the paragraph maker knows the blocks of HTML 4
    for element in page.iter():
        element.text, element.tail = _unwrapped(element.text), _unwrapped(element.tail)
    for line_break in page.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return "\n".join(paragraph.text for paragraph in ParagraphMaker.make_paragraphs(page))


def main_lines(html: str, visible: str) -> tuple[frozenset[int], str | None]:
    """Numbers (from 0) of the visible lines that are main content, and the page's title.

    The extractor may reorder lines, so its output only says which lines count.
    """
    import trafilatura

    extracted = trafilatura.bare_extraction(html, with_metadata=True)
    if not isinstance(extracted, trafilatura.settings.Document):
        return frozenset(range(len(visible.splitlines()))), None
    content = _squeezed((extracted.title or "") + (extracted.text or ""))
    numbers = (n for n, line in enumerate(visible.splitlines()) if _squeezed(line) in content)
    return frozenset(numbers), extracted.title


def _squeezed(text: str) -> str:
    return "".join(text.split())
