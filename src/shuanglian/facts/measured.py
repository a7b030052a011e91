"""Entity and property of amounts that have an owner: X|Y, shares, names of money (guideline 9.2.3, 9.2.4, 9.3.1)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.carried import Carried, copy_slots, set_slot
from shuanglian.facts.clauses import Clause
from shuanglian.facts.counted import without_dimension
from shuanglian.facts.left import Left, read_left
from shuanglian.facts.lexicon import context
from shuanglian.facts.phrases import phrase_after, phrase_before, split_phrase, trimmed_phrase
from shuanglian.spans import Range


def link_dimension(
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
        copy_slots(
            quantity, joined, ("measured_entity", "measured_property", "whole", "comparator"), "9.2.3 shared phrase"
        )
        return
    if (among := _inside_group(text, quantity, left)) is not None:
        set_slot(quantity, "whole", among, "9.6 B中")
        set_slot(quantity, "measured_entity", _comes_from(text, clause, at) or after, "9.2.4 B中N%")
        return
    if after is not None and _after_is_measured(text, quantity, left, after, linked):
        _link_after(text, clause, at, quantity, left, carried, after, linked)
        return
    source = _comes_from(text, clause, at)
    if source is not None:
        set_slot(quantity, "measured_entity", source, "9.2.4 B中N%来自A")
        return
    if {"合计", "共计", "总计"} & set(left.predicates):
        left = read_left(text, clause.words, 0, at, counted=False, lists=True)
    thing, dimension = split_phrase(text, left.phrase) if left.phrase is not None else (None, None)
    if left.share_of is not None:
        _modified(quantity, left.share_verb)
        slot = "whole" if left.share_verb.startswith("占") else "comparator"
        set_slot(quantity, slot, left.share_of, "9.2.4 share")
        if left.share_name is None and slot == "whole":
            owner = left.phrase or carried.setting.whole_subject
            if owner is not None:
                set_slot(quantity, "measured_entity", owner, "9.2.4 share")
                return
    if left.share_name is not None:
        set_slot(quantity, "measured_property", left.share_name, "9.3.1 dimension")
        set_slot(quantity, "measured_entity", left.phrase or carried.setting.whole_subject, "9.2.4 share")
        return
    if thing is not None and text[thing[0]] == "大" and left.start and clause.words[left.start - 1].cls == "Q":
        thing = thing[0] + 1, thing[1]
    if dimension is None and thing is None and left.verb is None:
        _carried_dimension(quantity, left, carried, clause)
        if quantity.why.get("measured_property") == "9.2.3 carried on" and _is_act(left, carried.last):
            del quantity.slots["measured_property"], quantity.why["measured_property"]
        return
    set_slot(quantity, "measured_property", dimension, "9.3.1 dimension")
    if thing is not None:
        set_slot(quantity, "measured_entity", thing, "9.2.3 owner X of X|Y")
        return
    _set_owner(text, clause, quantity, left, carried)


def _set_owner(text: str, clause: Clause, quantity: Quantity, left: Left, carried: Carried) -> None:
    """The owner of a dimension that stands alone: before 的 or 每, the subject, or what is carried on."""
    owner = left.subject or _before_de(text, clause, left) or _before_every(text, clause, left)
    named = quantity.slots.get("measured_property")
    if owner is None and named is not None and text[slice(*named)] in context("weather"):
        return
    if owner is None:
        owner = carried.setting.subject
        if owner is not None and left.phrase is not None and owner[0] >= left.phrase[0]:
            owner = None
    last, goes_on = carried.last, clause.mark != ""
    if owner is not None:
        set_slot(quantity, "measured_entity", owner, "9.2.3 subject of the clause")
    elif goes_on and (left.verb is not None or (last is not None and not _fits(text, last, named))):
        set_slot(quantity, "measured_entity", carried.subject, "9.2.3 subject carried on")
    elif last is not None and (goes_on or last.why.get("measured_entity", "") == _AFTER):
        copy_slots(quantity, last, ("measured_entity",), "9.2.3 carried on")
    elif goes_on:
        set_slot(quantity, "measured_entity", carried.subject, "9.2.3 subject carried on")


_PERSON = re.compile(
    r"(?:[人者员客师生兵工民众友手]|群众|干部|专家|代表|学生|省份|城市|国家|地区|省[区市]*|街道|社区)\Z"
)
_OF_PERSONS = re.compile("年龄|身高|体重|工资|收入|薪|寿命|成绩|分|工龄|教龄|视力|血压|心率|体温|占比|比例|率|人数")


def _fits(text: str, last: Quantity, dimension: Range | None) -> bool:
    """Whether one can say X的Y of the entity before: persons and places that were counted have no tonnage."""
    if last.kind == "duration" and dimension is not None:
        return False
    entity = last.slots.get("measured_entity")
    if (
        entity is None
        or dimension is None
        or last.kind not in ("count", "percent", "fraction")
        or not _PERSON.search(text[slice(*entity)])
    ):
        return True
    return bool(_OF_PERSONS.search(text[slice(*dimension)]))


_AFTER = "9.2.1a noun after the quantity"


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
        or (start and words[start - 1].text in ("到", "至", "与", "由", "对", "对于"))
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
        after = without_dimension(text, clause, at, after) or after
    if quantity.kind in ("money", "measure", "rate") and dimension is not None:
        set_slot(quantity, "measured_property", dimension if thing is None else after, "9.3 money named after it")
        owner = left.subject or carried.setting.subject
        if owner is None and clause.mark != "":
            owner = carried.subject
        set_slot(quantity, "measured_entity", owner, "9.2.3 subject of the clause")
        return
    if quantity.kind == "money" and (inner := _name_before_de(text, clause, at, after)):
        set_slot(quantity, "measured_property", inner, "9.3 money named after it")
    set_slot(
        quantity,
        "measured_entity",
        after,
        "9.2.4 share of what follows" if quantity.kind in ("percent", "fraction") else "9.2.3 relative clause",
    )
    if quantity.kind in ("measure", "money", "age") and left.phrase is not None:
        _, dimension = split_phrase(text, left.phrase)
        set_slot(quantity, "measured_property", dimension, "9.3.1 dimension")


def _name_before_de(text: str, clause: Clause, at: int, after: Range) -> Range | None:
    """近2亿元产值的企业: the dimension between the amount and 的."""
    inner = [word for word in clause.words[at + 1 :] if word.end < after[0] and word.cls in ("run", "noun")]
    if not inner:
        return None
    return split_phrase(text, (inner[0].start, inner[-1].end))[1]


def _inside_group(text: str, quantity: Quantity, left: Left) -> Range | None:
    """游客中|超过六成来自省外: the group that a share is of."""
    if quantity.kind not in ("percent", "fraction") or left.phrase is None:
        return None
    if left.near_text == "中有":
        return left.phrase
    if left.predicates:
        return None
    start, end = left.phrase
    return (start, end - 1) if end - start > 2 and text[end - 1] == "中" else None


def _is_act(left: Left, last: Quantity | None) -> bool:
    """Neither a share nor a percentage takes the verb of the count before (9.3.1)."""
    share = left.share_of is not None and left.share_verb.startswith("占")
    return share or (last is not None and last.why.get("measured_property", "").startswith("9.3.2"))


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
        copy_slots(quantity, carried.last, ("measured_entity", "measured_property", "per"), "9.2.3 carried on")
    elif subject is not None and not left.predicates:
        set_slot(quantity, "measured_entity", subject, "9.2.3 subject of the clause")
    elif quantity.kind == "money" and not left.predicates and (same := carried.by_unit.get(quantity.unit)) is not None:
        copy_slots(quantity, same, ("measured_entity", "measured_property"), "9.2.3 carried on")
    elif carried.last is not None and carried.last.kind != "duration" and (quantity.kind != "age" or left.predicates):
        copy_slots(quantity, carried.last, ("measured_entity", "measured_property", "per"), "9.2.3 carried on")
    elif subject is not None:
        set_slot(quantity, "measured_entity", subject, "9.2.3 subject of the clause")
    else:
        set_slot(quantity, "measured_entity", carried.subject, "9.2.3 subject carried on")
