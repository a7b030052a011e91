"""How often the 95 % interval of a score holds the true score, on systems whose true score is known.

    python scripts/simulate_intervals.py
    python scripts/simulate_intervals.py --runs 2000 --documents 3 12 40

Documents are drawn from an endless supply: their length is log-normal with the spread that the
articles of this corpus have (a factor of about two), a system is better on some documents than on
others (its share of right answers varies around a mean, normally on the logit scale), and it adds
wrong answers as often as it misses right ones. The true F is that of a very large sample. For each
run a corpus of n documents is drawn, scored, and its interval compared with the true F.
`by documents` of .5 means, for a system with F .9, that it has between .78 and .96 on two thirds of
the documents.
"""

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from shuanglian.metrics.counts import Counts, Evaluation, prf  # noqa: E402
from shuanglian.metrics.intervals import bootstrap_t, resampled  # noqa: E402
from shuanglian.release.tables import markdown_table  # noqa: E402

NAMES = ("x.correct", "x.gold", "x.predicted")
MEASURE = prf("x")["x.f"]
WORDS, MENTIONS, FACTS = 600, 40, 7
"""What an article of this corpus holds of each, roughly."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=2000)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--documents", type=int, nargs="+", default=[3, 5, 12, 40])
    options = parser.parse_args()
    rows = list(_rows(options))
    header = (
        "items a document",
        "true F",
        "by documents",
        "documents",
        "interval holds it",
        "mean width",
        "no interval",
        "percentiles hold it",
    )
    print(markdown_table(header, rows))
    print(f"\n{_summary(rows)}")


def _rows(options: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    for items, shares in ((WORDS, (0.9, 0.97)), (MENTIONS, (0.6, 0.8)), (FACTS, (0.4, 0.7))):
        for share in shares:
            for spread in (0.2, 0.5):
                truth = _f(_documents(np.random.default_rng(0), 400_000, items, share, spread).sum(axis=0))
                for documents in options.documents:
                    print(items, share, spread, documents, file=sys.stderr, flush=True)
                    yield _row(items, share, spread, documents, truth, options)


def _summary(rows: list[tuple[str, ...]]) -> str:
    """Least, mean and greatest share of runs over all settings, by the number of documents."""
    summary = []
    for documents in dict.fromkeys(row[3] for row in rows):
        chosen = [row for row in rows if row[3] == documents]
        held, plain = ([float(row[column].rstrip("%")) for row in chosen] for column in (4, 7))
        cells = [f"{min(shares):.1f} – {max(shares):.1f}, mean {np.mean(shares):.1f}" for shares in (held, plain)]
        summary.append((documents, *cells))
    return markdown_table(("documents", "our interval holds the true F, %", "percentiles hold it, %"), summary)


def _row(
    items: int, share: float, spread: float, documents: int, truth: float, options: argparse.Namespace
) -> tuple[str, ...]:
    held = missing = plain = 0
    width = 0.0
    for run in range(options.runs):
        rows = _documents(np.random.default_rng(run + 1), documents, items, share, spread)
        sums = resampled(rows, options.resamples, run)
        drawn = MEASURE({name: sums[:, column] for column, name in enumerate(NAMES)})
        low, high = bootstrap_t(_f(rows.sum(axis=0)), drawn[~np.isnan(drawn)], documents)
        below, above = np.nanquantile(drawn, [0.025, 0.975])
        plain += below <= truth <= above
        if low is None or high is None:
            missing += 1
            continue
        held += low <= truth <= high
        width += high - low
    there = max(1, options.runs - missing)
    shown = (
        f"{held / there:.1%}",
        f"{100 * width / there:.1f}",
        f"{missing / options.runs:.1%}",
        f"{plain / options.runs:.1%}",
    )
    return (str(items), f"{100 * truth:.1f}", str(spread), str(documents), *shown)


def _documents(random: np.random.Generator, documents: int, items: int, share: float, spread: float) -> np.ndarray:
    """Draw counts (correct, gold, predicted) of documents."""
    gold = 1 + random.poisson(items * random.lognormal(-0.245, 0.7, documents))
    logits = math.log(share / (1 - share)) + random.normal(0, spread, documents)
    correct = random.binomial(gold, 1 / (1 + np.exp(-logits)))
    return np.stack([correct, gold, correct + random.poisson(gold - correct)], axis=1)


def _f(sums: np.ndarray) -> float:
    evaluation = Evaluation(Counts(("a",), ("a",), NAMES, sums[None, :]), {"f": MEASURE})
    return evaluation.values()["f"]


if __name__ == "__main__":
    main()
