"""The plots of the card: what each shows, from the counts that the tables show too.

A plot is drawn only where a card asks for it and there is something to show. The same data and
the same matplotlib give the same bytes.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from shuanglian.agreement.scores import HEADLINES, agreement
from shuanglian.corpus.model import SPLITS, Corpus
from shuanglian.files import json_line, sha256
from shuanglian.release import statistics as of
from shuanglian.release.blocks.agreement import pairs_of, texts_of
from shuanglian.release.drawing import Draw, Series, bars, columns, intervals, stacked_bars

PREFIX = "plot-"
"""What the names of generated blocks that are plots begin with."""


@dataclass(frozen=True)
class Plot:
    """A plot: what it shows, in words (`alt`) and as numbers, and how it is drawn."""

    name: str
    alt: str
    axis: str
    data: Callable[[Corpus], Series]
    draw: Draw

    @property
    def path(self) -> str:
        """Its place in the dataset folder."""
        return f"plots/{self.name}.svg"

    def svg(self, corpus: Corpus) -> bytes:
        return self.draw(self.data(corpus), self.axis)


def plots_asked(names: list[str], corpus: Corpus) -> list[Plot]:
    """The plots among generated blocks that have something to show, each once."""
    asked = {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}
    return [plot for plot in PLOTS if plot.name in asked and plot.data(corpus)]


def data_sha256(plot: Plot, corpus: Corpus) -> str:
    """Hash what a plot shows: the same whatever drew it."""
    return sha256(json_line(plot.data(corpus)))


# --- what they show ---------------------------------------------------------------------------

_WIDE, _LAST = 10, 100
_LONGEST_WORD = 5


def _by_split(found: of.Counts, names: list[str]) -> Series:
    return {split: {name: found[split][name] for name in names} for split in SPLITS} if found["all"] else {}


def _sentence_lengths(corpus: Corpus) -> Series:
    series = {}
    names = [f"{start + 1}–{start + _WIDE}" for start in range(0, _LAST, _WIDE)] + [f"over {_LAST}"]
    for split in SPLITS:
        records = [record for article in corpus.articles if article.split == split for record in article.records]
        places = Counter(min(len(record.text) - 1, _LAST) // _WIDE for record in records)
        series[split] = {name: float(places[place]) for place, name in enumerate(names)}
    return series


def _word_lengths(corpus: Corpus) -> Series:
    """Shares in per cent, for the splits differ in size."""
    found = of.counts(corpus, lambda s: [str(min(len(word), _LONGEST_WORD)) for word in of.words(s)])
    names = {str(n): f"{n} or more" if n == _LONGEST_WORD else str(n) for n in range(1, _LONGEST_WORD + 1)}
    shares = {
        split: {shown: round(100 * found[split][name] / found[split].total(), 3) for name, shown in names.items()}
        for split in SPLITS
        if found[split]
    }
    return shares if found["all"] else {}


def _entity_labels(corpus: Corpus) -> Series:
    found = of.counts(corpus, of.labels)
    return _by_split(found, of.largest_first(found))


def _nesting(corpus: Corpus) -> Series:
    found: dict[int, Counter[str]] = {}
    for sentence in of.sentences(corpus, "all", "entities"):
        for mention, depth in of.depths(of.mentions(sentence)):
            found.setdefault(depth, Counter())[mention.label] += 1
    names = of.largest_first({"all": sum(found.values(), Counter())})
    return {_depth(depth): {name: found[depth][name] for name in names} for depth in sorted(found)}


def _depth(depth: int) -> str:
    return "outermost" if depth == 1 else f"depth {depth}"


def _fact_kinds(corpus: Corpus) -> Series:
    found = of.counts(corpus, of.kinds)
    return _by_split(found, of.largest_first(found))


def _non_facts(corpus: Corpus) -> Series:
    found = of.counts(corpus, of.non_fact_kinds)
    return _by_split(found, of.largest_first(found))


def _units(corpus: Corpus) -> Series:
    """Classifiers count as one: the font has no Chinese, and the table lists each."""
    found = of.counts(corpus, lambda s: [re.sub(r"\{[^}]*\}", "{classifier}", unit) for unit in of.units(s)])
    return _by_split(found, of.largest_first(found))


def _agreement(corpus: Corpus) -> Series:
    """Value, low and high of the first two passes of each round."""
    series: Series = {"value": {}, "low": {}, "high": {}}
    for item in corpus.rounds:
        if len(item.passes) < 2:
            continue
        estimates, _ = agreement(*next(pairs_of(corpus, item)), texts_of(corpus))
        for name, shown in HEADLINES[item.layer].items():
            found = estimates.get(name)
            if found is not None and found.value is not None:
                ends = (found.value, *(found.value if end is None else end for end in (found.low, found.high)))
                for key, end in zip(series, ends, strict=True):
                    series[key][f"{item.name}: {shown}"] = round(end, 6)
    return series if series["value"] and not any(map(math.isnan, series["value"].values())) else {}


PLOTS = (
    Plot(
        "sentence-lengths",
        "Stacked columns: number of sentence records by their length in characters, in steps of ten, by split.",
        "sentence records, by length in characters",
        _sentence_lengths,
        columns(stacked=True),
    ),
    Plot(
        "word-lengths",
        "Columns: share of the words of each split that have one, two, three, four, and five or more characters.",
        "words in per cent, by length in characters",
        _word_lengths,
        columns(stacked=False),
    ),
    Plot(
        "entity-labels",
        "Bars: mentions of each entity label in train, validation and test, as in the table of labels.",
        "mentions",
        _entity_labels,
        bars,
    ),
    Plot(
        "nesting",
        "Stacked bars: mentions of each entity label by how deep they lie in others, from outermost on.",
        "mentions, by depth",
        _nesting,
        stacked_bars,
    ),
    Plot(
        "fact-kinds",
        "Bars: numeric facts of each kind in train, validation and test, as in the table of kinds.",
        "facts",
        _fact_kinds,
        bars,
    ),
    Plot(
        "units",
        "Stacked bars: facts with each unit by split, all classifiers as one; the table of units lists each.",
        "facts with the unit",
        _units,
        stacked_bars,
    ),
    Plot(
        "non-facts",
        "Bars: numerals that state nothing, by reason, in train, validation and test, as in the table.",
        "non-facts",
        _non_facts,
        bars,
    ),
    Plot(
        "agreement",
        "Points with lines: each measure of agreement of two passes with its 95 % interval, as in the tables.",
        "agreement of two passes, with 95 % interval",
        _agreement,
        intervals,
    ),
)
