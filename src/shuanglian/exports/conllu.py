"""CoNLL-U: the gold words; groups, mentions and offsets in the column MISC.

Mentions and groups are brackets as in CorefUD: ``Entity=(e1-ORG`` opens at the first word,
``Entity=e1)`` closes at the last, ``Entity=(e2-PER)`` is a mention of one word; ids count through a
document. ``TokenRange=start:end`` gives the word's code points in the sentence's text, as UDPipe does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count, groupby

from shuanglian.annotations.model import LabelledSpan, Words
from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.exports.tokens import add_breaks, on_tokens, one_line
from shuanglian.spans import is_blank


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    written = ["# global.Entity = eid-etype\n"]
    for document, members in groupby(sentences, lambda sentence: sentence.document):
        written.append(f"# newdoc id = {document}\n")
        numbers = {"e": count(1), "g": count(1)}
        written += [_sentence(sentence, numbers, lost) for sentence in members]
    return "".join(written).encode()


def _sentence(sentence: Sentence, numbers: dict[str, count[int]], lost: Lost) -> str:
    words = sentence.words or Words(())
    mentions = sentence.entities.mentions if sentence.entities else ()
    entity = _brackets(on_tokens(words.spans, mentions, "mentions", lost), "e", numbers["e"])
    group = _brackets(on_tokens(words.spans, words.groups, "groups", lost), "g", numbers["g"])
    add_breaks(sentence.text, lost)
    lines = [f"# sent_id = {sentence.id}", f"# text = {one_line(sentence.text)}"]
    for number, (start, end) in enumerate(words.spans):
        misc = [f"Entity={entity[number]}"] if number in entity else []
        misc += [f"Group={group[number]}"] if number in group else []
        misc += [] if any(map(is_blank, sentence.text[end : end + 1])) else ["SpaceAfter=No"]
        misc.append(f"TokenRange={start}:{end}")
        form = _form(sentence.text[start:end], lost)
        lines.append("\t".join([str(number + 1), form, *"_______", "|".join(misc)]))
    return "\n".join(lines) + "\n\n"


def _form(word: str, lost: Lost) -> str:
    """Return the word with one space for every run of blanks: two would end the column for some readers."""
    if not any(map(is_blank, word)):
        return word
    form = " ".join(word.split())
    lost.add("blanks", len(word) - len(form), "inside a word beyond one")
    return form


def _brackets(spans: Iterable[LabelledSpan], prefix: str, numbers: count[int]) -> dict[int, str]:
    """Return the brackets at each word; `spans` are in nesting order."""
    opening: dict[int, str] = defaultdict(str)
    closing: dict[int, str] = defaultdict(str)
    for span, number in zip(spans, numbers, strict=False):
        name, last = f"{prefix}{number}", span.end - 1
        single = span.start == last
        opening[span.start] += f"({name}-{span.label}" + ")" * single
        closing[last] = ("" if single else f"{name})") + closing[last]
    return {at: opening[at] + closing[at] for at in {*opening, *closing}}


FORMAT = Format(
    summary="Words in CoNLL-U; groups and nested entities in MISC.",
    layers=("words",),
    carries=("words", "groups", "mentions"),
    write=_write,
    barred=r"[\s|()=]",
)
