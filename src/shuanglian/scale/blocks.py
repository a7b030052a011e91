"""Blocks of a datatrove pipeline: read an archive, split articles into sentence records, extract facts.

What they hand on are datatrove's documents. After `ReadArchive` a document is what a file or a row
of the archive holds; after `SplitArticles` it is one article, whose metadata have `source_id`,
`file`, `date` and `records` (see `shuanglian.text.records.SentenceRecord.as_json`); after
`ExtractFacts` they have `facts`, too, a line of `shuanglian facts` for each record.

A problem with an article costs that article only: it is counted (`problems` of the block's
statistics) and, where a writer is given, written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Any

from datatrove.data import Document
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.writers.disk_base import DiskWriter

from shuanglian.annotations.codec import facts_to_json
from shuanglian.facts import extract_facts
from shuanglian.facts.anchors import Anchor
from shuanglian.findings import Finding, FindingsError
from shuanglian.scale.inputs import Part, parts, read_parts
from shuanglian.scale.problems import ARTICLE_FAILED, BAD_DATE, BAD_FILE, BAD_ROW
from shuanglian.scale.rows import BadRow, Row, table_rows
from shuanglian.text.layout import Article, Layout, character_counts
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import Document as Source
from shuanglian.text.reading import decoded, document_from_text
from shuanglian.text.records import sentence_records


class _Block(PipelineStep):
    """A block that tells of problems."""

    type = "Shuanglian"

    def __init__(self, problems: DiskWriter | None = None) -> None:
        super().__init__()
        self.problems = problems

    def _writing(self) -> AbstractContextManager[Any]:
        return self.problems or nullcontext()

    def _tell(self, findings: Iterable[Finding], rank: int) -> None:
        for finding in findings:
            self.stat_update("problems")
            if self.problems:
                self.problems.write(
                    Document(finding.message, finding.path, metadata={"problem": asdict(finding)}), rank
                )


class ReadArchive(_Block):
    """Reads a task's share of an archive, see `shuanglian.scale.inputs`.

    `listing` is a file below `listing_folder` with the parts that `inputs.parts` found; without it
    each task lists the archive itself. `columns` names what holds text, id and date in tables;
    `encoding` is that of article files, detected for each by default.
    """

    name = "read the archive"

    def __init__(
        self,
        folder: DataFolderLike,
        listing_folder: DataFolderLike | None = None,
        listing: str = "inputs.jsonl",
        columns: tuple[str, str, str] = ("text", "id", "date"),
        encoding: str | None = None,
        problems: DiskWriter | None = None,
    ) -> None:
        super().__init__(problems)
        self.folder = get_datafolder(folder)
        self.listing_folder = get_datafolder(listing_folder) if listing_folder else None
        self.listing = listing
        self.columns = columns
        self.encoding = encoding

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        yield from data or ()
        with self._writing():
            for part in self._parts(rank, world_size):
                read = self._rows if part.is_table else self._article
                try:
                    yield from read(part, rank)
                except FindingsError as error:
                    self._tell(error.findings, rank)
                except (OSError, EOFError, ValueError) as error:
                    self._tell([BAD_FILE.at(part.path, "", str(error) or type(error).__name__)], rank)

    def _parts(self, rank: int, tasks: int) -> list[Part]:
        if self.listing_folder is None:
            return parts(self.folder.list_files(), tasks)[rank::tasks]
        with self.listing_folder.open(self.listing, "rt", encoding="utf-8") as lines:
            return list(read_parts(islice(lines, rank, None, tasks)))

    def _article(self, part: Part, rank: int) -> Iterator[Document]:
        with self.track_time(), self.folder.open(part.path, "rb") as stream:
            text, _, _ = decoded(stream.read(), part.path, self.encoding)
        self.stat_update("sources")
        yield Document(text, part.source_id, metadata={"file": part.path})

    def _rows(self, part: Part, rank: int) -> Iterator[Document]:
        with self.folder.open(part.path, "rb", compression="infer") as stream:
            for number, row in table_rows(stream, part.path, self.columns):
                if (number - 1) % part.of == part.number:
                    document = self._document(row, part, number)
                    if isinstance(document, Document):
                        self.stat_update("sources")
                        yield document
                    else:
                        self._tell([document], rank)

    def _document(self, row: Row | BadRow, part: Part, number: int) -> Document | Finding:
        if isinstance(row, BadRow):
            return BAD_ROW.at(part.path, f"row {number}", str(row))
        text, given, day = (row.get(column) for column in self.columns)
        if not isinstance(text, str):
            return BAD_ROW.at(part.path, f"row {number}", f'"{self.columns[0]}" is {_shown(text)}, not a string')
        identity = f"{part.source_id}/{number}" if given is None else str(given)
        return Document(text, identity, metadata={"file": f"{part.path}:{number}", "date": day})


class SplitArticles(_Block):
    """Splits each document, a page of text or HTML, into articles with their sentence records.

    A document's metadata may have `file`, what records call the place it came from (else
    `file_path`, else its id), and `date`, which outranks a date that the page states. `dropped` is
    a writer for the blocks of pages that are in no article, with the reason.
    """

    name = "split articles"

    def __init__(self, problems: DiskWriter | None = None, dropped: DiskWriter | None = None) -> None:
        super().__init__(problems)
        self.dropped = dropped

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        with self._writing(), self.dropped or nullcontext():
            for document in data:
                try:
                    with self.track_time():
                        articles = self._articles(document, rank)
                except FindingsError as error:
                    self._tell(error.findings, rank)
                except Exception as error:  # a fault of ours must not stop a run of days
                    self._tell([_failed(_file(document), error)], rank)
                else:
                    yield from articles

    def _articles(self, document: Document, rank: int) -> list[Document]:
        source = document_from_text(document.text, _file(document))
        layout = propose_layout(source, document.id)
        for fate, number in character_counts(layout, source.text).items():
            self.stat_update(f"characters {fate}", value=number)
        self._drop(layout, source, document.id, rank)
        given = self._day(document.metadata.get("date"), source.path, rank)
        articles = [
            _article(article, source, document.id, given or self._day(article.date, source.path, rank))
            for article in layout.articles
        ]
        self.stat_update("articles", value=len(articles))
        return articles

    def _day(self, given: object, place: str, rank: int) -> str | None:
        try:
            return _day(given)
        except ValueError as error:
            self._tell([BAD_DATE.at(place, "", str(error))], rank)
            return None

    def _drop(self, layout: Layout, source: Source, identity: str, rank: int) -> None:
        if self.dropped is None:
            return
        for block in layout.dropped:
            text = "".join(source.text[start:end] for start, end in block.ranges)
            metadata = {"file": source.path, "role": block.role, "reason": block.reason}
            ranges = [{"start": start, "end": end} for start, end in block.ranges]
            self.dropped.write(Document(text, f"{identity}.{block.id}", metadata=metadata | {"ranges": ranges}), rank)


def _article(article: Article, source: Source, source_id: str, day: str | None) -> Document:
    records = [record.as_json() for record in sentence_records(article, source)]
    metadata = {"source_id": source_id, "file": source.path, "date": day, "records": records}
    return Document("\n".join(record["text"] for record in records), article.id, metadata=metadata)


class ExtractFacts(_Block):
    """Adds to each article its `facts`: a line of `shuanglian facts` for each of its `records`."""

    name = "extract facts"

    def run(self, data: Iterable[Document], rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        with self._writing():
            for document in data:
                with self.track_time():
                    document.metadata["facts"] = list(self._lines(document, rank))
                yield document

    def _lines(self, document: Document, rank: int) -> Iterator[dict[str, Any]]:
        for record in document.metadata["records"]:
            try:
                facts = extract_facts(record["text"], document.metadata["date"])
            except Exception as error:  # a fault of ours must not stop a run of days
                self._tell([_failed(record["id"], error)], rank)
                continue
            self.stat_update("sentences")
            self.stat_update("facts", value=len(facts.facts))
            yield {"id": record["id"], **facts_to_json(facts)}


def _file(document: Document) -> str:
    return str(document.metadata.get("file") or document.metadata.get("file_path") or document.id)


def _day(given: object) -> str | None:
    """Return a day, month or year as ISO 8601 has it, the time of day left out; `ValueError` for anything else."""
    if given is None or given == "":
        return None
    written = given.isoformat() if isinstance(given, date) else given
    if not isinstance(written, str):
        raise ValueError(f"{_shown(given)} is no date")
    written = written[:10] if written[10:11] in ("T", " ") else written
    Anchor.of(written)
    return written


def _shown(value: object) -> str:
    return "missing" if value is None else repr(value)[:40]


def _failed(place: str, error: Exception) -> Finding:
    return ARTICLE_FAILED.at(place, "", f"{type(error).__name__}: {error}")
