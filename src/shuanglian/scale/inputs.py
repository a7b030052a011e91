"""What an archive holds, cut into parts that tasks share out among themselves.

An archive is a folder of article files (text or HTML, each with one article or several) and of
tables (JSON lines or Parquet) with an article a row, in any mixture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from itertools import groupby
from math import ceil
from pathlib import PurePosixPath

from shuanglian.files import names_without_endings

TABLE_ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.bz2", ".jsonl.xz", ".jsonl.zst", ".parquet")


@dataclass(frozen=True)
class Part:
    """A file of the archive, or of a table every `of`-th row from row `number` on, counted from 0.

    `path` is relative to the archive; `source_id` is that path without its ending, unless a
    neighbour would have the same one.
    """

    path: str
    source_id: str
    number: int = 0
    of: int = 1

    @property
    def is_table(self) -> bool:
        return self.path.endswith(TABLE_ENDINGS)

    def as_line(self) -> str:
        return json.dumps(astuple(self), ensure_ascii=False) + "\n"


def read_parts(lines: Iterable[str]) -> Iterator[Part]:
    return (Part(*json.loads(line)) for line in lines)


def parts(paths: Iterable[str], tasks: int) -> list[Part]:
    """Cut the files at these paths, relative to the archive, into parts; what is hidden is left out.

    Tables are cut where there are fewer files than tasks, so that no task stays without work.
    """
    shown = sorted(path for path in paths if not any(name.startswith(".") for name in path.split("/")))
    whole = [part for _, group in groupby(sorted(shown, key=_folder), key=_folder) for part in _named(list(group))]
    tables = sum(part.is_table for part in whole)
    pieces = max(1, ceil((tasks - len(whole) + tables) / tables)) if tables else 1
    return [
        Part(part.path, part.source_id, number, pieces) if part.is_table else part
        for part in whole
        for number in range(pieces if part.is_table else 1)
    ]


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def _named(paths: list[str]) -> Iterator[Part]:
    """Give ids to files of one folder."""
    names = {path: PurePosixPath(path).name for path in paths}
    short = names_without_endings(list(names.values()))
    for path, name in names.items():
        yield Part(path, PurePosixPath(path).with_name(short[name]).as_posix())
