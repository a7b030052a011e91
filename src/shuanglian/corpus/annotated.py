"""The corpus with its adjudicated annotation."""

from __future__ import annotations

from dataclasses import replace

from shuanglian.corpus.model import AnnotationPaths, Corpus
from shuanglian.gold import read_gold
from shuanglian.schema import load_schema


def with_gold(corpus: Corpus, paths: AnnotationPaths) -> Corpus:
    """Add schema and gold, as far as there are any; raises `FindingsError` for what cannot be read."""
    if not paths.schema.exists():
        return corpus
    schema = load_schema(paths.schema, "annotation/schema.toml")
    return replace(corpus, gold=read_gold(paths.gold, "annotation/gold", schema), schema=schema)
