"""Measure the scorer, next to seqeval, nervaluate and the evaluation of CoNLL 2018: same corpus, one core.

    make benchmark
    python scripts/benchmark_scorer.py --sentences 100000

The corpus is drawn at random: sentences of 40 characters in documents of 30 sentences. The peers are
given what we are given (scorer_peers.py). The last table is the whole command, with its files and
its peak memory. Seconds are processor time of one core, so that what else runs on the machine counts
little.

The peers live in build/bench-venv, made on the first run from requirements/bench.txt; the script
runs itself again in there. Tables go to stdout, progress to stderr. Times are not
asserted: machines differ, so every aim is printed with whether this run reached it.
"""

import argparse
import gc
import itertools
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import scorer_peers
from environments import environment_python

from shuanglian.annotations.model import Entities, LabelledSpan, Words
from shuanglian.files import json_line
from shuanglian.metrics.intervals import estimate
from shuanglian.metrics.ner import evaluate_entities
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.segmentation import evaluate_words
from shuanglian.metrics.significance import ranking
from shuanglian.release.tables import markdown_table
from shuanglian.tasks.tags import read_tags

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / "build" / "bench-venv"
LENGTH, SENTENCES_A_DOCUMENT = 40, 30
LABELS = ("PER", "ORG", "GPE", "COM", "GOV")
SYSTEMS = 10


def main() -> None:
    options = _options()
    if Path(sys.prefix) != ENVIRONMENT:
        sys.exit(_run_again_inside())
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, one core, ", end="")
    print(f"{options.sentences:,} sentences of {LENGTH} characters.\n")
    draw = random.Random(1)
    words = [_words_pair(draw, number, 0.03) for number in range(options.sentences)]
    tags = [_tags(draw) for _ in range(options.sentences)]
    print(_ours(words, tags, options.runs), end="\n\n")
    print(scorer_peers.words(words, options.runs, _best), end="\n\n")
    print(scorer_peers.entities(tags, list(_entity_pairs(tags)), LABELS, options.runs, _best), end="\n\n")
    print(_growth(words, tags), end="\n\n")
    print(_ten_systems(words), end="\n\n")
    del words, tags
    print(_whole_command(options.sentences))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sentences", type=int, default=100_000, help="size of the corpus (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="the best of so many runs counts (default: %(default)s)")
    return parser.parse_args()


def _run_again_inside() -> int:
    pins = ROOT.joinpath("requirements", "bench.txt").read_text("utf-8")
    python = environment_python(ENVIRONMENT, pins, "--require-hashes")
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    return subprocess.run([str(python), *sys.argv], env=environment).returncode


# --- corpus -----------------------------------------------------------------------------------


def _text(draw: random.Random) -> str:
    return "".join(chr(0x4E00 + draw.randrange(3000)) for _ in range(LENGTH))


