"""Physical lines of a document, and what the outside of a line says about its part on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from shuanglian.spans import trimmed
from shuanglian.text.sentences import BRACKETS, ELLIPSES, QUOTES, TERMINALS

_HAN = r"[\u4e00-\u9fff]"
_REPORTER = "(?:记者|記者|通讯员|通訊員)"
_AGENCY = (
    r"(?:新华社|中新社|中央社|本报|本報|本刊|本台|央视网|人民网|新华网|中新网|光明网"
    rf"|{_HAN}{{2,8}}(?:日报|日報|晚报|晚報|时报|時報|网|網|社))"
)
_PLACE_AND_DAY = rf"{_HAN}{{0,12}}(?:\d{{1,2}}月)?\d{{1,2}}日[电電讯訊]"
_REPORTERS = rf"[（(][^（）()]{{0,40}}{_REPORTER}[^（）()]{{0,40}}[）)]"
_REPORTED = rf"(?:{_AGENCY}|特派)?{_REPORTER}[^（）()〔〕【】\[\]。，]{{2,20}}(?:报道|報道|報導)"

LEAD = re.compile(
    rf"(?P<dateline>[（(]{_AGENCY}{_PLACE_AND_DAY}[）)]|{_AGENCY}{_PLACE_AND_DAY}(?:\s*{_REPORTERS})?|{_AGENCY}[讯訊]\s*{_REPORTERS})"
    rf"|(?P<source>{_AGENCY}(?:消息|讯|訊)[（(]?[^（）()，。]{{0,20}}[）)]?[：:])"
    rf"|(?P<byline>[（(〔【\[]{_REPORTED}[）)〕】\]])"
)
"""A dateline, source or reporter as a lead at the beginning of a line."""

_PERSON = r"[\u4e00-\u9fff·]{2,4}|[A-Z][A-Za-z.·-]{1,20}"
_PEOPLE = rf"(?:{_PERSON})(?:[\s、,，/]+(?:(?:实习)?(?:记者|通讯员|编辑)\s+)?(?:{_PERSON}))*"
_ENGLISH_NAME = r"[A-Z][A-Za-z.'-]*"

CREDIT = re.compile(
    r"[■□●◆▲]?\s*[（(]?(?:"
    rf"{_HAN}{{1,8}}(?:社|报|報|網|网|图片)发(?:[\s（(][^。，]{{0,20}})?"
    rf"|(?:{_HAN}{{0,8}}{_REPORTER}\s*)?(?:{_PEOPLE})\s*[/／]?\s*(?<!拍)(?:摄|攝|供图)"
    r"|[^。，]{0,12}资料图片|图片来源[：:][^。，]{1,20}"
    r")[）)]?"
)
"""Who took or gave a picture; a whole line, or the end of a caption's line after a mark or a space."""

_DAY = r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
_PAGE_NUMBER = r"[A-Z]\d{1,2}版?|0\d版?|\d{1,2}版|第[\d一二三四五六七八九十]{1,3}版"
_WEEKDAY = "星期[一二三四五六日天]"
_PAGE_NAME = (
    rf"{_HAN}{{0,6}}(?:日报|晚报|时报|早报|晨报|周报|新闻|要闻|头条|副刊|周刊|专版|专刊|综合|评论|理论|国内|国际|财经)"
)
_PAGE_HEADER = (
    rf"(?=.*?(?:{_PAGE_NUMBER}|{_WEEKDAY}))"
    rf"(?:{_PAGE_NUMBER}|{_PAGE_NAME}|{_DAY})(?:[\s:：·|｜/]+(?:{_PAGE_NUMBER}|{_PAGE_NAME}|{_DAY}|{_WEEKDAY}))+"
)

_NUMBER_CELL = r"[-+]?\d[\d.,]*[%％]?"
_TABLE_ROW = (
    r"\|.*\||[^\t]+(?:\t+[^\t]+){2,}"
    rf"|[^\t]+\t+{_NUMBER_CELL}|{_NUMBER_CELL}\t+[^\t]+"
    rf"|(?=.*\s{{2}}{_NUMBER_CELL}(?:\s{{2}}|\Z))\S+(?:\s\S+)*(?:\s{{2,}}+\S+(?:\s\S+)*){{2,}}"
)
"""Bars around it, three cells between tabs or two with a number, three cells between gaps with a number."""

