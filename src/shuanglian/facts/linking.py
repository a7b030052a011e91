"""Slots of quantities: who or what is measured, which property, where, when, of what, per what (guideline 9)."""

from __future__ import annotations

import re
from itertools import pairwise

from shuanglian.facts.candidates import Found, Quantity
from shuanglian.facts.carried import Carried, copy_slots, set_slot
from shuanglian.facts.change import fill_change
from shuanglian.facts.clauses import Clause, clauses_of
from shuanglian.facts.counted import COUNTED, follows_preposition, has_dimension, link_counted
from shuanglian.facts.groups import fill_groups
from shuanglian.facts.lasting import link_duration, link_rank
from shuanglian.facts.left import Left, read_left
from shuanglian.facts.measured import link_dimension
from shuanglian.facts.phrases import phrase_after, trimmed_phrase
from shuanglian.facts.settings import Setting, setting_of
from shuanglian.facts.settling import settled
from shuanglian.facts.words import Word, words_of
from shuanglian.spans import Range

_REACHED = frozenset({"超过", "突破", "超", "逾", "破", "接近", "不足", "不到"})
"""注册用户|超过2亿: what touches the number is a predicate."""
_SHARES = frozenset({"percent", "fraction", "multiple"})


def link(text: str, found: Found) -> None:
    """Fill the slots, change, factuality and groups of every quantity of a text."""
    if not found.quantities:
        return
    clauses = clauses_of(settled(words_of(text, found), found))
    carried = Carried()
    for number, clause in enumerate(clauses):
        carried.setting = setting_of(text, found, clauses, number, carried.setting)
        _link_clause(text, found, clause, carried)
        carried.among = _group_named(text, clause) or _still_among(found, clause, carried.among)
    _summed_up(text, found, clauses)
    fill_groups(text, found, clauses)


def _summed_up(text: str, found: Found, clauses: list[Clause]) -> None:
    """…等，春节假期显现出…: the time of the clause that sums the numbers up (9.5.3)."""
    for clause, following in pairwise(clauses):
        if following.mark not in ("，", ",") or not text.startswith("等", clause.words[-1].end - 1):
            continue
        time = next((word for word in following.words if word.cls == "T"), None)
        if time is None:
            continue
        for quantity in (found.quantities[word.index] for word in clause.words if word.cls == "Q"):
            if "time" not in quantity.slots:
                set_slot(quantity, "time", (time.start, time.end), "9.5(3) time to the right")


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
        reached = text[quantity.start : quantity.number.start] in _REACHED
        left = read_left(
            text, words, begin, at, quantity.kind in COUNTED and not reached, share=quantity.kind in _SHARES
        )
        joined = previous is not None and _only_joins(words, begin, at)
        _link_one(text, clause, at, quantity, left, carried, previous if joined else None)
        _settle(text, found, clause, at, begin, quantity, carried)
        fill_change(text, clause, begin, at, quantity, left, carried.last, previous if joined else None)
        carried.last = quantity
        carried.by_unit[quantity.unit] = quantity
        previous, begin = quantity, at + 1
    _share_forward(text, found, clause)
    if subject is not None and not _own_subject(clause):
        carried.subject = (
            None if previous is None and _TELLS.search(text, clause.words[0].start, clause.words[-1].end) else subject
        )


def _own_subject(clause: Clause) -> bool:
    """不仅职称得以晋升，还…: with 不仅 before it, the subject is not that of the clauses after it."""
    first = next((word for word in clause.words if word.cls != "T"), None)
    return first is not None and first.text in ("不仅", "不但", "不光", "不只")


