"""A proposed layout for any file: articles, block roles and reading order from form alone.

The proposal never loses a character; where it errs, a person moves lines in the layout file.
How often it errs is measured on the reviewed layouts and published in the card.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shuanglian.text.layout import DROPPED_ROLES, RECORD_ROLES, Article, Block, Layout
from shuanglian.text.lines import BULLETS, Line, lines_of
from shuanglian.text.reading import Document

_TORN_WIDTH = 40
_HEADLINE_WIDTH = 34
_LONG_HEADLINE_WIDTH = 60
_NARROW_COLUMN = 26
_FULL_LINE_SLACK = 3
_CAPTION_WIDTH = 60
_INDENT = 2
_NO_TITLE_WIDTH = 5
_REST_LENGTH = 4
_UNDER_A_HEADLINE = ("byline", "dateline", "source")
_KICKER_WIDTH = 12
_SUBTITLE = re.compile("——.")
_FULL_DATE = re.compile(r"(\d{4})[-年/](\d{1,2})[-月/](\d{1,2})")
_PREFIXES = {
    "kicker": "k", "title": "t", "subtitle": "st", "heading": "h", "paragraph": "p", "caption": "c",
    "byline": "by", "dateline": "d", "credit": "cr", "source": "so", "teaser": "te", "boilerplate": "bp",
}  # fmt: skip
_REASONS = {
    "teaser": "teaser of another article",
    "boilerplate": "navigation or notice of the page",
}


@dataclass(frozen=True)
class _Unit:
    """A block in the making."""

    role: str
    lines: list[Line]


def propose_layout(document: Document, source_id: str) -> Layout:
    """Propose articles, blocks and reading order; see `shuanglian.text.layout` for what they are."""
    units = _joined(document, _captions(_extracted(lines_of(document.text), document)))
    articles, dropped = _articles(_headline_roles(units), in_order=document.format == "html")
    return Layout(
        document.path,
        document.sha256,
        tuple(_article(f"{source_id}-{n}", units) for n, units in enumerate(articles, 1)),
        _blocks(dropped),
    )


def _article(identity: str, units: Sequence[_Unit]) -> Article:
    datelines = "\n".join(unit.lines[0].text for unit in units if unit.role == "dateline")
    stated = _FULL_DATE.search(datelines)
    if not stated:
        return Article(identity, _blocks(units))
    date = "-".join(part.zfill(2) for part in stated.groups())
    return Article(identity, _blocks(units), date, "stated")


def _blocks(units: Sequence[_Unit]) -> tuple[Block, ...]:
    counts: Counter[str] = Counter()
    blocks = []
    for unit in units:
        counts[unit.role] += 1
        ranges = tuple((line.start, line.end) for line in unit.lines)
        identity = f"{_PREFIXES[unit.role]}{counts[unit.role]:02}"
        blocks.append(Block(identity, unit.role, ranges, _REASONS.get(unit.role, "")))
    return tuple(blocks)


def _extracted(lines: list[Line], document: Document) -> list[Line]:
    """On a web page, what is in no article is boilerplate, and titles are known."""
    if document.main_lines is None:
        return lines
    marked = []
    for line in lines:
        if line.number in document.titles:
            line = replace(line, role="title")
        elif line.number not in document.main_lines and line.role in (None, "paragraph"):
            line = replace(line, role="boilerplate")
        marked.append(line)
    return marked


def _captions(lines: list[Line]) -> list[Line]:
    """Mark short closed lines that stand where a picture was: before a credit, or after a wide gap."""
    usual_gap = Counter(line.gap for line in lines[1:]).most_common(1)[0][0] if len(lines) > 1 else 0
    marked = []
    for index, line in enumerate(lines):
        before_credit = index + 1 < len(lines) and lines[index + 1].role == "credit"
        after_picture = index > 0 and line.gap > usual_gap + 1
        if line.role is None and line.width <= _CAPTION_WIDTH and line.is_closed and (before_credit or after_picture):
            line = replace(line, role="caption")
        marked.append(line)
    return marked


def _joined(document: Document, lines: list[Line]) -> list[_Unit]:
    """Put lines together that one paragraph was broken or torn into; a web page's lines are whole."""
    units: list[_Unit] = []
    open_unit: int | None = None
    for index, line in enumerate(lines):
        if line.role is not None:
            if line.role == "teaser" and units[-1].role == "teaser" and line.text[0] not in BULLETS:
                units[-1].lines.append(line)
            else:
                units.append(_Unit(line.role, [line]))
            continue
        first = open_unit is None
        if open_unit is None:
            units.append(_Unit("paragraph", []))
            open_unit = len(units) - 1
        units[open_unit].lines.append(line)
        if document.format == "html" or not _runs_on(lines, index, first):
            open_unit = None
    return units


