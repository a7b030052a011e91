"""The word lists of data/, and one regular expression for each: a trie, so that matching stays linear.

A list (`.txt`) holds words separated by blanks; a table (`.tsv`) holds a row a line. In both, what
follows ``#`` is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

Trie = dict[str, Any]
_END = ""


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of ``data/<name>.txt``."""
    return frozenset(word for line in _lines(f"{name}.txt") for word in line.split())


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>.tsv``, cells without blanks around them."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))


def _lines(name: str) -> Iterator[str]:
    for line in data_text(name).splitlines():
        content = line.partition("#")[0].rstrip()
        if content.strip():
            yield content


def data_text(name: str) -> str:
    return files("shuanglian.facts").joinpath("data", name).read_text("utf-8")


def pattern_of(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words; no two alternatives begin alike, so it never backtracks far."""
    trie: Trie = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[_END] = {}
    return _pattern(trie)


def _pattern(trie: Trie) -> str:
    """Write a trie out; a node where a word ends makes what follows optional."""
    optional = _END in trie
    single = sorted(c for c, below in trie.items() if c and set(below) == {_END})
    branches = [re.escape(c) + _pattern(below) for c, below in sorted(trie.items()) if c and set(below) != {_END}]
    if len(single) == 1:
        branches.append(re.escape(single[0]))
    elif single:
        branches.append("[" + "".join(map(re.escape, single)) + "]")
    if not branches:
        return ""
    whole = branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)})"
    return f"{whole}?" if optional else whole


@cache
def matcher(name: str) -> re.Pattern[str]:
    """Match the longest word of ``data/<name>.txt``."""
    return re.compile(pattern_of(word_list(name)))
