"""What a corpus is: seeds with their sources, texts and layouts, and the articles in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shuanglian.agreement.passes import Round
from shuanglian.diagnostics import Diagnostic, Phenomenon
from shuanglian.gold import GoldSentence
from shuanglian.schema import Schema
from shuanglian.text.duplicates import NearDuplicate, SharedString
from shuanglian.text.joining import block_text
from shuanglian.text.layout import RECORD_ROLES, Article, Layout
from shuanglian.text.reading import Document
from shuanglian.text.records import SentenceRecord

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True)
class Source:
    """A row of sources.tsv; `inferred` names the fields that the file itself does not state.

    It is None in a table without such a column: nobody has said that the file states any.
    """

    id: str
    file: str
    sha256: str
    publisher: str
    date: str
    url: str
    rights: str
    inferred: str | None = None
    encoding: str = ""
    note: str = ""


@dataclass(frozen=True)
class CorpusArticle:
    """An article with all that is known of it; `split` is None for a duplicate."""

    source: Source
    document: Document
    layout: Article
    records: tuple[SentenceRecord, ...]
    split: str | None = None
    cluster: str = ""

    @property
    def id(self) -> str:
        return self.layout.id

    @property
    def publisher(self) -> str | None:
        return self.layout.publisher or self.source.publisher or None

    @property
    def date(self) -> str | None:
        return self.layout.date or self.source.date or None

    @property
    def date_source(self) -> str | None:
        """Who says when: the file (`stated`), or whoever listed it (`inferred`)."""
        if self.layout.date or not self.date:
            return self.layout.date_source
        inferred = self.source.inferred
        return "inferred" if inferred is None or "date" in inferred.split() else "stated"

    @property
    def text(self) -> str:
        """The text of all blocks that records come from, one a line, in reading order."""
        return "\n".join(text for _, text in self.block_texts())

    def block_texts(self) -> list[tuple[str, str]]:
        """Id and text of the blocks that records come from."""
        return [
            (block.id, block_text(self.document.text, block.ranges).text)
            for block in self.layout.blocks
            if block.role in RECORD_ROLES
        ]

    def texts_of(self, role: str) -> list[str]:
        return [block_text(self.document.text, b.ranges).text for b in self.layout.blocks if b.role == role]


@dataclass(frozen=True)
class Seed:
    """A source with its text, its layout, and whether a person has reviewed that layout."""

    source: Source
    document: Document
    layout: Layout
    reviewed: bool


@dataclass(frozen=True)
class Corpus:
    """Everything the seeds hold, in the order of sources.tsv."""

    seeds: tuple[Seed, ...]
    articles: tuple[CorpusArticle, ...]
    near_duplicates: tuple[NearDuplicate, ...] = ()
    shared_strings: tuple[SharedString, ...] = ()
    gold: Mapping[str, GoldSentence] = field(default_factory=dict)
    """The adjudicated annotation by sentence id, as far as there is one."""
    gold_version: str | None = None
    """The version that the gold has been given; None before the first one."""
    schema: Schema | None = None
    """What can be annotated; None where nothing is."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Constructed sentences with their numeric facts; they are in no article."""
    phenomena: tuple[Phenomenon, ...] = ()
    """What the diagnostics test."""
    diagnostic_passes: Round | None = None
    """What annotators said of the diagnostics, before adjudication."""
    trial: Corpus | None = None
    """Constructed articles that were annotated only to measure agreement on text no guideline was written for."""
    rounds: tuple[Round, ...] = ()
    """What annotators made of it, before adjudication."""

    def article(self, identity: str) -> CorpusArticle:
        """Return an article by its id; raises `StopIteration` for an unknown one."""
        return next(article for article in self.articles if article.id == identity)


@dataclass(frozen=True)
class CorpusPaths:
    """Where a corpus lies; only the command line decides it."""

    workspace: Path
    seeds: Path
    layouts: Path
    splits: Path

    @property
    def sources(self) -> Path:
        return self.seeds / "sources.tsv"


@dataclass(frozen=True)
class AnnotationPaths:
    """Where the schema, the annotators' passes, the gold, its exceptions and version, and the guidelines lie."""

    schema: Path
    rounds: Path
    gold: Path
    exceptions: Path
    guidelines: Path
    gold_version: Path
    diagnostics: Path
    trial: tuple[CorpusPaths, AnnotationPaths] | None = None
