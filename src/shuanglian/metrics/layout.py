"""How near a proposed page layout is to a reviewed one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shuanglian.spans import Range, is_blank

LabelledRanges = tuple[str, Sequence[Range]]
"""A block: its role and its ranges of the page's text, in reading order."""


@dataclass(frozen=True)
class LayoutScore:
    """Counts behind block F1 and neighbour order, so that scores of several pages can be added up."""

    matching: int
    proposed: int
    reviewed: int
    neighbours_right: int
    neighbours: int

    @property
    def block_f1(self) -> float:
        return 2 * self.matching / (self.proposed + self.reviewed) if self.proposed + self.reviewed else 1.0

    @property
    def neighbour_share(self) -> float:
        return self.neighbours_right / self.neighbours if self.neighbours else 1.0

    def __add__(self, other: LayoutScore) -> LayoutScore:
        return LayoutScore(
            self.matching + other.matching,
            self.proposed + other.proposed,
            self.reviewed + other.reviewed,
            self.neighbours_right + other.neighbours_right,
            self.neighbours + other.neighbours,
        )


def layout_score(
    text: str,
    proposed: Sequence[Sequence[LabelledRanges]],
    reviewed: Sequence[Sequence[LabelledRanges]],
    proposed_dropped: Sequence[LabelledRanges] = (),
    reviewed_dropped: Sequence[LabelledRanges] = (),
) -> LayoutScore:
    """Compare two layouts of `text`, each a sequence of articles, each a sequence of blocks.

    A proposed block matches when a reviewed one has the same role and the same non-blank
    characters in the same order; dropped blocks count too. A neighbour pair is the last
    character of a range and the first of the next range of the same article in reviewed order;
    it is right when the two characters follow each other in an article of the proposal.
    """
    proposals = Counter(_key(text, block) for article in (*proposed, proposed_dropped) for block in article)
    truths = Counter(_key(text, block) for article in (*reviewed, reviewed_dropped) for block in article)
    successor = dict(pair for article in proposed for pair in pairwise(_characters(text, _ranges(article))))
    joints = [joint for article in reviewed for joint in _joints(text, _ranges(article))]
    return LayoutScore(
        matching=(proposals & truths).total(),
        proposed=proposals.total(),
        reviewed=truths.total(),
        neighbours_right=sum(successor.get(before) == after for before, after in joints),
        neighbours=len(joints),
    )


def _key(text: str, block: LabelledRanges) -> tuple[str, tuple[int, ...]]:
    role, ranges = block
    return role, tuple(_characters(text, ranges))


def _ranges(article: Sequence[LabelledRanges]) -> list[Range]:
    return [item for _, ranges in article for item in ranges]


def _characters(text: str, ranges: Sequence[Range]) -> list[int]:
    return [at for start, end in ranges for at in range(start, end) if not is_blank(text[at])]


def _joints(text: str, ranges: Sequence[Range]) -> list[tuple[int, int]]:
    contents = [characters for item in ranges if (characters := _characters(text, [item]))]
    return [(one[-1], other[0]) for one, other in pairwise(contents)]
