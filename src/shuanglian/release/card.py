"""The dataset card: the prose of DATASET_CARD.md with its generated blocks filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shuanglian
import shuanglian.release.blocks as blocks
from shuanglian.corpus.model import Corpus
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.release.configurations import configurations
from shuanglian.release.features import card_features
from shuanglian.release.rows import SENTENCES, Configuration, Row
from shuanglian.release.tables import Block, Tables

MISSING = Kind("card-missing", "release", "write DATASET_CARD.md: YAML between --- lines, prose, generated blocks")
BAD_YAML = Kind("card-bad-yaml", "release", "correct the YAML between the --- lines at the top")
UNKNOWN_BLOCK = Kind("card-unknown-block", "release", "name a block that exists: <!-- generated: NAME -->")

_PLACE = re.compile(r"<!-- generated: ([\w-]+) -->")
VERSION, DATE_PUBLISHED = "version", "date_published"
"""Keys of the template alone, for croissant.json and the tag: the Hub's cards have no such keys."""
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)

BLOCKS: dict[str, Block] = {
    **blocks.configurations.BLOCKS,
    **blocks.text.BLOCKS,
    **blocks.layers.BLOCKS,
    **blocks.splits.BLOCKS,
    **blocks.diagnostics.BLOCKS,
    **blocks.agreement.BLOCKS,
    **blocks.plots.BLOCKS,
}
"""What fills a generated block, by the block's name."""


def read_template(path: Path) -> str:
    """Read DATASET_CARD.md; raises `FindingsError` where there is none."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FindingsError([MISSING.at(path.name, "", f"cannot be read: {error}")]) from error


def blocks_of(template: str) -> Iterator[str]:
    """The names of the generated blocks that a template asks for."""
    return (match[1] for match in _PLACE.finditer(template))


def front_matter(template: str, template_name: str) -> tuple[dict[str, Any], str]:
    """Return the YAML at the top and what follows it; raises `FindingsError` for YAML that is none."""
    import yaml

    front = FRONT_MATTER.match(template)
    try:
        return dict(yaml.safe_load(front[1]) if front else {}), template[front.end() :] if front else template
    except (yaml.YAMLError, TypeError, ValueError) as error:
        raise FindingsError([BAD_YAML.at(template_name, "", " ".join(str(error).split()))]) from error


def version_of(metadata: dict[str, Any]) -> str:
    """Return the version of the dataset: that of the front matter, else that of the package."""
    return str(metadata.get(VERSION) or shuanglian.__version__)


def render_card(template: str, template_name: str, corpus: Corpus, tables: Tables, sizes: dict[str, Any]) -> str:
    """Fill a card: YAML from its own front matter and the data, numbers from the data.

    `sizes` holds for each configuration its ``dataset_info`` sizes. Raises `FindingsError` for
    every place that names no known block.
    """
    findings: list[Finding] = []

    def fill(match: re.Match[str]) -> str:
        block = BLOCKS.get(match[1])
        if block is None:
            line = template[: len(template) - len(text) + match.start()].count("\n") + 1
            message = f"no generated block is called {match[1]!r}; known are {', '.join(sorted(BLOCKS))}"
            findings.append(UNKNOWN_BLOCK.at(template_name, f"line {line}", message))
            return match[0]
        return block(corpus, tables)

    metadata, text = front_matter(template, template_name)
    for key in (VERSION, DATE_PUBLISHED):
        metadata.pop(key, None)
    body = _PLACE.sub(fill, text)
    if findings:
        raise FindingsError(findings)
    present = [item for item in configurations(corpus.schema) if item.name in tables]
    metadata |= generated_metadata(present, tables, sizes)
    return with_front_matter(metadata, body)


def with_front_matter(metadata: dict[str, Any], body: str) -> str:
    import yaml

    header = yaml.safe_dump(metadata, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{header}---\n{body}"


def generated_metadata(present: Sequence[Configuration], tables: Tables, sizes: dict[str, Any]) -> dict[str, Any]:
    """What the front matter says of the data: its size, and for each configuration its files and columns."""
    rows = sum(len(rows) for rows in tables.get(SENTENCES.name, {}).values())
    return {
        "size_categories": [size_category(rows)],
        "configs": [_config(item, tables[item.name], first=n == 0) for n, item in enumerate(present)],
        "dataset_info": [
            {"config_name": item.name, "features": card_features(item.features), **sizes[item.name]} for item in present
        ],
    }


_SIZES = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K", 1_000_000: "100K<n<1M", 10_000_000: "1M<n<10M"}


def size_category(rows: int) -> str:
    """Name a number of rows as the Hub does."""
    return next((name for limit, name in _SIZES.items() if rows < limit), "10M<n<100M")


def _config(item: Configuration, splits: dict[str, list[Row]], first: bool) -> dict[str, Any]:
    files = [{"split": split, "path": f"data/{item.name}/{split}.parquet"} for split in splits]
    return {"config_name": item.name, "data_files": files} | ({"default": True} if first else {})
