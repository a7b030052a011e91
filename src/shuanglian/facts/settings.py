"""Where and when a clause is: its subject, place and times, and what it takes from the clauses before (9.4, 9.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from shuanglian.facts.candidates import Found
from shuanglian.facts.clauses import Clause
from shuanglian.facts.phrases import split_phrase, trimmed_phrase
from shuanglian.facts.words import Word, inside_name
from shuanglian.spans import Range


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of one clause.

    `times` are those of the clause that a quantity in it may have; `frame_time` is the last one
    that clauses before leave. `places` are those of the clause, `record_place` stands at the
    beginning of the text, `carried_place` belongs to an elided subject.
    """

    subject: Range | None = None
    whole_subject: Range | None = None
    times: frozenset[Range] = field(default_factory=frozenset)
    frame_time: Range | None = None
    places: tuple[Range, ...] = ()
    record_place: Range | None = None
    carried_place: Range | None = None

    def place_at(self, at: int) -> Range | None:
        own = [place for place in self.places if place[0] < at]
        return own[-1] if own else self.carried_place or self.record_place


_REPORTED = re.compile("获悉|介绍|发布|报道|公布|通报|表示|告诉|透露|消息|推出|了解到|召开|印发的|数据显示|发布会")
_NAMED = re.compile(r"^(?:[\u4e00-\u9fff“”]{0,12}?(?:会议|报告|大会|论坛|工作会|规划|白皮书|公报|年鉴))")


def setting_of(text: str, found: Found, clauses: list[Clause], number: int, before: Setting) -> Setting:
    """Read the setting of a clause, given that of the clause before."""
    clause = clauses[number]
    last_time = _leaves(before, clauses[number - 1], found, text) if number else None
    whole = _subject(text, clause)
    subject = split_phrase(text, whole)[0] if whole else None
    places = tuple(_places(text, clause))
    record = before.record_place
    if places and record is None and _begins_record(text, clauses, number, places[0]):
        record = places[0]
    carried = None
    if facility := _facility(text, clause):
        places = (*places, facility)
        record = record or (facility if _begins_record(text, clauses, number, facility) else None)
    if number and subject is None and not places:
        carried = before.places[-1] if before.places else before.carried_place
    times = frozenset(_times(text, clause, found))
    return Setting(subject, whole, times, last_time, places, record, carried)


def _leaves(setting: Setting, clause: Clause, found: Found, text: str) -> Range | None:
    """The time that a clause leaves to those after it."""
    own = sorted(span for span in setting.times)
    adverbial = [span for span in own if _is_frame(clause, span, found)]
    return adverbial[-1] if adverbial else setting.frame_time


def _is_frame(clause: Clause, span: Range, found: Found) -> bool:
    for place, word in enumerate(clause.words):
        if (word.start, word.end) == span:
            if found.times[word.index].form == "every":
                return False
            following = clause.words[place + 1] if place + 1 < len(clause.words) else None
            return following is None or following.cls != "de"
    return False


_COMPARED = re.compile("(?:同期|同季|同月|同日|平均水平)?相[比较]")


def _times(text: str, clause: Clause, found: Found) -> list[Range]:
    """Times of a clause that quantities may have: not of a report, a name or a comparison (9.5)."""
    kept = []
    words = clause.words
    whole = text[words[0].start : min(words[-1].end, words[0].start + 400)]
    for place, word in enumerate(words):
        if word.cls != "T":
            continue
        before = words[place - 1].text if place else ""
        if before in ("比", "较", "相较于", "相比", "以", "上") or before.endswith(("比", "较")):
            continue
        if _is_reference(words, place, found):
            continue
        if before in ("与", "同", "和", "跟") and _COMPARED.match(text, word.end):
            continue
        rest = text[word.end : min(words[-1].end, word.end + 80)]
        if _NAMED.match(rest) and not any(w.cls == "Q" for w in words[place : place + 2]):
            continue
        if _REPORTED.search(rest) and not re.search(r"^[^，。]{0,2}\Z", rest) and _report_only(words, place, whole):
            continue
        kept.append((word.start, word.end))
    return kept


def _is_reference(words: list[Word], place: int, found: Found) -> bool:
    """是去年的|1.2倍: the time that is compared with."""
    if place + 2 >= len(words) or words[place + 1].cls != "de" or words[place + 2].cls != "Q":
        return False
    return found.quantities[words[place + 2].index].kind in ("multiple", "fraction")


def _report_only(words: list[Word], place: int, whole: str) -> bool:
    """A clause of telling has no quantity of its own after the time."""
    return not any(word.cls == "Q" for word in words[place:]) or "获悉" in whole or "介绍" in whole


# --- subject --------------------------------------------------------------------------------

_SKIPPED = frozenset({"T", "conj", "quote", "every", "among"})
_ENDS = frozenset(
    {"adv", "prep", "verb", "vn", "empty", "level", "change", "de", "Q", "T", "pause", "say", "among", "every", "mark"}
)
_PRONOUN = frozenset(
    [
        "其",
        "它",
        "他",
        "她",
        "我",
        "我们",
        "他们",
        "它们",
        "这",
        "那",
        "其中",
        "有的",
        "此外",
        "同时",
        "另外",
        "其次",
        "首先",
        "最后",
        "记者",
        "目前已",
        "今后",
        "比如",
        "例如",
        "如",
        "又如",
        "据悉",
        "此次",
        "另有",
        "还有",
        "以及",
        "而",
        "但",
    ]
)


