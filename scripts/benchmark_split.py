"""How `shuanglian split` does on a folder of many articles: files and characters a second, peak memory.

    python scripts/benchmark_split.py [NUMBER OF ARTICLES ...]

The articles are made of paragraphs of the corpus and lie in a temporary folder. Memory is flat
when the peak for many articles is that for few.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus

ROOT = Path(__file__).resolve().parent.parent
PARAGRAPHS = 8
FOLDER_SIZE = 1000


def articles(number: int) -> Iterator[str]:
    paragraphs = [line for article in load_corpus(Workspace(ROOT).corpus).articles for line in article.text.split("\n")]
    titles = [line for line in paragraphs if len(line) < 25]
    choice = random.Random(7)
    for _ in range(number):
        yield "\n\n".join([choice.choice(titles), "本报记者 张三", *choice.choices(paragraphs, k=PARAGRAPHS)]) + "\n"


def write_articles(folder: Path, number: int) -> int:
    characters = 0
    for index, text in enumerate(tqdm(articles(number), total=number, desc="writing", disable=None, delay=1)):
        place = folder / f"{index // FOLDER_SIZE:04}"
        place.mkdir(exist_ok=True)
        (place / f"{index:07}.txt").write_text(text, "utf-8")
        characters += len(text)
    return characters


def peak_megabytes(process: int) -> float:
    """Return the largest size the process has had so far, as Linux keeps it."""
    status = Path(f"/proc/{process}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def measure(number: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        characters = write_articles(Path(folder), number)
        records, peak = 0, 0.0
        before = time.perf_counter()
        with subprocess.Popen([sys.executable, "-m", "shuanglian", "split", folder], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            while block := process.stdout.read1(1 << 20):
                records += block.count(b"\n")
                peak = peak_megabytes(process.pid)
        seconds = time.perf_counter() - before
    if process.returncode:
        raise SystemExit(f"split ended with status {process.returncode}")
    return (
        f"| {number:,} | {characters:,} | {records:,} | {seconds:.1f} | {number / seconds:,.0f} "
        f"| {characters / seconds:,.0f} | {peak:.0f} |"
    )


def main() -> None:
    print("| articles | characters | records | seconds | articles a second | characters a second | peak MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for number in [int(argument) for argument in sys.argv[1:]] or [1_000, 100_000]:
        print(measure(number), flush=True)


if __name__ == "__main__":
    main()
