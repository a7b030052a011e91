"""The word lists that a dataset ships, and with them which words of a gold are new.

A dataset holds ``words/<view>.txt`` for each view of words: the words of its train split in that
view, each on a line, in the order of their code points. Recall of words outside and inside the
list is then the same for whoever measures it, whether or not a system has seen the train split.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from shuanglian.files import sha256
from shuanglian.findings import FindingsError
from shuanglian.tasks.published import published_file
from shuanglian.tasks.reference import UNREADABLE, Source

HASH_LENGTH = 12


def list_path(view: str) -> str:
    """Where a dataset has the list of a view."""
    return f"words/{view}.txt"


def list_text(words: Iterable[str]) -> str:
    """Write a list."""
    return "".join(f"{word}\n" for word in sorted(set(words)))


def list_hash(words: Iterable[str]) -> str:
    """Name a list in a signature: the first digits of the SHA-256 of the file that holds it."""
    return sha256(list_text(words))[:HASH_LENGTH]


def read_list(path: Path, name: str) -> frozenset[str]:
    """Read a list; raises `FindingsError` where it is no UTF-8 text."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the word list cannot be read: {error}"
        raise FindingsError([UNREADABLE.at(name, "", message)]) from error
    return frozenset(word for line in lines if (word := line.strip()))


def shipped_words(gold: Source, view: str) -> frozenset[str] | None:
    """Return the words of the list that the gold ships; None where it ships none, as rows and JSONL do."""
    path = published_file(gold, list_path(view))
    return None if path is None else read_list(path, list_path(view))
