"""HTML pages: every visible line of the page, which of them are the article, and which head one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

_COMMENT = re.compile(r"[\s\ufeff]+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_SAMPLE = 2048
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
_FRAGMENT = re.compile(
    r"<(?:div|p|h[1-6]|section|main|header|nav|aside|figure|table|ul|ol|dl|span|a|meta|title|link|style|script|center|font)[\s>/]",
    re.IGNORECASE,
)
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
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEADING = re.compile(r"(?:^|\.)h([1-6])(?:\.|$)")


@dataclass(frozen=True)
class Page:
    """A page as its reader sees it: `text` has one block element a line, in page order.

    `main_lines` are the numbers (from 0) of the lines that belong to articles, `titles` of those
    that head one.
    """

    text: str
    main_lines: frozenset[int]
    titles: frozenset[int]


@dataclass(frozen=True)
class _Line:
    """A visible line: its `key` is its text without white space, `level` that of a heading, else 0."""

    key: str
    path: str
    level: int
    only_links: bool


def looks_like_html(text: str) -> bool:
    """Tell a page, or a fragment of one that begins with a tag, from plain text; comments may come first."""
    start = 0
    while blank := _COMMENT.match(text, start):
        start = blank.end()
    return bool(_FRAGMENT.match(text, start) or _PAGE.search(text, start, start + _SAMPLE))


def read_page(html: str) -> Page:
    """Read all text a reader of the page can see, and tell the articles in it from the rest."""
    tree = _parsed(html)
    if tree is None:
        return Page("", frozenset(), frozenset())
    title, extracted = _extracted(deepcopy(tree))
    articles = _keep_visible(tree)
    text, lines = _visible_lines(tree)
    main = set(range(len(lines))) if extracted is None else _matching(lines, extracted)
    main = {n for n in main if lines[n].level or not lines[n].only_links}
    main |= _headings_of(lines, main)
    titles = _titles(lines, main, articles, title)
    return Page(text, frozenset(main | titles), frozenset(titles))


def _parsed(html: str) -> Any:
    """Return the page as a tree without the line breaks of its source; None for one of comments only."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(
            html.encode(), parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
        )
    except lxml.etree.ParserError:
        return None
    for element in tree.iter():
        element.text, element.tail = _unwrapped(element.text), _unwrapped(element.tail)
    return tree


def _extracted(tree: Any) -> tuple[str, list[str] | None]:
    """Return the page's title and the lines of its articles; None where the extractor finds none."""
    import trafilatura

    found = trafilatura.bare_extraction(tree, with_metadata=True)
    if not isinstance(found, trafilatura.settings.Document):
        return "", None
    return _squeezed(found.title or ""), (found.text or "").splitlines()


def _keep_visible(tree: Any) -> list[str]:
    """Take out what is invisible, give blocks names that the paragraph maker knows, those of HTML 4.

    Returns the paths of the page's outermost articles as they are then.
    """
    import lxml.etree

    lxml.etree.strip_elements(tree, *_INVISIBLE, with_tail=False)
    articles = [element for element in tree.iter("article") if next(element.iterancestors("article"), None) is None]
    for element in tree.iter(*_BLOCKS):
        element.tag = "div"
    for line_break in tree.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    paths = (tree.getroottree().getpath(element) for element in articles)
    return [re.sub(r"(?<=[^\]/])(?=/|$)", "[1]", path) for path in paths]


def _unwrapped(text: str | None) -> str | None:
    """Undo line breaks of the page's source; between words of other scripts they are spaces.

    Control characters, which no reader sees and no tree may hold, go.
    """
    return " ".join(re.split("[\r\n]+", _SOURCE_LINE_BREAK.sub("", _CONTROL.sub("", text)))) if text else text


def _visible_lines(tree: Any) -> tuple[str, list[_Line]]:
    from justext.core import ParagraphMaker

    paragraphs = ParagraphMaker.make_paragraphs(tree)
    lines = []
    for paragraph in paragraphs:
        heading = _HEADING.search(paragraph.dom_path)
        level = int(heading[1]) if heading else 0
        only_links = paragraph.links_density() >= 1
        lines += [_Line(_squeezed(t), paragraph.xpath, level, only_links) for t in paragraph.text.splitlines()]
    return "\n".join(paragraph.text for paragraph in paragraphs), lines


def _matching(lines: list[_Line], extracted: Iterable[str]) -> set[int]:
    """Find the visible lines that the extracted ones are; an extracted line may be several in a row.

    The extractor may reorder lines. Of lines that stand on the page more often than they were
    extracted, those are taken that stand nearest to the others.
    """
    wanted = Counter(filter(None, map(_squeezed, extracted)))
    found: dict[str, list[range]] = defaultdict(list)
    start = 0
    ordered = sorted(wanted)
    while start < len(lines):
        matched = _longest(lines, start, ordered)
        if matched:
            found["".join(lines[n].key for n in matched)].append(matched)
        start = matched.stop if matched else start + 1
    sure = [n for key, places in found.items() if len(places) <= wanted[key] for place in places for n in place]
    first, last = min(sure, default=0), max(sure, default=len(lines))
    chosen = set(sure)
    for key, places in found.items():
        if len(places) > wanted[key]:
            places.sort(key=lambda place: max(first - place.start, place.start - last, 0))
            chosen |= {n for place in places[: wanted[key]] for n in place}
    return chosen


def _longest(lines: list[_Line], start: int, ordered: list[str]) -> range:
    """Return the longest row of lines from `start` that makes up one of the ordered strings; empty where none does."""
    joined, stop, end = "", start, start
    while stop < len(lines):
        joined += lines[stop].key
        stop += 1
        at = bisect_left(ordered, joined)
        if not joined or at == len(ordered) or not ordered[at].startswith(joined):
            break
        if ordered[at] == joined:
            end = stop
    return range(start, end)


def _headings_of(lines: list[_Line], main: set[int]) -> set[int]:
    """Find the headings that the extractor left out: those that head a line of the article."""
    heads: set[int] = set()
    heads_main = False
    for n in reversed(range(len(lines))):
        if not lines[n].level:
            heads_main = n in main
        elif heads_main:
            heads.add(n)
    return heads


def _titles(lines: list[_Line], main: set[int], articles: list[str], title: str) -> set[int]:
    """Find what heads each `<article>` with text; where there are no two, the page's one title."""
    parts = list(_lines_below(lines, articles).values())
    parts = [part for part in parts if any(n in main and not lines[n].level for n in part)]
    if len(parts) > 1:
        return {head for part in parts if (head := next((n for n in part if lines[n].level), None)) is not None}
    text = next((n for n in sorted(main) if not lines[n].level), len(lines))
    named = [n for n, line in enumerate(lines) if title and line.key == title]
    first = [n for n, line in enumerate(lines[:text]) if line.level == 1]
    return set(([n for n in named if lines[n].level] or named or first)[:1])


def _lines_below(lines: list[_Line], paths: Iterable[str]) -> dict[str, list[int]]:
    """Group the lines that stand below one of the paths, none of which is below another."""
    below: dict[str, list[int]] = {path: [] for path in paths}
    for n, line in enumerate(lines):
        places = accumulate(line.path.split("/"), "{}/{}".format)
        if (path := next((place for place in places if place in below), None)) is not None:
            below[path].append(n)
    return below


def _squeezed(text: str) -> str:
    return "".join(text.split())
