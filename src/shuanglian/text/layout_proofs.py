"""Proofs that a layout accounts for every character of its document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from shuanglian.findings import Finding, Kind
from shuanglian.spans import is_blank, merged, trimmed
from shuanglian.text.layout import (
    DATE_SOURCES,
    DROPPED_ROLES,
    METADATA_ROLES,
    RECORD_ROLES,
    ROLES,
    Article,
    Block,
    Layout,
)
from shuanglian.text.reading import Document

WRONG_FILE = Kind(
    "layout-file-changed",
    "layout",
    "the layout was made for other bytes: restore the file or redo the layout",
)
UNKNOWN_ROLE = Kind("layout-unknown-role", "layout", "use one of: " + " ".join(ROLES))
MISPLACED_ROLE = Kind(
    "layout-misplaced-role",
    "layout",
    "blocks of an article stand under [[article.block]], teasers and boilerplate under [[dropped]]",
)
NO_REASON = Kind("layout-no-reason", "layout", 'say why the block is dropped: reason = "…"')
REPEATED_ID = Kind("layout-repeated-id", "layout", "give each article, and each block of an article, an id of its own")
BAD_ID = Kind("layout-bad-id", "layout", "an article's id is <source id>-<number>, a block's id letters and digits")
EMPTY_BLOCK = Kind("layout-empty-block", "layout", "give the block at least one range with text, or remove it")
NO_RECORDS = Kind("layout-no-text", "layout", "an article needs a title or a paragraph: " + " ".join(RECORD_ROLES))
BAD_DATE = Kind(
    "layout-bad-date",
    "layout",
    'date = "YYYY-MM-DD" (or YYYY, YYYY-MM) with date_source = "stated" or "inferred"',
)
OUT_OF_RANGE = Kind("layout-range-past-end", "layout", "ranges are code points, 0 <= start < end <= length of the text")
OVERLAP = Kind("layout-overlap", "layout", "let each character stand in exactly one block")
UNACCOUNTED = Kind("layout-unaccounted", "layout", "add the range to a block, or to [[dropped]] with a reason")

_ARTICLE_ID = re.compile(r".+-\d+")
_BLOCK_ID = re.compile(r"[A-Za-z]+[0-9]*")
_DATE_LENGTHS = {4: "-01-01", 7: "-01", 10: ""}


def check_layout(path: str, layout: Layout, document: Document) -> list[Finding]:
    """Everything that keeps a layout from accounting for its document."""
    findings = []
    if layout.sha256 != document.sha256:
        message = f"{document.path} has sha256 {document.sha256}, the layout was made for {layout.sha256}"
        findings.append(WRONG_FILE.at(path, "", message))
    findings += _check_ids(path, layout)
    for article in layout.articles:
        findings += _check_article(path, article)
    for block in layout.dropped:
        findings += _check_block(path, f"dropped {block.id}", block, DROPPED_ROLES)
        if not block.reason:
            findings.append(NO_REASON.at(path, f"dropped {block.id}", "a dropped block without a reason"))
    return [*findings, *_check_coverage(path, layout, document)]


def _check_ids(path: str, layout: Layout) -> Iterator[Finding]:
    groups = [("article", [article.id for article in layout.articles])]
    groups += [(f"article {article.id}", [block.id for block in article.blocks]) for article in layout.articles]
    groups += [("dropped", [block.id for block in layout.dropped])]
    for where, ids in groups:
        shape = _ARTICLE_ID if where == "article" else _BLOCK_ID
        for identity, count in sorted(Counter(ids).items()):
            if count > 1:
                yield REPEATED_ID.at(path, where, f"the id {identity!r} is given {count} times")
            if not shape.fullmatch(identity):
                yield BAD_ID.at(path, where, f"{identity!r} does not have the form of an id")


def _check_article(path: str, article: Article) -> Iterator[Finding]:
    where = f"article {article.id}"
    for block in article.blocks:
        yield from _check_block(path, f"{where}, block {block.id}", block, RECORD_ROLES + METADATA_ROLES)
    if not any(block.role in RECORD_ROLES for block in article.blocks):
        yield NO_RECORDS.at(path, where, "the article has no block with text for sentence records")
    if not _is_dated_well(article):
        yield BAD_DATE.at(path, where, f"date is {article.date!r}, date_source {article.date_source!r}")


def _is_dated_well(article: Article) -> bool:
    if article.date is None:
        return article.date_source is None
    return is_date(article.date) and article.date_source in DATE_SOURCES


def is_date(text: str) -> bool:
    """Tell whether a text is a day, a month or a year of the calendar, as ISO 8601 writes them."""
    try:
        date.fromisoformat(text + _DATE_LENGTHS[len(text)])
    except (ValueError, KeyError):
        return False
    return True


def _check_block(path: str, where: str, block: Block, allowed: tuple[str, ...]) -> Iterator[Finding]:
    if block.role not in ROLES:
        yield UNKNOWN_ROLE.at(path, where, f"unknown role {block.role!r}")
    elif block.role not in allowed:
        yield MISPLACED_ROLE.at(path, where, f"a block with role {block.role!r} cannot stand here")
    if not block.ranges:
        yield EMPTY_BLOCK.at(path, where, "the block has no ranges")


def _check_coverage(path: str, layout: Layout, document: Document) -> Iterator[Finding]:
    """Prove that every non-blank character is in exactly one block."""
    text = document.text
    owner: list[str] = [""] * len(text)
    named = [(f"article {article.id}", block) for article in layout.articles for block in article.blocks]
    named += [("dropped", block) for block in layout.dropped]
    for where, block in named:
        for start, end in block.ranges:
            if not 0 <= start < end <= len(text):
                message = f"[{start}, {end}) is not a range of the {len(text)} characters of {document.path}"
                yield OUT_OF_RANGE.at(path, f"{where}, block {block.id}", message)
                continue
            taken = [at for at in range(start, end) if owner[at] and not is_blank(text[at])]
            for at, stop in merged((at, at + 1) for at in taken):
                message = f"[{at}, {stop}) {_excerpt(text, at, stop)} is also in {owner[at]}"
                yield OVERLAP.at(path, f"{where}, block {block.id}", message)
            owner[start:end] = [f"{where}, block {block.id}"] * (end - start)
    missing = ((at, at + 1) for at in range(len(text)) if not owner[at])
    for start, end in merged(missing):
        start, end = trimmed(text, start, end)
        if start < end:
            message = f"[{start}, {end}) {_excerpt(text, start, end)} of {document.path} is in no block"
            yield UNACCOUNTED.at(path, f"offset {start}", message)


def _excerpt(text: str, start: int, end: int) -> str:
    return repr(text[start:end] if end - start <= 30 else text[start : start + 14] + "…" + text[end - 14 : end])
