"""Physical lines of a document, and what the outside of a line says about its part on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from shuanglian.spans import trimmed
from shuanglian.text.sentences import BRACKETS, ELLIPSES, QUOTES, TERMINALS

_AGENCY = (
    r"(?:新华社|中新社|本报|本刊|本台|央视网|人民网|新华网|中新网|光明网|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|网|社))"
)
_PLACE_AND_DAY = r"[\u4e00-\u9fff]{0,12}\d{1,2}月\d{1,2}日[电讯]"
_REPORTERS = r"(?:\s*[（(][^（）()]{0,40}(?:记者|通讯员)[^（）()]{0,40}[）)])?"

LEAD = re.compile(
    rf"(?P<dateline>{_AGENCY}{_PLACE_AND_DAY}{_REPORTERS})|(?P<source>{_AGENCY}(?:消息|讯)[（(]?[^（）()，。]{{0,20}}[）)]?[：:])"
)
"""A dateline or source lead at the beginning of a line."""

_PERSON = r"[\u4e00-\u9fff·]{2,4}|[A-Z][A-Za-z.·-]{1,20}"
_PEOPLE = rf"(?:{_PERSON})(?:[\s、,，/]+(?:(?:实习)?(?:记者|通讯员|编辑)\s+)?(?:{_PERSON}))*"

CREDIT = re.compile(
    r"[■□●◆▲]?\s*[（(]?(?:"
    r"[\u4e00-\u9fff]{1,8}(?:社|报|网|图片)发(?:[\s（(][^。，]{0,20})?"
    rf"|(?:[\u4e00-\u9fff]{{0,8}}(?:记者|通讯员)\s*)?(?:{_PEOPLE})\s*[/／]?\s*(?<!拍)(?:摄|供图)"
    r"|[^。，]{0,12}资料图片|图片来源[：:][^。，]{1,20}"
    r")[）)]?"
)
"""Who took or gave a picture; a whole line, or the end of a caption's line after a mark or a space."""

_LINE_ROLES = {
    "dateline": re.compile(
        rf"[（(]?{_AGENCY}{_PLACE_AND_DAY}{_REPORTERS}[）)]?"
        r"|(?:发布时间[：:]\s*)?\d{4}[-年/]\d{1,2}[-月/]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
    ),
    "source": re.compile(r"[（(]?(?:文章)?来源[：:][^。，]{1,40}[）)]?"),
    "byline": re.compile(
        rf"[□■◆●▲]\s*[\u4e00-\u9fff]{{0,10}}(?:记者|通讯员|特派员|评论员|作者)(?:\s*[：:]?\s*{_PEOPLE})?"
        rf"|[（(]?(?:{_AGENCY})?(?:全媒体)?(?:记者|通讯员|作者|文|撰文)\s*(?:[\s：:/／])\s*{_PEOPLE}[）)]?|{_AGENCY}记者"
    ),
    "boilerplate": re.compile(
        r"(?:首页|当前位置|您的位置)[^。，！？]{0,60}|[^。，！？]{0,30}\s[»›>]\s[^。，！？]{0,60}"
        r"|(?:免责声明|版权声明|版权所有)[：:\s].*|(?:责任编辑|责编|编辑|审核|校对|扫一扫|分享到)[：:].{1,40}"
    ),
}
"""What a whole line is by its form. Running text must never fit: it would be lost to the sentences."""

_TEASER_HEAD = re.compile(r"[•·\s]*(?:相关阅读|相关新闻|延伸阅读|推荐阅读|热门推荐|更多新闻)")

_PARAGRAPH_WIDTH = 40
_CAPTION_LINE_WIDTH = 60
_CREDIT_BEGINS = re.compile(r"\s*[■□●◆▲(（]|\s+|(?<=[。！？])")
_CLOSED_WITH_REMARK = re.compile(r"[。｡！？!?…⋯][”’」』]*[（(][^（）()。]{1,12}[）)]$")
_HALF_WIDTH = re.compile("[\x00-\u02ff]+")
CLOSING = "".join(sorted({*QUOTES.values(), *BRACKETS.values()}))
TERMINAL = TERMINALS + ELLIPSES


