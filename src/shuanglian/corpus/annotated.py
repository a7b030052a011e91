"""The corpus with its annotation: the adjudicated one, and the passes it was adjudicated from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shuanglian.agreement.passes import Pass, Round, read_rounds
from shuanglian.corpus.model import AnnotationPaths, Corpus
from shuanglian.corpus.reading import load_corpus
from shuanglian.diagnostics import Diagnostic, read_diagnostics, read_passes, read_phenomena
from shuanglian.gold import read_gold
from shuanglian.gold_version import read_version
from shuanglian.schema import Schema, load_schema


def with_gold(corpus: Corpus, paths: AnnotationPaths) -> Corpus:
    """Add schema, gold and passes, as far as there are any; raises `FindingsError` for what cannot be read."""
    if not paths.schema.exists():
        return corpus
    schema = load_schema(paths.schema, "annotation/schema.toml")
    gold = read_gold(paths.gold, "annotation/gold", schema)
    texts = {record.id: (record.text, record.text_sha256) for a in corpus.articles for record in a.records}
    rounds = read_rounds(paths.rounds, "annotation/rounds", schema, texts)
    diagnostics = read_diagnostics(paths.diagnostics, "annotation/diagnostics", schema)
    version = read_version(paths.gold_version, "annotation/gold-version.json")
    return replace(
        corpus,
        schema=schema,
        gold=gold,
        gold_version=version.version if version else None,
        diagnostics=diagnostics,
        phenomena=read_phenomena(paths.diagnostics),
        diagnostic_passes=_diagnostic_passes(paths, diagnostics, schema),
        trial=with_gold(load_corpus(paths.trial[0]), paths.trial[1]) if paths.trial else None,
        rounds=rounds,
    )


def _diagnostic_passes(paths: AnnotationPaths, diagnostics: Sequence[Diagnostic], schema: Schema) -> Round:
    texts = {item.id: item.text for item in diagnostics}
    passes = read_passes(paths.diagnostics, "annotation/diagnostics", texts, schema)
    return Round("diagnostics", "facts", {name: Pass(name, "facts", said, {}) for name, said in passes.items()})
