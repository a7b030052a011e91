"""Near-duplicate articles, long strings that articles share, and what differs between two texts.

Shingles are character 5-grams: Chinese has no spaces to make word shingles of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

SHINGLE = 5
NEAR_DUPLICATE = 0.7
"""Jaccard similarity of 5-gram sets from which two articles count as the same."""
SHARED_LENGTH = 20
"""Length of a shared string, in characters, from which two articles must stay in one split."""

_PERMUTATIONS = 128
_LOW_THRESHOLD = 0.5  # of the hashing, so that estimates below the exact similarity lose no pair
_SEED_LENGTH = 10  # of the exact matches that longer shared strings are grown from


@dataclass(frozen=True)
class NearDuplicate:
    """Two articles with their exact Jaccard similarity of character 5-grams."""

    one: str
    other: str
    similarity: float


@dataclass(frozen=True)
class SharedString:
    """A maximal string two texts have in common, with where it starts in each."""

    one: str
    other: str
    start: int
    other_start: int
    text: str


@dataclass(frozen=True)
class Difference:
    """One edit from a canonical text to a variant; offsets in either text, an empty span where nothing stands."""

    operation: str
    start: int
    end: int
    variant_start: int
    variant_end: int


def near_duplicates(texts: Mapping[str, str], threshold: float = NEAR_DUPLICATE) -> list[NearDuplicate]:
    """Pairs of texts whose 5-gram sets have a Jaccard similarity of at least `threshold`.

    Candidates come from MinHash LSH, similarities are exact. Memory and time grow linearly.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=min(_LOW_THRESHOLD, threshold), num_perm=_PERMUTATIONS)
    found = []
    for name, text in texts.items():
        shingles = _shingles(text)
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in shingles])
        for candidate in sorted(index.query(signature)):
            similarity = _jaccard(shingles, _shingles(texts[candidate]))
            if similarity >= threshold:
                found.append(NearDuplicate(candidate, name, similarity))
        index.insert(name, signature)
    return found


def _shingles(text: str) -> set[str]:
    text = "".join(text.split())
    return {text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def shared_strings(texts: Mapping[str, str], length: int = SHARED_LENGTH) -> list[SharedString]:
    """All maximal strings of at least `length` characters, within a line, that stand in two of the texts."""
    step = length - _SEED_LENGTH + 1  # a string of `length` holds a seed that starts at a multiple of this
    seeds: dict[str, list[tuple[str, int]]] = defaultdict(list)
    found: list[SharedString] = []
    for name, text in texts.items():
        found += _matches(texts, name, seeds, length)
        for at in range(0, len(text) - _SEED_LENGTH + 1, step):
            seeds[text[at : at + _SEED_LENGTH]].append((name, at))
    return found


def _matches(
    texts: Mapping[str, str], name: str, seeds: Mapping[str, list[tuple[str, int]]], length: int
) -> Iterator[SharedString]:
    text = texts[name]
    covered: dict[tuple[str, int], int] = {}
    for at in range(len(text) - _SEED_LENGTH + 1):
        for other, other_at in seeds.get(text[at : at + _SEED_LENGTH], ()):
            diagonal = (other, at - other_at)
            if covered.get(diagonal, -1) > at:
                continue
            start, end = _grown(texts[other], text, other_at, at)
            covered[diagonal] = end
            if end - start >= length:
                yield SharedString(other, name, start - at + other_at, start, text[start:end])


def _grown(other: str, text: str, other_at: int, at: int) -> tuple[int, int]:
    start, end = at, at
    shift = other_at - at
    while start > 0 and start + shift > 0 and text[start - 1] == other[start + shift - 1] != "\n":
        start -= 1
    while end < len(text) and end + shift < len(other) and text[end] == other[end + shift] != "\n":
        end += 1
    return start, end


def clusters(names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Map each name to the first name, in the given order, that it is linked to through pairs."""
    names = list(names)
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    order = {name: position for position, name in enumerate(names)}
    for one, other in pairs:
        first, second = sorted((find(one), find(other)), key=order.__getitem__)
        root[second] = first
    return {name: find(name) for name in names}


def differences(canonical: str, variant: str) -> list[Difference]:
    """Return the edits (insert, delete, replace) that turn `canonical` into `variant`, in order."""
    from rapidfuzz.distance import Indel

    edits: list[Difference] = []
    for code in Indel.opcodes(canonical, variant):
        if code.tag == "equal":
            continue
        edit = Difference("", code.src_start, code.src_end, code.dest_start, code.dest_end)
        if edits and edits[-1].end == edit.start and edits[-1].variant_end == edit.variant_start:
            previous = edits.pop()
            edit = Difference("", previous.start, edit.end, previous.variant_start, edit.variant_end)
        edits.append(edit)
    return [Difference(_operation(e), e.start, e.end, e.variant_start, e.variant_end) for e in edits]


def _operation(edit: Difference) -> str:
    if edit.start == edit.end:
        return "insert"
    return "delete" if edit.variant_start == edit.variant_end else "replace"
