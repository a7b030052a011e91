"""What stands before a quantity in its clause: predicate, comparison, noun phrase, governing verb."""

from __future__ import annotations

from dataclasses import dataclass, field

from shuanglian.facts.phrases import names_amount, phrase_before, trimmed_phrase
from shuanglian.facts.words import Word, inside_name, is_aspect
from shuanglian.spans import Range

_THAN = frozenset({"比", "较", "较之", "相较于", "相比于", "相对于", "相比"})
_ABOVE = frozenset(
    {"快于", "慢于", "高于", "低于", "高出", "多出", "领先", "落后", "多于", "少于", "超出", "超过", "优于"}
)
_ONE_CHARACTER = "高低多少快慢短早晚大小轻重增涨升减降跌长"
_HELPING = frozenset(
    [
        "推动",
        "促进",
        "支持",
        "组织",
        "引导",
        "鼓励",
        "开始",
        "继续",
        "完成",
        "进行",
        "帮助",
        "助力",
        "推进",
        "加快",
        "参与",
        "负责",
        "协助",
        "尝试",
        "致力",
    ]
)
"""Verbs before the verb that has the object (9.3.2)."""
_PREPOSITION = frozenset({"由", "从", "自"})


_ORIGINAL = frozenset({"原来", "原先", "过去", "以前", "此前", "从前", "改造前", "原有水平"})


@dataclass(slots=True)
class Left:
    """The words before a quantity, read from right to left.

    `near` is the class of the word that touches the quantity (modifiers aside); `phrase` the noun
    phrase, whose words are ``words[start:end]``; `verb` the verb that governs the quantity or the
    phrase; `subject` what stands before that verb in the same phrase.
    """

    near: str = ""
    near_text: str = ""
    start: int = 0
    end: int = 0
    phrase: Range | None = None
    verb: Range | None = None
    adjacent: bool = False
    subject: Range | None = None
    comparator: Range | None = None
    than_time: bool = False
    of_before: bool = False
    share_of: Range | None = None
    share_verb: str = ""
    share_name: Range | None = None
    predicates: list[str] = field(default_factory=list)
    every: Range | None = None


def read_left(
    text: str, words: list[Word], begin: int, at: int, counted: bool, lists: bool = False, share: bool = True
) -> Left:
    """Read the words from `begin` up to the quantity at `at`; `counted` says that a verb may have it for object."""
    left = Left()
    place = _share(text, words, begin, at, left, share)
    place = _predicate(words, begin, place, left, first=place == at)
    place = _comparison(text, words, begin, place, left)
    left.end = place
    left.start = phrase_before(words, place, begin, lists)
    _share_named(text, words, begin, left)
    _governing(text, words, begin, left, counted)
    return left


def _share(text: str, words: list[Word], begin: int, at: int, left: Left, share: bool) -> int:
    """占教师总数的|四成, 不足世界平均水平的|三分之一: the phrase before 的, and what stands before it."""
    if at - 1 <= begin or words[at - 1].cls != "de":
        return at
    if words[at - 2].cls == "T":  # 从2020年的320家增至…
        left.near = "T"
        return at - 2
    start = phrase_before(words, at - 1, begin)
    if start >= at - 1 or start <= begin:
        return at
    before = words[start - 1]
    if not share:  # 达到创纪录的2401亿美元
        return start if before.cls in ("empty", "level") else at
    if words[at - 2].text in _ORIGINAL:
        left.near, left.near_text, left.of_before = before.cls, before.text, True
        left.predicates.append(before.text)
        return start - 1
    if before.cls in ("empty", "level") or before.text in ("不足", "不到", "近", "约", "超过"):
        left.share_of = trimmed_phrase(text, (words[start].start, words[at - 2].end))
        left.share_verb = before.text
        left.near = "empty"
        return start - 1
    return at


_SHARE_NAMES = frozenset({"比重", "比例", "份额", "占比", "比率", "份量", "百分比"})


def _share_named(text: str, words: list[Word], begin: int, left: Left) -> None:
    """A占B的|比重为…: B is the whole, and A the owner of the share (9.2.4)."""
    start = left.start
    if left.end - start != 1 or words[start].text not in _SHARE_NAMES or words[start - 1].cls != "de":
        return
    back = phrase_before(words, start - 1, begin)
    if back == start - 1 or back <= begin or not words[back - 1].text.startswith("占"):
        return
    left.share_of = trimmed_phrase(text, (words[back].start, words[start - 2].end))
    left.share_verb = words[back - 1].text
    left.share_name = words[start].start, words[start].end
    left.start = left.end = back - 1
    left.start = phrase_before(words, left.end, begin)


