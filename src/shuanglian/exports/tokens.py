"""Tokens of a sentence, and spans of characters as spans of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shuanglian.annotations.model import LabelledSpan
from shuanglian.annotations.views import innermost, outermost
from shuanglian.exports.format import CHARACTERS, Lost, Options, Sentence
from shuanglian.spans import Range, is_blank

_BREAKS = re.compile("[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def tokens_of(sentence: Sentence, options: Options) -> Sequence[Range]:
    """Ranges of the tokens that were chosen: characters that are not blank, or the gold words."""
    if options.tokens == CHARACTERS or sentence.words is None:
        return [(at, at + 1) for at, character in enumerate(sentence.text) if not is_blank(character)]
    return sentence.words.spans


def on_tokens(tokens: Sequence[Range], spans: Iterable[LabelledSpan], kind: str, lost: Lost) -> list[LabelledSpan]:
    """Return spans ``[first token, token after the last)``; those that begin or end inside a token are lost."""
    first = {start: number for number, (start, _) in enumerate(tokens)}
    after = {end: number for number, (_, end) in enumerate(tokens, 1)}
    spans = list(spans)
    found = [LabelledSpan(first[s.start], after[s.end], s.label) for s in spans if s.start in first and s.end in after]
    lost.add(kind, len(spans) - len(found), "that begin or end inside a word")
    return found


def flat(sentence: Sentence, view: str, lost: Lost) -> list[LabelledSpan]:
    """Mentions that do not overlap; of two with the same span the first label is kept."""
    mentions = sentence.entities.mentions if sentence.entities else ()
    kept = innermost(mentions) if view == "innermost" else outermost(mentions)
    why = "that hold another" if view == "innermost" else "inside another"
    lost.add("mentions", len(mentions) - len(kept), f"{why}, or with the same span")
    return kept


def one_line(text: str) -> str:
    """Put a space for each tab and line break; offsets stay."""
    return _BREAKS.sub(" ", text)


def add_breaks(text: str, lost: Lost) -> None:
    lost.add("blanks", len(_BREAKS.findall(text)), "that are tabs or line breaks, written as spaces")
