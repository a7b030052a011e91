"""All configurations of the dataset; the first one is the default."""

from __future__ import annotations

from shuanglian.release.annotation_rows import annotation_configurations
from shuanglian.release.rows import ARTICLES, SENTENCES, VARIANTS, Configuration
from shuanglian.schema import Schema


def configurations(schema: Schema | None) -> tuple[Configuration, ...]:
    """Return the configurations of a corpus; those of its annotation need a schema."""
    annotated = annotation_configurations(schema) if schema else ()
    return (SENTENCES, ARTICLES, *annotated, VARIANTS)