def _predicate(words: list[Word], begin: int, at: int, left: Left, first: bool) -> int:
    """Skip the words of predicate and nearness from right to left."""
    place = at
    if not first:
        place += 0
    while place > begin:
        word = words[place - 1]
        if word.cls == "every":
            left.every = left.every or (word.start, word.end)
        elif word.cls == "change" or word.cls == "level" or word.cls == "empty":
            left.predicates.append(word.text)
        elif not (
            word.cls == "adv"
            or is_aspect(word)
            or word.cls == "T"
            or (word.cls == "mark" and word.text == "首次")
            or word.text in _PREPOSITION
            or (word.text == "在" and place == at)
            or word.text in ("：", "“", "(", "（")
        ):
            break
        if not left.near and not is_aspect(word):
            left.near, left.near_text = word.cls, word.text
        place -= 1
    if place > begin and not left.near:
        left.near, left.near_text = words[place - 1].cls, words[place - 1].text
    return place


def _comparison(text: str, words: list[Word], begin: int, at: int, left: Left) -> int:
    """Take 比X低, 较X提高, 快于X off the end; X is the comparator unless it is a time (9.6)."""
    start = phrase_before(words, at, begin)
    if start > begin and words[start - 1].text in _ABOVE and start < at:
        left.comparator = trimmed_phrase(text, (words[start].start, words[at - 1].end))
        left.predicates.append(words[start - 1].text)
        return _predicate(words, begin, start - 1, left, first=False)
    if left.predicates and start > begin and words[start - 1].text in _THAN:
        if start < at:
            left.comparator = trimmed_phrase(text, (words[start].start, words[at - 1].end))
        return _predicate(words, begin, start - 1, left, first=False)
    if (
        start < at
        and start > begin
        and words[start - 1].text in _THAN
        and text[words[at - 1].end - 1] in _ONE_CHARACTER
    ):
        end = words[at - 1].end - 1
        left.comparator = trimmed_phrase(text, (words[start].start, end))
        left.predicates.append(text[end])
        left.near = "change"
        return _predicate(words, begin, start - 1, left, first=False)
    if left.predicates and at > begin and words[at - 1].text in _THAN:
        left.than_time = True
        return _predicate(words, begin, at - 1, left, first=False)
    return at


def _governing(text: str, words: list[Word], begin: int, left: Left, counted: bool) -> None:
    """Find the verb in the phrase; what follows it is the object, what stands before it the subject."""
    start, end = left.start, left.end
    if start >= end:
        return
    while start < end - 1 and words[start].cls == "place" and not inside_name(text, words[start]):
        start += 1
    left.start = start
    if words[start].text in ("扣除", "剔除"):  # 扣除价格因素实际增长
        left.start = end
        return
    counted = counted and not names_amount(text[words[start].start : words[end - 1].end])
    begins = not (start and words[start - 1].cls in ("de", "pause", "conj", "empty", "level"))
    verb = _verb_place(words, start, end, begins, counted and left.near not in ("level", "change", "prep"))
    if verb is None:
        left.phrase = trimmed_phrase(text, (words[start].start, words[end - 1].end))
        return
    last = verb
    while last + 2 < end and (
        words[last + 1].cls == "verb" or (words[last].text in _HELPING and words[last + 1].cls == "vn")
    ):
        last += 1
    first = last
    while (
        first > start and words[first - 1].cls in ("verb", "vn") and words[first - 1].text[-1] == words[last].text[-1]
    ):
        first -= 1
    while last + 1 < end and words[last + 1].cls in ("verb", "vn") and words[last + 1].text[-1] == words[last].text[-1]:
        last += 1  # 新建改建
    if (
        first == start
        and start > begin + 1
        and words[start - 1].cls == "conj"
        and words[start - 2].cls in ("verb", "vn")
    ):
        first = start - 2  # 揽收和投递
    left.verb = (words[first].start, words[last].end)
    left.adjacent = last == end - 1
    if last + 1 < end:
        left.phrase = trimmed_phrase(text, (words[last + 1].start, words[end - 1].end))
    if verb > start and not (start > begin and words[start - 1].cls == "prep"):
        left.subject = trimmed_phrase(text, (words[start].start, words[verb - 1].end))
    left.start = last + 1


def _verb_place(words: list[Word], start: int, end: int, begins: bool, counted: bool) -> int | None:
    """The first verb of a phrase; a verb or noun (投资) counts next to the quantity or at the beginning."""
    if words[end - 1].cls in ("verb", "vn"):
        place = end - 1
        while place > start and words[place - 1].cls == "verb":
            place -= 1
        if words[end - 1].cls == "verb":
            return place
        if place == start and not (start and words[start - 1].cls in ("pause", "conj")):
            return place
    for place in range(start, end):
        named = place > start and words[place - 1].cls == "N" and words[place - 1].text.isascii()  # 3D打印设备
        if words[place].cls == "verb" and place + 1 < end and not named:
            return place
    for place in range(start, end - 1 if counted else start):
        if words[place].cls == "vn" and (place == start or words[place - 1].cls in ("run", "noun", "place")):
            return place if place > start or begins else None
    return None
