"""Reads the examples out of the guidelines, so that what they say is what the code does."""

import re
from pathlib import Path

GUIDELINES = Path(__file__).parent.parent / "annotation" / "guidelines"
WRONG = "✗"


def blocks(kind: str, folder: Path = GUIDELINES) -> list[tuple[str, list[str]]]:
    """Place and lines of every fenced block of a kind in all guidelines; empty lines are left out."""
    found = []
    for path in sorted(folder.glob("*.md")):
        source = path.read_text("utf-8")
        for match in re.finditer(rf"^```{kind}\n(.*?)^```", source, re.DOTALL | re.MULTILINE):
            line = source[: match.start()].count("\n") + 2
            found.append((f"{path.name}:{line}", [text for text in match[1].splitlines() if text.strip()]))
    return found


def split_examples() -> list[tuple[str, list[str], list[list[int]]]]:
    """Text, expected sentences and expected sub-boundaries of every ```split line."""
    return [_split_example(line) for _, lines in blocks("split") for line in lines]


def join_examples() -> list[tuple[str, str]]:
    """Raw text and joined text of every ```join line."""
    pairs = (line.split(" = ") for _, lines in blocks("join") for line in lines)
    return [(raw.replace("⏎", "\n"), text) for raw, text in pairs]


def _split_example(line: str) -> tuple[str, list[str], list[list[int]]]:
    marked = line.split("|")
    sentences = [sentence.replace("¦", "") for sentence in marked]
    boundaries = []
    for sentence in marked:
        pieces = sentence.split("¦")[:-1]
        boundaries.append([sum(map(len, pieces[: n + 1])) for n in range(len(pieces))])
    return "".join(sentences), sentences, boundaries


def marked_examples(kind: str, folder: Path = GUIDELINES) -> list[tuple[str, str, list[str]]]:
    """Place, right form and wrong forms of every example of words or entities."""
    examples: list[tuple[str, str, list[str]]] = []
    for place, lines in blocks(kind, folder):
        for line in lines:
            if line.startswith(WRONG):
                examples[-1][2].append(line.removeprefix(WRONG).strip())
            else:
                examples.append((place, line, []))
    return examples


def fact_examples(folder: Path = GUIDELINES) -> list[tuple[str, str, list[str], list[str]]]:
    """Place, sentence, right lines and wrong lines of every example of facts."""
    examples: list[tuple[str, str, list[str], list[str]]] = []
    for place, lines in blocks("facts", folder):
        for line in lines:
            if line.startswith(WRONG):
                examples[-1][3].append(line.removeprefix(WRONG).strip())
            elif re.match(r"[QNT] ", line):
                examples[-1][2].append(line)
            else:
                examples.append((place, line, [], []))
    return examples
