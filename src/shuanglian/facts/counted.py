"""Entity and property of what is counted: the noun, and the verb that it is the object of (guideline 9.2.1, 9.3.2)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.carried import Carried, copy_slots, set_slot
from shuanglian.facts.clauses import Clause
from shuanglian.facts.left import Left, read_left
from shuanglian.facts.lexicon import word_list
from shuanglian.facts.phrases import names_amount, split_phrase
from shuanglian.facts.words import Word
from shuanglian.spans import Range

COUNTED = frozenset({"count", "measure"})


def follows_preposition(words: list[Word], at: int) -> bool:
    """在60家影院, 以A、B、C三种方式: the phrase after the quantity ends before the predicate."""
    for place in range(at - 1, -1, -1):
        if words[place].cls == "prep":
            return place == at - 1 or words[place].text in ("以", "通过", "按", "按照")
        if words[place].cls not in ("run", "noun", "vn", "verb", "pause", "conj"):
            return False
    return False


def has_dimension(text: str, left: Left, quantity: Quantity) -> bool:
    if left.phrase is None or left.adjacent:
        return False
    cut = split_phrase(text, left.phrase)[1]
    if cut is None:
        return False
    if quantity.kind == "measure":
        return True
    said = bool(left.predicates) or left.every is not None or names_amount(text[slice(*left.phrase)])
    return said and (left.verb is None or text[slice(*left.verb)] in _REACHES)


_REACHES = frozenset({"完成", "实现", "达成", "取得", "创下", "录得", "创造", "贡献"})
"""完成吞吐量902万箱: the amount is what is reached, not what is counted."""
_LOCALIZER = re.compile(r"(?:井下|高空|地下|水下|海底|深处|以外|之外|外|高处|远处|长空|云端|低空)")


def link_counted(
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
    """What is counted, and the verb that it is the object of (9.2.1, 9.3.2)."""
    if quantity.kind == "measure" and (localizer := _LOCALIZER.match(text, quantity.end)):
        set_slot(quantity, "measured_entity", localizer.span(), "9.2.3 localizer")
        return
    if after is not None and quantity.unit in _ACTS and _is_act(text, clause, at, after):
        set_slot(quantity, "measured_property", after, "9.2.2 action counted")
        return
    if after is not None and linked and quantity.kind == "measure" and split_phrase(text, after)[0] is None:
        set_slot(quantity, "measured_property", after, "9.3.1 dimension")
        set_slot(quantity, "measured_entity", left.subject or carried.setting.subject, "9.2.3 subject of the clause")
        return
    if after is not None and not (quantity.unit == "{人}" and not linked):
        after = without_dimension(text, clause, at, after)
        set_slot(quantity, "measured_entity", after, "9.2.1a noun after the quantity")
        if (left.adjacent and left.near == "verb") or (left.adjacent and left.near not in ("empty", "prep", "level")):
            set_slot(quantity, "measured_property", left.verb, "9.3.2 verb before its object")
        elif joined is not None:
            copy_slots(quantity, joined, ("measured_property",), "9.3.2 shared verb")
        elif carried.last is not None and _is_conjunct(clause, at, carried.last):
            copy_slots(quantity, carried.last, ("measured_property",), "9.3.2 shared verb")
        elif at and clause.words[at - 1].cls not in ("prep", "empty", "level", "every"):
            _verb_before_list(text, clause, at, quantity)
        return
    if left.phrase is not None and not left.adjacent and joined is None:
        left = _whole_list(text, clause, at, left)
        set_slot(quantity, "measured_entity", left.phrase, "9.2.1b noun before the quantity")
        if left.verb is not None:
            set_slot(quantity, "measured_property", left.verb, "9.3.2 verb before its object")
        elif left.subject is None and carried.last is not None and at:
            _shared_verb(quantity, clause, at, carried.last)
        return
    _elided(text, clause, at, quantity, left, carried, joined)


def _is_conjunct(clause: Clause, at: int, last: Quantity) -> bool:
    """出动8架直升机、30艘快艇: the object before ends where this one begins, so one verb governs both."""
    words = clause.words
    if not at or words[at - 1].cls not in ("pause", "conj") or last.start < words[0].start:
        return False
    between = [word.cls for word in words[: at - 1] if word.start >= last.end]
    governed = last.why.get("measured_property", "").startswith("9.3.2")
    return governed and last.kind == "count" and bool(between) and set(between) <= {"run", "noun"}


def _verb_before_list(text: str, clause: Clause, at: int, quantity: Quantity) -> None:
    """开展A、B、C3项改革试点: the list between verb and number is named by the noun after it."""
    left = read_left(text, clause.words, 0, at, counted=False, lists=True)
    if left.verb is None or left.phrase is None or "、" not in text[left.phrase[0] : left.phrase[1]]:
        return
    before = [word for word in clause.words if word.end <= left.verb[0]]
    if before and before[-1].cls == "prep":  # 以转让、许可三种方式
        return
    set_slot(quantity, "measured_property", left.verb, "9.3.2 verb before a list")


_ACTS = frozenset({"{人次}", "{次}", "{架次}", "{班次}"})


def _is_act(text: str, clause: Clause, at: int, after: Range) -> bool:
    """23亿人次交通出行: what is counted is an action."""
    within = [word for word in clause.words if word.end <= after[1] and word.start >= after[0]]
    return bool(within and within[-1].cls in ("vn", "verb")) or text[after[0] : after[1]].endswith(
        ("出行", "出游", "旅行", "旅游")
    )


def without_dimension(text: str, clause: Clause, at: int, after: Range) -> Range | None:
    """三大作物总产量为650万吨: the dimension belongs to the next quantity."""
    if not any(word.cls == "Q" for word in clause.words[at + 1 :]):
        return after
    thing, dimension = split_phrase(text, after)
    return thing if dimension is not None else after


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
        copy_slots(quantity, last, ("measured_property",), "9.3.2 shared verb")


def _elided(
    text: str, clause: Clause, at: int, quantity: Quantity, left: Left, carried: Carried, joined: Quantity | None
) -> None:
    """No noun beside the quantity: the one carried on from a quantity of the same unit (9.2.1c)."""
    same = joined or carried.by_unit.get(quantity.unit)
    if (joined is not None and joined.unit == quantity.unit) or (same is None and joined is not None):
        copy_slots(quantity, joined, ("measured_entity", "measured_property"), "9.2.1c elided noun")
        return
    goes_on = at + 1 < len(clause.words) and clause.words[at + 1].cls == "verb"
    if quantity.unit == "{人}" and goes_on and clause.words[0].cls != "among":
        same = None  # 另有36人|失踪
    if same is not None and same.kind == quantity.kind:
        copy_slots(quantity, same, ("measured_entity",), "9.2.1c elided noun")
        if left.near_text in ("有", "已有", "中有") and "measured_entity" in quantity.slots:
            set_slot(quantity, "whole", quantity.slots["measured_entity"], "9.6 part of a group")
        elif left.near in ("empty", "level", "change", "adv", "") and left.verb is None:
            copy_slots(quantity, same, ("measured_property",), "9.2.1c elided verb")
            if same.why.get("measured_property", "").startswith("9.3.1"):
                copy_slots(quantity, same, ("per",), "9.3.1 carried on")
    if left.verb is not None and left.near not in ("empty", "level", "prep"):
        set_slot(quantity, "measured_property", left.verb, "9.3.2 verb before the quantity")
        if quantity.kind == "count" and text[slice(*left.verb)] in word_list("intransitive_verbs"):
            set_slot(quantity, "measured_entity", left.subject, "9.2.1b noun before a verb without object")
        if quantity.kind == "measure" and "measured_entity" not in quantity.slots:
            set_slot(
                quantity, "measured_entity", left.subject or carried.setting.subject or carried.subject, "9.2.3 subject"
            )
