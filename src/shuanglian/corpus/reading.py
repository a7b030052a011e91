"""Reading a corpus: everything is read and proven together, and all problems are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from shuanglian.corpus.model import Corpus, CorpusArticle, CorpusPaths, Seed, Source
from shuanglian.corpus.sources import read_sources, unlisted_files
from shuanglian.corpus.splits import check_splits, read_splits
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.text.duplicates import (
    NEAR_DUPLICATE,
    NearDuplicate,
    clusters,
    near_duplicates,
    shared_strings,
    similarity,
)
from shuanglian.text.layout import Layout
from shuanglian.text.layout_file import MALFORMED, parse_layout
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import Document, read_document
from shuanglian.text.records import sentence_records

CHANGED = Kind("bytes-changed", "bytes", "seeds are never edited: restore the file; for another text, add another row")
UNKNOWN_SEED = Kind(
    "layout-unknown-seed", "layout", "call the layout <source id>.toml, and name that source's file in it"
)
FOREIGN_ARTICLE = Kind("layout-foreign-article", "layout", "begin an article's id with the id of its source")
UNKNOWN_CANONICAL = Kind("layout-unknown-canonical", "layout", "let duplicate_of name an article that is no duplicate")
NOT_A_DUPLICATE = Kind(
    "records-not-a-duplicate", "records", "remove duplicate_of, or name the article that this one repeats"
)
UNDECIDED_DUPLICATE = Kind(
    "records-undecided-duplicate", "records", "in the layout of one of the two, set duplicate_of to the other's id"
)

T = TypeVar("T")


def load_corpus(paths: CorpusPaths) -> Corpus:
    """Read and prove a corpus; raises `FindingsError` with all problems of all files."""
    corpus, findings = read_corpus(paths)
    if findings:
        raise FindingsError(findings)
    return corpus


def read_corpus(paths: CorpusPaths) -> tuple[Corpus, list[Finding]]:
    """Read as much of a corpus as can be read, with every problem met on the way."""
    findings: list[Finding] = []
    sources = _collected(findings, lambda: read_sources(paths.sources, _name(paths, paths.sources)))
    if sources is None:
        return Corpus((), ()), findings
    findings += unlisted_files(paths.seeds, paths.sources, sources)
    findings += _unknown_layouts(paths, sources)
    seeds = [seed for source in sources if (seed := _read_seed(paths, source, findings))]
    articles = [
        CorpusArticle(seed.source, seed.document, article, tuple(sentence_records(article, seed.document)))
        for seed in seeds
        for article in seed.layout.articles
    ]
    corpus = Corpus(tuple(seeds), tuple(articles))
    return _with_splits(paths, corpus, findings, complete=len(seeds) == len(sources)), findings


def _collected(findings: list[Finding], read: Callable[[], T]) -> T | None:
    """Call a function that raises its findings; keep them and go on."""
    try:
        return read()
    except FindingsError as error:
        findings += error.findings
        return None


def reviewed_layout(paths: CorpusPaths, document: Document) -> Layout | None:
    """Return the reviewed layout that was made for a document's bytes, None where there is none that holds."""
    for path in sorted(paths.layouts.glob("*.toml")):
        try:
            toml = path.read_text("utf-8")
            if document.sha256 in toml:
                return parse_layout(path.name, toml, document)
        except (OSError, UnicodeDecodeError, FindingsError):
            continue
    return None


def _unknown_layouts(paths: CorpusPaths, sources: list[Source]) -> Iterator[Finding]:
    known = {source.id for source in sources}
    for path in sorted(paths.layouts.glob("*.toml")):
        if path.stem not in known:
            message = f"there is no source with the id {path.stem!r}; known are {', '.join(sorted(known))}"
            yield UNKNOWN_SEED.at(_name(paths, path), "", message)


