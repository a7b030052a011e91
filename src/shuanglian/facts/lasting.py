"""Entity and property of ranks and durations (guideline 9.2.3, 9.2.5, 9.6)."""

from __future__ import annotations

import re

from shuanglian.facts.candidates import Quantity
from shuanglian.facts.carried import Carried, copy_slots, set_slot
from shuanglian.facts.clauses import Clause
from shuanglian.facts.left import Left, read_left
from shuanglian.facts.phrases import split_phrase, trimmed_phrase
from shuanglian.facts.words import Word
from shuanglian.spans import Range

_FIELD = re.compile(
    r"(?:全世界|世界|全球|全国|行业|业内|业界|亚洲|欧洲|国内|国际|中国|我国|全省|全市|全县|全区|全校|年级|班级|积分榜|射手榜|排行榜|奖牌榜|热搜榜|票房榜|同行|同业|[\u4e00-\u9fff]{2,3}(?:地区|省|市|县|区|联赛|组))(?=\Z|的?第|前)"
)


def link_rank(
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
            set_slot(quantity, "whole", span, "9.6 field of a rank")
            left = read_left(text, words, 0, at - 1, counted=False)
            end = left.end
    phrase = left.phrase if end else None
    if phrase is not None and left.near != "":
        thing, dimension = split_phrase(text, phrase)
        set_slot(quantity, "measured_property", dimension, "9.3.1 dimension")
        set_slot(quantity, "measured_entity", thing, "9.2.3 owner")
    last = carried.last
    nothing_own = carried.setting.subject is None and not quantity.slots.keys() & {
        "measured_entity",
        "measured_property",
    }
    if nothing_own and clause.mark in ("，", ",") and last is not None and "measured_property" in last.slots:
        copy_slots(quantity, last, ("measured_entity", "measured_property"), "9.2.3 carried on")
        return
    if "measured_entity" not in quantity.slots:
        subject, whole = carried.setting.subject, carried.setting.whole_subject
        if whole is not None and "measured_property" not in quantity.slots:
            set_slot(quantity, "measured_property", split_phrase(text, whole)[1], "9.3.1 dimension")
        set_slot(
            quantity,
            "measured_entity",
            subject or (carried.subject if clause.mark else None),
            "9.2.3 subject of the clause",
        )


_LASTING = re.compile(
    r"(?:持续|工作|服役|坚守|坚持|从事|运行|运营|经营|生活|居住|等待|保持|维持|延续|停留|使用|任职|从教|执教|稳居|蝉联|保存|相伴|耕耘|奔波|守护|学习|住院|潜伏|流传|存续)"
)


_SERVICE = re.compile(r"(?:平均)?(?:[工教驾党军烟警医球艺学骑婚]龄|工作年限|从业年限)\Z")


def _length_of_service(text: str, subject: Range) -> Range | None:
    match = _SERVICE.search(text[subject[0] : subject[1]])
    return (subject[0] + match.start(), subject[1]) if match else None


_INTRODUCE = frozenset({"历时", "耗时", "用时", "长达", "为期", "需时", "费时", "用", "用了", "花", "耗", "费"})
"""These only introduce a length of time (9.2.5)."""


def link_duration(
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
    alone = left.phrase is None and left.verb is None and carried.setting.subject is None
    if after is not None and (linked or alone) and not _is_verb(words, at + 1):
        set_slot(quantity, "measured_entity", after, "9.2.5 noun that it modifies")
        return
    subject, whole = left.subject, carried.setting.whole_subject
    if left.near_text in _INTRODUCE and left.adjacent and subject is None:
        subject, left.verb = left.verb, None  # 手术|历时
    if subject is None or (whole is not None and whole[0] < subject[0]):
        subject = whole or subject
    prepositional = left.start > 0 and words[left.start - 1].cls == "prep"
    if subject is None and left.phrase is not None and left.verb is None and not prepositional:
        subject = left.phrase
    if subject is not None and (span := _length_of_service(text, subject)) is not None:
        set_slot(quantity, "measured_property", span, "9.2.5 工龄 and the like")
        whose = trimmed_phrase(text, (subject[0], span[0]))
        if whose is not None:
            set_slot(quantity, "measured_entity", whose, "9.2.5 工龄 and the like")
        elif carried.last is not None and clause.mark:
            copy_slots(quantity, carried.last, ("measured_entity",), "9.2.3 carried on")
        return
    set_slot(quantity, "measured_entity", subject, "9.2.5 subject of the clause")
    lasting = next((word for word in reversed(words[:at]) if _LASTING.fullmatch(word.text)), None)
    if lasting is not None:
        set_slot(quantity, "measured_property", (lasting.start, lasting.end), "9.2.5 verb that lasts")
    elif left.adjacent and left.verb is not None and text[slice(*left.verb)] not in _INTRODUCE:
        set_slot(quantity, "measured_property", left.verb, "9.2.5 verb that lasts")
    elif _is_verb(words, at + 1):
        set_slot(quantity, "measured_property", (words[at + 1].start, words[at + 1].end), "9.2.5 verb that lasts")


def _is_verb(words: list[Word], at: int) -> bool:
    return at < len(words) and (words[at].cls in ("verb", "vn", "change") or bool(_LASTING.fullmatch(words[at].text)))
