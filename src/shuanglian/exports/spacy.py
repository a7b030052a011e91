"""spaCy's DocBin: a Doc a sentence, for `spacy.blank("zh")`.

`doc.ents` are flat mentions; `doc.spans` has the groups ``entities`` (nested ones too), ``words``, ``groups``,
``times`` and ``non_facts``; `doc.user_data` has ``id``, ``document``, ``split``, and ``facts`` as the
dataset writes them, with offsets of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from shuanglian.annotations.codec import facts_to_json
from shuanglian.annotations.model import LabelledSpan
from shuanglian.exports.format import CHARACTERS, TOKENS, Format, Lost, Options, Sentence
from shuanglian.exports.tokens import flat, on_tokens, tokens_of
from shuanglian.spans import Range

ATTRIBUTES = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE")


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    import spacy
    from spacy.tokens import DocBin

    vocabulary = spacy.blank("zh").vocab
    documents = DocBin(attrs=ATTRIBUTES, store_user_data=True)
    for sentence in sentences:
        documents.add(_document(sentence, vocabulary, options, lost))
    written: bytes = documents.to_bytes()
    return written


def _document(sentence: Sentence, vocabulary: Any, options: Options, lost: Lost) -> Any:
    from spacy.tokens import Doc, Span

    words, spaces = _words_and_spaces(sentence.text, tokens_of(sentence, options))
    document = Doc(vocabulary, words=words, spaces=spaces)
    document.user_data = {"id": sentence.id, "document": sentence.document, "split": sentence.split}
    places = [(token.idx, token.idx + len(token)) for token in document]

    def spans(kind: str, found: Iterable[LabelledSpan], told: Lost = lost) -> list[Any]:
        return [Span(document, item.start, item.end, item.label) for item in on_tokens(places, found, kind, told)]

    if sentence.entities is not None:
        document.spans["entities"] = spans("mentions", sentence.entities.mentions)
        document.set_ents(spans("mentions", flat(sentence, options.view, Lost()), Lost()))
    if sentence.words is not None:
        document.spans["groups"] = spans("groups", sentence.words.groups)
        if options.tokens == CHARACTERS:
            document.spans["words"] = spans("words", [LabelledSpan(*word, "WORD") for word in sentence.words.spans])
    if sentence.facts is not None:
        document.spans["times"] = spans("times", sentence.facts.times)
        document.spans["non_facts"] = spans("non-facts", sentence.facts.non_facts)
        document.user_data["facts"] = facts_to_json(sentence.facts)["facts"]
    return document


def _words_and_spaces(text: str, tokens: Sequence[Range]) -> tuple[list[str], list[bool]]:
    """Return words and whether a space follows each; other blanks between tokens are words of their own."""
    words: list[str] = []
    spaces: list[bool] = []

    def add(word: str, space: bool) -> None:
        words.append(word)
        spaces.append(space)

    position = 0
    for start, end in tokens:
        if position < start:
            add(text[position:start], False)
        spaced = text[end : end + 1] == " "
        add(text[start:end], spaced)
        position = end + spaced
    if position < len(text):
        add(text[position:], False)
    return words, spaces


FORMAT = Format(
    summary="spaCy DocBin with all layers; train with it.",
    layers=(),
    carries=("words", "groups", "mentions", "facts", "non-facts", "times"),
    write=_write,
    tokens=TOKENS,
    views=("outermost", "innermost"),
    binary=True,
)
