"""What the generated blocks of the card share: the rows of the dataset, and tables in Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from shuanglian.corpus.model import SPLITS, Corpus
from shuanglian.release.rows import Row

Tables = dict[str, dict[str, list[Row]]]
"""Rows by configuration and split."""

Block = Callable[[Corpus, Tables], str]
"""What fills a generated block of the card."""

COLUMNS = (*SPLITS, "all")
"""Splits as columns or rows of a table, with what they make together."""

NOTHING = "Nothing of this is annotated yet."

_NUMBER = re.compile(r"[\d,]*\.?\d+( ?%)?|–")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Lay out a Markdown table; cells that are numbers stand to the right."""
    body = [[_cell(cell) for cell in row] for row in rows]
    numeric = [all(_NUMBER.fullmatch(row[n]) for row in body) for n in range(len(header))]
    rule = ["---:" if right else "---" for right in numeric]
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(header), rule, *body])


def _cell(cell: object) -> str:
    """Write a cell; a bar of its text would end it."""
    return str(cell).replace("|", "\\|")


def share(part: int, whole: int) -> str:
    """Write a share of something in per cent; a dash where there is nothing."""
    return f"{part / whole:.1%}" if whole else "–"


def mean(total: float, number: int) -> str:
    """Write a mean with two decimals; a dash where there is nothing."""
    return f"{total / number:.2f}" if number else "–"
