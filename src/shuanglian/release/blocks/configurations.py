"""Blocks on the shape of the dataset: its configurations, and what each column is and means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shuanglian.corpus.model import Corpus
from shuanglian.release.configurations import configurations
from shuanglian.release.features import ClassLabels, FeatureType
from shuanglian.release.meanings import meaning, members
from shuanglian.release.rows import Configuration
from shuanglian.release.tables import Block, Tables, markdown_table

_MOST_LABELS = 8


def _configurations(corpus: Corpus, tables: Tables) -> str:
    return configurations_table([item for item in configurations(corpus.schema) if item.name in tables], tables)


def configurations_table(items: Iterable[Configuration], tables: Tables) -> str:
    """Lay out configurations with the numbers of their rows."""
    rows = [
        (f"`{item.name}`", item.summary, ", ".join(f"{split} {len(rows)}" for split, rows in tables[item.name].items()))
        for item in items
    ]
    return markdown_table(("configuration", "what a row is", "rows by split"), rows)


def _columns(corpus: Corpus, tables: Tables) -> str:
    return columns_tables(item for item in configurations(corpus.schema) if item.name in tables)


def columns_tables(items: Iterable[Configuration]) -> str:
    """Lay out for each configuration its columns."""
    header = ("column", "type", "what it holds")
    return "\n\n".join(f"**`{item.name}`**\n\n{markdown_table(header, _rows(item))}" for item in items)


def _rows(item: Configuration) -> Iterator[tuple[str, str, str]]:
    for name, kind in item.features.items():
        record: Any = kind[0] if isinstance(kind, list) and members(name) else {}
        yield f"`{name}`", "list of records" if record else type_name(kind), meaning(item.name, name)
        for member, told in members(name).items() if record else ():
            yield f"`{name}[].{member}`", type_name(record[member]), told


def type_name(kind: FeatureType | Any) -> str:
    """Write a type for a reader: long lists of labels are cut, for the YAML has them."""
    if isinstance(kind, list):
        return f"list of {type_name(kind[0])}"
    if isinstance(kind, dict):
        return "{" + ", ".join(f"{name}: {type_name(inner)}" for name, inner in kind.items()) + "}"
    if isinstance(kind, ClassLabels):
        more = " …" if len(kind.names) > _MOST_LABELS else ""
        return f"class label ({' '.join(kind.names[:_MOST_LABELS])}{more})"
    return str(kind)


BLOCKS: dict[str, Block] = {"configurations": _configurations, "columns": _columns}
