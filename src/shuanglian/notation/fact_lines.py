r"""Facts as lines below the sentence: ``Q 43.1% | kind=percent | value=43.1 | unit=%``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shuanglian.annotations.model import Facts
from shuanglian.notation.rows import Fields, fact_rows, facts_of

_FIELD = re.compile(r"(?:[^\\|]|\\.)+")


def read_fact_lines(text: str, lines: Iterable[str]) -> tuple[Facts, list[str]]:
    """Read the lines of a sentence; problems name the line they are in by its first field."""
    rows: list[tuple[str, str, Fields]] = []
    problems = []
    for line in lines:
        try:
            rows.append(read_fact_line(line))
        except ValueError as error:
            problems.append(str(error))
    facts, more = facts_of(text, rows)
    return facts, problems + more


def read_fact_line(line: str) -> tuple[str, str, Fields]:
    """Return row, named span and fields; raises `ValueError` for another shape."""
    row, _, rest = line.strip().partition(" ")
    named, *pairs = [part.strip() for part in _FIELD.findall(rest)] or [""]
    fields: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not value.strip() or name.strip() in fields:
            raise ValueError(f"{row} {named}: {pair!r} is not a field=value of its own")
        fields[name.strip()] = value.strip()
    return row, named, fields


def write_fact_lines(text: str, facts: Facts) -> list[str]:
    """Write facts so that `read_fact_lines` gives them back."""
    return [
        " | ".join([f"{row} {named}", *(f"{name}={value}" for name, value in fields.items())])
        for row, named, fields in fact_rows(text, facts)
    ]
