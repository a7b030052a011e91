"""What the neighbours of a word decide about it: verb or noun, one word or two."""

from __future__ import annotations

from dataclasses import replace

from shuanglian.facts.candidates import Found
from shuanglian.facts.lexicon import context
from shuanglian.facts.words import Word, is_aspect

_ONE = context("verb")
_PREDICATES = frozenset({"verb", "vn", "change"})
_MODIFIED = frozenset({"run", "noun", "vn", "N"})


def settled(words: list[Word], found: Found) -> list[Word]:
    """Decide by the neighbours what a list cannot say.

    返乡|农民工 is one noun, 企业|参展 noun and verb: an intransitive verb modifies the noun that touches
    it. 已|检测|样品: a verb or noun between an auxiliary and a noun is a verb. 年|出栏: 年 is no noun.
    """
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        before = words[place - 1] if place else None
        noun_follows = (
            following is not None
            and following.start == word.end
            and following.cls in _MODIFIED
            and not is_aspect(following)
        )
        aspect_follows = following is not None and following.start == word.end and is_aspect(following)
        helped = before is not None and before.text in _AUXILIARIES and noun_follows
        if word.cls == "vi":
            words[place] = replace(word, cls="noun" if noun_follows else "verb")
        elif word.cls == "vn" and (helped or aspect_follows):
            words[place] = replace(word, cls="verb")
        elif word.cls == "run" and (cls := _last_character(word.text, following, found)):
            words[place : place + 1] = _divided(word, word.end - 1, "run", cls)
        elif word.cls == "run" and following and _counts(following, found) and _verb_and_object(before, word):
            words[place : place + 1] = _divided(word, word.start + 1, "verb", "run")
        elif word.cls == "run" and word.text in ("年", "月", "日") and following and following.cls in _PREDICATES:
            words[place] = replace(word, cls="adv")
    return words


def _divided(word: Word, at: int, first: str, second: str) -> list[Word]:
    cut = at - word.start
    return [Word(word.start, at, first, word.text[:cut]), Word(at, word.end, second, word.text[cut:])]


_GETS = "获受遭"
_SIZES = {"重": ("g", "kg", "t", "{斤}", "mg"), **dict.fromkeys("长宽高深厚", ("m", "km", "cm", "mm", "um", "nm"))}


def _last_character(run: str, following: Word | None, found: Found) -> str | None:
    """卫星|重1.2吨 (a noun, 9.3.1), 项目|获投资 (a verb): the class of what ends an unknown run, if it is a word."""
    if following is None or len(run) < 2:
        return None
    if following.cls == "vn" and run[-1] in _GETS:
        return "verb"
    if following.cls == "Q" and found.quantities[following.index].unit in _SIZES.get(run[-1], ()):
        return "noun"
    return None


def _counts(word: Word, found: Found) -> bool:
    return word.cls == "Q" and found.quantities[word.index].kind == "count"


def _verb_and_object(before: Word | None, run: Word) -> bool:
    """设|站9座, 种|树500棵: a verb of one character and its object at the beginning of a clause."""
    begins = before is None or before.cls in ("stop", "adv") or before.text in ("、", "”")
    return len(run.text) == 2 and run.text[0] in _ONE and run.text[1] not in _NOUN_ENDS and begins


_NOUN_ENDS = "师员者手客户生民家众友商队厂店校院馆部门所员工业品物机车船"


_AUXILIARIES = frozenset(context("auxiliary"))
