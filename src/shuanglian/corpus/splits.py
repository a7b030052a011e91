"""annotation/splits.toml, and what articles share: duplicates are in no split, clusters in one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from shuanglian.corpus.model import SPLITS
from shuanglian.findings import Finding, FindingsError, Kind

MALFORMED = Kind("splits-malformed", "records", 'splits.toml has one line an article: "001-1" = "train"')
UNKNOWN_ARTICLE = Kind("splits-unknown-article", "records", "correct the article's id or remove the line")
NO_SPLIT = Kind("splits-missing-article", "records", "add a line for the article to splits.toml")
DUPLICATE = Kind("splits-duplicate", "records", "remove the line: a duplicate is outside every split")
TORN_CLUSTER = Kind("splits-torn-cluster", "records", "put articles that share long strings into one split")


def read_splits(path: Path, name: str) -> dict[str, str]:
    """Read splits.toml, article id to split; raises `FindingsError` for what is not such a table."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FindingsError([MALFORMED.at(name, "", str(error))]) from error
    findings = [
        MALFORMED.at(name, f"article {article}", f"{split!r} is not a split; splits are {', '.join(SPLITS)}")
        for article, split in data.items()
        if split not in SPLITS
    ]
    if findings:
        raise FindingsError(findings)
    return data


def check_splits(
    name: str, splits: Mapping[str, str], decided: Mapping[str, str], cluster: Mapping[str, str]
) -> Iterator[Finding]:
    """Compare splits with the articles; `decided` maps duplicates to what they repeat, `cluster` the rest."""
    for article in splits:
        if article in decided:
            yield DUPLICATE.at(name, f"article {article}", f"{article} is a duplicate of {decided[article]}")
        elif article not in cluster:
            yield UNKNOWN_ARTICLE.at(name, f"article {article}", f"no seed has an article {article!r}")
    for article in cluster:
        if article not in splits:
            yield NO_SPLIT.at(name, f"article {article}", f"article {article} is in no split")
    for root in sorted(set(cluster.values())):
        members = {a: splits[a] for a in cluster if cluster[a] == root and a in splits}
        if len(set(members.values())) > 1:
            places = ", ".join(f"{article} in {split}" for article, split in members.items())
            yield TORN_CLUSTER.at(name, f"article {root}", f"articles that share long strings are apart: {places}")
