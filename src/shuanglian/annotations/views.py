"""Views that follow from the layers without any further decision.

Words: coarse (close to MSR) and finer (close to UD), as annotation/guidelines/segmentation.md, section 11,
defines them. Entities: outermost and innermost mentions, numeric types from the facts, the labels of
other sets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from shuanglian.annotations.model import Entities, Facts, LabelledSpan, Words, in_nesting_order
from shuanglian.spans import Range

# --- words ----------------------------------------------------------------------------------


def coarse_words(words: Words) -> list[Range]:
    """Spans of words where every outermost group is one word."""
    outer = [group.span for group in outermost(words.groups)]
    spans: list[Range] = []
    for span in words.spans:
        while outer and outer[0][1] <= span[0]:
            outer.pop(0)
        inside = bool(outer) and outer[0][0] <= span[0]
        if not inside:
            spans.append(span)
        elif not spans or spans[-1] != outer[0]:
            spans.append(outer[0])
    return spans


_DIGITS = "0-9０-９"
_FINER = (
    rf"([{_DIGITS}〇一二三四五六七八九十]+)(年|月|月份|日|号|世纪|年代)",
    rf"([{_DIGITS}]+)(时|点|分|秒)",
    rf"([{_DIGITS}.,．零〇一二两三四五六七八九十百千万亿半几]+)(%|％|‰|成)",
    rf"(第)([{_DIGITS}零〇一二两三四五六七八九十百千万亿几]+)",
    r"(非(?!洲|常)|副|超(?!过|级))(..+)",
    r"(..|[A-Za-z0-9]+)([们者性化型级式率界])",
    r"(之)(一)",
)
"""Shapes of words that the finer view cuts in two; the first that fits decides."""


def finer_words(text: str, words: Words) -> list[Range]:
    """Spans of words after the closed list of mechanical cuts."""
    spans: list[Range] = []
    for start, end in words.spans:
        if cut := _finer_cut(text[start:end]):
            spans += [(start, start + cut), (start + cut, end)]
        else:
            spans.append((start, end))
    return spans


@lru_cache(100_000)
def _finer_cut(word: str) -> int:
    """Where the first shape that fits cuts a word; 0 where none does."""
    return next((match.end(1) for shape in _FINER if (match := re.fullmatch(shape, word))), 0)


WordView = Callable[[str, Words], Sequence[Range]]
"""From a text and its annotation to the spans of what counts as its words."""

WORD_VIEWS: Mapping[str, WordView] = {
    "fine": lambda text, words: words.spans,
    "coarse": lambda text, words: coarse_words(words),
    "finer": finer_words,
}
"""Words as annotated, and what follows from them."""


# --- entities -------------------------------------------------------------------------------


def outermost(spans: Iterable[LabelledSpan]) -> list[LabelledSpan]:
    """Keep the spans that lie in no other; of equal spans, the first label."""
    kept: list[LabelledSpan] = []
    for item in in_nesting_order(spans):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def innermost(spans: Iterable[LabelledSpan]) -> list[LabelledSpan]:
    """Keep the spans that hold no other; of equal spans, the first label."""
    by_span: dict[Range, LabelledSpan] = {}
    for item in in_nesting_order(spans):
        by_span.setdefault(item.span, item)
    ordered = list(by_span.values())
    following = [*ordered[1:], None]
    return [item for item, after in zip(ordered, following, strict=False) if after is None or after.end > item.end]


DERIVED = {"percent": "PERCENT", "percentage_point": "PERCENT", "money": "MONEY"}


def derived_entities(facts: Facts) -> list[LabelledSpan]:
    """Numeric entities: times as DATE, quantities as PERCENT, MONEY or QUANT."""
    spans = [LabelledSpan(*item.span, "DATE") for item in facts.times]
    spans += [LabelledSpan(*fact.quantity, DERIVED.get(fact.kind, "QUANT")) for fact in facts.facts]
    return list(in_nesting_order(spans))


def with_labels(entities: Entities, labels: Mapping[str, str]) -> Entities:
    """Rename labels as another set calls them; mentions that it does not annotate are left out.

    `labels` maps a label to the other set's, or to an empty string; of several space-separated
    ones the first is taken.
    """
    renamed = {name: other.split(" ")[0] for name, other in labels.items() if other}
    return Entities(
        tuple(LabelledSpan(*item.span, renamed[item.label]) for item in entities.mentions if item.label in renamed)
    )


# --- tags -----------------------------------------------------------------------------------


def bmes(text: str, spans: Sequence[Range]) -> list[str]:
    """Tag every character with its place in its word; O for blanks."""
    tags = ["O"] * len(text)
    for start, end in spans:
        if end - start == 1:
            tags[start] = "S"
        else:
            tags[start:end] = ["B", *["M"] * (end - start - 2), "E"]
    return tags


def bio(text: str, spans: Iterable[LabelledSpan]) -> list[str]:
    """Tag every character of flat spans with B- and I- labels, all others with O."""
    tags = ["O"] * len(text)
    for item in spans:
        tags[item.start : item.end] = [f"B-{item.label}", *[f"I-{item.label}"] * (item.end - item.start - 1)]
    return tags
