"""How well a text was split into sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shuanglian.metrics.counts import Evaluation, Tally, prf
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import Range, blank_or_empty

Split = Sequence[Range]
"""The sentences of a text, in their order."""


def evaluate_sentences(pairs: Iterable[Pair[Split]]) -> Evaluation:
    """Count sentences and the boundaries between them.

    - ``sentences``: a predicted sentence is right when a gold one has the same start and end.
    - ``boundaries``: the ends of sentences, but for those after which nothing visible follows in
      the line: the end of a paragraph ends a sentence for everyone, so it is no merit to find it.
    """
    tally = Tally()
    for pair in pairs:
        tally.begin(pair)
        gold, predicted = set(pair.gold), set(pair.predicted)
        tally.match("sentences", len(gold & predicted), len(gold), len(predicted))
        cuts, found = _inner_ends(pair.text, gold), _inner_ends(pair.text, predicted)
        tally.match("boundaries", len(cuts & found), len(cuts), len(found))
    return Evaluation(tally.counts(), {**prf("sentences"), **prf("boundaries")})


def _inner_ends(text: str, sentences: Iterable[Range]) -> set[int]:
    return {end for _, end in sentences if not blank_or_empty(text[end:].partition("\n")[0])}
