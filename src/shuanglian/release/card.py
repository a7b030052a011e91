"""The dataset card: the prose of DATASET_CARD.md with its generated blocks filled in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from shuanglian.corpus.model import SPLITS, Corpus, Seed
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.metrics.layout import LabelledRanges, LayoutScore, layout_score
from shuanglian.release.configurations import configurations
from shuanglian.release.features import ClassLabels, card_features
from shuanglian.release.rows import SENTENCES, Configuration, Row
from shuanglian.text.layout import BESIDES, KEPT, RECORD_ROLES, Block, Layout, character_counts
from shuanglian.text.propose import propose_layout

MISSING = Kind("card-missing", "release", "write DATASET_CARD.md: YAML between --- lines, prose, generated blocks")
BAD_YAML = Kind("card-bad-yaml", "release", "correct the YAML between the --- lines at the top")
UNKNOWN_BLOCK = Kind("card-unknown-block", "release", "name a block that exists: <!-- generated: NAME -->")

Tables = dict[str, dict[str, list[Row]]]
"""Rows by configuration and split."""

_PLACE = re.compile(r"<!-- generated: ([\w-]+) -->")
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


def read_template(path: Path) -> str:
    """Read DATASET_CARD.md; raises `FindingsError` where there is none."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FindingsError([MISSING.at(path.name, "", f"cannot be read: {error}")]) from error


def render_card(template: str, template_name: str, corpus: Corpus, tables: Tables, sizes: dict[str, Any]) -> str:
    """Fill a card: YAML from its own front matter and the data, numbers from the data.

    `sizes` holds for each configuration its ``dataset_info`` sizes. Raises `FindingsError` for
    every place that names no known block.
    """
    import yaml

    findings: list[Finding] = []

    def fill(match: re.Match[str]) -> str:
        block = _BLOCKS.get(match[1])
        if block is None:
            line = template[: match.start()].count("\n") + 1
            message = f"no generated block is called {match[1]!r}; known are {', '.join(sorted(_BLOCKS))}"
            findings.append(UNKNOWN_BLOCK.at(template_name, f"line {line}", message))
            return match[0]
        return block(corpus, tables)

    front = FRONT_MATTER.match(template)
    try:
        metadata = dict(yaml.safe_load(front[1]) if front else {})
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise FindingsError([BAD_YAML.at(template_name, "", " ".join(str(error).split()))]) from error
    body = _PLACE.sub(fill, template[front.end() :] if front else template)
    if findings:
        raise FindingsError(findings)
    metadata |= _generated_metadata(corpus, tables, sizes)
    header = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{header}---\n{body}"


def _generated_metadata(corpus: Corpus, tables: Tables, sizes: dict[str, Any]) -> dict[str, Any]:
    rows = sum(len(rows) for rows in tables.get(SENTENCES.name, {}).values())
    present = [item for item in configurations(corpus.schema) if item.name in tables]
    return {
        "size_categories": ["n<1K" if rows < 1000 else "1K<n<10K" if rows < 10_000 else "10K<n<100K"],
        "configs": [_config(item, tables[item.name], first=n == 0) for n, item in enumerate(present)],
        "dataset_info": [
            {"config_name": item.name, "features": card_features(item.features), **sizes[item.name]} for item in present
        ],
    }


def _config(item: Configuration, splits: dict[str, list[Row]], first: bool) -> dict[str, Any]:
    files = [{"split": split, "path": f"data/{item.name}/{split}.parquet"} for split in splits]
    return {"config_name": item.name, "data_files": files} | ({"default": True} if first else {})


# --- generated blocks -----------------------------------------------------------------------


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Lay out a Markdown table; cells that are numbers stand to the right."""
    body = [[str(cell) for cell in row] for row in rows]
    numeric = [all(re.fullmatch(r"\d*\.?\d+%?|–", row[n]) for row in body) for n in range(len(header))]
    rule = ["---:" if right else "---" for right in numeric]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(header), rule, *body])


def _configurations(corpus: Corpus, tables: Tables) -> str:
    rows = [
        (f"`{item.name}`", item.summary, ", ".join(f"{split} {len(rows)}" for split, rows in tables[item.name].items()))
        for item in configurations(corpus.schema)
        if item.name in tables
    ]
    return markdown_table(("configuration", "what a row is", "rows by split"), rows)


def _columns(corpus: Corpus, tables: Tables) -> str:
    parts = []
    for item in configurations(corpus.schema):
        if item.name not in tables:
            continue
        rows = [(f"`{name}`", _type_name(kind)) for name, kind in item.features.items()]
        parts.append(f"**{item.name}**\n\n{markdown_table(('column', 'type'), rows)}")
    return "\n\n".join(parts)


def _type_name(kind: Any) -> str:
    if isinstance(kind, list):
        return f"list of {_type_name(kind[0])}"
    if isinstance(kind, dict):
        return "{" + ", ".join(f"{name}: {_type_name(inner)}" for name, inner in kind.items()) + "}"
    if isinstance(kind, ClassLabels):
        return f"class label ({' '.join(kind.names)})"
    return str(kind)


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
    for split in (*SPLITS, "all"):
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


def _labelled(blocks: Iterable[Block]) -> list[LabelledRanges]:
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
    return markdown_table(("article", "shares with", "characters", "string"), rows) if rows else "None."


_BLOCKS: dict[str, Callable[[Corpus, Tables], str]] = {
    "configurations": _configurations,
    "columns": _columns,
    "articles": _articles,
    "statistics": _statistics,
    "roles": _roles,
    "accountability": _accountability,
    "layout": _layout,
    "variants": _variants,
    "clusters": _clusters,
}