def _runs_on(lines: list[Line], index: int, first: bool) -> bool:
    """Does the paragraph go on in the next line of running text? Its first line may be indented."""
    line = lines[index]
    if index + 1 < len(lines) and lines[index + 1].indented:
        return False
    if line.bare_end in "，、；,;":
        return True
    if first and _before_the_byline(lines, index):
        return False
    column = _column_width(lines, index)
    if column and line.width >= column - 2 and line.bare_end in "：:":
        return True
    if line.is_closed:
        return False
    if line.width >= _TORN_WIDTH or any(mark in line.text for mark in "。！？") or line.text.count("，") > 1:
        return True
    if index and _begins_with_a_rest(lines, index + 1):
        return True
    return column is not None and line.width >= column - 1 - (_INDENT if first else 0)


def _before_the_byline(lines: list[Line], index: int) -> bool:
    """Does a headline end here, because a subtitle or what stands under a headline follows?"""
    if index + 1 == len(lines) or lines[index].width > _LONG_HEADLINE_WIDTH or "。" in lines[index].text:
        return False
    following = lines[index + 1]
    return following.role in _UNDER_A_HEADLINE or bool(_SUBTITLE.match(following.text))


def _begins_with_a_rest(lines: list[Line], index: int) -> bool:
    """Does the next line of running text begin with the last few characters of a sentence?"""
    while index < len(lines) and lines[index].role is not None:
        index += 1
    return index < len(lines) and "。" in lines[index].text[:_REST_LENGTH]