def _subject(text: str, clause: Clause) -> Range | None:
    """The noun phrase that a clause begins with, place and time aside."""
    words = clause.words
    at = 0
    while at < len(words) and words[at].cls in _SKIPPED | {"adv"}:
        at += 1
    while (
        at < len(words)
        and words[at].cls == "place"
        and at + 1 < len(words)
        and words[at + 1].cls in ("run", "noun", "place")
    ):
        if inside_name(text, words[at]):
            break
        at += 1
    start = at
    while at < len(words) and (words[at].cls not in _ENDS or _is_nominal(words, at, start)):
        at += 1
    if at == start:
        return None
    if (
        at < len(words)
        and words[at].cls in ("verb", "vn")
        and at + 1 < len(words)
        and words[at + 1].cls in ("run", "noun", "vn")
        and start == at
    ):
        return None
    if at < len(words) and words[at].cls == "Q" and _plain_measure(words, at):
        return _thing(text, words, start, at)
    if at >= len(words) or words[at].cls in ("pause",):
        return None
    return _thing(text, words, start, at)


def _is_nominal(words: list[Word], at: int, start: int) -> bool:
    """桥墩施工|持续: a verb or noun is a noun where the predicate follows it."""
    if words[at].cls != "vn" or at + 1 >= len(words):
        return False
    return words[at + 1].cls in ("adv", "empty", "level", "change", "prep") or (
        at > start and words[at + 1].cls == "noun"
    )


def _plain_measure(words: list[Word], at: int) -> bool:
    return True


def _thing(text: str, words: list[Word], start: int, end: int) -> Range | None:
    if all(word.cls == "place" for word in words[start:end]):
        return None
    span = trimmed_phrase(text, (words[start].start, words[end - 1].end))
    if span is None or text[span[0] : span[1]] in _PRONOUN:
        return None
    return span


# --- places ---------------------------------------------------------------------------------

_FACILITY = re.compile(
    "(?P<name>[\u4e00-\u9fffA-Za-z0-9（）()“”·]{2,16}?(?:工厂|厂区|园区|产业园|科技园|分中心|中心|煤矿|铁矿|矿|机场|车站|港区|码头|展厅|体育馆|博物馆|图书馆|医院|基地|公园|广场|景区|水库|林场|农场|小区|市场|商场|湿地|保护区))"
    "(?:(?:内|里|中)|(?=(?:已经?|现|目前)?(?:有|入驻|落地|集聚|聚集)))"
)


def _places(text: str, clause: Clause) -> list[Range]:
    """Names of places and words of scope that say where the clause is (9.4)."""
    found: list[Range] = []
    words = clause.words
    for place, word in enumerate(words):
        if word.cls != "place":
            continue
        before = words[place - 1] if place else None
        if not _may_stand_after(before, words, place) or inside_name(text, word):
            continue
        following = words[place + 1] if place + 1 < len(words) else None
        if following is not None and following.cls == "de" and not _in_prepositional(before):
            continue
        if not _in_prepositional(before) and _inside_modifier(words, place):
            continue
        if following is not None and following.cls == "Q" and following.text.startswith("第"):
            continue
        if (
            following is not None
            and following.cls == "place"
            and following.start == word.end
            and not (before and before.text == "在")
        ):
            continue
        found.append(_with_parts(words, place))
    return found


def _inside_modifier(words: list[Word], place: int) -> bool:
    """全球规模最大的队伍: the place belongs to a modifier with 的."""
    for word in words[place + 1 :]:
        if word.cls == "de":
            return True
        if word.cls in ("Q", "verb", "prep", "pause", "stop", "T", "empty", "level", "change"):
            return False
    return False


def _with_parts(words: list[Word], place: int) -> Range:
    return words[place].start, words[place].end


def _in_prepositional(before: Word | None) -> bool:
    return before is not None and before.text in ("在", "于", "从", "、", "和")


def _may_stand_after(before: Word | None, words: list[Word], place: int) -> bool:
    if before is None or before.cls in ("T", "adv", "conj", "pause", "quote", "place", "Q", "mark", "among"):
        return before is None or before.cls != "Q"
    return before.text in ("在", "于", "、", "：", "又如", "如", "比如", "全", "据") or (
        before.cls == "run" and before.text in ("又如", "如", "此外", "其中", "同时", "据统计", "年")
    )


def _facility(text: str, clause: Clause) -> Range | None:
    """北京小米汽车工厂内, 马兰矿已经有: a named facility that something is in (9.4c)."""
    first = next((word for word in clause.words if word.cls not in ("T", "adv", "prep", "conj")), None)
    if first is None or first.cls not in ("run", "noun", "place", "N"):
        return None
    match = _FACILITY.match(text, first.start, clause.words[-1].end)
    return match.span("name") if match else None


_OPENING = 6
"""How many clauses of sources and connectives may stand before the place of a record."""


def _begins_record(text: str, clauses: list[Clause], number: int, span: Range) -> bool:
    """Nothing but times, sources of the statement and connectives stands before the place (9.4)."""
    if number > _OPENING:
        return False
    for clause in clauses[:number]:
        if any(word.cls == "Q" for word in clause.words):
            return False
        rest = [word for word in clause.words if word.cls not in ("T", "quote", "adv", "prep")]
        told = text[clause.words[0].start : clause.words[-1].end]
        if rest and not re.search(r"显示|获悉|介绍|表示|说\Z|说，|报道|消息|了解|统计", told):
            return False
    first = clauses[number].words
    return all(
        word.cls in ("T", "quote", "adv", "conj", "prep") or word.text in ("又如", "如", "比如")
        for word in first
        if word.end <= span[0]
    )
