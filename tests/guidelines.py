"""Reads the examples out of the guidelines, so that what they say is what the code does."""

import re
from pathlib import Path

GUIDELINES = Path(__file__).parent.parent / "annotation" / "guidelines"


def split_examples() -> list[tuple[str, list[str], list[list[int]]]]:
    """Text, expected sentences and expected sub-boundaries of every ```split line."""
    return [_example(line) for line in _lines_of("split")]


def join_examples() -> list[tuple[str, str]]:
    """Raw text and joined text of every ```join line."""
    pairs = (line.split(" = ") for line in _lines_of("join"))
    return [(raw.replace("⏎", "\n"), text) for raw, text in pairs]


def _lines_of(kind: str) -> list[str]:
    source = (GUIDELINES / "sentences.md").read_text("utf-8")
    blocks = re.findall(rf"^```{kind}\n(.*?)^```", source, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def _example(line: str) -> tuple[str, list[str], list[list[int]]]:
    marked = line.split("|")
    sentences = [sentence.replace("¦", "") for sentence in marked]
    boundaries = []
    for sentence in marked:
        pieces = sentence.split("¦")[:-1]
        boundaries.append([sum(map(len, pieces[: n + 1])) for n in range(len(pieces))])
    return "".join(sentences), sentences, boundaries
