"""The word lists of data/, and the longest word of one at a place of a text.

A list (`.txt`) holds words separated by blanks; a table (`.tsv`) holds a row a line. In both, what
follows ``#`` is a comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

T = TypeVar("T")


class Lexicon(Generic[T]):
    """Words with what they mean; finding the longest one takes a look-up for each length a first character has."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self.meanings = {word: meaning for word, meaning in meanings.items() if word}
        lengths: dict[str, set[int]] = {}
        for word in self.meanings:
            lengths.setdefault(word[0], set()).add(len(word))
        self.lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def longest(self, text: str, at: int, end: int | None = None) -> str | None:
        """Return the longest word that begins at a place and ends by `end`."""
        if at >= len(text):
            return None
        for length in self.lengths.get(text[at], ()):
            word = text[at : at + length]
            if word in self.meanings and (end is None or at + length <= end):
                return word
        return None


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of ``data/<name>.txt``."""
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>.tsv``, cells without blanks around them."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))


@cache
def context(name: str) -> tuple[str, ...]:
    """The words of a row of data/contexts.tsv."""
    return next(tuple(words.split()) for row, words in table("contexts") if row == name)


@cache
def lexicon(name: str) -> Lexicon[str]:
    """The words of ``data/<name>.txt``, each meaning itself."""
    return Lexicon({word: word for word in word_list(name)})


def backwards(words: Iterable[str]) -> Lexicon[str]:
    """The words written from right to left, so that the longest ending is found as the longest beginning."""
    return Lexicon({word[::-1]: word for word in words})


def _lines(name: str) -> Iterator[str]:
    source = files("shuanglian.facts").joinpath("data", name).read_text("utf-8")
    for line in source.splitlines():
        content = line.partition("#")[0].rstrip()
        if content.strip():
            yield content
