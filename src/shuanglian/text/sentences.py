"""Sentences of Chinese running text, by the rule in ``annotation/guidelines/sentences.md``.

A sentence ends at 。｡！？!? or …… outside quotes and brackets, and at the end of its line.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "｢": "｣", '"': '"', "＂": "＂"}
BRACKETS = {
    "（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕",
    "〈": "〉", "《": "》", "〖": "〗", "{": "}", "｛": "｝",
}  # fmt: skip
TERMINALS = "。｡！？!?"
ELLIPSES = "…⋯"
"""Signs that end a sentence where two or more stand together."""
NO_END_BEFORE = "，、､；：,;:的"
NO_END_AFTER_QUOTE = NO_END_BEFORE + "等和与及"
ATTRIBUTION_LENGTH = 12
ATTRIBUTION_VERBS = (
    "说", "说道", "问道", "答道", "写道", "笑道", "他问", "她问", "追问", "反问", "回答", "称", "表示", "介绍",
    "告诉记者", "指出", "认为", "强调", "坦言", "直言", "透露", "解释", "补充", "回忆", "感慨", "感叹",
    "呼吁", "建议",
    "說", "說道", "問道", "稱", "介紹", "告訴記者", "認為", "強調", "解釋", "補充", "回憶", "感嘆", "建議",
)  # fmt: skip
NO_ATTRIBUTION = (
    "小说", "小說", "传说", "学说", "职称", "名称", "简称", "全称", "俗称", "堪称",
    "的介绍", "的建议", "的解释", "的回答", "的回忆",
)  # fmt: skip
"""Endings that only look like such a verb."""

_CLOSER_OF = QUOTES | BRACKETS
_OPENERS = frozenset(_CLOSER_OF)
_CLOSERS = frozenset(_CLOSER_OF.values())
_CLOSING_QUOTES = frozenset(QUOTES.values())
_UNDIRECTED = frozenset(opener for opener, closer in QUOTES.items() if opener == closer)
_DIRECTED_OPENERS = _OPENERS - _UNDIRECTED
_BEFORE_OPENING = frozenset("：:") | _DIRECTED_OPENERS
_AFTER_CLOSING = frozenset("，、､；：,;:" + TERMINALS + ELLIPSES) | (_CLOSERS - _UNDIRECTED)
_ENDS = frozenset(TERMINALS + ELLIPSES)
_PAIRED = re.escape("".join(sorted(_OPENERS | _CLOSERS)))
_LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE = re.compile(f"[^{_LINE_BREAKS}]+")
_MARK = re.compile(f"[{TERMINALS}]+|[{ELLIPSES}]{{2,}}|[{_PAIRED}]|https?://[!-~]+")
_ATTRIBUTION = re.compile(
    rf"[^\s，、､；：,;:{ELLIPSES}{TERMINALS}{_PAIRED}]{{0,{ATTRIBUTION_LENGTH}}}(?:{'|'.join(ATTRIBUTION_VERBS)})[。｡]"
)

_CONTRADICTION = 1 << 40  # heavier than the length of any text

_Mark = re.Match[str]


class Sentence(NamedTuple):
    """A sentence of a text: ``text[start:end]``, in code points.

    `sub_boundaries` are offsets into the sentence at which an inner sentence (in a quote or
    a bracket) ends, closing marks included; the sentence's own end is not among them.
    """

    start: int
    end: int
    text: str
    sub_boundaries: tuple[int, ...] = ()


def split_sentences(text: str) -> list[Sentence]:
    """Split running text into sentences; every line is a paragraph of its own.

    The text is left as it is: ``text[s.start:s.end] == s.text``, sentences are in order, and
    what lies between them is white space. Never raises; linear in the length of the text.

    >>> [s.text for s in split_sentences("产量增长9.5%。“很好！”他说。")]
    ['产量增长9.5%。', '“很好！”他说。']
    """
    return [sentence for line in _LINE.finditer(text) for sentence in _split_line(text, *line.span())]


def _split_line(text: str, start: int, end: int) -> Iterator[Sentence]:
    inner: list[int] = []
    for ending, is_inner in _endings(text, start, end):
        if is_inner:
            inner.append(ending)
        else:
            yield from _sentence(text, start, ending, inner)
            start, inner = ending, []
    yield from _sentence(text, start, end, inner)


def _sentence(text: str, start: int, end: int, inner: list[int]) -> Iterator[Sentence]:
    content = text[start:end].rstrip()
    end = start + len(content)
    content = content.lstrip()
    if content:
        start = end - len(content)
        yield Sentence(start, end, content, tuple(at - start for at in inner if at < end))


def _endings(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Yield the offset after each terminal with its closing marks, and whether it is an inner one."""
    marks = list(_MARK.finditer(text, start, end))
    partners = _partners(marks)
    if any(text.find(quote, start, end) >= 0 for quote in _UNDIRECTED):
        _pair_undirected(text, marks, partners, start)
    depth = 0
    first = _skip(text, start, end)
    index = 0
    while index < len(marks):
        character = text[marks[index].start()]
        if index in partners:
            depth += 1 if partners[index] > index else -1
        elif character in _ENDS:
            index, depth = _absorb_closers(text, marks, partners, index, depth)
            ending = marks[index].end()
            opened = marks[partners[index]].start() if index in partners else None
            if depth or not _ends_sentence(text, ending, end, opened, first):
                yield ending, True
            else:
                if text[ending - 1] in _CLOSING_QUOTES and (said := _attribution_end(text, ending, end)):
                    while index + 1 < len(marks) and marks[index + 1].start() < said:
                        index += 1
                    index, depth = _absorb_closers(text, marks, partners, index, depth)
                    ending = marks[index].end()
                yield ending, False
                first = _skip(text, ending, end)
        index += 1


