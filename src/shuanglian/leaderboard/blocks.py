"""Tables of the leaderboard in documents: between two comments, brought up to date and never edited by hand.

<!-- leaderboard -->                the first view of each task
<!-- leaderboard in full -->        every view, with all columns
<!-- leaderboard in Chinese -->     the first, in Chinese
...
<!-- end of leaderboard -->
"""

from __future__ import annotations

import re
from typing import Any

from shuanglian.findings import FindingsError, Kind
from shuanglian.leaderboard.markdown import markdown

STALE = Kind(
    "leaderboard-stale", "release", "run `shuanglian leaderboard --update`; the tables are never edited by hand"
)
UNCLOSED = Kind("leaderboard-unclosed", "release", "write <!-- end of leaderboard --> where the tables end")

_BEGINNING = re.compile(r"<!-- leaderboard( in full| in Chinese)? -->")
_BLOCK = re.compile(_BEGINNING.pattern + r"\n.*?(?=<!-- end of leaderboard -->)", re.DOTALL)


def has_tables(document: str) -> bool:
    return bool(_BEGINNING.search(document))


def with_tables(document: str, name: str, data: dict[str, Any]) -> str:
    """Put the tables of `leaderboard_data` between the comments of a document, which findings call `name`.

    Raises `FindingsError` where a block has no end.
    """
    blocks = [match.start() for match in _BLOCK.finditer(document)]
    unclosed = [match.start() for match in _BEGINNING.finditer(document) if match.start() not in blocks]
    if unclosed:
        lines = [document[:start].count("\n") + 1 for start in unclosed]
        raise FindingsError(
            [UNCLOSED.at(name, f"line {line}", "the tables that begin here have no end") for line in lines]
        )
    return _BLOCK.sub(lambda match: f"{match[0].splitlines()[0]}\n\n{_tables(data, match[1])}\n", document)


def _tables(data: dict[str, Any], how: str | None) -> str:
    return markdown(data, how == " in full", "zh" if how == " in Chinese" else "en")
