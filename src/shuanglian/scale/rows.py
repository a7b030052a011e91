"""Rows of tables: JSON lines, packed or not, and Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

Row = dict[str, Any]


class BadRow(Exception):
    """A row that cannot be read; those after it can."""


def table_rows(stream: BinaryIO, path: str, columns: Sequence[str]) -> Iterator[tuple[int, Row | BadRow]]:
    """Yield number, from 1, and content of each row; `stream` is unpacked already.

    Rows of Parquet hold the named columns only. Raises `OSError`, `EOFError` or `ValueError`
    where the file is damaged.
    """
    return _parquet_rows(stream, columns) if path.endswith(".parquet") else _json_rows(stream)


def _json_rows(stream: BinaryIO) -> Iterator[tuple[int, Row | BadRow]]:
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
            yield number, BadRow(f"no JSON: {error}")
            continue
        yield number, row if isinstance(row, dict) else BadRow(f"not an object but {type(row).__name__}")


def _parquet_rows(stream: BinaryIO, columns: Sequence[str]) -> Iterator[tuple[int, Row | BadRow]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(stream)
        known = [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=256, columns=known):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except pa.ArrowException as error:
        raise ValueError(f"no sound Parquet: {error}") from error
