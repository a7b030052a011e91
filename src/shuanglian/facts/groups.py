"""Groups: numbers in the order of what they belong to, changes from one amount to another, conversions (10.3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from shuanglian.facts.candidates import Found, Quantity
from shuanglian.facts.clauses import Clause
from shuanglian.facts.phrases import dimension_start, phrase_before, split_phrase, trimmed_phrase
from shuanglian.facts.words import Word, inside_name
from shuanglian.spans import Range

_SLOTS = ("measured_entity", "measured_property", "place", "time", "whole", "per", "comparator")


def fill_groups(text: str, found: Found, clauses: list[Clause]) -> None:
    number = 0
    items: list[Range] = []
    slot = "measured_entity"
    for clause in clauses:
        for run in _runs(found, clause):
            if len(run) < 2:
                continue
            own, own_slot, shared = _items(text, clause, run, len(run))
            if not own and _says_respectively(clause, run):
                number += 1
                for place in run:
                    quantity = found.quantities[clause.words[place].index]
                    quantity.group, quantity.group_type = f"d{number}", "distributive"
                    quantity.why["group"] = "10.3 分别"
                if not (len(items) == len(run) and _nothing_before(clause, run)):
                    continue
            if len(own) == len(run):
                items, slot = own, own_slot
            elif own or len(items) != len(run) or not _nothing_before(clause, run):
                continue
            number += 1
            _distribute(text, found, clause, run, items, slot, shared if own else None, f"d{number}")
    number = _from_to(text, found, number)
    _conversions(text, found, number)


# --- lists aligned --------------------------------------------------------------------------


def _runs(found: Found, clause: Clause) -> list[list[int]]:
    """Places of quantities of one kind that nothing but 、 和 与 stands between."""
    runs: list[list[int]] = []
    for place, word in enumerate(clause.words):
        if word.cls != "Q":
            continue
        last = runs[-1][-1] if runs else None
        if last is not None and _joined(clause.words, last, place) and _alike(found, clause, last, place):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _joined(words: list[Word], one: int, other: int) -> bool:
    return all(word.cls in ("pause", "conj") for word in words[one + 1 : other]) and other > one + 1


def _alike(found: Found, clause: Clause, one: int, other: int) -> bool:
    a, b = (found.quantities[clause.words[place].index] for place in (one, other))
    return a.kind == b.kind


_PREDICATE = frozenset({"adv", "empty", "level", "change", "T", "every"})
_ITEM_STOPS = frozenset({"stop", "T", "Q", "prep", "empty", "level"})


def _items(text: str, clause: Clause, run: list[int], size: int) -> tuple[list[Range], str, Range | None]:
    """The list before the numbers: its items, the slot they fill, and the dimension that the last one ends with."""
    words = clause.words
    end = run[0]
    if end > 1 and words[end - 1].cls == "de":
        back = phrase_before(words, end - 1, 0)
        end = back if back and words[back - 1].cls == "empty" else end
    while end and (words[end - 1].cls in _PREDICATE or words[end - 1].text in ("了", "比", "较")):
        end -= 1
    verb = None
    if end and words[end - 1].cls in ("verb", "vn"):
        verb = (words[end - 1].start, words[end - 1].end)
    start = end
    while start and words[start - 1].cls not in _ITEM_STOPS:
        start -= 1
    pieces = _pieces(text, words, start, end)
    if len(pieces) != size:
        return [], "", None
    if start and words[start - 1].text in ("在", "对", "向", "从") and any(w.cls == "place" for w in words[start:end]):
        return _places(text, words, start, end, size)
    if all(word.cls == "place" for word in words[start : start + 1]) and _place_list(text, words, start, end, size):
        return _places(text, words, start, end, size)
    last = pieces[-1]
    if verb is not None:
        last = trimmed_phrase(text, (last[0], _object_start(words, start, end, last))) or last
    numeral = next(
        (
            w
            for w in words[start:end]
            if w.cls == "N" and w.start > last[0] and w.end < last[1] and not w.text.isascii()
        ),
        None,
    )
    thing, dimension = split_phrase(text, last)
    if numeral is not None and thing is not None:
        thing = thing[0], numeral.start
    elif thing is not None and (
        mark := next((w for w in words[start:end] if w.cls == "mark" and thing[0] < w.start < thing[1]), None)
    ):
        thing = thing[0], mark.start
    if thing is None and dimension is not None and split_phrase(text, pieces[0])[1] is None:
        cut = dimension_start(text[last[0] : last[1]], alone=True)
        if cut:
            thing, dimension = (last[0], last[0] + cut), (last[0] + cut, last[1])
    head = _owner_before(text, pieces[0])
    if thing is None and dimension is not None:
        owner, first = split_phrase(text, head)
        return [first or head, *pieces[1:]], "measured_property", owner if first else None
    pieces[-1] = thing or last
    return [head, *pieces[1:]], "measured_entity", dimension


def _object_start(words: list[Word], start: int, end: int, last: Range) -> int:
    """Where the predicate of the last item begins: the first verb in it."""
    for word in words[start:end]:
        if word.start > last[0] and word.cls in ("verb", "vn"):
            return word.start
    return last[1]


def _owner_before(text: str, first: Range) -> Range:
    """甲公司的A、B: the item is what follows 的."""
    cut = text.rfind("的", first[0], first[1])
    return (cut + 1, first[1]) if 0 <= cut < first[1] - 1 else first


def _pieces(text: str, words: list[Word], start: int, end: int) -> list[Range]:
    pieces: list[Range] = []
    begin = start
    for place in range(start, end + 1):
        if place == end or words[place].cls in ("pause", "conj") or words[place].text in ("和", "与", "及"):
            if place > begin:
                skip = begin
                if not pieces:
                    while (
                        skip < place - 1 and words[skip].cls in ("place", "adv", "conj") and words[skip + 1].cls != "de"
                    ):
                        skip += 1
                span = trimmed_phrase(text, (words[skip].start, words[place - 1].end))
                if span:
                    pieces.append(span)
            begin = place + 1
    return pieces


def _place_list(text: str, words: list[Word], start: int, end: int, size: int) -> bool:
    places = [word for word in words[start:end] if word.cls == "place"]
    return len(places) == size and not any(inside_name(text, word) for word in places)


def _places(text: str, words: list[Word], start: int, end: int, size: int) -> tuple[list[Range], str, Range | None]:
    places = [(word.start, word.end) for word in words[start:end] if word.cls == "place"]
    if len(places) != size:
        return [], "", None
    return places, "place", None


def _says_respectively(clause: Clause, run: list[int]) -> bool:
    return any(word.text in ("分别", "依次") for word in clause.words[: run[0]])


def _nothing_before(clause: Clause, run: list[int]) -> bool:
    """同比分别增长7.5%、9.1%: the list stands in a clause before."""
    return all(word.cls in _PREDICATE or word.text in ("同比", "环比") for word in clause.words[: run[0]])


def _distribute(
    text: str,
    found: Found,
    clause: Clause,
    run: list[int],
    items: list[Range],
    slot: str,
    shared: Range | None,
    name: str,
) -> None:
    first = found.quantities[clause.words[run[0]].index]
    if slot == "place":
        _without_appositive(text, found, clause, run, items)
    for place, item in zip(run, items, strict=True):
        quantity = found.quantities[clause.words[place].index]
        quantity.group, quantity.group_type = name, "distributive"
        quantity.why["group"] = "10.3 lists of equal length"
        for other in ("time", "per", "place", "whole", "comparator"):
            if other in first.slots and other != slot:
                quantity.slots[other] = first.slots[other]
        if slot == "measured_property" and (owner := shared or first.slots.get("measured_entity")):
            quantity.slots["measured_entity"] = owner
        if slot == "place":
            for other in ("measured_entity", "measured_property"):
                if other in first.slots:
                    quantity.slots[other] = first.slots[other]
        quantity.slots[slot] = item
        if slot == "measured_entity":
            if shared is not None:
                quantity.slots["measured_property"] = shared
            elif "measured_property" in first.slots and quantity is not first:
                quantity.slots["measured_property"] = first.slots["measured_property"]
        quantity.direction = quantity.direction or first.direction
        quantity.basis = quantity.basis or first.basis
        quantity.why[slot] = "10.3 item of the list"


_APPOSITIVE = re.compile("[二两三四五六七八九十0-9]+[个座]?(?:直辖市|省份|省区|城市|地区|国家|[省市县区州镇乡村国地])")


def _without_appositive(text: str, found: Found, clause: Clause, run: list[int], items: list[Range]) -> None:
    """甲、乙|两市: what only sums the places up is no entity."""
    for place in run:
        slots = found.quantities[clause.words[place].index].slots
        entity = slots.get("measured_entity")
        match = _APPOSITIVE.match(text, *entity) if entity is not None and entity[0] >= items[-1][1] else None
        if match is not None and entity is not None:
            del slots["measured_entity"]
            if match.end() < entity[1]:
                slots["measured_entity"] = match.end(), entity[1]


# --- from one amount to another -----------------------------------------------------------------

_TO = re.compile(
    r"(?:到|至|增至|增加到|增加至|增长到|增长至|提高到|提高至|提升到|提升至|上升到|上升至|升至|升到|涨到|涨至|降到|降至|下降到|下降至|减少到|减少至|减至|减到|缩短到|缩短至|缩小到|缩小至|跌至|跌到|扩大到|扩大至|扩至|增到|发展到|跃升至|攀升至|回落至|降低到|降低至|变为|变成|增为|减为|压缩到|压缩至|压减到|压减至|延长到|延长至|翻到|拓展到|调整为|调整到|调整至|上调至|下调至|改为)\Z"
)
_BETWEEN = re.compile(r"^[^，,。；;！？]{0,24}\Z")


_FAR = 60


def _from_to(text: str, found: Found, number: int) -> int:
    quantities = found.quantities
    for one, other in pairwise(quantities):
        if one.group or other.group or one.unit != other.unit or one.kind != other.kind or one.kind == "rank":
            continue
        if other.start - one.end > _FAR:
            continue
        between = text[one.end : other.start].lstrip("，,").replace("了", "")
        plain = _without_times(text, found, one.end, other.start)
        if not _BETWEEN.match(between) or not _TO.search(plain.rstrip("的约近超过逾已")):
            continue
        opened = re.search(r"(?:从|由|自)[^，,。；]{0,14}\Z", text[max(0, one.start - 16) : one.start])
        direct = plain.strip("，,") in ("到", "至")
        if not opened and not direct:
            continue
        number += 1
        for quantity in (one, other):
            quantity.group, quantity.group_type = f"f{number}", "from_to"
            quantity.why["group"] = "10.3 from one amount to another"
            quantity.direction = None if quantity.why.get("direction") != "13 below zero" else quantity.direction
        _share_slots(one, other)
    return number


def _without_times(text: str, found: Found, start: int, end: int) -> str:
    plain, at = "", start
    for time in found.times[bisect_left(found.times, start, key=lambda time: time.start) :]:
        if time.end > end:
            break
        plain += text[at : time.start]
        at = time.end
    return plain + text[at:end]


def _share_slots(one: Quantity, other: Quantity) -> None:
    """Both ends of a change have the same slots but for their times."""
    for slot in _SLOTS:
        if slot == "time" and "time" in other.slots:
            continue
        if slot in one.slots:
            other.slots[slot] = one.slots[slot]
        elif slot in other.slots and slot in ("measured_entity", "measured_property"):
            one.slots[slot] = other.slots[slot]


# --- conversions ----------------------------------------------------------------------------

_CONVERTS = re.compile(r"^[，,]?[（(]?(?:约合|折合|合|约为|相当于|折|约|即)?(?:人民币|每股)?(?:约)?\Z")


def _conversions(text: str, found: Found, number: int) -> None:
    quantities = found.quantities
    for one, other in pairwise(quantities):
        if other.group or one.kind != other.kind or one.unit == other.unit or one.kind not in ("money", "measure"):
            continue
        if other.start - one.end > _FAR:
            continue
        between = text[one.end : other.start].removeprefix("的")
        if not _CONVERTS.match(between) or not re.search("[（(]|合|相当|折|约", between):
            continue
        number += 1
        name = one.group or f"c{number}"
        if one.group:
            continue
        for quantity in (one, other):
            quantity.group, quantity.group_type = name, "conversion"
            quantity.why["group"] = "10.3 one amount in two units"
        for slot in _SLOTS:
            if slot in one.slots:
                other.slots[slot] = one.slots[slot]
            else:
                other.slots.pop(slot, None)
        other.direction, other.basis, other.factuality = one.direction, one.basis, one.factuality
