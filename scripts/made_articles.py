"""News articles made by rule: as many as one likes, none of them anybody's, the same ones for a seed.

    python -m scripts.made_articles FOLDER --articles 200000

Sentences are put together from `made_articles.toml`, with names and numbers drawn for them. A share
of the articles are copies of an earlier one, with words changed, added and cut off, as an archive
holds agencies' reports; another share are siblings, an earlier one's sentences with other numbers
and other words here and there, as bulletins are. `FOLDER.truth.jsonl` says which. The archive is a
mixture of tables, text files and HTML pages in two encodings, with some broken rows.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tqdm import tqdm

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
WORDS = {name: words.split() for name, words in _DATA["words"].items()}
NUMERIC, PROSE = _DATA["sentences"]["numeric"], _DATA["sentences"]["prose"]

COPIES, SIBLINGS = 0.05, 0.02
CHANGED = 0.3  # of a sibling's words
ROWS = 5000  # in a table
PAGES = 40  # of so many articles, one is a file of its own
BROKEN = 10_000  # one broken row for so many articles


@dataclass(frozen=True)
class Made:
    """An article; `like` is the number of the one that a copy or a sibling was made from."""

    number: int
    kind: str
    like: int | None
    date: str
    blocks: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"a{self.number:09}"

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"


def articles(number: int, seed: str = "1") -> Iterator[Made]:
    """Make so many articles; copies and siblings are of earlier ones that are neither."""
    draw = random.Random(f"{seed} archive")
    derived: set[int] = set()
    for index in range(number):
        date = f"20{draw.randint(20, 25)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        chance = draw.random()
        like = draw.randrange(index) if index else 0
        if index == 0 or like in derived or chance >= COPIES + SIBLINGS:
            yield Made(index, "original", None, date, blocks_of(index, "original", None, seed))
            continue
        derived.add(index)
        kind = "copy" if chance < COPIES else "sibling"
        yield Made(index, kind, like, date, blocks_of(index, kind, like, seed))


def blocks_of(number: int, kind: str, like: int | None, seed: str = "1") -> tuple[str, ...]:
    """Make one article, knowing of it what the file of what was planted says."""
    if like is None:
        return written(number, number, seed)
    return copied(written(like, like, seed), f"{seed} copy {number}") if kind == "copy" else written(like, number, seed)


# --- one article ----------------------------------------------------------------------------


class Slots:
    """Fills the slots of sentences; names and numbers come from draws of their own, and so does a share of words."""

    def __init__(self, words: str, numbers: str, changed: float = 0.0) -> None:
        self.changed = changed
        self.words = random.Random(words)
        self.numbers = random.Random(numbers)
        self.city = self.words.choice(WORDS["city"])
        self.people = [self.person() for _ in range(3)]
        self.firms = [self.firm() for _ in range(3)]

    def person(self) -> str:
        return self.words.choice(WORDS["surname"]) + "".join(
            self.words.sample(WORDS["given"], self.words.randint(1, 2))
        )

    def firm(self) -> str:
        name = "".join(self.words.sample(WORDS["syllable"], 2))
        return name + self.words.choice(WORDS["industry"]) + self.words.choice(WORDS["form"])

    def filled(self, sentence: str) -> str:
        return re.sub(r"\{([a-z ]+)\}", lambda slot: self.value(slot[1]), sentence)

    def value(self, slot: str) -> str:
        match slot:
            case "city":
                return self.city
            case "person":
                return self.words.choice(self.people)
            case "firm":
                return self.words.choice(self.firms)
            case "other firm":
                return self.firm()
            case "number" | "count" | "percent" | "points" | "year" | "month" | "day":
                return self.number(slot)
        word = self.words.choice(WORDS[slot])
        return self.numbers.choice(WORDS[slot]) if self.numbers.random() < self.changed else word

    def number(self, slot: str) -> str:
        size = self.numbers.choice((9, 60, 400, 3000, 90_000))
        whole = {"count": (2, size), "year": (26, 35), "month": (1, 12), "day": (1, 28)}
        if slot in whole:
            return str(self.numbers.randint(*whole[slot]))
        if slot == "percent":
            return f"{self.numbers.uniform(0.3, 48):.1f}%"
        return f"{self.numbers.uniform(0.1, 6 if slot == 'points' else size):.1f}"


def written(words: int, numbers: int, seed: str) -> tuple[str, ...]:
    """Write title, byline, paragraphs with headings between them, and the editor's line."""
    slots = Slots(f"{seed} words {words}", f"{seed} numbers {numbers}", CHANGED if words != numbers else 0.0)
    draw = slots.words
    title = f"{slots.city}{draw.choice(WORDS['move'])} {draw.choice(WORDS['heading'])}"
    blocks = [title, f"本报记者 {slots.person()}"]
    for paragraph in range(draw.choice((2, 2, 3, 3, 4, 5, 8))):
        if paragraph and paragraph % 3 == 0:
            blocks.append(draw.choice(WORDS["heading"]))
        kinds = [draw.choice(NUMERIC if draw.random() < 0.25 else PROSE) for _ in range(draw.randint(1, 3))]
        blocks.append("".join(map(slots.filled, kinds)))
    return (*blocks, f"责任编辑：{slots.person()}")


