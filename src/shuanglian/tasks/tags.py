"""From a tag for each token to chunks: BIO, BIOES and BMES, with what happens to tags out of place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Repair = Literal["conlleval", "strict"]
REPAIRS: tuple[Repair, ...] = get_args(Repair)

_INSIDE, _LAST = "IM", "EL"
_SINGLE = "SU"


@dataclass(frozen=True)
class Chunks:
    """Chunks as (first token, token after the last, label); how many tags were not where they may be."""

    chunks: list[tuple[int, int, str]]
    repaired: int


def closes_chunks(tags: Iterable[str]) -> bool:
    """Whether tags mark the end of chunks, as BIOES and BMES do; all tags of a file decide it."""
    return any(tag[:1] in _LAST or tag[:1] in _SINGLE for tag in tags if tag[1:2] in ("", "-"))


def read_tags(tags: Sequence[str], repair: Repair, closing: bool) -> Chunks:
    """Read tags such as ``B-PER``, ``I-PER``, ``E-PER``, ``S-PER``, ``O``; ``M`` is ``I``, and a label may be missing.

    A tag is out of place where it goes on with a chunk that is not open: none is, it was closed
    by E or S, or it has another label. With `conlleval` such a tag begins a chunk, as in Sang and
    Buchholz's script of 2000 and in seqeval's default mode; with `strict` it is as good as O. In
    strict BIOES and BMES a chunk that was begun by B and is not closed by E is none either.
    `closing` says whether the scheme marks ends. `repaired` counts the tags out of place, and in
    strict BIOES the chunks left open.

    Raises `ValueError` for a tag of another form.
    """
    chunks: list[tuple[int, int, str]] = []
    repaired = 0
    start: int | None = None
    label = ""

    def close(end: int, properly: bool) -> None:
        nonlocal start, repaired
        if start is not None:
            unclosed = repair == "strict" and closing and not properly
            repaired += unclosed
            if not unclosed:
                chunks.append((start, end, label))
        start = None

    for at, tag in enumerate(tags):
        if tag == "O":
            if start is not None:
                close(at, False)
            continue
        goes_on, ends, named = split_tag(tag)
        if start is not None and not (goes_on and named == label):
            close(at, False)
        if start is None:
            repaired += goes_on
            if goes_on and repair == "strict":
                continue
            start, label = at, named
        if ends:
            close(at + 1, True)
    close(len(tags), False)
    return Chunks(chunks, repaired)


@lru_cache(1024)
def split_tag(tag: str) -> tuple[bool, bool, str]:
    """Whether a tag goes on with a chunk, whether it ends one, and its label."""
    prefix, _, label = tag.partition("-")
    if len(prefix) != 1 or prefix not in "BIMELSU":
        raise ValueError(f"{tag!r} is no tag of BIO, BIOES or BMES")
    return prefix in _INSIDE or prefix in _LAST, prefix in _LAST or prefix in _SINGLE, label
