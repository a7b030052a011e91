"""What follows an amount and makes a label, an image or a grade of it: 五天工作制, 一万个愿意, 二类疫苗."""

from __future__ import annotations

import re
from functools import cache

from shuanglian.facts.candidates import NonFact, Quantity
from shuanglian.facts.lexicon import Lexicon, table


@cache
def _labels() -> dict[str, Lexicon[str]]:
    """For each unit, the words after it with the kind of non-fact that they make."""
    found: dict[str, dict[str, str]] = {}
    for units, words, kind in table("labels"):
        for unit in units.split():
            found.setdefault(unit, {}).update(dict.fromkeys(words.split(), kind))
    return {unit: Lexicon(words) for unit, words in found.items()}


def label_after(text: str, quantity: Quantity) -> NonFact | None:
    """Judge an amount by the word that follows it; data/labels.tsv says which words those are."""
    surface = "%" if quantity.kind == "percent" else quantity.classifier
    words = _labels().get(surface)
    word = words.longest(text, quantity.core_end) if words is not None else None
    if words is None or word is None:
        return None
    kind = words.meanings[word]
    one_only = kind == "lexical"
    if one_only and (quantity.number.value != 1 or quantity.number.arabic):
        return None
    if kind == "figurative" and quantity.unit == "{个}" and not quantity.number.scaled:
        return None
    return NonFact(quantity.number.start, quantity.core_end, kind, f"4 {word} after an amount")


_BEFORE = {
    "路": re.compile("(?:乘|乘坐|公交|坐|转)\\Z"),
    "层": re.compile("(?:位于|设在|住在|开在|在|到|[A-Z]座)\\Z"),
    "班": re.compile("(?:年级|[高初大][一二三四])\\Z"),
    "段": re.compile("(?:黑带|职业|业余)\\Z"),
}
"""For a unit, what before the number makes it a name: 换乘315路, 位于5层, 高三2班."""
_YEARS = range(1900, 2100)


def label_before(text: str, quantity: Quantity) -> NonFact | None:
    """Judge an amount by the word before it, or a version by its form: 5.0版, 2024款."""
    number, surface = quantity.number, quantity.classifier
    before = _BEFORE.get(surface)
    named = before is not None and before.search(text, max(0, number.start - 4), number.start) is not None
    written = text[number.start : number.end]
    if surface in ("版", "款") and number.arabic:
        named = "." in written or (len(written) == 4 and number.value in _YEARS)
    return NonFact(number.start, quantity.core_end, "name", "4.1.1 version or number in a name") if named else None
