"""Near-duplicate articles, long strings that articles share, and what differs between two texts.

Shingles are character 5-grams: Chinese has no spaces to make word shingles of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

SHINGLE = 5
NEAR_DUPLICATE = 0.7
"""Jaccard similarity of 5-gram sets from which two articles count as the same."""
SHARED_LENGTH = 20
"""Length of a shared string, in characters, from which two articles must stay in one split."""

Name = TypeVar("Name", bound=Hashable)

_PERMUTATIONS = 128
_LOW_THRESHOLD = 0.5  # of the hashing, so that estimates below the exact similarity lose no pair
_STEP = 5  # between the seeds of a text that shared strings are grown from
_DIVIDER = re.compile(r"[\W_]{8,}|(.{1,4}?)\1{7,}")


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
    """Each text that nearly repeats an earlier one, with the first text of its kind.

    Texts are alike when the Jaccard similarity of their 5-gram sets is at least `threshold`;
    candidates come from MinHash LSH, similarities are exact. Texts that repeat another one are
    compared with none after that, so that memory and time grow with the number of texts.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=min(_LOW_THRESHOLD, threshold), num_perm=_PERMUTATIONS)
    found: list[NearDuplicate] = []
    for name, text in texts.items():
        shingles = _shingles(text)
        signature = MinHash(num_perm=_PERMUTATIONS)
        signature.update_batch([shingle.encode() for shingle in shingles])
        similar = ((other, _jaccard(shingles, _shingles(texts[other]))) for other in sorted(index.query(signature)))
        repeated = [NearDuplicate(other, name, similarity) for other, similarity in similar if similarity >= threshold]
        found += repeated
        if not repeated:
            index.insert(name, signature)
    return found


def similarity(one: str, other: str) -> float:
    """Jaccard similarity of the sets of 5-grams of two texts, white space left out."""
    return _jaccard(_shingles(one), _shingles(other))


def _shingles(text: str) -> set[str]:
    text = "".join(text.split())
    return {text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))}


def _jaccard(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def shared_strings(texts: Mapping[str, str], length: int = SHARED_LENGTH) -> list[SharedString]:
    """Strings of at least `length` characters, within a line, that stand in two of the texts.

    Every stretch of a text that an earlier text has, too, lies in one of them, and none can be
    made longer; where a text stands in many places, not each pair of places is told. Dividers
    (rows of signs, or of a few characters over and over) are no text and end a line. Time grows
    with the size of the texts.
    """
    seed_length = length - _STEP + 1  # a string of `length` holds a seed that starts at a multiple of the step
    plain = {name: _DIVIDER.sub(lambda divider: "\n" * len(divider[0]), text) for name, text in texts.items()}
    seeds: dict[str, list[tuple[str, int]]] = defaultdict(list)
    known: set[tuple[int, str]] = set()
    found: list[SharedString] = []
    for name, text in plain.items():
        found += _matches(plain, name, seeds, length)
        for at in range(0, len(text) - seed_length + 1, _STEP):
            before = max(0, at + seed_length - length)
            window = (at - before, text[before : at + length])  # all that a string of `length` with this seed can hold
            seed = text[at : at + seed_length]
            if "\n" not in seed and window not in known:
                known.add(window)
                seeds[seed].append((name, at))
    return found


def _matches(
    texts: Mapping[str, str], name: str, seeds: Mapping[str, list[tuple[str, int]]], length: int
) -> Iterator[SharedString]:
    text = texts[name]
    covered: dict[tuple[str, int], int] = {}
    told = (0, 0)  # the stretch of this text found last
    seed_length = length - _STEP + 1
    for at in range(len(text) - seed_length + 1):
        for other, other_at in seeds.get(text[at : at + seed_length], ()):
            diagonal = (other, at - other_at)
            if covered.get(diagonal, -1) > at:
                continue
            if at + seed_length <= told[1] and not _goes_beyond(texts[other], text, other_at - at, at, told):
                continue
            start, end = _grown(texts[other], text, other_at, at)
            covered[diagonal] = end
            if end - start >= length:
                told = max(told, (start, end), key=itemgetter(1))
                yield SharedString(other, name, start - at + other_at, start, text[start:end])


def _goes_beyond(other: str, text: str, shift: int, at: int, told: tuple[int, int]) -> bool:
    """Is what the texts share around `at` longer, on either side, than the stretch that was told before?"""
    start, end = told
    before, behind = start + shift, end + shift
    on_the_left = start > 0 and before > 0 and text[start - 1] == other[before - 1] != "\n"
    on_the_right = end < len(text) and behind < len(other) and text[end] == other[behind] != "\n"
    return (on_the_left and text[start:at] == other[before : at + shift]) or (
        on_the_right and text[at:end] == other[at + shift : behind]
    )


def _grown(other: str, text: str, other_at: int, at: int) -> tuple[int, int]:
    start, end = at, at
    shift = other_at - at
    while start > 0 and start + shift > 0 and text[start - 1] == other[start + shift - 1] != "\n":
        start -= 1
    while end < len(text) and end + shift < len(other) and text[end] == other[end + shift] != "\n":
        end += 1
    return start, end


def clusters(names: Iterable[Name], pairs: Iterable[tuple[Name, Name]]) -> dict[Name, Name]:
    """Map each name to the first name, in the given order, that it is linked to through pairs."""
    names = list(names)
    root = {name: name for name in names}

    def find(name: Name) -> Name:
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
