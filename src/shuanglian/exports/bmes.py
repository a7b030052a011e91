"""Columns of characters with BMES tags: B begins a word, M goes on with it, E ends it, S is a word of one character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shuanglian.annotations.views import bmes
from shuanglian.exports.columns import write_columns
from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.exports.segmentation import VIEWS, words_of
from shuanglian.spans import is_blank


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    def rows(sentence: Sentence) -> Iterable[tuple[str, str]]:
        tags = bmes(sentence.text, words_of(sentence, options, lost))
        return ((character, tag) for character, tag in zip(sentence.text, tags, strict=True) if not is_blank(character))

    return write_columns(sentences, rows)


FORMAT = Format(
    summary="Words in columns of characters, BMES tags.",
    layers=("words",),
    carries=("words",),
    write=_write,
    views=VIEWS,
)
