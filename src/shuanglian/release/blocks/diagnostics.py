"""The block on the diagnostics: what they test, and how many sentences there are of each."""

from __future__ import annotations

from collections import Counter

from shuanglian.corpus.model import Corpus
from shuanglian.release.tables import NOTHING, Block, Tables, markdown_table


def _phenomena(corpus: Corpus, tables: Tables) -> str:
    counts = Counter((item.phenomenon, item.held_out) for item in corpus.diagnostics)
    rows: list[tuple[str, str, str, str, int, int]] = [
        (f"`{p.name}`", p.zh, p.en, p.rules, counts[p.name, False], counts[p.name, True]) for p in corpus.phenomena
    ]
    rows.append(("all", "", "", "", sum(row[4] for row in rows), sum(row[5] for row in rows)))
    header = ("phenomenon", "现象", "what it tests", "rules of the guideline", "tuning", "held out")
    return markdown_table(header, rows) if corpus.phenomena else NOTHING


BLOCKS: dict[str, Block] = {"phenomena": _phenomena}
