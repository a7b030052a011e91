"""What follows an amount and makes a label, an image or a grade of it: 五天工作制, 一万个愿意, 二类疫苗."""

from __future__ import annotations

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
