"""From the corpus to the rows of the configurations of its text: sentences, articles, variants."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from shuanglian.corpus.model import SPLITS, Corpus, CorpusArticle
from shuanglian.release.features import Features
from shuanglian.spans import Range
from shuanglian.text.duplicates import Difference, differences
from shuanglian.text.joining import block_text
from shuanglian.text.layout import RECORD_ROLES

Row = dict[str, Any]

SPAN: Features = {"start": "int32", "end": "int32"}


@dataclass(frozen=True)
class Configuration:
    """A table of the dataset: its columns and how its rows come from the corpus, by split."""

    name: str
    summary: str
    features: Features
    rows: Callable[[Corpus], dict[str, list[Row]]]


def by_split(corpus: Corpus, rows: Callable[[CorpusArticle], list[Row]]) -> dict[str, list[Row]]:
    return {
        split: [row for article in corpus.articles if article.split == split for row in rows(article)]
        for split in SPLITS
    }


# --- sentences ------------------------------------------------------------------------------

SENTENCES = Configuration(
    name="sentences",
    summary="one sentence record a row, with the place in the seed file that every character came from",
    features={
        "id": "string",
        "article_id": "string",
        "role": "string",
        "paragraph": "string",
        "index": "int32",
        "text": "string",
        "sub_boundaries": ["int32"],
        "provenance": {"file": "string", "ranges": [SPAN]},
        "text_sha256": "string",
    },
    rows=lambda corpus: by_split(corpus, lambda article: [record.as_json() for record in article.records]),
)

# --- articles -------------------------------------------------------------------------------


def article_row(article: CorpusArticle) -> Row:
    """Return an article with its text, blocks and sentences; offsets count in `text`."""
    blocks = _blocks(article)
    return {
        "id": article.id,
        "source_id": article.source.id,
        "title": " ".join(article.texts_of("title")),
        "byline": " ".join(article.texts_of("byline")) or None,
        "publisher": article.publisher,
        "date": article.date,
        "date_source": article.date_source,
        "url": article.source.url or None,
        "rights": article.source.rights,
        "cluster": article.cluster,
        "text": article.text,
        "blocks": blocks,
        "sentences": _sentence_spans(article, blocks),
    }


def _blocks(article: CorpusArticle) -> list[Row]:
    position = 0
    rows = []
    for block in article.layout.blocks:
        text = block_text(article.document.text, block.ranges).text
        row: Row = {"id": block.id, "role": block.role, "text": text, "start": None, "end": None}
        if block.role in RECORD_ROLES:
            row |= {"start": position, "end": position + len(text)}
            position += len(text) + 1
        rows.append(row)
    return rows


def _sentence_spans(article: CorpusArticle, blocks: list[Row]) -> list[Row]:
    """Find each record in the article's text; records of a block follow each other in it."""
    text = article.text
    starts = {block["id"]: block["start"] for block in blocks}
    rows: list[Row] = []
    position = 0
    for record in article.records:
        start = text.index(record.text, max(position, starts[record.paragraph]))
        position = start + len(record.text)
        rows.append({"id": record.id, "start": start, "end": position})
    return rows


ARTICLES = Configuration(
    name="articles",
    summary="one article a row, with its blocks in reading order and its sentences",
    features={
        "id": "string",
        "source_id": "string",
        "title": "string",
        "byline": "string",
        "publisher": "string",
        "date": "string",
        "date_source": "string",
        "url": "string",
        "rights": "string",
        "cluster": "string",
        "text": "string",
        "blocks": [{"id": "string", "role": "string", "text": "string", **SPAN}],
        "sentences": [{"id": "string", **SPAN}],
    },
    rows=lambda corpus: by_split(corpus, lambda article: [article_row(article)]),
)

# --- variants -------------------------------------------------------------------------------


def variant_rows(corpus: Corpus) -> list[Row]:
    """Return the character differences of every duplicate from the text it repeats."""
    return [row for a in corpus.articles if a.layout.duplicate_of for row in _variant(corpus, a)]


def _variant(corpus: Corpus, variant: CorpusArticle) -> list[Row]:
    canonical = corpus.article(str(variant.layout.duplicate_of))
    one, other = article_row(canonical), article_row(variant)
    return [
        _edit_row(one, other, number, edit) for number, edit in enumerate(differences(one["text"], other["text"]), 1)
    ]


def _edit_row(canonical: Row, variant: Row, number: int, edit: Difference) -> Row:
    """Return an edit between two article rows."""
    return {
        "id": f"{variant['id']}.v{number:02}",
        "article_id": variant["id"],
        "canonical_article_id": canonical["id"],
        "operation": edit.operation,
        "start": edit.start,
        "end": edit.end,
        "text": canonical["text"][edit.start : edit.end],
        "sentence_ids": _touched(canonical["sentences"], (edit.start, edit.end)),
        "variant_start": edit.variant_start,
        "variant_end": edit.variant_end,
        "variant_text": variant["text"][edit.variant_start : edit.variant_end],
        "variant_sentence_ids": _touched(variant["sentences"], (edit.variant_start, edit.variant_end)),
    }


def _touched(sentences: list[Row], span: Range) -> list[str]:
    """Ids of the sentences, given in their order, that a span overlaps; for an empty span, of the one it stands in."""
    start, end = span[0], max(span[1], span[0] + 1)
    first = bisect_right(sentences, start, key=itemgetter("end"))
    last = bisect_left(sentences, end, key=itemgetter("start"))
    return [sentence["id"] for sentence in sentences[first:last]]


VARIANTS = Configuration(
    name="variants",
    summary="one character difference a row, between an article and another extraction of the same article",
    features={
        "id": "string",
        "article_id": "string",
        "canonical_article_id": "string",
        "operation": "string",
        "start": "int32",
        "end": "int32",
        "text": "string",
        "sentence_ids": ["string"],
        "variant_start": "int32",
        "variant_end": "int32",
        "variant_text": "string",
        "variant_sentence_ids": ["string"],
    },
    rows=lambda corpus: {"variants": variant_rows(corpus)},
)
