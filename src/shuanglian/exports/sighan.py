"""SIGHAN bakeoff: a sentence a line, two spaces between words."""

from __future__ import annotations

from collections.abc import Sequence

from shuanglian.exports.columns import visible
from shuanglian.exports.format import Format, Lost, Options, Sentence
from shuanglian.exports.segmentation import VIEWS, words_of


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    return "".join(_line(sentence, options, lost) for sentence in sentences).encode()


def _line(sentence: Sentence, options: Options, lost: Lost) -> str:
    return "  ".join(visible(sentence.text, word) for word in words_of(sentence, options, lost)) + "\n"


FORMAT = Format(
    summary="Words, a sentence a line, two spaces between them.",
    layers=("words",),
    carries=("words",),
    write=_write,
    views=VIEWS,
)