def _share_forward(text: str, found: Found, clause: Clause) -> None:
    """三大类、1260余件近代文物; 拥有400余人、近2亿元产值的企业; 每76秒产出一辆: the noun stands after the later one."""
    places = [place for place, word in enumerate(clause.words) if word.cls == "Q"]
    for one, other in reversed(list(pairwise(places))):
        first, second = (found.quantities[clause.words[place].index] for place in (one, other))
        between = clause.words[one + 1 : other]
        if second.slots.get("per") == (first.start - 1, first.end) and text[first.start - 1] == "每":
            for slot in ("measured_entity", "measured_property"):
                first.slots.pop(slot, None)
            copy_slots(first, second, ("measured_entity", "measured_property"), "9.2.5 每N and what goes with it")
        elif other == one + 1 and "measured_entity" not in first.slots:
            copy_slots(first, second, ("measured_entity",), "9.2.5 noun that it modifies")
        elif "measured_entity" not in first.slots and "9.2.3 relative" in second.why.get("measured_entity", ""):
            copy_slots(first, second, ("measured_entity",), "9.1 one noun after two numbers")
        elif between and between[0].cls in ("pause", "conj") and _after_entity(second):
            relative = "relative" in second.why["measured_entity"]
            if "measured_entity" in first.slots and not (relative and len(between) < 6):
                continue
            first.slots.pop("measured_entity", None)
            copy_slots(first, second, ("measured_entity",), "9.1 one noun after two numbers")
            if relative and first.kind == "count":
                first.slots.pop("measured_property", None)


def _after_entity(quantity: Quantity) -> bool:
    rule = quantity.why.get("measured_entity", "")
    return rule.startswith(("9.2.1a", "9.2.3 relative"))


_TELLS = re.compile("发布|公布|获悉|介绍|通报|表示|报道|透露|显示|指出|消息|了解到")


def _only_joins(words: list[Word], begin: int, at: int) -> bool:
    """Whether nothing but 、 和 与 stands between two quantities."""
    return all(word.cls in ("pause", "conj") or word.text in "（()）和与及" for word in words[begin:at])


# --- entity and property ----------------------------------------------------------------------


def _link_one(
    text: str, clause: Clause, at: int, quantity: Quantity, left: Left, carried: Carried, joined: Quantity | None
) -> None:
    if quantity.why["value"] == "13 score":
        return
    after, linked = phrase_after(text, clause.words, at, tight=follows_preposition(clause.words, at))
    if quantity.kind == "rank":
        link_rank(text, clause, at, quantity, left, carried, after)
    elif quantity.kind == "duration":
        link_duration(text, clause, at, quantity, left, carried, after, linked)
    elif quantity.kind in COUNTED and not has_dimension(text, left, quantity):
        link_counted(text, clause, at, quantity, left, carried, after, linked, joined)
    else:
        link_dimension(text, clause, at, quantity, left, carried, after, linked, joined)


# --- place, time, per, whole --------------------------------------------------------------------


def _settle(text: str, found: Found, clause: Clause, at: int, begin: int, quantity: Quantity, carried: Carried) -> None:
    """Fill what the setting of the clause says: place, time, 每, and the whole after 其中."""
    setting = carried.setting
    own = [word for word in clause.words[:at] if word.cls == "T" and (word.start, word.end) in setting.times]
    time = (own[-1].start, own[-1].end) if own else setting.frame_time
    per = _per(clause, at, begin, found)
    if per is not None:
        set_slot(quantity, "per", per, "9.6 每")
        if time == per:
            time = setting.frame_time if setting.frame_time != per else None
    set_slot(quantity, "time", time, "9.5 time of the clause")
    set_slot(quantity, "place", _place(clause, at, setting, quantity), "9.4 place of the clause")
    last = carried.last
    if carried.whole is not None:
        set_slot(quantity, "whole", carried.whole, "9.6 其中")
    elif (
        last is not None
        and clause.mark in ("，", ",")
        and last.why.get("whole") == "9.6 其中"
        and last.unit == quantity.unit == "{人}"
    ):
        set_slot(quantity, "whole", last.slots["whole"], "9.6 其中")
    if (
        "whole" not in quantity.slots
        and carried.among is not None
        and clause.mark in ("，", ",")
        and quantity.kind in ("percent", "fraction", "count")
    ):
        set_slot(quantity, "whole", carried.among, "9.6 B中")
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


def _still_among(found: Found, clause: Clause, among: Range | None) -> Range | None:
    """志愿者中，女性占55%，大学生占七成: the group goes on while its shares are named."""
    last = next((found.quantities[word.index] for word in reversed(clause.words) if word.cls == "Q"), None)
    shared = last is not None and last.kind in ("percent", "fraction") and last.slots.get("whole") == among
    return among if shared else None


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
