"""Sentence records: the unit everything later is annotated on and scored by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shuanglian.files import sha256
from shuanglian.spans import Range
from shuanglian.text.joining import block_text
from shuanglian.text.layout import RECORD_ROLES, Article, Block
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import Document
from shuanglian.text.sentences import Sentence, split_sentences

UNSPLIT_ROLES = ("kicker", "title", "subtitle", "heading")
"""Roles whose block is one record whatever punctuation it holds."""


@dataclass(frozen=True)
class SentenceRecord:
    """One sentence with the place it came from.

    `id` is ``<article>.<block>.s<n>`` and does not change when other blocks do; `paragraph` is
    the block's id, `index` counts the article's records from 0 in reading order.
    `sub_boundaries` are offsets into `text`, `ranges` offsets into the text of `file`; joined
    they give `text`, but for a line break between half-width words or numbers, which reads as a space.
    """

    id: str
    article_id: str
    role: str
    paragraph: str
    index: int
    text: str
    sub_boundaries: tuple[int, ...]
    file: str
    ranges: tuple[Range, ...]

    @property
    def text_sha256(self) -> str:
        return sha256(self.text)

    def as_json(self) -> dict[str, Any]:
        """Return the record in the published form (DESIGN: sentence record)."""
        return {
            "id": self.id,
            "article_id": self.article_id,
            "role": self.role,
            "paragraph": self.paragraph,
            "index": self.index,
            "text": self.text,
            "sub_boundaries": list(self.sub_boundaries),
            "provenance": {
                "file": self.file,
                "ranges": [{"start": start, "end": end} for start, end in self.ranges],
            },
            "text_sha256": self.text_sha256,
        }


def sentence_records(article: Article, document: Document) -> list[SentenceRecord]:
    """All records of an article in reading order."""
    found = ((block, *item) for block in article.blocks for item in _block_sentences(block, document))
    return [
        SentenceRecord(
            id=f"{article.id}.{block.id}.s{number}",
            article_id=article.id,
            role=block.role,
            paragraph=block.id,
            index=index,
            text=sentence.text,
            sub_boundaries=sentence.sub_boundaries,
            file=document.path,
            ranges=ranges,
        )
        for index, (block, number, sentence, ranges) in enumerate(found)
    ]


def split_document(document: Document, source_id: str) -> Iterator[SentenceRecord]:
    """All records of all articles of a document, by its proposed layout."""
    for article in propose_layout(document, source_id).articles:
        yield from sentence_records(article, document)


def _block_sentences(block: Block, document: Document) -> Iterator[tuple[int, Sentence, tuple[Range, ...]]]:
    if block.role not in RECORD_ROLES:
        return
    content = block_text(document.text, block.ranges)
    sentences = split_sentences(content.text)
    if block.role in UNSPLIT_ROLES and sentences:
        sentences = [_whole(sentences, content.text)]
    for number, sentence in enumerate(sentences, 1):
        yield number, sentence, tuple(content.source.source_ranges(sentence.start, sentence.end))


def _whole(sentences: list[Sentence], text: str) -> Sentence:
    start, end = sentences[0].start, sentences[-1].end
    inner = [sentence.start + at for sentence in sentences for at in sentence.sub_boundaries]
    inner += [sentence.end for sentence in sentences[:-1]]
    return Sentence(start, end, text[start:end], tuple(sorted(at - start for at in inner)))
