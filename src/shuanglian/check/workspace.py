"""Checks of a whole workspace, of single article files, and of files of sentence records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from shuanglian.agreement.passes import Texts, check_pass
from shuanglian.check.gold import check_gold
from shuanglian.check.records import (
    MALFORMED,
    NOT_COMPARED,
    OTHER_TEXT,
    check_not_cut_off,
    check_nothing_lost,
    check_records,
)
from shuanglian.check.release import check_release
from shuanglian.corpus.annotated import with_gold
from shuanglian.corpus.model import AnnotationPaths, Corpus, CorpusPaths
from shuanglian.corpus.reading import read_corpus
from shuanglian.findings import Finding, FindingsError
from shuanglian.schema import Schema, load_schema
from shuanglian.text.layout import RECORD_ROLES, Article, Layout
from shuanglian.text.layout_proofs import check_layout
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import Document, read_document
from shuanglian.text.records import SentenceRecord, sentence_records

Progress = Callable[[str], None]


def check_workspace(
    paths: CorpusPaths,
    annotation: AnnotationPaths,
    dataset: Path,
    progress: Progress = lambda step: None,
    card: Path | None = None,
) -> list[Finding]:
    """Check everything from the bytes of the seeds to the published dataset, made with the template `card`."""
    progress("bytes and layout: seeds, sources, reviewed layouts, splits")
    corpus, findings = read_corpus(paths)
    complete = not findings
    progress(f"offsets and records: {sum(len(article.records) for article in corpus.articles)} sentence records")
    findings += _check_corpus_records(corpus)
    findings += _check_annotation(paths, annotation, corpus, complete)
    if dataset.exists():
        progress(f"release: {dataset.name}/")
        findings += check_release(dataset, None if findings else with_gold(corpus, annotation), card)
    return findings


def _check_annotation(paths: CorpusPaths, annotation: AnnotationPaths, corpus: Corpus, complete: bool) -> list[Finding]:
    """Check passes and gold; gold is judged only where all of the corpus could be read."""
    if not annotation.schema.exists():
        return []
    try:
        schema = load_schema(annotation.schema, annotation.schema.relative_to(paths.workspace).as_posix())
    except FindingsError as error:
        return error.findings
    texts = {r.id: (r.text, r.text_sha256) for article in corpus.articles for r in article.records}
    findings = _check_rounds(paths, annotation, schema, texts)
    return findings + check_gold(annotation, schema, texts) if complete else findings


def _check_rounds(paths: CorpusPaths, annotation: AnnotationPaths, schema: Schema, texts: Texts) -> list[Finding]:
    files = sorted(annotation.rounds.glob("*/*.jsonl"))
    names = [path.relative_to(paths.workspace).as_posix() for path in files]
    return [f for path, name in zip(files, names, strict=True) for f in check_pass(path, name, schema, texts)]


def _check_corpus_records(corpus: Corpus) -> Iterator[Finding]:
    documents = {seed.source.file: seed.document for seed in corpus.seeds}
    records = [record for article in corpus.articles for record in article.records]
    found, used = check_records("records", _rows(records), documents.get)
    yield from found
    for seed in corpus.seeds:
        file = seed.source.file
        yield from check_nothing_lost(file, seed.document, _text_ranges(seed.layout.articles), used.get(file, []))


def _rows(records: list[SentenceRecord]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((f"record {number}", record.as_json()) for number, record in enumerate(records, 1))


def _text_ranges(articles: tuple[Article, ...]) -> list[tuple[int, int]]:
    blocks = (block for article in articles for block in article.blocks if block.role in RECORD_ROLES)
    return [item for block in blocks for item in block.ranges]


def check_article_file(path: Path, encoding: str | None = None) -> list[Finding]:
    """Check that a file can be read, and that its proposed layout accounts for all of it."""
    try:
        document = read_document(path, path.as_posix(), encoding)
    except FindingsError as error:
        return error.findings
    layout = propose_layout(document, path.stem)
    records = [record for article in layout.articles for record in sentence_records(article, document)]
    findings, used = check_records(document.path, _rows(records), {document.path: document}.get)
    lost = check_nothing_lost(document.path, document, _text_ranges(layout.articles), used.get(document.path, []))
    return [*check_layout(document.path, layout, document), *findings, *lost]


def check_record_file(
    path: Path, folders: tuple[Path, ...], reviewed: Callable[[Document], Layout | None], encoding: str | None = None
) -> list[Finding]:
    """Check a JSONL file of sentence records against the files they name, looked for in `folders`.

    Where a file has a `reviewed` layout, its records may be a choice of whole articles; without
    one, `shuanglian split` made them, which writes all of a file's articles.
    """
    place = path.as_posix()
    malformed: list[Finding] = []
    documents: dict[str, Document] = {}

    def rows() -> Iterator[tuple[str, Any]]:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield f"line {number}", json.loads(line)
                except (ValueError, RecursionError) as error:
                    malformed.append(MALFORMED.at(place, f"line {number}", f"not JSON: {error}"))

    def read(name: str) -> Document | None:
        if (document := _document_of(place, name, folders, encoding)) is not None:
            documents[name] = document
        return document

    findings, used = check_records(place, rows(), read)
    other_texts = {finding.where for finding in findings if finding.id == OTHER_TEXT.id}
    for name, document in documents.items():
        if name not in other_texts:
            layout = reviewed(document)
            proposed = layout or propose_layout(document, Path(name).stem)
            findings += check_not_cut_off(place, document, proposed, used[name], whole_file=layout is None)
    return malformed + findings


def _document_of(place: str, name: str, folders: tuple[Path, ...], encoding: str | None) -> Document | None:
    """Read the file that records name; raises `FindingsError` where they cannot be compared with it."""
    if name == "-":
        raise FindingsError([NOT_COMPARED.at(place, name, "the records came from stdin: there is no file to compare")])
    found = next((folder / name for folder in folders if _is_file(folder / name)), None)
    if found is None:
        return None
    try:
        return read_document(found, name, encoding)
    except FindingsError as error:
        told = "; ".join(finding.message for finding in error.findings)
        raise FindingsError([NOT_COMPARED.at(place, name, f"the file cannot be read: {told}")]) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for a file
        return False
