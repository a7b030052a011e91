"""Measure `extract_facts`: characters per second on one core, and how time grows with length.

    python scripts/benchmark_facts.py --characters 2000000 --runs 3

The first table reads news (the sentences of the corpus in their own mix) and the numeric sentences
of it alone, repeated up to the size asked for; every system gets the same sentences. A peer is one
more `System` with a function that takes sentences and returns the number of what it found. The
second table shows our time on one to eight eighths of texts that are hard to read; it counts
processor time. There is no assertion about time: machines differ, so the last lines only say
whether this run reached the aims.
"""

import argparse
import itertools
import os
import platform
import sys
import time
import timeit
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import shuanglian
from shuanglian.cli.workspace import Workspace
from shuanglian.gold import read_gold
from shuanglian.release.card import markdown_table
from shuanglian.schema import load_schema

ROOT = Path(__file__).resolve().parent.parent
AIMS = {"news": 300_000, "numeric sentences": 60_000}
EIGHTHS = (1, 2, 4, 8)
DATE = "2025-02-15"

Extractor = Callable[[list[str]], int]


class System(NamedTuple):
    """An extractor to measure; `load` returns what reads sentences and counts what it found in them."""

    name: str
    version: str
    load: Callable[[], Extractor]


def main() -> None:
    options = _options()
    _use_one_core()
    texts = _texts()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core, ", end="")
    print(f"best of {options.runs} runs.\n")
    reached = []
    rows = []
    for name, sentences in texts.items():
        repeated = list(_up_to(sentences, options.characters))
        for system in SYSTEMS:
            speed, row = _measured(system, name, repeated, options.runs)
            rows.append(row)
            if system is SYSTEMS[0]:
                reached.append((name, speed))
    header = ("system", "version", "text", "characters", "seconds", "characters per second", "found")
    print(markdown_table(header, rows), "\n")
    print(_growth_table(options.runs), "\n")
    for name, speed in reached:
        told = "reached" if speed >= AIMS[name] else "NOT reached"
        print(f"The aim of {AIMS[name]:,} characters per second on {name} was {told} in this run: {speed:,.0f}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--characters", type=int, default=1_000_000, help="size of each text (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts (default: %(default)s)")
    return parser.parse_args()


def _use_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _texts() -> dict[str, list[str]]:
    """Return the sentences of the corpus, and those of them that the gold finds a quantity in."""
    schema = load_schema(ROOT / "annotation" / "schema.toml")
    gold = read_gold(Workspace(ROOT).annotation.gold, "gold", schema).values()
    numeric = [sentence.text for sentence in gold if sentence.facts and sentence.facts.facts]
    return {"news": [sentence.text for sentence in gold], "numeric sentences": numeric}


def _up_to(sentences: list[str], characters: int) -> Iterator[str]:
    for sentence in itertools.cycle(sentences):
        if characters <= 0:
            return
        yield sentence
        characters -= len(sentence)


# --- side by side ---------------------------------------------------------------------------


def _load_ours() -> Extractor:
    return lambda sentences: sum(len(shuanglian.extract_facts(text, date=DATE).facts) for text in sentences)


SYSTEMS = (System("shuanglian", shuanglian.__version__, _load_ours),)


def _measured(system: System, name: str, sentences: list[str], runs: int) -> tuple[float, tuple[str, ...]]:
    extract = system.load()
    extract(sentences[:20])  # what is made on first use is not measured
    seconds, found = min(_timed(extract, sentences) for _ in range(runs))
    characters = sum(map(len, sentences))
    print(f"{system.name}, {name}: {seconds:.2f} s", file=sys.stderr, flush=True)
    speed = characters / seconds
    return speed, (
        system.name,
        system.version,
        name,
        f"{characters:,}",
        f"{seconds:.2f}",
        f"{speed:,.0f}",
        f"{found:,}",
    )


def _timed(extract: Extractor, sentences: list[str]) -> tuple[float, int]:
    start = time.perf_counter()
    found = extract(sentences)
    return time.perf_counter() - start, found


# --- growth ---------------------------------------------------------------------------------

NUMERIC = "规上工业增加值同比增长9.5%和新能源汽车产量分别增长43.1%以及"


def _growth_table(runs: int) -> str:
    """Show our time on one to eight eighths of texts that are hard to read."""
    shapes: dict[str, Callable[[float], str]] = {
        "numeric text without punctuation, 1 MB": lambda part: NUMERIC * int(part * 1_000_000 / len(NUMERIC.encode())),
        "10,000 nested brackets": lambda part: "（" * int(part * 10_000) + "5个" + "）" * int(part * 10_000),
        "a million digits": lambda part: "9" * int(part * 1_000_000),
        "100,000 Chinese digits": lambda part: "九" * int(part * 100_000),
        "20,000 amounts in a row": lambda part: "5个、" * int(part * 20_000),
        "a million unknown characters": lambda part: "甲" * int(part * 1_000_000) + "5个",
    }
    rows = [_growth_row(name, [make(eighths / 8) for eighths in EIGHTHS], runs) for name, make in shapes.items()]
    header = ("one text", "characters", *(f"processor seconds for {eighths}/8" for eighths in EIGHTHS))
    return markdown_table((*header, "8/8 over 1/8 (linear: 8)"), rows)


def _growth_row(name: str, texts: list[str], runs: int) -> tuple[str, ...]:
    works = [partial(shuanglian.extract_facts, text) for text in texts]
    seconds = [min(timeit.repeat(work, timer=time.process_time, number=1, repeat=runs)) for work in works]
    print(f"{name}: {seconds[-1]:.3f} s", file=sys.stderr, flush=True)
    shown = (f"{value:.3f}" for value in seconds)
    return (name, f"{len(texts[-1]):,}", *shown, f"{seconds[-1] / seconds[0]:.1f}")


if __name__ == "__main__":
    main()
