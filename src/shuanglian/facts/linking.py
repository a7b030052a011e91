"""Slots of quantities: who or what is measured, which property, where, when, of what, per what (guideline 9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from shuanglian.facts.candidates import Found, Quantity
from shuanglian.facts.change import fill_change
from shuanglian.facts.groups import fill_groups
from shuanglian.facts.left import Left, read_left
from shuanglian.facts.phrases import phrase_after, phrase_before, split_phrase, trimmed_phrase
from shuanglian.facts.settings import Setting, setting_of
from shuanglian.facts.words import Clause, Word, clauses_of, words_of
from shuanglian.spans import Range

COUNTED = frozenset({"count", "measure"})
_SHARES = frozenset({"percent", "fraction", "multiple"})


@dataclass(slots=True)
class Carried:
    """What clauses before leave to those after: the last subject, and the last quantity that was linked."""

    subject: Range | None = None
    last: Quantity | None = None
    by_unit: dict[str | None, Quantity] = field(default_factory=dict)
    among: Range | None = None
    whole: Range | None = None
    setting: Setting = field(default_factory=Setting)


def link(text: str, found: Found) -> None:
    """Fill the slots, change, factuality and groups of every quantity of a text."""
    if not found.quantities:
        return
    clauses = clauses_of(words_of(text, found))
    carried = Carried()
    for number, clause in enumerate(clauses):
        carried.setting = setting_of(text, found, clauses, number, carried.setting)
        _link_clause(text, found, clause, carried)
        carried.among = _group_named(text, clause)
    _summed_up(text, found, clauses)
    fill_groups(text, found, clauses)


def _summed_up(text: str, found: Found, clauses: list[Clause]) -> None:
    """…等，春节假期显现出…: the time of the clause that sums the numbers up (9.5.3)."""
    for clause, following in pairwise(clauses):
        if not text.startswith("等", clause.words[-1].end - 1):
            continue
        time = next((word for word in following.words if word.cls == "T"), None)
        own = [found.quantities[word.index] for word in clause.words if word.cls == "Q"]
        for quantity in own if time is not None else ():
            if "time" not in quantity.slots:
                _set(quantity, "time", (time.start, time.end), "9.5(3) time to the right")


def _link_clause(text: str, found: Found, clause: Clause, carried: Carried) -> None:
    words = clause.words
    subject = carried.setting.subject
    carried.whole = _whole(carried.last) if _among(text, clause) and carried.last is not None else None
    begin = 0
    previous: Quantity | None = None
    for at, word in enumerate(words):
        if word.cls != "Q":
            continue
        quantity = found.quantities[word.index]
        left = read_left(text, words, begin, at, quantity.kind in COUNTED, share=quantity.kind in _SHARES)
        joined = previous is not None and _only_joins(words, begin, at)
        _link_one(text, clause, at, quantity, left, carried, previous if joined else None)
        _settle(text, found, clause, at, begin, quantity, carried)
        fill_change(text, clause, begin, at, quantity, left, carried.last, previous if joined else None)
        carried.last = quantity
        carried.by_unit[quantity.unit] = quantity
        previous, begin = quantity, at + 1
    _share_forward(text, found, clause)
    if subject is not None:
        carried.subject = (
            None if previous is None and _TELLS.search(text, clause.words[0].start, clause.words[-1].end) else subject
        )


def _share_forward(text: str, found: Found, clause: Clause) -> None:
    """三大类、1260余件近代文物; 拥有400余人、近2亿元产值的企业; 每76秒产出一辆: the noun stands after the later one."""
    places = [place for place, word in enumerate(clause.words) if word.cls == "Q"]
    for one, other in reversed(list(pairwise(places))):
        first, second = (found.quantities[clause.words[place].index] for place in (one, other))
        between = clause.words[one + 1 : other]
        if second.slots.get("per") == (first.start - 1, first.end) and text[first.start - 1] == "每":
            for slot in ("measured_entity", "measured_property"):
                first.slots.pop(slot, None)
            _copy(first, second, ("measured_entity", "measured_property"), "9.2.5 每N and what goes with it")
        elif other == one + 1 and "measured_entity" not in first.slots:
            _copy(first, second, ("measured_entity",), "9.2.5 noun that it modifies")
        elif between and between[0].cls in ("pause", "conj") and _after_entity(second):
            if "measured_entity" not in first.slots or (
                "relative" in second.why["measured_entity"] and len(between) < 6
            ):
                first.slots.pop("measured_entity", None)
                _copy(first, second, ("measured_entity",), "9.1 one noun after two numbers")
                if "relative" in second.why["measured_entity"] and first.kind == "count":
                    first.slots.pop("measured_property", None)


def _after_entity(quantity: Quantity) -> bool:
    rule = quantity.why.get("measured_entity", "")
    return rule.startswith(("9.2.1a", "9.2.3 relative"))


_TELLS = re.compile("发布|公布|获悉|介绍|通报|表示|报道|透露|显示|指出|消息|了解到")


def _only_joins(words: list[Word], begin: int, at: int) -> bool:
    """Whether nothing but 、 和 与 stands between two quantities."""
    return all(word.cls in ("pause", "conj") or word.text in "（()）和与及" for word in words[begin:at])


def _set(quantity: Quantity, slot: str, span: Range | None, rule: str) -> None:
    if span is not None and span[0] < span[1]:
        quantity.slots[slot] = span
        quantity.why[slot] = rule


# --- entity and property ----------------------------------------------------------------------


def _link_one(
    text: str, clause: Clause, at: int, quantity: Quantity, left: Left, carried: Carried, joined: Quantity | None
) -> None:
    if quantity.why["value"] == "13 score":
        return
    after, linked = phrase_after(text, clause.words, at, tight=_follows_preposition(clause.words, at))
    if quantity.kind == "rank":
        _link_rank(text, clause, at, quantity, left, carried, after)
    elif quantity.kind == "duration":
        _link_duration(text, clause, at, quantity, left, carried, after, linked)
    elif quantity.kind in COUNTED and not _has_dimension(text, left, quantity):
        _link_counted(text, clause, at, quantity, left, carried, after, joined)
    else:
        _link_dimension(text, clause, at, quantity, left, carried, after, linked, joined)


def _follows_preposition(words: list[Word], at: int) -> bool:
    """在60家影院, 以A、B、C三种方式: the phrase after the quantity ends before the predicate."""
    for place in range(at - 1, -1, -1):
        if words[place].cls == "prep":
            return place == at - 1 or words[place].text in ("以", "通过", "按", "按照")
        if words[place].cls not in ("run", "noun", "vn", "verb", "pause", "conj"):
            return False
    return False


def _has_dimension(text: str, left: Left, quantity: Quantity) -> bool:
    if left.phrase is None or left.adjacent:
        return False
    cut = split_phrase(text, left.phrase)[1]
    if cut is None:
        return False
    return quantity.kind == "measure" or ((bool(left.predicates) or left.every is not None) and left.verb is None)


_LOCALIZER = re.compile(r"(?:井下|高空|地下|水下|海底|深处|以外|之外|外|高处|远处|长空|云端|低空)")


def _link_counted(
    text: str,
    clause: Clause,
    at: int,
    quantity: Quantity,
    left: Left,
    carried: Carried,
    after: Range | None,
    joined: Quantity | None,
) -> None:
    """What is counted, and the verb that it is the object of (9.2.1, 9.3.2)."""
    if quantity.kind == "measure" and (localizer := _LOCALIZER.match(text, quantity.end)):
        _set(quantity, "measured_entity", localizer.span(), "9.2.3 localizer")
        return
    if after is not None and quantity.unit in _ACTS and _is_act(text, clause, at, after):
        _set(quantity, "measured_property", after, "9.2.2 action counted")
        return
    if after is not None:
        after = _without_dimension(text, clause, at, after)
        _set(quantity, "measured_entity", after, "9.2.1a noun after the quantity")
        if (left.adjacent and left.near == "verb") or (left.adjacent and left.near not in ("empty", "prep", "level")):
            _set(quantity, "measured_property", left.verb, "9.3.2 verb before its object")
        elif joined is not None:
            _copy(quantity, joined, ("measured_property",), "9.3.2 shared verb")
        elif at and clause.words[at - 1].cls not in ("prep", "empty", "level", "every"):
            _verb_before_list(text, clause, at, quantity)
        return
    if left.phrase is not None and not left.adjacent and joined is None:
        left = _whole_list(text, clause, at, left)
        _set(quantity, "measured_entity", left.phrase, "9.2.1b noun before the quantity")
        if left.verb is not None:
            _set(quantity, "measured_property", left.verb, "9.3.2 verb before its object")
        elif left.subject is None and carried.last is not None and clause.mark == "" and at:
            _shared_verb(quantity, clause, at, carried.last)
        return
    _elided(text, quantity, left, carried, joined)


def _verb_before_list(text: str, clause: Clause, at: int, quantity: Quantity) -> None:
    """开展A、B、C3项改革试点: the list between verb and number is named by the noun after it."""
    left = read_left(text, clause.words, 0, at, counted=False, lists=True)
    if left.verb is None or left.phrase is None or "、" not in text[left.phrase[0] : left.phrase[1]]:
        return
    before = [word for word in clause.words if word.end <= left.verb[0]]
    if before and before[-1].cls == "prep":  # 以转让、许可三种方式
        return
    _set(quantity, "measured_property", left.verb, "9.3.2 verb before a list")


_ACTS = frozenset({"{人次}", "{次}", "{架次}", "{班次}"})


def _is_act(text: str, clause: Clause, at: int, after: Range) -> bool:
    """23亿人次交通出行: what is counted is an action."""
    last = next(word for word in reversed(clause.words) if word.end <= after[1] and word.start >= after[0])
    return last.cls in ("vn", "verb") or text[after[0] : after[1]].endswith(("出行", "出游", "旅行", "旅游"))


def _without_dimension(text: str, clause: Clause, at: int, after: Range) -> Range:
    """三大作物总产量为650万吨: the dimension belongs to the next quantity."""
    if not any(word.cls == "Q" for word in clause.words[at + 1 :]):
        return after
    thing, dimension = split_phrase(text, after)
    return thing if thing is not None and dimension is not None else after


def _whole_list(text: str, clause: Clause, at: int, left: Left) -> Left:
    """幼儿园、小学、初中1200所: conjuncts that share one number are one phrase (9.1)."""
    words = clause.words
    if left.verb is not None or not left.start or words[left.start - 1].cls not in ("pause", "conj"):
        return left
    if any(word.cls == "Q" for word in words[:at]):
        return left
    longer = read_left(text, words, 0, at, counted=True, lists=True)
    return longer if longer.phrase is not None and not longer.adjacent else left


def _shared_verb(quantity: Quantity, clause: Clause, at: int, last: Quantity) -> None:
    """栽种油松2.6万株、侧柏8000株: the verb governs both."""
    before = [word for word in clause.words[:at] if word.cls == "Q"]
    pauses = [word for word in clause.words[:at] if word.cls in ("pause", "conj")]
    if before and pauses and pauses[-1].start >= before[-1].end:
        _copy(quantity, last, ("measured_property",), "9.3.2 shared verb")


def _elided(text: str, quantity: Quantity, left: Left, carried: Carried, joined: Quantity | None) -> None:
    """No noun beside the quantity: the one carried on from a quantity of the same unit (9.2.1c)."""
    same = joined or carried.by_unit.get(quantity.unit)
    if (joined is not None and joined.unit == quantity.unit) or (same is None and joined is not None):
        _copy(quantity, joined, ("measured_entity", "measured_property"), "9.2.1c elided noun")
        return
    if same is not None and same.kind == quantity.kind:
        _copy(quantity, same, ("measured_entity",), "9.2.1c elided noun")
        if left.near_text in ("有", "已有") and "measured_entity" in quantity.slots:
            _set(quantity, "whole", quantity.slots["measured_entity"], "9.6 part of a group")
        elif left.near in ("empty", "level", "change", "adv", "") and left.verb is None:
            _copy(quantity, same, ("measured_property",), "9.2.1c elided verb")
    if left.verb is not None and left.near not in ("empty", "level", "prep"):
        _set(quantity, "measured_property", left.verb, "9.3.2 verb before the quantity")
        if quantity.kind == "measure":
            _set(
                quantity, "measured_entity", left.subject or carried.setting.subject or carried.subject, "9.2.3 subject"
            )


def _copy(quantity: Quantity, other: Quantity, slots: tuple[str, ...], rule: str) -> None:
    for slot in slots:
        if slot in other.slots and slot not in quantity.slots:
            _set(quantity, slot, other.slots[slot], rule)


def _link_dimension(
    text: str,
    clause: Clause,
    at: int,
    quantity: Quantity,
    left: Left,
    carried: Carried,
    after: Range | None,
    linked: bool,
    joined: Quantity | None,
) -> None:
    """X|Y before the quantity, or a share of what follows it, or what the clause before spoke of (9.2.3, 9.2.4)."""
    named = after is not None and quantity.kind == "money" and _name_before_de(text, clause, at, after) is not None
    if joined is not None and left.phrase is None and not named:
        _copy(quantity, joined, ("measured_entity", "measured_property", "whole", "comparator"), "9.2.3 shared phrase")
        return
    if after is not None and _after_is_measured(text, quantity, left, after, linked):
        _link_after(text, clause, at, quantity, left, carried, after, linked)
        return
    source = _comes_from(text, clause, at)
    if source is not None:
        _set(quantity, "measured_entity", source, "9.2.4 B中N%来自A")
        return
    if {"合计", "共计", "总计"} & set(left.predicates):
        left = read_left(text, clause.words, 0, at, counted=False, lists=True)
    thing, dimension = split_phrase(text, left.phrase) if left.phrase is not None else (None, None)
    if left.share_of is not None:
        _modified(quantity, left.share_verb)
        slot = "whole" if left.share_verb.startswith("占") else "comparator"
        _set(quantity, slot, left.share_of, "9.2.4 share")
    if thing is not None and text[thing[0]] == "大" and left.start and clause.words[left.start - 1].cls == "Q":
        thing = thing[0] + 1, thing[1]
    if dimension is None and thing is None and left.verb is None:
        _carried_dimension(quantity, left, carried, clause)
        return
    _set(quantity, "measured_property", dimension, "9.3.1 dimension")
    if thing is not None:
        _set(quantity, "measured_entity", thing, "9.2.3 owner X of X|Y")
        return
    owner = left.subject or _before_de(text, clause, left) or _before_every(text, clause, left)
    if owner is None:
        owner = carried.setting.subject
        if owner is not None and left.phrase is not None and owner[0] >= left.phrase[0]:
            owner = None
    if owner is not None:
        _set(quantity, "measured_entity", owner, "9.2.3 subject of the clause")
    elif carried.last is not None and clause.mark != "":
        _copy(quantity, carried.last, ("measured_entity",), "9.2.3 carried on")
    elif clause.mark != "":
        _set(quantity, "measured_entity", carried.subject, "9.2.3 subject carried on")


def _modified(quantity: Quantity, word: str) -> None:
    """不足世界平均水平的三分之一: a modifier that does not touch (5.2)."""
    found = {"不足": "LESS_THAN", "不到": "LESS_THAN", "超过": "MORE_THAN", "接近": "LESS_THAN", "约": "APPROX"}.get(
        word
    )
    if found is not None and quantity.modifier is None:
        quantity.modifier, quantity.why["modifier"] = found, f"5.2 {word}"


def _before_de(text: str, clause: Clause, left: Left) -> Range | None:
    """X的Y: the phrase before 的 (跑步机的速度, 这件大衣的价格)."""
    words = clause.words
    place = left.start
    if place < 1 or words[place - 1].cls != "de":
        return None
    start = place - 1
    while start > 0 and words[start - 1].cls in (
        "run",
        "noun",
        "vn",
        "verb",
        "place",
        "N",
        "det",
        "quote",
        "conj",
        "pause",
    ):
        start -= 1
    if (
        start == place - 1
        or words[place - 2].cls == "verb"
        or (start and words[start - 1].text in ("到", "至", "与", "由"))
    ):
        return None
    if all(word.cls in ("place", "pause", "conj") for word in words[start : place - 1]):
        return None
    while start < place - 2 and words[start].cls == "place" and words[start + 1].cls in ("run", "noun"):
        start += 1
    if words[start].cls == "place" and start == place - 2:
        return None
    return trimmed_phrase(text, (words[start].start, words[place - 2].end))


def _before_every(text: str, clause: Clause, left: Left) -> Range | None:
    """搬迁群众户均住房面积, 蔬菜每公斤运费: the phrase before 每."""
    place = left.start
    if not place or clause.words[place - 1].cls != "every":
        return None
    start = phrase_before(clause.words, place - 1, 0)
    while start < place - 1 and clause.words[start].cls == "place":
        start += 1
    return trimmed_phrase(text, (clause.words[start].start, clause.words[place - 2].end)) if start < place - 1 else None


def _after_is_measured(text: str, quantity: Quantity, left: Left, after: Range, linked: bool) -> bool:
    """A noun after a share is what it is a share of; after an amount of money, its name."""
    if left.near in ("change",) and not linked:
        return False
    if quantity.kind in ("percent", "fraction", "age", "multiple", "rate", "measure", "money"):
        return (
            linked
            or left.phrase is None
            or (quantity.kind in ("age", "percent", "fraction") and left.near not in ("empty", "level", "change"))
        )
    return False


def _link_after(
    text: str, clause: Clause, at: int, quantity: Quantity, left: Left, carried: Carried, after: Range, linked: bool
) -> None:
    thing, dimension = split_phrase(text, after)
    if quantity.kind == "age":
        after = _without_dimension(text, clause, at, after)
    if quantity.kind in ("money", "measure", "rate") and dimension is not None:
        _set(quantity, "measured_property", dimension if thing is None else after, "9.3 money named after it")
        owner = left.subject or carried.setting.subject
        if owner is None and clause.mark != "":
            owner = carried.subject
        _set(quantity, "measured_entity", owner, "9.2.3 subject of the clause")
        return
    if quantity.kind == "money" and (inner := _name_before_de(text, clause, at, after)):
        _set(quantity, "measured_property", inner, "9.3 money named after it")
    _set(
        quantity,
        "measured_entity",
        after,
        "9.2.4 share of what follows" if quantity.kind in ("percent", "fraction") else "9.2.3 relative clause",
    )
    if quantity.kind in ("measure", "money", "age") and left.phrase is not None:
        _, dimension = split_phrase(text, left.phrase)
        _set(quantity, "measured_property", dimension, "9.3.1 dimension")


def _name_before_de(text: str, clause: Clause, at: int, after: Range) -> Range | None:
    """近2亿元产值的企业: the dimension between the amount and 的."""
    inner = [word for word in clause.words[at + 1 :] if word.end < after[0] and word.cls in ("run", "noun")]
    if not inner:
        return None
    return split_phrase(text, (inner[0].start, inner[-1].end))[1]


_FROM = frozenset({"来自", "来源于", "出自", "由"})


def _comes_from(text: str, clause: Clause, at: int) -> Range | None:
    words = clause.words
    if at + 2 < len(words) + 1 and at + 1 < len(words) and words[at + 1].text in _FROM:
        return phrase_after(text, words, at + 1)[0]
    return None


def _carried_dimension(quantity: Quantity, left: Left, carried: Carried, clause: Clause) -> None:
    """同比增长14.2% after a comma: entity and property of the quantity before."""
    subject = carried.setting.subject
    if (
        carried.last is not None
        and any(word.cls == "Q" and word.end <= quantity.start for word in clause.words)
        and left.near == "prep"
    ):
        _copy(quantity, carried.last, ("measured_entity", "measured_property", "per"), "9.2.3 carried on")
    elif subject is not None and not left.predicates:
        _set(quantity, "measured_entity", subject, "9.2.3 subject of the clause")
    elif quantity.kind == "money" and not left.predicates and (same := carried.by_unit.get(quantity.unit)) is not None:
        _copy(quantity, same, ("measured_entity", "measured_property"), "9.2.3 carried on")
    elif carried.last is not None and carried.last.kind != "duration" and (quantity.kind != "age" or left.predicates):
        _copy(quantity, carried.last, ("measured_entity", "measured_property", "per"), "9.2.3 carried on")
    elif subject is not None:
        _set(quantity, "measured_entity", subject, "9.2.3 subject of the clause")
    else:
        _set(quantity, "measured_entity", carried.subject, "9.2.3 subject carried on")


# --- ranks and durations ------------------------------------------------------------------------

_FIELD = re.compile(
    r"(?:全世界|世界|全球|全国|行业|业内|业界|亚洲|欧洲|国内|国际|中国|我国|全省|全市|全县|全区|全校|年级|班级|同行|同业|[\u4e00-\u9fff]{2,3}(?:地区|省|市|县|区|联赛|组))(?=\Z|的?第|前)"
)


def _link_rank(
    text: str, clause: Clause, at: int, quantity: Quantity, left: Left, carried: Carried, after: Range | None
) -> None:
    """排名 of X|Y; the field before the rank is the whole (9.6)."""
    words = clause.words
    before = words[at - 1] if at else None
    end = left.end
    if before is not None and before.cls in ("place", "run", "noun"):
        match = _FIELD.search(before.text) if before.cls != "place" else None
        if before.cls == "place" or match is not None:
            span = (before.start, before.end) if match is None else (before.start + match.start(), before.end)
            _set(quantity, "whole", span, "9.6 field of a rank")
            left = read_left(text, words, 0, at - 1, counted=False)
            end = left.end
    phrase = left.phrase if end else None
    if phrase is not None and left.near != "":
        thing, dimension = split_phrase(text, phrase)
        _set(quantity, "measured_property", dimension, "9.3.1 dimension")
        _set(quantity, "measured_entity", thing, "9.2.3 owner")
    if "measured_entity" not in quantity.slots:
        subject, whole = carried.setting.subject, carried.setting.whole_subject
        if whole is not None and "measured_property" not in quantity.slots:
            _set(quantity, "measured_property", split_phrase(text, whole)[1], "9.3.1 dimension")
        _set(
            quantity,
            "measured_entity",
            subject or (carried.subject if clause.mark else None),
            "9.2.3 subject of the clause",
        )


_LASTING = re.compile(
    r"(?:持续|历时|用时|耗时|工作|服役|坚守|坚持|从事|运行|运营|经营|生活|居住|等待|保持|维持|延续|停留|使用|任职|从教|执教|稳居|蝉联|保存|相伴|耕耘|奔波|守护|学习|住院|潜伏|流传|存续)"
)


def _link_duration(
    text: str,
    clause: Clause,
    at: int,
    quantity: Quantity,
    left: Left,
    carried: Carried,
    after: Range | None,
    linked: bool,
) -> None:
    """Entity is the subject of the clause, whole; property the verb that lasts (9.2.5)."""
    words = clause.words
    if (after is not None and linked) or (
        after is not None and left.phrase is None and left.verb is None and carried.setting.subject is None
    ):
        if not _is_verb(words, at + 1):
            _set(quantity, "measured_entity", after, "9.2.5 noun that it modifies")
            return
    subject = left.subject or carried.setting.whole_subject
    if subject is None and left.phrase is not None and left.verb is None:
        subject = left.phrase
    _set(quantity, "measured_entity", subject, "9.2.5 subject of the clause")
    lasting = next((word for word in reversed(words[:at]) if _LASTING.fullmatch(word.text)), None)
    if lasting is not None:
        _set(quantity, "measured_property", (lasting.start, lasting.end), "9.2.5 verb that lasts")
    elif left.adjacent and left.verb is not None:
        _set(quantity, "measured_property", left.verb, "9.2.5 verb that lasts")
    elif _is_verb(words, at + 1):
        _set(quantity, "measured_property", (words[at + 1].start, words[at + 1].end), "9.2.5 verb that lasts")


def _is_verb(words: list[Word], at: int) -> bool:
    return at < len(words) and (words[at].cls in ("verb", "vn") or bool(_LASTING.fullmatch(words[at].text)))


# --- place, time, per, whole --------------------------------------------------------------------


def _settle(text: str, found: Found, clause: Clause, at: int, begin: int, quantity: Quantity, carried: Carried) -> None:
    """Fill what the setting of the clause says: place, time, 每, and the whole after 其中."""
    setting = carried.setting
    own = [word for word in clause.words[:at] if word.cls == "T" and (word.start, word.end) in setting.times]
    time = (own[-1].start, own[-1].end) if own else setting.frame_time
    per = _per(clause, at, begin, found)
    if per is not None:
        _set(quantity, "per", per, "9.6 每")
        if time == per:
            time = setting.frame_time if setting.frame_time != per else None
    _set(quantity, "time", time, "9.5 time of the clause")
    _set(quantity, "place", _place(clause, at, setting, quantity), "9.4 place of the clause")
    last = carried.last
    if carried.whole is not None:
        _set(quantity, "whole", carried.whole, "9.6 其中")
    elif (
        last is not None
        and clause.mark in ("，", ",")
        and last.why.get("whole") == "9.6 其中"
        and last.unit == quantity.unit == "{人}"
    ):
        _set(quantity, "whole", last.slots["whole"], "9.6 其中")
    if (
        "whole" not in quantity.slots
        and carried.among is not None
        and quantity.kind in ("percent", "fraction", "count")
    ):
        _set(quantity, "whole", carried.among, "9.6 B中")
    entity = quantity.slots.get("measured_entity")
    if entity is not None and entity == quantity.slots.get("place"):
        del quantity.slots["measured_entity"]


def _place(clause: Clause, at: int, setting: Setting, quantity: Quantity) -> Range | None:
    """The nearest place before the quantity; one inside a conjunct governs that conjunct alone."""
    place = setting.place_at(quantity.start)
    if place is None or place not in setting.places:
        return place
    before = next((word for word in reversed(clause.words) if word.end <= place[0]), None)
    between = any(word.cls == "Q" and word.start >= place[1] for word in clause.words[:at])
    inside = before is not None and before.cls in ("pause", "conj") and between
    return setting.carried_place or setting.record_place if inside else place


def _whole(last: Quantity) -> Range | None:
    """What 其中 refers to: the counted thing, or X and Y of the quantity before."""
    entity, dimension = last.slots.get("measured_entity"), last.slots.get("measured_property")
    if entity is not None and dimension is not None and last.kind != "count" and entity[1] == dimension[0]:
        return entity[0], dimension[1]
    return entity


def _group_named(text: str, clause: Clause) -> Range | None:
    """参赛选手中，女性占38%: a clause that is nothing but B中."""
    words = clause.words
    end = words[-1].end
    if any(word.cls == "Q" for word in words) or text[end - 1] not in "中里" or words[0].cls == "prep":
        return None
    if (
        not all(word.cls in ("run", "noun", "vn", "verb", "det", "adv", "place", "de") for word in words)
        or end - words[0].start > 14
    ):
        return None
    return trimmed_phrase(text, (words[0].start, end - 1 - text.startswith("当", end - 2)))


def _among(text: str, clause: Clause) -> bool:
    return clause.words[0].cls == "among"


def _per(clause: Clause, at: int, begin: int, found: Found) -> Range | None:
    """每周, 每76秒, 每公斤, 人均: before the quantity in its clause."""
    words = clause.words
    for place in range(at - 1, -1, -1):
        word = words[place]
        if word.cls == "every" and len(word.text) > 1:
            following = words[place + 1] if word.text == "每个" and place + 1 < at else word
            return word.start, following.end if following.cls in ("run", "noun", "every") else word.end
        if word.cls == "T" and found.times[word.index].form == "every":
            return word.start, word.end
        if word.cls == "Q" and place and words[place - 1].text in ("每", "每隔") and place < at:
            return words[place - 1].start, word.end
    return None
