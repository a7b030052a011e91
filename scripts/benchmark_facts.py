"""Measure `extract_facts` beside its peers: characters per second on one core, and how time grows with length.

    python scripts/benchmark_facts.py --characters 1000000 --peer-characters 20000 --runs 3

The first table reads news (the sentences of the corpus in their own mix) and the numeric sentences
of it alone, repeated up to the size asked for. Every system runs as its baseline does: the script of
`baselines/<name>` in the environment of that folder, one process on one core. What is counted is
processor time, less that of a run on one sentence (loading), with reading and writing JSON. The
peers are slow, so they get fewer of the same sentences. The second table shows our processor time
on one to eight eighths of texts that are hard to read. There is no assertion about time: machines
differ, so the last lines only say whether this run reached the aims, and how many times as fast it was.
"""

import argparse
import itertools
import os
import platform
import resource
import sys
import time
import timeit
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import shuanglian
from shuanglian.baselines.description import Baseline, read_baseline
from shuanglian.baselines.environments import environment_python, library
from shuanglian.baselines.running import Place, run_script
from shuanglian.cli.workspace import Workspace
from shuanglian.gold import read_gold
from shuanglian.release.tables import markdown_table
from shuanglian.schema import load_schema

ROOT = Path(__file__).resolve().parent.parent
OURS, PEERS = "shuanglian-facts", ("recognizers-text", "jionlp")
AIMS = {"news": 300_000, "numeric sentences": 60_000}
EIGHTHS = (1, 2, 4, 8)
DATE = "2025-02-15"


def main() -> None:
    options = _options()
    _use_one_core()
    texts = _texts()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core, ", end="")
    print(f"best of {options.runs} runs.\n")
    speeds: dict[tuple[str, str], float] = {}
    rows = []
    for name, sentences in texts.items():
        for system in (OURS, *(() if options.no_peers else PEERS)):
            size = options.characters if system == OURS else options.peer_characters
            speeds[system, name], row = _measured(system, name, list(_up_to(sentences, size)), options.runs)
            rows.append(row)
    header = ("system", "version", "text", "characters", "processor seconds", "characters per second", "found")
    print(markdown_table(header, rows), "\n")
    print(_growth_table(options.runs), "\n")
    for name, aim in AIMS.items():
        ours = speeds[OURS, name]
        told = "reached" if ours >= aim else "NOT reached"
        print(f"The aim of {aim:,} characters per second on {name} was {told} in this run: {ours:,.0f}", end="")
        print("".join(f", {ours / speeds[peer, name]:,.0f} times {peer}" for peer in PEERS if (peer, name) in speeds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--characters", type=int, default=1_000_000, help="size of each text (default: %(default)s)")
    parser.add_argument("--peer-characters", type=int, default=20_000, help="for the peers (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts (default: %(default)s)")
    parser.add_argument("--no-peers", action="store_true", help="measure this project's extractor alone")
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


def _measured(system: str, name: str, sentences: list[str], runs: int) -> tuple[float, tuple[str, ...]]:
    """Run a baseline on the sentences; what a run on one sentence takes is taken off."""
    baseline = read_baseline(ROOT / "baselines" / system)
    scratch = Workspace(ROOT).build / "baselines"
    python = environment_python(baseline, scratch / system, partial(print, file=sys.stderr, flush=True))
    place = Place(python, library(scratch), scratch / "tmp")
    records = [{"id": str(number), "text": text, "date": DATE} for number, text in enumerate(sentences)]
    start = min(_seconds(baseline, records[:1], place)[0] for _ in range(runs))
    whole, found = min(_seconds(baseline, records, place) for _ in range(runs))
    seconds, characters = whole - start, sum(map(len, sentences[1:]))
    print(f"{system}, {name}: {seconds:.2f} s", file=sys.stderr, flush=True)
    version = shuanglian.__version__ if system == OURS else baseline.description.version
    shown = (system, version, name, f"{characters:,}", f"{seconds:.2f}", f"{characters / seconds:,.0f}", f"{found:,}")
    return characters / seconds, shown


def _seconds(baseline: Baseline, records: list[dict[str, str]], place: Place) -> tuple[float, int]:
    """Processor seconds of one run, and the number of facts found."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    predictions, _ = run_script(baseline, "numeric_facts", records, place)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return spent, sum(len(row["facts"]) for row in predictions)


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
