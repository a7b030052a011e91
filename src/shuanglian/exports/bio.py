"""CoNLL-2003 columns with BIO tags (IOB2): B- begins a mention, I- goes on with it."""

from __future__ import annotations

from collections.abc import Sequence

from shuanglian.exports.columns import write_entities
from shuanglian.exports.format import TOKENS, Format, Lost, Options, Sentence


def _place(at: int, length: int) -> str:
    return "B" if at == 0 else "I"


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    return write_entities(sentences, options, lost, _place)


FORMAT = Format(
    summary="Entities in CoNLL-2003 columns, BIO tags.",
    layers=("entities",),
    carries=("mentions",),
    write=_write,
    tokens=TOKENS,
    views=("outermost", "innermost"),
    barred=r"\s",
)