def _column_width(lines: list[Line], index: int) -> float | None:
    """Width of the narrow column a line stands in; None where lines are whole paragraphs."""
    around = [line for line in lines[max(0, index - 6) : index + 7] if line.role is None]
    widths = sorted(line.width for line in around)
    if len(around) < 5 or sum(not line.is_closed for line in around) * 2 < len(around):
        return None
    width = widths[len(widths) * 3 // 4]
    full = sum(abs(line.width - width) <= _FULL_LINE_SLACK for line in around)
    return width if width <= _NARROW_COLUMN and full * 5 >= len(around) * 2 else None


def _headline_roles(units: list[_Unit]) -> list[_Unit]:
    """Tell titles with their kickers and subtitles from the headings inside an article."""
    result = list(units)
    index = 0
    begun = False
    while index < len(units):
        group = _headlines_from(units, index)
        if not group:
            begun = begun or units[index].role == "paragraph"
            index += 1
            continue
        headlines = [units[n] for n in group]
        before, follows = _previous_text_role(units, index), _next_role(units, group[-1] + 1)
        entitled = any(unit.role == "title" for unit in headlines)
        between = follows in ("byline", "dateline") or before in ("dateline", "source")
        if entitled or not begun or between or follows is None:
            headlines = _title_group(headlines)
        else:
            headlines = [_Unit("heading", unit.lines) for unit in headlines]
        for n, unit in zip(group, headlines, strict=True):
            result[n] = unit
        index = group[-1] + 1
    return result


def _headlines_from(units: list[_Unit], index: int) -> list[int]:
    """Indices of the headlines that stand together from `index` on; what is dropped between them does not part them."""
    group: list[int] = []
    while index < len(units):
        if _is_headline(units, index):
            group.append(index)
        elif not group or units[index].role not in DROPPED_ROLES:
            break
        index += 1
    return group


def _next_role(units: list[_Unit], index: int) -> str | None:
    return next((units[n].role for n in range(index, len(units)) if units[n].role not in DROPPED_ROLES), None)


def _previous_text_role(units: list[_Unit], index: int) -> str | None:
    passed_over = ("caption", "credit", *DROPPED_ROLES)
    while index and units[index - 1].role in passed_over:
        index -= 1
    return units[index - 1].role if index else None


def _is_headline(units: list[_Unit], index: int) -> bool:
    unit = units[index]
    if unit.role == "title":
        return True
    line = unit.lines[0]
    follows = units[index + 1].role if index + 1 < len(units) else None
    before_byline = follows in _UNDER_A_HEADLINE or _stands_over_subtitle(units, index)
    limit = _LONG_HEADLINE_WIDTH if before_byline else _HEADLINE_WIDTH
    if unit.role != "paragraph" or line.role or len(unit.lines) > 1 or line.width > limit:
        return False
    sentence = any(mark in line.text for mark in "。；") or (line.is_closed and not before_byline)
    return not sentence or (line.text.endswith("——") and line.width <= _KICKER_WIDTH + 2)


def _stands_over_subtitle(units: list[_Unit], index: int) -> bool:
    """Is this a cry or a question over a subtitle? A list after a colon is none."""
    if units[index].lines[0].bare_end not in "！？!?" or index + 1 == len(units):
        return False
    return bool(_SUBTITLE.match(units[index + 1].lines[0].text)) and _is_headline(units, index + 1)


def _title_group(units: list[_Unit]) -> list[_Unit]:
    known = [n for n, unit in enumerate(units) if unit.role == "title"]
    main = known or [n for n, unit in enumerate(units) if not unit.lines[0].text.startswith("——")]
    title = main[0] if main else 0
    if not known and len(main) > 1 and units[main[0]].lines[0].width <= _KICKER_WIDTH:
        title = main[1]
    return [
        _Unit("kicker" if n < title else "title" if n == title else "subtitle", unit.lines)
        for n, unit in enumerate(units)
    ]


def _articles(units: list[_Unit], in_order: bool) -> tuple[list[list[_Unit]], list[_Unit]]:
    """Begin an article at each title; what stands before the first one belongs to it.

    A page that is not `in_order` may hold a headline behind its text.
    """
    dropped = [unit for unit in units if unit.role in DROPPED_ROLES]
    articles: list[list[_Unit]] = [[]]
    has_paragraph = False
    for unit in (unit for unit in units if unit.role not in DROPPED_ROLES):
        if unit.role in ("kicker", "title") and has_paragraph:
            articles.append([])
            has_paragraph = False
        has_paragraph = has_paragraph or unit.role == "paragraph"
        articles[-1].append(unit)
    if len(articles) > 1 and not any(unit.role == "paragraph" for unit in articles[-1]):
        late = articles.pop()
        if not in_order and _is_late_headline(articles[-1], late):
            articles[-1] = _with_late_headline(articles[-1], late)
        else:
            articles[-1] += [_Unit("heading", unit.lines) for unit in late]
    with_text = [a for a in articles if any(unit.role in RECORD_ROLES for unit in a)]
    without = [a for a in articles if not any(unit.role in RECORD_ROLES for unit in a)]
    dropped += [_Unit("boilerplate", unit.lines) for article in without for unit in article]
    return with_text, dropped


def _is_late_headline(article: list[_Unit], late: list[_Unit]) -> bool:
    """Tell a headline that was pushed to the end from what ends a page: a label, a remark, a name.

    It is believed only where the article has next to no title of its own.
    """
    titles = [unit.lines[0].width for unit in article if unit.role == "title"]
    plain = not any(re.search("[（(：:】\\d]", line.text) for unit in late for line in unit.lines)
    return plain and max(titles, default=0) <= _NO_TITLE_WIDTH


def _with_late_headline(units: list[_Unit], headline: list[_Unit]) -> list[_Unit]:
    """A headline found at the end of the page is the title; what had its place is a kicker."""
    first = next(n for n, unit in enumerate(units) if unit.role not in ("kicker", "title"))
    return [*(_Unit("kicker", unit.lines) for unit in units[:first]), *headline, *units[first:]]