_LINE_ROLES = {
    "dateline": re.compile(
        rf"[（(]?{_AGENCY}{_PLACE_AND_DAY}(?:\s*{_REPORTERS})?[）)]?"
        rf"|(?:(?:发布|更新|发稿)?(?:时间|日期)[：:]\s*)?{_DAY}(?:\s*{_WEEKDAY})?(?:\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?"
    ),
    "source": re.compile(r"[（(]?(?:文章)?[来來]源[：:][^。，]{1,40}[）)]?"),
    "byline": re.compile(
        rf"[□■◆●▲]\s*{_HAN}{{0,10}}(?:{_REPORTER}|特派员|评论员|作者)(?:\s*[：:]?\s*{_PEOPLE})?"
        rf"|[（(]?(?:{_AGENCY})?(?:全媒体)?(?:{_REPORTER}|作者|文|撰文)\s*(?:[\s：:/／])\s*{_PEOPLE}[）)]?|{_AGENCY}{_REPORTER}"
        rf"|[（(〔【\[]{_REPORTED}[）)〕】\]]|{_REPORTER}{_HAN}{{2,4}}\s*[／/]\s*{_HAN}{{2,8}}(?:报道|報道|報導)"
        rf"|[Bb][Yy][\s:：]+{_ENGLISH_NAME}(?:(?:,|\s+and|\s+&)?\s+{_ENGLISH_NAME}){{0,7}}"
    ),
    "boilerplate": re.compile(
        r"(?:首页|首頁|当前位置|您的位置)[^。，！？]{0,60}|[^。，！？]{0,30}\s[»›>]\s[^。，！？]{0,60}"
        r"|(?:免责声明|版权声明|版权所有)[：:\s].*"
        r"|(?:责任编辑|責任編輯|责编|编辑|审核|校对|扫一扫|分享到)[：:].{1,40}"
        r"|[【\[（(]?\s*(?:字号|字体|字號|字體)\s*[：:]?[\s【\[（(]*(?:(?:超?大|中|小|标准|[-+TA|/])\s*)+[】\]）)]?"
        r"|(?:浏览|阅读|点击|评论)(?:量|数|次数)?[：:]\s*\d+次?"
        rf"|{_PAGE_HEADER}"
    ),
    "paragraph": re.compile(rf"(?=[^。]{{1,200}}\Z)(?:{_TABLE_ROW})"),
}
"""What a whole line is by its form. Running text must never fit what is no paragraph: it would be
lost to the sentences. A paragraph by its form is a line that neither joins others nor heads them."""

_META_BREAK = re.compile(
    rf"[\s|｜]+(?=(?:(?:文章)?[来來]源|作者|记者|記者|责任编辑|责编|编辑|字号|字体|(?:发布|更新|发稿)?时间|浏览|阅读|点击)[：:]|{_DAY})"
)
"""Where a line that says when, whence and by whom goes on with the next of these."""

_TEASER_HEAD = re.compile(
    r"[•·\s]*(?:相关阅读|相关新闻|延伸阅读|推荐阅读|热门推荐|更多新闻|相關閱讀|相關新聞|延伸閱讀|推薦閱讀|更多新聞)[：:]?"
)
BULLETS = "•·●"

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

    Where a list of further reading has begun, everything is a teaser until the page's foot or a
    whole paragraph.
    """
    lines: list[Line] = []
    teasers = False
    physical = list(_physical_lines(text))
    for index, line in enumerate(physical):
        if _TEASER_HEAD.fullmatch(line.text):
            teasers = _heads_teasers(physical, index)
            lines.append(replace(line, role="boilerplate"))
        elif teasers:
            teasers = not (_LINE_ROLES["boilerplate"].fullmatch(line.text) or _is_running_text(line))
            lines += [replace(line, role="teaser")] if teasers else _split_line(line)
        else:
            lines += _split_line(line)
    return lines


def _heads_teasers(lines: list[Line], index: int) -> bool:
    """Do teasers follow this head? A list without bullets is believed only where no more text comes after it."""
    if index + 1 < len(lines) and lines[index + 1].text[0] in BULLETS:
        return True
    for line in lines[index + 1 :]:
        if _TEASER_HEAD.fullmatch(line.text) or _LINE_ROLES["boilerplate"].fullmatch(line.text):
            return True
        if line.bare_end in TERMINALS or "。" in line.text or line.text.count("，") > 1:
            return False
    return True


def _is_running_text(line: Line) -> bool:
    """Tell a whole paragraph from a teaser, which is short or breaks off."""
    return line.width >= _PARAGRAPH_WIDTH and line.bare_end in TERMINALS


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
    if parts := _meta_parts(line):
        yield from parts
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


def _meta_parts(line: Line) -> list[Line]:
    """Cut a line into what its form alone tells the role of; empty where that is not so for all of it."""
    breaks = [(0, 0), *(found.span() for found in _META_BREAK.finditer(line.text)), (len(line.text), len(line.text))]
    for cuts in (breaks[:1] + breaks[-1:], breaks)[: len(breaks) - 1]:
        spans = [(start, end) for (_, start), (end, _) in pairwise(cuts)]
        roles = [_role_of(line.text[start:end]) for start, end in spans]
        if all(roles):
            return [_part(line, start, end, role) for (start, end), role in zip(spans, roles, strict=True)]
    return []


def _role_of(text: str) -> str | None:
    return next((role for role, pattern in _LINE_ROLES.items() if pattern.fullmatch(text)), None)


def _part(line: Line, start: int, end: int, role: str | None) -> Line:
    start, end = trimmed(line.text, start, end)
    gap = line.gap if start == 0 else 0
    whole = replace(line, start=line.start + start, end=line.start + end, text=line.text[start:end])
    return replace(whole, gap=gap, role=role, indented=line.indented and start == 0)
