"""CoNLL-2003 columns with BIOES tags: as BIO, and E- ends a mention, S- is a mention of one token."""

from __future__ import annotations

from collections.abc import Sequence

from shuanglian.exports.columns import write_entities
from shuanglian.exports.format import TOKENS, Format, Lost, Options, Sentence


def _place(at: int, length: int) -> str:
    if length == 1:
        return "S"
    return "B" if at == 0 else "E" if at == length - 1 else "I"


def _write(sentences: Sequence[Sentence], options: Options, lost: Lost) -> bytes:
    return write_entities(sentences, options, lost, _place)


FORMAT = Format(
    summary="Entities in CoNLL-2003 columns, BIOES tags.",
    layers=("entities",),
    carries=("mentions",),
    write=_write,
    tokens=TOKENS,
    views=("outermost", "innermost"),
    barred=r"\s",
)
