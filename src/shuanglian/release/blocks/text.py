"""Blocks on the text: articles, sentences, where the characters went, the layout, what is shared and what varies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import shuanglian
from shuanglian.corpus.model import Corpus, Seed
from shuanglian.metrics.layout import LabelledRanges, LayoutScore, layout_score
from shuanglian.release import statistics as of
from shuanglian.release.tables import COLUMNS, Block, Tables, markdown_table
from shuanglian.text.duplicates import SHARED_LENGTH
from shuanglian.text.layout import BESIDES, KEPT, RECORD_ROLES, Layout, character_counts
from shuanglian.text.layout import Block as LayoutBlock
from shuanglian.text.propose import propose_layout


def _size(corpus: Corpus, tables: Tables) -> str:
    """Say in one line how large it is; layers that are not there are not mentioned."""
    distinct = [article for article in corpus.articles if article.split]
    records = [record for article in distinct for record in article.records]
    gold = of.sentences(corpus, "all")
    counts = {
        "seed files": len(corpus.seeds),
        "articles": len(distinct),
        "sentences": len(records),
        "characters": sum(len(record.text) for record in records),
        "words": sum(len(of.words(s)) for s in gold),
        "entity mentions": sum(len(of.mentions(s)) for s in gold),
        "numeric facts": sum(len(of.facts(s)) for s in gold),
        "numerals that state nothing": sum(len(of.non_facts(s)) for s in gold),
        "dates and times": sum(len(of.times(s)) for s in gold),
    }
    return f"**Size:** {', '.join(f'{number:,} {what}' for what, number in counts.items() if number)}."


def citation() -> str:
    """Return the entry for BibTeX."""
    title = "Shuanglian: a Chinese industry-news corpus with words, nested entities and numeric facts"
    note = f"version {shuanglian.__version__}; the hashes of its rows are in build.json"
    return f"@misc{{shuanglian,\n  title = {{{title}}},\n  note = {{{note}}}\n}}"


def _citation(corpus: Corpus, tables: Tables) -> str:
    return f"```bibtex\n{citation()}\n```"


def _articles(corpus: Corpus, tables: Tables) -> str:
    rows = []
    for article in corpus.articles:
        inferred = " (inferred)" if article.date_source == "inferred" else ""
        duplicate = f"none: duplicate of {article.layout.duplicate_of}"
        publisher = article.publisher or "not named"
        row = (article.id, " ".join(article.texts_of("title")), publisher, f"{article.date or '–'}{inferred}")
        rows.append((*row, len(article.records), article.split or duplicate))
    return markdown_table(("article", "title", "publisher", "date", "sentences", "split"), rows)


def _statistics(corpus: Corpus, tables: Tables) -> str:
    distinct = [article for article in corpus.articles if article.split]
    rows = []
    for split in COLUMNS:
        articles = [article for article in distinct if split in (article.split, "all")]
        records = [record for article in articles for record in article.records]
        characters = sum(len(record.text) for record in records)
        mean = f"{characters / len(records):.1f}" if records else "–"
        rows.append((split, len(articles), len(records), characters, mean))
    return markdown_table(("split", "articles", "sentence records", "characters", "characters a record"), rows)


def _roles(corpus: Corpus, tables: Tables) -> str:
    counts = Counter(record.role for a in corpus.articles if a.split for record in a.records)
    return markdown_table(("role", "records"), [(role, counts[role]) for role in RECORD_ROLES])


def _accountability(corpus: Corpus, tables: Tables) -> str:
    rows = []
    for seed in corpus.seeds:
        counts = character_counts(seed.layout, seed.document.text)
        dropped = counts.total() - counts[KEPT] - counts[BESIDES]
        row = (seed.source.id, seed.document.encoding, counts.total(), counts[KEPT], counts[BESIDES], dropped)
        rows.append((*row, len(seed.layout.articles)))
    header = ("seed", "encoding", "non-blank characters", "in sentence records", "bylines, datelines, credits, sources")
    return markdown_table((*header, "dropped with a reason", "articles"), rows)


def layout_scores(corpus: Corpus) -> dict[str, LayoutScore]:
    """Score the automatic layout proposal of each reviewed seed against its review."""
    return {seed.source.id: _layout_score(seed) for seed in corpus.seeds if seed.reviewed}


def _layout_score(seed: Seed) -> LayoutScore:
    proposal = propose_layout(seed.document, seed.source.id)
    return layout_score(
        seed.document.text,
        _labelled_articles(proposal),
        _labelled_articles(seed.layout),
        _labelled(proposal.dropped),
        _labelled(seed.layout.dropped),
    )


def _labelled_articles(layout: Layout) -> list[list[LabelledRanges]]:
    return [_labelled(article.blocks) for article in layout.articles]


def _labelled(blocks: Iterable[LayoutBlock]) -> list[LabelledRanges]:
    return [(block.role, block.ranges) for block in blocks]


def _layout(corpus: Corpus, tables: Tables) -> str:
    scores = layout_scores(corpus)
    total = sum(scores.values(), LayoutScore(0, 0, 0, 0, 0))
    rows = [
        (seed, score.reviewed, score.proposed, f"{score.block_f1:.3f}", f"{score.neighbour_share:.3f}")
        for seed, score in (*scores.items(), ("all", total))
    ]
    header = ("seed", "reviewed blocks", "proposed blocks", "block F1", "neighbours in the right order")
    return markdown_table(header, rows)


def _variants(corpus: Corpus, tables: Tables) -> str:
    rows = tables.get("variants", {}).get("variants", [])
    counts = Counter((row["article_id"], row["canonical_article_id"], row["operation"]) for row in rows)
    lines = [(*key, count) for key, count in sorted(counts.items())]
    return markdown_table(("variant", "canonical", "operation", "differences"), lines)


def _clusters(corpus: Corpus, tables: Tables) -> str:
    rows = [(item.one, item.other, len(item.text), item.text) for item in corpus.shared_strings]
    table = markdown_table(("article", "shares with", "characters", "string"), rows) if rows else "None."
    return f"Strings of {SHARED_LENGTH} characters or more that two articles have:\n\n{table}"


BLOCKS: dict[str, Block] = {
    "size": _size,
    "citation": _citation,
    "articles": _articles,
    "statistics": _statistics,
    "roles": _roles,
    "accountability": _accountability,
    "layout": _layout,
    "variants": _variants,
    "clusters": _clusters,
}