@dataclass(frozen=True)
class Line:
    """A non-blank line or the part of one that has a role of its own.

    `gap` counts the blank lines before it, `number` the line in the file from 0; `role` is
    what its form alone tells, None where only its neighbours can tell. `indented` lines begin
    with a full-width space, as paragraphs do.
    """

    start: int
    end: int
    text: str
    gap: int
    number: int
    role: str | None = None
    indented: bool = False

    @cached_property
    def width(self) -> float:
        """Width in full-width characters, half-width ones counting half."""
        return len(self.text) - sum(map(len, _HALF_WIDTH.findall(self.text))) / 2

    @property
    def bare_end(self) -> str:
        """The last character that is not a closing quote or bracket."""
        return self.text.rstrip(CLOSING)[-1:]

    @cached_property
    def is_closed(self) -> bool:
        """Does the line end as a paragraph may end?"""
        return (
            self.bare_end in TERMINAL + "：:" or self.text.endswith("——") or bool(_CLOSED_WITH_REMARK.search(self.text))
        )


def lines_of(text: str) -> list[Line]:
    """All non-blank lines with what their own form says of their role.

    After a list of further reading has begun, everything is a teaser until the page's foot or a
    whole paragraph.
    """
    lines: list[Line] = []
    teasers = False
    for line in _physical_lines(text):
        if _TEASER_HEAD.fullmatch(line.text):
            teasers = True
            lines.append(replace(line, role="boilerplate"))
        elif teasers:
            teasers = not (_LINE_ROLES["boilerplate"].fullmatch(line.text) or _is_running_text(line))
            lines += [replace(line, role="teaser")] if teasers else _split_line(line)
        else:
            lines += _split_line(line)
    return lines


def _is_running_text(line: Line) -> bool:
    """Tell a whole paragraph from a teaser, which is short or breaks off."""
    return line.width >= _PARAGRAPH_WIDTH and line.bare_end in "。！？"


def _physical_lines(text: str) -> Iterator[Line]:
    position = 0
    gap = 0
    for number, raw in enumerate(text.splitlines(keepends=True)):
        start, end = trimmed(text, position, position + len(raw))
        position += len(raw)
        if start == end:
            gap += 1
        else:
            indented = raw.startswith("\u3000")
            yield Line(start, end, text[start:end], gap, number, indented=indented)
            gap = 0


def _split_line(line: Line) -> Iterator[Line]:
    """Cut a dateline or source lead off the front of a line, a picture credit off its end."""
    for role, pattern in _LINE_ROLES.items():
        if pattern.fullmatch(line.text):
            yield _part(line, 0, len(line.text), role)
            return
    if CREDIT.fullmatch(line.text):
        yield _part(line, 0, len(line.text), "credit")
        return
    if (lead := LEAD.match(line.text)) and lead.end() < len(line.text):
        yield _part(line, 0, lead.end(), lead.lastgroup)
        line = _part(line, lead.end(), len(line.text), None)
    for mark in _CREDIT_BEGINS.finditer(line.text) if line.width < _CAPTION_LINE_WIDTH else ():
        if mark.start() and CREDIT.fullmatch(line.text[mark.start() :].strip()):
            yield _part(line, 0, mark.start(), "caption")
            yield _part(line, mark.start(), len(line.text), "credit")
            return
    yield line


def _part(line: Line, start: int, end: int, role: str | None) -> Line:
    start, end = trimmed(line.text, start, end)
    gap = line.gap if start == 0 else 0
    whole = replace(line, start=line.start + start, end=line.start + end, text=line.text[start:end])
    return replace(whole, gap=gap, role=role, indented=line.indented and start == 0)
