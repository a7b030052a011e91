"""Columns as at CoNLL-2003: a token a line, its tag in the last column, an empty line after a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from shuanglian.exports.format import Lost, Options, Sentence
from shuanglian.exports.tokens import flat, on_tokens, tokens_of
from shuanglian.spans import Range, is_blank

DOCUMENT = "-DOCSTART- -X- O O\n\n"

Place = Callable[[int, int], str]
"""The prefix of a tag, from the token's place in its chunk and the length of the chunk."""


def write_columns(
    sentences: Sequence[Sentence], rows: Callable[[Sentence], Iterable[tuple[str, str]]], filler: str = ""
) -> bytes:
    """Write tokens and tags, with `filler` between them, document by document."""
    written = []
    for _, document in groupby(sentences, lambda sentence: sentence.document):
        written.append(DOCUMENT)
        for sentence in document:
            written += [f"{token} {filler}{tag}\n" for token, tag in rows(sentence)]
            written.append("\n")
    return "".join(written).encode()


def write_entities(sentences: Sequence[Sentence], options: Options, lost: Lost, place: Place) -> bytes:
    """Write flat mentions; the columns for part of speech and chunk hold an underscore."""

    def rows(sentence: Sentence) -> Iterable[tuple[str, str]]:
        lost.add_blanks(sentence.text)
        tokens = tokens_of(sentence, options)
        tags = ["O"] * len(tokens)
        for chunk in on_tokens(tokens, flat(sentence, options.view, lost), "mentions", lost):
            length = chunk.end - chunk.start
            tags[chunk.start : chunk.end] = [f"{place(at, length)}-{chunk.label}" for at in range(length)]
        return zip((visible(sentence.text, token) for token in tokens), tags, strict=True)

    return write_columns(sentences, rows, "_ _ ")


def visible(text: str, token: Range) -> str:
    """The token without blanks, which divide columns."""
    return "".join(character for character in text[slice(*token)] if not is_blank(character))
