"""Blocks on the making of the annotation: how far passes agree, and what adjudication made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from shuanglian.agreement.adjudication import compare
from shuanglian.agreement.passes import Pass, Round
from shuanglian.agreement.scores import HEADLINES, agreement
from shuanglian.annotations.model import LayerAnnotation
from shuanglian.corpus.model import Corpus
from shuanglian.metrics.intervals import Estimate
from shuanglian.release.tables import Block, Tables, markdown_table

NO_ROUNDS = "There is no pass of an annotator beside the gold."

CHOICES = ("first", "second", "both", "new", "overruled")
"""What an adjudicator may choose: a version, parts of both, something else; and that against both."""


def texts_of(corpus: Corpus) -> dict[str, str]:
    """The sentences that are annotated."""
    return {record.id: record.text for article in corpus.articles if article.split for record in article.records}


def pairs_of(corpus: Corpus, item: Round) -> Iterator[tuple[Pass, Pass]]:
    """Two passes each, then each pass with the gold."""
    done = {s.id: s.layers[item.layer] for s in corpus.gold.values() if item.layer in s.layers}
    return _pairs(item, done)


def _pairs(item: Round, done: Mapping[str, LayerAnnotation]) -> Iterator[tuple[Pass, Pass]]:
    passes = list(item.passes.values())
    yield from combinations(passes, 2)
    yield from ((one, Pass("gold", item.layer, done, {})) for one in passes if done)


def _agreement(corpus: Corpus, tables: Tables) -> str:
    return "\n\n".join(_round(corpus, item) for item in corpus.rounds) or NO_ROUNDS


def _trial(corpus: Corpus, tables: Tables) -> str:
    """Agreement on the constructed articles of the trial."""
    trial = corpus.trial
    return "\n\n".join(_round(trial, item) for item in trial.rounds) if trial and trial.rounds else NO_ROUNDS


def _diagnostics(corpus: Corpus, tables: Tables) -> str:
    """Agreement on the diagnostics; intervals are by phenomenon."""
    item = corpus.diagnostic_passes
    if item is None or not item.passes:
        return NO_ROUNDS
    done: Mapping[str, LayerAnnotation] = {one.id: one.facts for one in corpus.diagnostics}
    return _table(item, list(_pairs(item, done)), {one.id: one.text for one in corpus.diagnostics})


def _round(corpus: Corpus, item: Round) -> str:
    return _table(item, list(pairs_of(corpus, item)), texts_of(corpus))


def _table(item: Round, pairs: Sequence[tuple[Pass, Pass]], texts: Mapping[str, str]) -> str:
    measured = [agreement(one, other, texts) for one, other in pairs]
    header = [f"{one.annotator} and {other.annotator}" for one, other in pairs]
    rows: list[tuple[str, ...]] = [("sentences", *(str(number) for _, number in measured))]
    for name, shown in HEADLINES[item.layer].items():
        rows.append((shown, *(_shown(estimates.get(name)) for estimates, _ in measured)))
    return markdown_table((f"`{item.name}`", *header), rows)


def _shown(found: Estimate | None) -> str:
    if found is None or found.value is None:
        return "–"
    if found.low is None or found.high is None:
        return f"{found.value:.3f}"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def _adjudication(corpus: Corpus, tables: Tables) -> str:
    texts = texts_of(corpus)
    rows = []
    alike: list[str] = []
    for item in corpus.rounds:
        if len(item.passes) < 2:
            continue
        one, other = list(item.passes.values())[:2]
        comparison = compare(one, other, texts)
        gold = {i: s for i, s in corpus.gold.items() if item.layer in s.layers}
        chosen = Counter(d.choice for s in gold.values() for d in s.decisions if d.layer == item.layer)
        annotated = len(comparison.agreed) + len(comparison.disputed)
        alike += [f"`{item.name}`"] if annotated and not comparison.disputed else []
        untold = sum(
            gold[i].layers[item.layer] != agreed and all(d.layer != item.layer for d in gold[i].decisions)
            for i, agreed in comparison.agreed.items()
            if i in gold
        )
        counts = (len(comparison.agreed), len(comparison.disputed), *(chosen[choice] for choice in CHOICES))
        rows.append((f"`{item.name}`", annotated, *counts, untold))
    taken = ("the first's taken", "the second's", "parts of both", "something new", "agreed and overruled")
    untold_column = "agreed, and another in the gold without a decision"
    header = ("round", "annotated twice", "agreed", "disputed", *taken, untold_column)
    return markdown_table(header, rows) + _same(alike) if rows else "No round has two passes."


def _same(rounds: Sequence[str]) -> str:
    """Warn of rounds whose passes are the same: their agreement is no measurement."""
    if not rounds:
        return ""
    return (
        f"\n\nThe two passes of {', '.join(rounds)} are the same in every sentence. Annotators who work independently "
        "hardly ever are: take such passes for one opinion and not for two."
    )


BLOCKS: dict[str, Block] = {
    "agreement": _agreement,
    "agreement-trial": _trial,
    "agreement-diagnostics": _diagnostics,
    "adjudication": _adjudication,
}
