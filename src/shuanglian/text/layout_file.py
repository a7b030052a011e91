"""The layout file: TOML in which each range stands on a line of its own beside its text.

Correcting a layout is moving, splitting and relabelling lines; the text is compared with the
file whenever a layout is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.spans import Range
from shuanglian.text.layout import Article, Block, Layout
from shuanglian.text.layout_proofs import check_layout
from shuanglian.text.reading import Document

MALFORMED = Kind("layout-malformed", "layout", "correct the TOML; `shuanglian layout FILE` prints a valid one")
TEXT_DIFFERS = Kind(
    "layout-text-differs", "layout", "correct start and end, or the text beside them: it is text[start:end]"
)

_ARTICLE_FIELDS = ("date", "date_source", "publisher", "duplicate_of", "note")


def layout_toml(layout: Layout, document: Document) -> str:
    """Write a layout in the format that `parse_layout` reads and a person edits."""
    root = tomlkit.document()
    root["file"] = layout.file
    root["sha256"] = layout.sha256
    articles = tomlkit.aot()
    for article in layout.articles:
        table = tomlkit.table()
        table["id"] = article.id
        for field in _ARTICLE_FIELDS:
            if (value := getattr(article, field)) is not None:
                table[field] = value
        table["block"] = _block_tables(article.blocks, document)
        articles.append(table)
    if layout.articles:
        root["article"] = articles
    if layout.dropped:
        root["dropped"] = _block_tables(layout.dropped, document)
    return tomlkit.dumps(root)


def _block_tables(blocks: Iterable[Block], document: Document) -> tomlkit.items.AoT:
    tables = tomlkit.aot()
    for block in blocks:
        table = tomlkit.table()
        table["id"] = block.id
        table["role"] = block.role
        if block.reason:
            table["reason"] = block.reason
        ranges = tomlkit.array()
        ranges.multiline(True)
        for start, end in block.ranges:
            ranges.append([start, end, document.text[start:end]])
        table["ranges"] = ranges
        tables.append(table)
    return tables


def parse_layout(path: str, toml: str, document: Document) -> Layout:
    """Read a layout and prove it against its document.

    Raises `FindingsError` with every problem: malformed content, unknown roles, ranges past the
    end or over another one, text that differs, and non-blank characters in no block.
    """
    layout, findings = _parsed(path, toml, document)
    findings += check_layout(path, layout, document)
    if findings:
        raise FindingsError(findings)
    return layout


def _parsed(path: str, toml: str, document: Document) -> tuple[Layout, list[Finding]]:
    try:
        data = tomlkit.parse(toml).unwrap()
    except TOMLKitError as error:
        raise FindingsError([MALFORMED.at(path, "", str(error))]) from error
    reader = _Reader(path, document)
    return reader.layout(data), reader.findings


class _Reader:
    """Turns TOML data into a `Layout`, noting what does not have the right shape."""

    def __init__(self, path: str, document: Document) -> None:
        self.path = path
        self.document = document
        self.findings: list[Finding] = []

    def layout(self, data: dict[str, Any]) -> Layout:
        self._only(data, ("file", "sha256", "article", "dropped"), "top level")
        articles = [self._article(item, f"article {n}") for n, item in self._tables(data, "article", "top level")]
        dropped = [self._block(item, f"dropped {n}") for n, item in self._tables(data, "dropped", "top level")]
        file, digest = (self._string(data, key, "top level") or "" for key in ("file", "sha256"))
        return Layout(file, digest, tuple(articles), tuple(dropped))

    def _article(self, data: dict[str, Any], where: str) -> Article:
        self._only(data, ("id", "block", *_ARTICLE_FIELDS), where)
        identity = self._string(data, "id", where) or ""
        where = f"article {identity}" if identity else where
        blocks = [self._block(item, f"{where}, block {n}") for n, item in self._tables(data, "block", where)]
        values = {field: self._string(data, field, where) for field in _ARTICLE_FIELDS if field in data}
        return Article(identity, tuple(blocks), **values)

    def _block(self, data: dict[str, Any], where: str) -> Block:
        self._only(data, ("id", "role", "reason", "ranges"), where)
        identity = self._string(data, "id", where) or ""
        role = self._string(data, "role", where) or ""
        reason = self._string(data, "reason", where) or "" if "reason" in data else ""
        ranges = data.get("ranges", [])
        if not isinstance(ranges, list):
            self._malformed(where, "ranges is not a list")
            ranges = []
        read = (self._range(item, f"{where} ({identity})") for item in ranges)
        return Block(identity, role, tuple(item for item in read if item), reason)

    def _range(self, item: Any, where: str) -> Range | None:
        match item:
            case [int(start), int(end), str(text)]:
                pass
            case _:
                self._malformed(where, f"a range is [start, end, text], not {item!r}")
                return None
        actual = self.document.text[max(start, 0) : end]
        if 0 <= start < end <= len(self.document.text) and actual != text:
            message = f"[{start}, {end}) is {actual!r} in {self.document.path}, the layout says {text!r}"
            self.findings.append(TEXT_DIFFERS.at(self.path, where, message + _shift(self.document.text, start, text)))
        return start, end

    def _tables(self, data: dict[str, Any], key: str, where: str) -> list[tuple[int, dict[str, Any]]]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._malformed(where, f"{key} is not a list of tables")
            return []
        return list(enumerate(value, 1))

    def _string(self, data: dict[str, Any], key: str, where: str) -> str | None:
        value = data.get(key)
        if not isinstance(value, str) or not value:
            self._malformed(where, f"{key} is missing or not a string")
            return None
        return value

    def _only(self, data: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in sorted(set(data) - set(known)):
            self._malformed(where, f"unknown key {key!r}; known are {', '.join(known)}")

    def _malformed(self, where: str, message: str) -> None:
        self.findings.append(MALFORMED.at(self.path, where, message))


def _shift(text: str, start: int, expected: str) -> str:
    """Say where the expected text stands if it stands close by: a slip in counting."""
    found = text.find(expected, max(0, start - 50), start + 50 + len(expected))
    return f" (it stands at [{found}, {found + len(expected)}))" if found >= 0 else ""
