"""Text of articles in other files: taken out and put back (the card's titles), and found where it should not be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from shuanglian.files import files_below
from shuanglian.findings import Finding, Kind

TAKEN_OUT = 6
"""The shortest run of characters of an article that is taken out of other files."""
FORBIDDEN = 8
"""The shortest run that may be in no file of a release without text; a run without any letter does not count."""
MASK = "▢"

LEAK = Kind("textfree-leak", "release", "take the text of the article out of what this file is made from")

Piece = str | list[Any]
"""Characters as they are, or a block's id with the start and end of what is taken from its text."""


def masked(text: str, blocks: Mapping[str, str]) -> list[Piece]:
    """Cut a text into pieces, of which those that stand in a block, by its id, are only named."""
    places = _index(blocks, TAKEN_OUT)
    pieces: list[Piece] = []
    kept = position = 0
    while position <= len(text) - TAKEN_OUT:
        candidates = [_longest(text, position, blocks, place) for place in places.get(_run_at(text, position), ())]
        found = max(candidates, key=lambda piece: piece[2] - piece[1], default=None)
        if found is None:
            position += 1
            continue
        pieces += [text[kept:position]] if kept < position else []
        pieces.append(found)
        kept = position = position + found[2] - found[1]
    return [*pieces, text[kept:]] if kept < len(text) else pieces


def _run_at(text: str, position: int) -> str:
    return text[position : position + TAKEN_OUT]


def unmasked(pieces: Iterable[Piece], blocks: Mapping[str, str]) -> str:
    """Put a text together again; raises `KeyError` for a block that is not there."""
    return "".join(piece if isinstance(piece, str) else blocks[piece[0]][piece[1] : piece[2]] for piece in pieces)


def readable_mask(pieces: Iterable[Piece]) -> str:
    """Show where characters were taken out."""
    return "".join(piece if isinstance(piece, str) else MASK for piece in pieces)


def _index(blocks: Mapping[str, str], length: int) -> dict[str, list[tuple[str, int]]]:
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for identity, text in blocks.items():
        for start, run in _runs(text, length):
            places[run].append((identity, start))
    return places


def _runs(text: str, length: int) -> Iterator[tuple[int, str]]:
    """Every run of so many characters with a letter in it, with its start."""
    runs = ((start, text[start : start + length]) for start in range(len(text) - length + 1))
    return ((start, run) for start, run in runs if any(map(str.isalpha, run)))


def _longest(text: str, position: int, blocks: Mapping[str, str], place: tuple[str, int]) -> list[Any]:
    identity, start = place
    block, length = blocks[identity], 0
    while block[start + length : start + length + 1] == text[position + length : position + length + 1] != "":
        length += 1
    return [identity, start, start + length]


# --- leaks ------------------------------------------------------------------------------------


def forbidden_runs(texts: Iterable[str], allowed: Iterable[str] = ()) -> frozenset[str]:
    """The runs of texts that may be nowhere, but for those of `allowed` strings, such as names of publishers."""
    found = {run for text in texts for _, run in _runs(text, FORBIDDEN)}
    return frozenset(found - {run for text in allowed for _, run in _runs(text, FORBIDDEN)})


def leaks(folder: Path, forbidden: frozenset[str]) -> Iterator[Finding]:
    """Find runs in a folder: in the bytes and names of its files, and in the cells of its tables."""
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        for where, text in [("", path.read_bytes().decode("utf-8", "replace")), ("", name), *_cells(path)]:
            found = [*text_leaks(text, forbidden, name, where)]
            if found:
                yield found[0]
                break


def text_leaks(text: str, forbidden: frozenset[str], name: str, where: str = "") -> Iterator[Finding]:
    """Find the first run in a text."""
    run = next((run for _, run in _runs(text, FORBIDDEN) if run in forbidden), None)
    if run is not None:
        yield LEAK.at(name, where, f"it holds {run!r}, which stands in an article")


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    """The strings of a table, and those that its lists of strings spell."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        for number, row in enumerate(pq.read_table(path).to_pylist()):
            yield from ((f"row {number}", text) for text in _strings(row))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for inner in value.values() for text in _strings(inner))
    elif isinstance(value, list):
        yield "".join(item for item in value if isinstance(item, str))
        yield from (text for inner in value for text in _strings(inner))
