"""What labels, kinds, slots, values and phenomena are called in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shuanglian.diagnostics import Phenomenon
from shuanglian.schema import Schema

Names = dict[str, list[str]]
"""A name to its Chinese and its English caption."""


def names_of(schema: Schema | None, phenomena: Sequence[Phenomenon] = ()) -> Names:
    """Take captions from the schema, and those of diagnostics, which are called ``phenomenon ranges``."""
    captions = {f"phenomenon {item.name}": [item.zh, item.en] for item in phenomena}
    return {**(dict(_names(schema)) if schema else {}), **captions}


def _names(schema: Schema) -> Iterator[tuple[str, list[str]]]:
    for attribute in schema.attributes:
        yield attribute.name, [attribute.zh, _plain(attribute.name)]
        yield from ((value, [zh, _plain(value)]) for value, zh in attribute.values.items())
    yield from ((span.name, [span.zh, _plain(span.name)]) for span in schema.spans)
    yield from ((group.name, [group.zh, group.en]) for group in schema.groups)
    yield from ((entity.name, [entity.zh, entity.en]) for entity in schema.entities)
    yield from ((entity.name, [entity.zh, entity.en]) for entity in schema.derived_entities)


def _plain(name: str) -> str:
    """Fields and values are English words; what the schema says of them in English is longer than a caption."""
    return name.replace("_", " ").lower()
