"""What labels, kinds, slots and values are called in Chinese and English, from the schema."""

from __future__ import annotations

from collections.abc import Iterator

from shuanglian.schema import Schema

Names = dict[str, list[str]]
"""A name to its Chinese and its English caption."""


def names_of(schema: Schema | None) -> Names:
    return dict(_names(schema)) if schema else {}


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
