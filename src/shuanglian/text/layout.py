"""Layout: which characters of a file make up which block of which article, in reading order.

A block is an ordered list of raw ranges, so a paragraph that a column break or a caption tore
apart is put together again without changing a character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from shuanglian.spans import Range

RECORD_ROLES = ("kicker", "title", "subtitle", "heading", "paragraph", "caption")
"""Roles whose text becomes sentence records."""
METADATA_ROLES = ("byline", "dateline", "credit", "source")
"""Roles that belong to an article but are not sentences of it."""
DROPPED_ROLES = ("teaser", "boilerplate")
"""Roles of what is on the page and in no article; such a block says why it is dropped."""
ROLES = RECORD_ROLES + METADATA_ROLES + DROPPED_ROLES

DATE_SOURCES = ("stated", "inferred")

KEPT, BESIDES = "in records", "in bylines, datelines, credits and sources"
"""What becomes of a character that is not dropped."""


@dataclass(frozen=True)
class Block:
    """A unit of the page. `ranges` are raw ranges in reading order, white space included.

    `reason` says why a dropped block is dropped; it is empty for blocks of an article.
    """

    id: str
    role: str
    ranges: tuple[Range, ...]
    reason: str = ""


@dataclass(frozen=True)
class Article:
    """An article: its blocks in reading order and what people decided about it.

    `date` is ISO 8601, possibly only a year or a month, `date_source` tells whether the file
    states it. An article that repeats another one names it in `duplicate_of`.
    """

    id: str
    blocks: tuple[Block, ...]
    date: str | None = None
    date_source: str | None = None
    publisher: str | None = None
    duplicate_of: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Layout:
    """The articles of one file, and what the page holds besides them."""

    file: str
    sha256: str
    articles: tuple[Article, ...]
    dropped: tuple[Block, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """All blocks, those that are dropped last."""
        for article in self.articles:
            yield from article.blocks
        yield from self.dropped


def character_counts(layout: Layout, text: str) -> Counter[str]:
    """Count the non-blank characters by what becomes of them; dropped ones by ``dropped as <reason>``."""
    counts = Counter({KEPT: 0, BESIDES: 0})
    fates = dict.fromkeys(RECORD_ROLES, KEPT) | dict.fromkeys(METADATA_ROLES, BESIDES)
    for block in layout.blocks():
        fate = fates.get(block.role, f"dropped as {block.reason}")
        counts[fate] += sum(len("".join(text[start:end].split())) for start, end in block.ranges)
    return counts