def _pair_undirected(text: str, marks: list[_Mark], partners: dict[int, int], start: int) -> None:
    """Pair quotes that look the same on both sides, in turn, among those inside the same pair of other marks."""
    around = [-1]
    groups: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, mark in enumerate(marks):
        if index in partners:
            if partners[index] > index:
                around.append(index)
            else:
                around.pop()
        elif mark[0] in _UNDIRECTED:
            groups[mark[0], around[-1]].append(index)
    for group in groups.values():
        if len(group) % 2:
            group.remove(_stray(text, marks, group, start))
        for opening, closing in zip(group[::2], group[1::2], strict=True):
            partners[opening], partners[closing] = closing, opening


def _stray(text: str, marks: list[_Mark], indices: list[int], start: int) -> int:
    """Index of the mark that has no partner among an odd number of undirected quotes.

    It is the one without which the others, as opening and closing ones in turn, contradict their
    neighbours least; where several would do, the one that leaves the shortest quotes.
    """
    earlier, later = [0], [0]
    for n, index in enumerate(indices):
        at = marks[index].start()
        opens = _opens(text, at, start)
        costs = (_CONTRADICTION * (opens < 0) - at, _CONTRADICTION * (opens > 0) + at)  # as opening, as closing one
        earlier.append(earlier[-1] + costs[n % 2])
        later.append(later[-1] + costs[1 - n % 2])  # behind the stray one they change sides
    left = (earlier[n] + later[-1] - later[n + 1] for n in range(len(indices)))
    return min(zip(left, indices, strict=True))[1]


def _opens(text: str, at: int, start: int) -> int:
    """Say whether a quote opens (1), closes (-1) or may do both (0) by its neighbours.

    A neighbour that may belong to another sentence tells nothing, so that a sentence alone is
    read as it was in its line.
    """
    before, after = text[at - 1] if at > start else "", text[at + 1 : at + 2]
    if before and before in _BEFORE_OPENING:
        return 1
    if after.strip():
        return -1 if after in _AFTER_CLOSING else 0
    return 0 if not before.strip() or before in _AFTER_CLOSING else -1


def _partners(marks: list[_Mark]) -> dict[int, int]:
    """Pair opening with closing marks, by index; a mark without a partner is as if not there.

    A quote that is never closed must not swallow the rest of the paragraph.
    """
    partners: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    awaited: Counter[str] = Counter()
    for index, mark in enumerate(marks):
        character = mark[0]
        if awaited[character]:
            while stack:
                closer, opened = stack.pop()
                awaited[closer] -= 1
                if closer == character:
                    partners[opened], partners[index] = index, opened
                    break
        elif character in _DIRECTED_OPENERS:
            stack.append((_CLOSER_OF[character], index))
            awaited[_CLOSER_OF[character]] += 1
    return partners


def _absorb_closers(text: str, marks: list[_Mark], partners: dict[int, int], index: int, depth: int) -> tuple[int, int]:
    """Extend a terminal over the terminals and closing marks that touch it.

    A closing mark whose opening one is missing belongs to what it closes, too.
    """
    while index + 1 < len(marks) and marks[index + 1].start() == marks[index].end():
        character = text[marks[index + 1].start()]
        partner = partners.get(index + 1)
        if partner is not None and partner <= index:
            depth -= 1
        elif character not in _ENDS and not (partner is None and _closes_alone(text, marks[index + 1])):
            break
        index += 1
    return index, depth


def _closes_alone(text: str, mark: _Mark) -> bool:
    """Is it a closing mark, whatever opened it? A quote that looks the same on both sides is one before a blank."""
    character = mark[0]
    return character in _CLOSERS and (character not in _UNDIRECTED or not text[mark.end() : mark.end() + 1].strip())


def _ends_sentence(text: str, ending: int, limit: int, opened: int | None, first: int) -> bool:
    """Decide at depth 0 whether the sentence that began at `first` ends after a terminal and its closing marks.

    `opened` is where the last closing mark was opened; None where there is none, or no partner.
    """
    last = text[ending - 1]
    following = text[ending : min(ending + 1, limit)]
    if last in ELLIPSES:
        return not following or following not in NO_END_BEFORE
    if last in _CLOSING_QUOTES:
        return not following or (following not in NO_END_AFTER_QUOTE and following not in QUOTES)
    if last in _CLOSERS and opened is not None:
        return opened == first and last not in "》〉"
    return True


def _attribution_end(text: str, ending: int, limit: int) -> int | None:
    match = _ATTRIBUTION.match(text, ending, min(limit, ending + ATTRIBUTION_LENGTH))
    return match.end() if match and not match[0][:-1].endswith(NO_ATTRIBUTION) else None


def _skip(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