def _words_pair(draw: random.Random, number: int, wrong: float) -> Pair[Words]:
    document = str(number // SENTENCES_A_DOCUMENT)
    cuts = [draw.random() < 0.6 for _ in range(LENGTH - 1)]
    guesses = [cut != (draw.random() < wrong) for cut in cuts]
    return Pair(f"{document}.{number}", document, _text(draw), _words(cuts), _words(guesses))


def _words(cuts: list[bool]) -> Words:
    places = [0, *(at for at, cut in enumerate(cuts, 1) if cut), LENGTH]
    return Words(tuple(itertools.pairwise(places)))


def _tags(draw: random.Random) -> tuple[list[str], list[str]]:
    gold, predicted = ["O"] * LENGTH, ["O"] * LENGTH
    for start in range(0, LENGTH - 6, 9):
        if draw.random() < 0.7:
            label, end = draw.choice(LABELS), start + draw.randint(1, 4)
            gold[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
            end += draw.random() < 0.1
            predicted[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return gold, predicted


def _entity_pairs(tags: list[tuple[list[str], list[str]]]) -> Iterator[Pair[Entities]]:
    for number, (gold, predicted) in enumerate(tags):
        document = str(number // SENTENCES_A_DOCUMENT)
        yield Pair(f"{document}.{number}", document, "", _entities(gold), _entities(predicted))


def _entities(tags: list[str]) -> Entities:
    return Entities(tuple(LabelledSpan(*chunk) for chunk in read_tags(tags, "conlleval", False).chunks))


# --- measurements -------------------------------------------------------------------------------


def _best(name: str, runs: int, work: Callable[[], Any]) -> tuple[float, Any]:
    best, answer = float("inf"), None
    for _ in range(runs):
        gc.collect()
        gc.freeze()  # the corpus is no garbage: going through it again and again is no system's work
        start = time.process_time()
        answer = work()
        best = min(best, time.process_time() - start)
    print(f"{name}: {best:.2f} s", file=sys.stderr, flush=True)
    return best, answer


def _reached(value: float, aim: float) -> str:
    return "yes" if value <= aim else "NO"


def _ours(words: list[Pair[Words]], tags: list[tuple[list[str], list[str]]], runs: int) -> str:
    pairs = list(_entity_pairs(tags))
    seconds, counted = _best("words", runs, lambda: evaluate_words(words))
    more, _ = _best("intervals", 1, lambda: estimate(counted))
    others, entities = _best("entities", runs, lambda: evaluate_entities(pairs))
    last, _ = _best("intervals", 1, lambda: estimate(entities))
    rows = [
        ("words, all measures", f"{seconds:.2f}", f"{more:.2f}", "2.5", _reached(seconds, 2.5)),
        ("entities, all measures", f"{others:.2f}", f"{last:.2f}", "1.5", _reached(others, 1.5)),
    ]
    return markdown_table(("from spans in memory", "seconds", "intervals, seconds", "aim", "reached"), rows)


def _growth(words: list[Pair[Words]], tags: list[tuple[list[str], list[str]]]) -> str:
    """Our time on one to ten times the corpus, the same sentences again."""
    pairs = list(_entity_pairs(tags))
    rows = []
    for name, evaluate, corpus in (("words", evaluate_words, words), ("entities", evaluate_entities, pairs)):
        seconds = []
        for times in (1, 2, 5, 10):
            again = itertools.chain.from_iterable(itertools.repeat(corpus, times))
            seconds.append(_best(f"{name}, {times} times", 1, lambda e=evaluate, c=again: e(c))[0])  # type: ignore[misc]
        rows.append((name, *(f"{value:.1f}" for value in seconds), f"{seconds[-1] / seconds[0]:.1f}"))
    header = ("seconds for", *(f"{len(words) * times:,}" for times in (1, 2, 5, 10)), "last over first (linear: 10)")
    return markdown_table(header, rows)


def _ten_systems(words: list[Pair[Words]]) -> str:
    """Intervals of ten systems and the tests of all 45 pairs, by documents."""
    systems = {}
    for number in range(SYSTEMS):
        draw = random.Random(number)
        chosen = [draw.random() < 0.5 + number / 20 for _ in words]
        systems[str(number)] = evaluate_words(
            Pair(p.id, p.document, p.text, p.gold, p.gold if right else p.predicted)
            for p, right in zip(words, chosen, strict=True)
        )
    drawn, _ = _best("ten intervals", 1, lambda: [estimate(system) for system in systems.values()])
    tested, _ = _best("45 tests", 1, lambda: ranking(systems, "words.f"))
    rows = [(f"{drawn:.1f}", f"{tested:.1f}", f"{drawn + tested:.1f}", "30", _reached(drawn + tested, 30))]
    return markdown_table(("intervals of ten systems, seconds", "tests of 45 pairs", "sum", "aim", "reached"), rows)


def _whole_command(sentences: int) -> str:
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for task, aim in (("segmentation", 600), ("ner", 600)):
            gold, predicted = Path(folder, f"{task}-gold.jsonl"), Path(folder, f"{task}.jsonl")
            _write(task, sentences, gold, predicted)
            seconds, megabytes = _command([task, str(predicted), "--gold", str(gold), "--json"])
            size = (gold.stat().st_size + predicted.stat().st_size) / 1e6
            rows.append((task, f"{size:.0f}", f"{seconds:.1f}", f"{megabytes:.0f}", str(aim), _reached(megabytes, aim)))
    header = ("shuanglian score, whole command", "MB read", "seconds", "peak memory, MB", "aim, MB", "reached")
    return markdown_table(header, rows)


def _write(task: str, sentences: int, gold: Path, predicted: Path) -> None:
    draw = random.Random(2)
    with gold.open("w", encoding="utf-8") as one, predicted.open("w", encoding="utf-8") as other:
        for number in range(sentences):
            if task == "segmentation":
                pair = _words_pair(draw, number, 0.03)
                sides = [{"words": [pair.text[s:e] for s, e in side.spans]} for side in (pair.gold, pair.predicted)]
            else:
                pair = _words_pair(draw, number, 0.03)
                entities = [_entities(tags) for tags in _tags(draw)]
                sides = [
                    {"entities": [{"start": m.start, "end": m.end, "label": m.label} for m in side.mentions]}
                    for side in entities
                ]
            one.write(json_line({"id": pair.id, "text": pair.text, **sides[0]}))
            other.write(json_line({"id": pair.id, **sides[1]}))


def _command(arguments: list[str]) -> tuple[float, float]:
    """Run `shuanglian score` in a process of its own; return seconds and megabytes at its greatest."""
    # What the parent held counts in a child's `ru_maxrss`; the kernel's own record begins anew.
    code = (
        "import sys, time; from pathlib import Path; from shuanglian.cli import cli; "
        "cli(['score', *sys.argv[1:]], standalone_mode=False); "
        "peak = Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0]; "
        "print(time.process_time(), peak, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    json.loads(done.stdout)
    seconds, kilobytes = done.stderr.split()[-2:]
    return float(seconds), int(kilobytes) * 1024 / 1e6


if __name__ == "__main__":
    main()
