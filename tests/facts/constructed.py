"""Sentences of data/constructed.txt: written from the guideline before the extractor was run on them.

A coin, the parity of a hash of the text, puts each in one of two halves. The open half was used for
tuning; the closed half was only ever scored as a whole.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple

from shuanglian.annotations.model import Facts
from shuanglian.notation.fact_lines import read_fact_lines

DATE = "2025-03-14"


class Constructed(NamedTuple):
    id: str
    text: str
    closed: bool
    facts: Facts


def read_constructed():
    source = Path(__file__).with_name("data").joinpath("constructed.txt").read_text("utf-8")
    return [_read(block) for block in re.split(r"\n\n+", source.strip())]


def _read(block):
    head, text, *lines = block.splitlines()
    facts, problems = read_fact_lines(text, lines)
    assert not problems, (head, problems)
    closed = hashlib.sha256(text.encode()).digest()[0] % 2 == 1
    return Constructed(head.removeprefix("# "), text, closed, facts)
