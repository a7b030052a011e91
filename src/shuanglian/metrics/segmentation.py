"""How well words were found: exact words, the boundaries between them, and what is right in part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from shuanglian.annotations.model import Words
from shuanglian.annotations.views import WORD_VIEWS
from shuanglian.metrics.counts import Evaluation, Measure, Tally, kappa, prf, share
from shuanglian.metrics.pairs import Pair
from shuanglian.spans import BLANKS, Range


def evaluate_words(
    pairs: Iterable[Pair[Words]], view: str = "fine", known_words: Collection[str] | None = None
) -> Evaluation:
    """Count words, boundaries and, where a word list is given, recall of words outside and inside it.

    `view`, one of `annotations.views.WORD_VIEWS`, is taken of both sides: a prediction without
    groups is the same in ``coarse`` as in ``fine``, and ``finer`` cuts predicted words as it cuts
    gold ones.

    - ``words``: a predicted word is right when a gold word has the same start and end. The same
      numbers as SIGHAN's and CoNLL-2018's scores on the same text.
    - ``boundaries``: the places between two words, named by the start of the second one, so that
      the end of the text is none, and blanks between words make no difference.
    - ``boundaries.kappa``: Cohen's kappa over the places before every visible character but the
      first.
    - ``oov.recall``, ``iv.recall``: recall of the gold words whose text is not, or is, in
      `known_words`.
    - ``crossing.rate``: the share of predicted words that cross a gold word or group: they
      overlap, and neither holds the other. Such a word is right in no view.
    - ``best_cut``: words, where the gold may be cut in each group either as one word or into its
      parts, whichever has more words right, and with none right, as one word. A diagnostic: it
      says how much of the error is a matter of the chosen granularity.
    """
    tally, spans = Tally(), WORD_VIEWS[view]
    for pair in pairs:
        tally.begin(pair)
        gold, predicted = set(spans(pair.text, pair.gold)), set(spans(pair.text, pair.predicted))
        right = gold if gold == predicted else gold & predicted
        tally.match("words", len(right), len(gold), len(predicted))
        _count_boundaries(tally, pair.text, gold, predicted)
        if known_words is not None:
            _count_known(tally, pair.text, gold, right, known_words)
        _count_lattice(tally, pair)
    return Evaluation(tally.counts(), _measures(known_words is not None))


def _measures(listed: bool) -> dict[str, Measure]:
    recalls = {f"{name}.recall": share(f"{name}.found", f"{name}.gold") for name in ("oov", "iv")}
    return {
        **prf("words"),
        **prf("boundaries"),
        "boundaries.kappa": kappa("boundaries"),
        **(recalls if listed else {}),
        "crossing.rate": share("crossing.found", "crossing.predicted"),
        **prf("best_cut"),
    }


def _count_boundaries(tally: Tally, text: str, gold: set[Range], predicted: set[Range]) -> None:
    both = len(gold)
    if gold != predicted:
        both = len({start for start, _ in gold}.intersection([start for start, _ in predicted]))
    # The first word's start is in both, and no boundary.
    first = min(1, both)
    tally.match("boundaries", both - first, len(gold) - first, len(predicted) - first)
    visible = len("".join(text.split())) - sum(map(text.count, BLANKS))
    tally.add("boundaries.positions", max(0, visible - 1))


def _count_known(tally: Tally, text: str, gold: set[Range], right: set[Range], known: Collection[str]) -> None:
    new = [span for span in gold if text[span[0] : span[1]] not in known]
    found = len(right.intersection(new)) if new else 0
    tally.add("oov.gold", len(new))
    tally.add("oov.found", found)
    tally.add("iv.gold", len(gold) - len(new))
    tally.add("iv.found", len(right) - found)


# --- the lattice of words and groups ----------------------------------------------------------


def _count_lattice(tally: Tally, pair: Pair[Words]) -> None:
    gold, predicted = pair.gold.spans, pair.predicted.spans
    tally.add("crossing.predicted", len(predicted))
    if predicted == gold:
        tally.match("best_cut", len(gold), len(gold), len(gold))
        return
    wrong = set(predicted).difference(gold)
    tally.add("crossing.found", _crossings(wrong, pair.gold))
    if pair.gold.groups:
        tally.match("best_cut", *_best_cut(pair.gold, set(predicted)), len(predicted))
    else:
        tally.match("best_cut", len(predicted) - len(wrong), len(gold), len(predicted))


def _crossings(spans: Iterable[Range], gold: Words) -> int:
    starts = [start for start, _ in gold.spans]
    return sum(_crosses(span, gold, starts) for span in spans)


def _crosses(span: Range, gold: Words, starts: Sequence[int]) -> bool:
    # Of all gold words, only the one at the start and the one at the end of the span can cross it.
    ends = {bisect_right(starts, span[0]) - 1, bisect_right(starts, span[1] - 1) - 1}
    near = [gold.spans[at] for at in ends if at >= 0]
    return any(_cross(span, other) for other in (*near, *(group.span for group in gold.groups)))


def _cross(one: Range, other: Range) -> bool:
    return one[0] < other[0] < one[1] < other[1] or other[0] < one[0] < other[1] < one[1]


def _best_cut(gold: Words, predicted: set[Range]) -> tuple[int, int]:
    """Return the number of right words and of words of the best cut; see `evaluate_words`."""
    # Each item: start, end, right words and words of the best cut between them.
    items = [(start, end, int((start, end) in predicted), 1) for start, end in gold.spans]
    for group in reversed(gold.groups):  # from the innermost out
        inside = [item for item in items if group.start <= item[0] and item[1] <= group.end]
        right = sum(item[2] for item in inside)
        whole = group.span in predicted
        size = 1 if whole or not right else sum(item[3] for item in inside)
        outside = [item for item in items if item not in inside]
        items = [*outside, (group.start, group.end, 1 if whole else right, size)]
    return sum(item[2] for item in items), sum(item[3] for item in items)
