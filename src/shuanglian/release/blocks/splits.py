"""Blocks on the splits: what each article holds, which labels each split has, what leaks between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from shuanglian.corpus.model import SPLITS, Corpus
from shuanglian.gold import GoldSentence
from shuanglian.release import statistics as of
from shuanglian.release.tables import NOTHING, Block, Tables, markdown_table, share
from shuanglian.text.duplicates import SHARED_LENGTH

_SHORT = 10
"""What splits share is told from half the length on that puts articles into one cluster."""

_LABELS: dict[str, Callable[[GoldSentence], list[str]]] = {
    "entity": of.labels,
    "fact": of.kinds,
    "non-fact": of.non_fact_kinds,
    "word group": of.group_types,
}


def _article_layers(corpus: Corpus, tables: Tables) -> str:
    rows = []
    for article in corpus.articles:
        if article.split:
            gold = [corpus.gold[record.id] for record in article.records if record.id in corpus.gold]
            sizes = (sum(len(count(s)) for s in gold) for count in (of.words, of.mentions, of.facts, of.non_facts))
            times = sum(len(of.times(s)) for s in gold)
            shared = article.cluster if article.cluster != article.id else "–"
            rows.append((article.id, article.split, shared, len(article.records), *sizes, times))
    header = ("article", "split", "in the cluster of", "sentences", "words", "entities", "facts", "non-facts", "times")
    return markdown_table(header, rows)


# --- which split has what ---------------------------------------------------------------------


def occurrences(corpus: Corpus) -> dict[tuple[str, str], dict[str, int]]:
    """How often each label occurs in each cluster of articles that must stay together."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for article in corpus.articles:
        for record in article.records if article.split else ():
            for what, items in _LABELS.items() if record.id in corpus.gold else ():
                for label in items(corpus.gold[record.id]):
                    found[what, label][article.cluster] += 1
    return found


def _coverage(corpus: Corpus, tables: Tables) -> str:
    found = occurrences(corpus)
    if not found:
        return NOTHING
    splits = {article.cluster: article.split for article in corpus.articles if article.split}
    ordered = sorted(found, key=lambda key: (-sum(found[key].values()), key))
    missing = {key: [split for split in SPLITS if split not in {splits[c] for c in found[key]}] for key in ordered}
    lacking = [key for key in ordered if missing[key]]
    scattered = [key for key in lacking if len(found[key]) >= len(SPLITS)]
    summary = (
        f"{len(found) - len(lacking)} of {len(found)} labels stand in every split. Of the {len(lacking)} others, "
        f"{len(lacking) - len(scattered)} stand in fewer than {len(SPLITS)} clusters, so that no choice of splits "
        f"could have them in all; each of the other {len(scattered)} could be in all with another choice."
    )
    rows = [
        (*key, sum(found[key].values()), len(found[key]), max(found[key].values()), ", ".join(missing[key]))
        for key in lacking
    ]
    header = ("of", "label", "occurrences", "clusters that have it", "most in one cluster", "not in")
    return f"{summary}\n\n{markdown_table(header, rows)}" if rows else summary


# --- what leaks -------------------------------------------------------------------------------

_PAIRS = (("validation", "train"), ("test", "train"), ("test", "validation"))


def _leakage(corpus: Corpus, tables: Tables) -> str:
    present = {article.split for article in corpus.articles}
    pairs = [pair for pair in _PAIRS if present.issuperset(pair)]
    if not pairs:
        return "There is only one split."
    rows = [*_shared(corpus, pairs)]
    for name, items in _ITEMS.items():
        rows += _known(corpus, pairs, name, items)
    return markdown_table(("what", *(f"{one} in {other}" for one, other in pairs)), rows)


def _shared(corpus: Corpus, pairs: list[tuple[str, str]]) -> Iterator[tuple[object, ...]]:
    lines = {
        split: [line for a in corpus.articles if a.split == split for line in a.text.split("\n")] for split in SPLITS
    }
    for length in (SHARED_LENGTH, _SHORT):
        shares = (_covered(lines[one], lines[other], length) for one, other in pairs)
        yield f"characters in strings of {length} or more", *shares
    yield "longest string, in characters", *(_longest(lines[one], lines[other]) for one, other in pairs)


def _grams(lines: Iterable[str], length: int) -> set[str]:
    return {line[at : at + length] for line in lines for at in range(len(line) - length + 1)}


def _covered(lines: Sequence[str], others: Iterable[str], length: int) -> str:
    """The share of characters that lie in a string of this length which the others have too."""
    known = _grams(others, length)
    covered = 0
    for line in lines:
        starts = (at for at in range(len(line) - length + 1) if line[at : at + length] in known)
        covered += len({place for at in starts for place in range(at, at + length)})
    return share(covered, sum(map(len, lines)))


def _longest(lines: Sequence[str], others: Sequence[str]) -> int:
    length = 0
    while _grams(lines, length + 1) & _grams(others, length + 1):
        length += 1
    return length


def _known(
    corpus: Corpus, pairs: list[tuple[str, str]], name: str, items: Callable[[GoldSentence], Iterable[Hashable]]
) -> Iterator[tuple[object, ...]]:
    found = {split: [item for s in of.sentences(corpus, split) for item in items(s)] for split in SPLITS}
    shares, types = [], []
    for one, other in pairs:
        known = set(found[other])
        shares.append(share(len(found[one]) - of.unseen(found[one], known), len(found[one])))
        types.append(share(len(set(found[one]) & known), len(set(found[one]))))
    if any(found.values()):
        yield name, *shares
        yield f"{name}, each counted once", *types


def _named(sentence: GoldSentence) -> list[tuple[str, str]]:
    return [(sentence.text[mention.start : mention.end], mention.label) for mention in of.mentions(sentence)]


def _quantities(sentence: GoldSentence) -> list[str]:
    return of.surfaces(sentence, (fact.quantity for fact in of.facts(sentence)))


_ITEMS: dict[str, Callable[[GoldSentence], Iterable[Hashable]]] = {
    "words": of.words,
    "entities (string and label)": _named,
    "quantities (string)": _quantities,
}


BLOCKS: dict[str, Block] = {"article-layers": _article_layers, "coverage": _coverage, "leakage": _leakage}
