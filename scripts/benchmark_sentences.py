"""Measure `split_sentences` next to pysbd and the spaCy sentencizer: same text, same process, one core.

    make benchmark
    python scripts/benchmark_sentences.py --characters 5000000 --runs 3

The text is the corpus' own paragraphs, article by article, repeated up to the size asked for;
every system gets the same articles and gives back the same thing, a list of sentence texts for
each. A second table shows how our time grows with the length of a text, for hard ones too; it
counts processor time with the garbage collector off, the first table elapsed time with it on.

pysbd and spaCy live in build/bench-venv, made on the first run from requirements/bench.txt; the
script runs itself again in there. Tables go to stdout, progress to stderr. There is no assertion
about time: machines differ, so the last line only says whether this run reached the aim.
"""

import argparse
import itertools
import math
import os
import platform
import subprocess
import sys
import time
import timeit
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from environments import environment_python

import shuanglian
from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus
from shuanglian.release.tables import markdown_table

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "build" / "bench-venv"
AIM = 3_000_000
EIGHTHS = (1, 2, 4, 8)

Splitter = Callable[[list[str]], list[list[str]]]


class System(NamedTuple):
    """A splitter to measure; `load` returns what splits articles into the texts of their sentences."""

    name: str
    version: str
    load: Callable[[], Splitter]


class Run(NamedTuple):
    """What a system took for all articles and what it gave back, or why it failed."""

    seconds: float
    sentences: int = 0
    given_back: float = 0
    failure: str = ""


def main() -> None:
    options = _options()
    if Path(sys.prefix) != ENVIRONMENT:
        sys.exit(_run_again_inside())
    _use_one_core()
    documents = list(_documents(options.characters))
    growth = _growth_table("".join(documents), options.runs)
    speed, comparison = _comparison(documents, options.runs)
    reached = "reached" if speed >= AIM else "NOT reached"
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core, ", end="")
    print(f"best of {options.runs} runs.\n\n{comparison}\n\n{growth}\n")
    print(f"The aim of {AIM:,} characters per second was {reached} in this run: {speed:,.0f}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--characters", type=int, default=5_000_000, help="size of the text (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts (default: %(default)s)")
    return parser.parse_args()


def _run_again_inside() -> int:
    pins = ROOT.joinpath("requirements", "bench.txt").read_text("utf-8")
    python = environment_python(ENVIRONMENT, pins, "--require-hashes")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    return subprocess.run([str(python), *sys.argv], env=environment).returncode


def _use_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _documents(characters: int) -> Iterator[str]:
    """Yield whole articles, their paragraphs one a line, until there are enough characters."""
    corpus = load_corpus(Workspace(ROOT).corpus)
    articles = ["\n".join(article.texts_of("paragraph")) + "\n" for article in corpus.articles if article.split]
    for article in itertools.cycle(articles):
        if characters <= 0:
            return
        yield article
        characters -= len(article)


# --- side by side ---------------------------------------------------------------------------


def _load_ours() -> Splitter:
    return lambda documents: [[s.text for s in shuanglian.split_sentences(document)] for document in documents]


def _load_pysbd() -> Splitter:
    import pysbd

    segmenter = pysbd.Segmenter(language="zh", clean=False)
    return lambda documents: [segmenter.segment(document) for document in documents]


def _load_spacy() -> Splitter:
    import spacy

    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    return lambda documents: [[s.text for s in document.sents] for document in nlp.pipe(documents)]


def _comparison(documents: list[str], runs: int) -> tuple[float, str]:
    """Return our characters per second, and the table of all systems."""
    systems = (
        System("shuanglian", shuanglian.__version__, _load_ours),
        System("pysbd, zh", version("pysbd"), _load_pysbd),
        System("spaCy, blank zh with sentencizer", version("spacy"), _load_spacy),
    )
    # The systems take turns: what slows the machine down for a while slows down all of them.
    rounds = [[_run(system, documents) for system in systems] for _ in range(runs)]
    best = [min(results, key=lambda run: run.seconds) for results in zip(*rounds, strict=True)]
    characters = sum(map(len, documents))
    rows = [_row(system, run, best[0], characters) for system, run in zip(systems, best, strict=True)]
    header = ("system", "version", "characters", "seconds", "characters per second", "times our seconds", "sentences")
    return characters / best[0].seconds, markdown_table((*header, "visible characters given back"), rows)


def _row(system: System, run: Run, ours: Run, characters: int) -> tuple[str, ...]:
    if run.failure:
        return (system.name, system.version, f"{characters:,}", run.failure, *"––––")
    speed, ratio = characters / run.seconds, run.seconds / ours.seconds
    measured = (f"{characters:,}", f"{run.seconds:.2f}", f"{speed:,.0f}", f"{ratio:.1f}")
    return (system.name, system.version, *measured, f"{run.sentences:,}", f"{run.given_back:.2%}")


def _run(system: System, documents: list[str]) -> Run:
    try:
        split = system.load()
        split(documents[:20])  # what is made on first use is not measured
        start = time.perf_counter()
        answer = split(documents)
        seconds = time.perf_counter() - start
    except Exception as error:
        return Run(math.inf, failure=f"failed: {type(error).__name__}: {error}")
    print(f"{system.name}: {seconds:.2f} s", file=sys.stderr, flush=True)
    texts = list(itertools.chain.from_iterable(answer))
    return Run(seconds, len(texts), sum(map(_visible, texts)) / sum(map(_visible, documents)))


def _visible(text: str) -> int:
    """Count the characters that are not white space; a fair comparison loses and repeats none."""
    return len("".join(text.split()))


# --- growth ---------------------------------------------------------------------------------


def _growth_table(news: str, runs: int) -> str:
    """Show our time on one to eight eighths of a text, for news and for what is hard to split."""
    shapes: dict[str, Callable[[float], str]] = {
        "news, 10 MB": lambda part: _text(news, part * 10),
        "10 MB without a terminator": lambda part: _text("双链", part * 10),
        "10 MB of terminators in quotes": lambda part: _text("“！”", part * 10),
        "10 MB of terminators with closing quotes": lambda part: _text("。”", part * 10),
        "a million nested brackets": lambda part: _nested(int(part * 1_000_000)),
        "blanks, then terminals in brackets": lambda part: " " * int(part * 500_000) + "好。）" * int(part * 500_000),
        "a million brackets never closed": lambda part: "（" * int(part * 1_000_000),
    }
    rows = [_growth_row(name, [make(eighths / 8) for eighths in EIGHTHS], runs) for name, make in shapes.items()]
    header = ("one text, our splitter", "characters", *(f"processor seconds for {eighths}/8" for eighths in EIGHTHS))
    return markdown_table((*header, "8/8 over 1/8 (linear: 8)"), rows)


def _text(unit: str, megabytes: float) -> str:
    size = int(megabytes * 1_000_000)
    return (unit * (size // len(unit.encode()) + 1)).encode()[:size].decode(errors="ignore")


def _nested(depth: int) -> str:
    return "（" * depth + "好。" + "）" * depth


def _growth_row(name: str, texts: list[str], runs: int) -> tuple[str, ...]:
    works = [partial(shuanglian.split_sentences, text) for text in texts]
    seconds = [min(timeit.repeat(work, timer=time.process_time, number=1, repeat=runs)) for work in works]
    print(f"{name}: {seconds[-1]:.3f} s", file=sys.stderr, flush=True)
    shown = (f"{value:.3f}" for value in seconds)
    return (name, f"{len(texts[-1]):,}", *shown, f"{seconds[-1] / seconds[0]:.1f}")


if __name__ == "__main__":
    main()