def copied(blocks: tuple[str, ...], seed: str) -> tuple[str, ...]:
    """Repeat an article as another paper would: another byline, cut short, a sentence more, words changed."""
    draw = random.Random(seed)
    title, _, *body, _ = blocks
    if draw.random() < 0.3:
        body = body[: max(2, len(body) - 1)]
    if draw.random() < 0.2:
        body.insert(draw.randint(0, len(body)), Slots(seed, seed).filled(draw.choice(PROSE)))
    for _ in range(draw.randint(0, 5)):
        at = draw.randrange(len(body))
        place = draw.randrange(len(body[at]))
        body[at] = body[at][:place] + draw.choice(WORDS["given"]) + body[at][place + 1 :]
    return (title, f"来源：{draw.choice(WORDS['city'])}日报", *body)


# --- the archive ----------------------------------------------------------------------------


def write_archive(folder: Path, number: int, seed: str = "1") -> None:
    """Write the archive, and beside it what was planted."""
    folder.mkdir(parents=True)
    every = articles(number, seed)
    planted = folder.with_name(f"{folder.name}.truth.jsonl")
    with planted.open("w", encoding="utf-8") as truth, tqdm(total=number, disable=None, delay=1) as progress:
        for first in range(0, number, ROWS):
            with gzip.open(folder / f"table-{first // ROWS:05}.jsonl.gz", "wt", 6, "utf-8") as table:
                for made in islice(every, ROWS):
                    _write(made, folder, table)
                    if made.like is not None:
                        truth.write(json.dumps([made.number, made.kind, made.like]) + "\n")
                    progress.update()


def _write(made: Made, folder: Path, table: gzip.GzipFile) -> None:
    if made.number % PAGES == PAGES - 1:
        _write_page(folder / "pages" / f"{made.number // PAGES // 500:04}", made)
    else:
        table.write(json.dumps({"id": made.name, "date": made.date, "text": made.text}, ensure_ascii=False) + "\n")
    if made.number % BROKEN == BROKEN - 1:
        table.write('{"id": "broken", "text": \n')


def _write_page(folder: Path, made: Made) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if made.number % (2 * PAGES) == PAGES - 1:
        (folder / f"{made.name}.txt").write_text(made.text, "utf-8")
        return
    title, *blocks = map(html.escape, made.blocks)
    body = "\n".join(f"<p>{block}</p>" for block in blocks)
    head = f"<html><head><meta charset=gb18030><title>{title}</title></head>"
    page = f"{head}<body><h1>{title}</h1>\n{body}\n</body></html>\n"
    (folder / f"{made.name}.html").write_text(page, "gb18030")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    if options.folder.exists():
        sys.exit(f"{options.folder} exists already")
    write_archive(options.folder, options.articles, options.seed)


if __name__ == "__main__":
    main()