def _read_seed(paths: CorpusPaths, source: Source, findings: list[Finding]) -> Seed | None:
    path = paths.seeds / source.file
    name = _name(paths, path)
    document = _collected(findings, lambda: read_document(path, name, source.encoding or None))
    if document is None:
        return None
    if document.sha256 != source.sha256:
        message = f"sha256 is {document.sha256}, {paths.sources.name} says {source.sha256}"
        findings.append(CHANGED.at(name, "", message))
        return None
    document = replace(document, path=source.file)
    layout_path = paths.layouts / f"{source.id}.toml"
    if not layout_path.exists():
        return Seed(source, document, propose_layout(document, source.id), reviewed=False)
    layout = _collected(findings, lambda: _read_layout(paths, source, document))
    return Seed(source, document, layout, reviewed=True) if layout else None


def _read_layout(paths: CorpusPaths, source: Source, document: Document) -> Layout:
    path = paths.layouts / f"{source.id}.toml"
    name = _name(paths, path)
    try:
        toml = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FindingsError([MALFORMED.at(name, "", f"cannot be read: {error}")]) from error
    layout = parse_layout(name, toml, document)
    findings = [
        FOREIGN_ARTICLE.at(name, f"article {article.id}", f"the id does not begin with {source.id + '-'!r}")
        for article in layout.articles
        if not article.id.startswith(f"{source.id}-")
    ]
    if layout.file != source.file:
        message = f"the layout is for {layout.file!r}, the source {source.id} is {source.file!r}"
        findings.append(UNKNOWN_SEED.at(name, "", message))
    if findings:
        raise FindingsError(findings)
    return layout


def _with_splits(paths: CorpusPaths, corpus: Corpus, findings: list[Finding], complete: bool) -> Corpus:
    """Add what only all articles together tell; judge it only where all of them could be read."""
    texts = {article.id: article.text for article in corpus.articles}
    decided = {a.id: a.layout.duplicate_of for a in corpus.articles if a.layout.duplicate_of is not None}
    duplicates = near_duplicates(texts)
    shared = shared_strings({name: text for name, text in texts.items() if name not in decided})
    distinct = (name for name in texts if name not in decided)
    cluster = clusters(distinct, ((item.one, item.other) for item in shared))
    splits_name = _name(paths, paths.splits)
    splits = _collected(findings, lambda: read_splits(paths.splits, splits_name))
    if complete:
        findings += _check_duplicates(paths, corpus, duplicates, decided)
    if complete and splits is not None:
        findings += check_splits(splits_name, splits, decided, cluster)
    articles = (replace(a, split=(splits or {}).get(a.id), cluster=cluster.get(a.id, "")) for a in corpus.articles)
    return Corpus(corpus.seeds, tuple(articles), tuple(duplicates), tuple(shared))


def _check_duplicates(
    paths: CorpusPaths, corpus: Corpus, duplicates: list[NearDuplicate], decided: dict[str, str]
) -> Iterator[Finding]:
    layouts = {a.id: _name(paths, paths.layouts / f"{a.source.id}.toml") for a in corpus.articles}
    texts = {article.id: article.text for article in corpus.articles}
    for name, canonical in decided.items():
        where = f"article {name}"
        if canonical not in layouts or canonical in decided:
            message = f"{canonical!r} is no article that others can be duplicates of"
            yield UNKNOWN_CANONICAL.at(layouts[name], where, message)
        elif similarity(texts[name], texts[canonical]) < NEAR_DUPLICATE:
            yield NOT_A_DUPLICATE.at(layouts[name], where, f"its text is not nearly that of {canonical}")
    kinds = clusters(texts, ((pair.one, pair.other) for pair in duplicates))
    first: dict[str, str] = {}
    for name in (name for name in texts if name not in decided):
        one = first.setdefault(kinds[name], name)
        if one != name and (alike := similarity(texts[one], texts[name])) >= NEAR_DUPLICATE:
            message = f"nearly the same text as {name} (similarity {alike:.2f}); which is canonical?"
            yield UNDECIDED_DUPLICATE.at(layouts[one], f"article {one}", message)


def _name(paths: CorpusPaths, path: Path) -> str:
    """Return what messages call a file: its place below the workspace."""
    return path.relative_to(paths.workspace).as_posix()
