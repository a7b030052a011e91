"""The dataset without the text of its articles: offsets, labels, values, hashes and provenance.

Three sorts of tables hold text of articles. Rows of sentences (those with `text`, `text_sha256` and
`article_id`) lose the text and its characters, and their lists of words become spans in it. Articles and
variants lose what their blocks and offsets give back. A table more, `blocks`, says where in the seed files
every block stands, those of duplicates too. `restored_tables` undoes it; `rows_sha256` proves that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shuanglian.annotations.codec import word_spans
from shuanglian.corpus.model import SPLITS, Corpus, CorpusArticle
from shuanglian.release.features import Features
from shuanglian.release.rows import ARTICLES, SENTENCES, SPAN, VARIANTS, Configuration, Row
from shuanglian.release.tables import Tables
from shuanglian.spans import join
from shuanglian.text.joining import block_text, readable
from shuanglian.text.layout import RECORD_ROLES

DUPLICATES = "duplicates"
LISTS_OF_NAMES = {"publisher": "、"}
"""Columns of articles that name several in one string, and what stands between them."""


# --- blocks -----------------------------------------------------------------------------------


def _block_rows(article: CorpusArticle) -> Iterator[Row]:
    for block in article.layout.blocks:
        ranges = block_text(article.document.text, block.ranges).ranges
        yield {
            "id": f"{article.id}.{block.id}",
            "article_id": article.id,
            "role": block.role,
            "provenance": {"file": article.source.file, "ranges": [dict(zip(SPAN, r, strict=True)) for r in ranges]},
        }


def _blocks(corpus: Corpus) -> dict[str, list[Row]]:
    places = dict.fromkeys((*SPLITS, DUPLICATES))
    return {
        place: [row for a in corpus.articles if (a.split or DUPLICATES) == place for row in _block_rows(a)]
        for place in places
    }


BLOCKS = Configuration(
    name="blocks",
    summary="one block of an article a row, with the place of its characters in the seed file",
    features={
        "id": "string",
        "article_id": "string",
        "role": "string",
        "provenance": {"file": "string", "ranges": [SPAN]},
    },
    rows=_blocks,
)


# --- taking the text away ---------------------------------------------------------------------


def textfree(items: list[Configuration], tables: Tables, corpus: Corpus) -> tuple[list[Configuration], Tables]:
    """Return the configurations without text, with `blocks` besides, and their rows."""
    bare = [Configuration(item.name, item.summary, textfree_features(item), item.rows) for item in items]
    rows = {
        item.name: {split: [_stripped(item, row) for row in rows] for split, rows in tables[item.name].items()}
        for item in items
    }
    blocks = {split: found for split, found in BLOCKS.rows(corpus).items() if found}
    return [*bare, BLOCKS], {**rows, BLOCKS.name: blocks}


def textfree_features(item: Configuration) -> Features:
    """Columns of a configuration as its rows are without text."""
    features = {name: kind for name, kind in item.features.items() if name not in _withheld(item)}
    if item.name == ARTICLES.name:
        features["blocks"] = [_without_text(item.features["blocks"])]
        features |= {name: ["string"] for name in LISTS_OF_NAMES}
    return features | {name: [SPAN] for name in _word_columns(item)} if _is_of_sentences(item) else features


def _without_text(kind: Any) -> dict[str, Any]:
    """The members of a list of records, but the text."""
    return {name: inner for name, inner in kind[0].items() if name != "text"}


def _is_of_sentences(item: Configuration) -> bool:
    return {"text", "text_sha256", "article_id"} <= item.features.keys()


def _word_columns(item: Configuration) -> list[str]:
    return [name for name, kind in item.features.items() if kind == ["string"] and name != "characters"]


def _withheld(item: Configuration) -> set[str]:
    if item.name == ARTICLES.name:
        return {"title", "byline", "text"}
    if item.name == VARIANTS.name:
        return {"text", "variant_text"}
    return {"text", "characters"} if _is_of_sentences(item) else set()


def _stripped(item: Configuration, row: Row) -> Row:
    kept = {name: value for name, value in row.items() if name not in _withheld(item)}
    if item.name == ARTICLES.name:
        kept["blocks"] = [{name: value for name, value in b.items() if name != "text"} for b in row["blocks"]]
        kept |= {name: None if row[name] is None else row[name].split(mark) for name, mark in LISTS_OF_NAMES.items()}
    elif _is_of_sentences(item):
        for name in _word_columns(item):
            kept[name] = [{"start": start, "end": end} for start, end in word_spans(row["text"], row[name])]
    return kept


# --- putting it back --------------------------------------------------------------------------


class Texts:
    """The texts that ranges of seed files give; `documents` maps the names of files to their texts."""

    def __init__(self, tables: Tables, documents: Mapping[str, str]) -> None:
        def text(row: Row) -> str:
            place = row["provenance"]
            return readable(join(documents[place["file"]], [(r["start"], r["end"]) for r in place["ranges"]]))

        rows = {name: [row for found in tables.get(name, {}).values() for row in found] for name in _PLACED}
        self.sentences = {row["id"]: text(row) for row in rows[SENTENCES.name]}
        self.blocks = {row["id"]: text(row) for row in rows[BLOCKS.name]}
        self.roles = {row["id"]: row["role"] for row in rows[BLOCKS.name]}
        self.of_article: dict[str, list[str]] = {}
        for row in rows[BLOCKS.name]:
            self.of_article.setdefault(row["article_id"], []).append(row["id"])

    def article(self, identity: str) -> str:
        """The text of all blocks that records come from, one a line."""
        return "\n".join(self.blocks[b] for b in self.of_article[identity] if self.roles[b] in RECORD_ROLES)

    def of_role(self, identity: str, role: str) -> str:
        return " ".join(self.blocks[b] for b in self.of_article[identity] if self.roles[b] == role)


_PLACED = (SENTENCES.name, BLOCKS.name)


def restored_tables(items: list[Configuration], tables: Tables, texts: Texts) -> Tables:
    """Put the text back into the rows of the full configurations; raises `KeyError` for ids that lead nowhere."""
    return {
        item.name: {split: [_restored(item, row, texts) for row in rows] for split, rows in tables[item.name].items()}
        for item in items
    }


def _restored(item: Configuration, row: Row, texts: Texts) -> Row:
    added: dict[str, Any] = {}
    if item.name == ARTICLES.name:
        added = _article(row, texts)
    elif item.name == VARIANTS.name:
        added = {
            "text": texts.article(row["canonical_article_id"])[row["start"] : row["end"]],
            "variant_text": texts.article(row["article_id"])[row["variant_start"] : row["variant_end"]],
        }
    elif _is_of_sentences(item):
        text = texts.sentences[row["id"]]
        words = {name: [text[w["start"] : w["end"]] for w in row[name]] for name in _word_columns(item)}
        added = {"text": text, **({"characters": list(text)} if "characters" in item.features else {}), **words}
    return {name: added.get(name, row.get(name)) for name in item.features}


def _article(row: Row, texts: Texts) -> Row:
    identity = row["id"]
    blocks = [{**block, "text": texts.blocks[f"{identity}.{block['id']}"]} for block in row["blocks"]]
    order = ("id", "role", "text", "start", "end")
    return {
        "title": texts.of_role(identity, "title"),
        "byline": texts.of_role(identity, "byline") or None,
        "text": texts.article(identity),
        "blocks": [{name: block[name] for name in order} for block in blocks],
        **{name: None if row[name] is None else mark.join(row[name]) for name, mark in LISTS_OF_NAMES.items()},
    }
