"""Writers of shards: one packed file of JSON lines, or one of Parquet, for each task and table."""

from __future__ import annotations

from collections.abc import Callable
from gzip import GzipFile
from typing import Any, Literal

from datatrove.data import Document
from datatrove.io import DataFolderLike, OutputFileManager
from datatrove.pipeline.writers.disk_base import DiskWriter
from datatrove.pipeline.writers.parquet import ParquetWriter

from shuanglian.files import json_line
from shuanglian.release.features import Features, arrow_schema

Format = Literal["jsonl", "parquet"]
Rows = Callable[[Document], list[dict[str, Any]]]

_LEVEL = 6  # of 9: half the time of the highest, files a hundredth larger


class LinesWriter(DiskWriter):
    """Writes JSON lines as this project's commands print them; `rows` says which for a document.

    Shards are gzip files without a time in them, so that equal content is equal bytes.
    """

    name = "Shuanglian: JSON lines"

    def __init__(self, output_folder: DataFolderLike, rows: Rows, name: str = "${rank}") -> None:
        super().__init__(output_folder, f"{name}.jsonl.gz", None, adapter=lambda self, document: rows(document))
        self.output_mg = _GzipFiles(self.output_folder, "wb", None)

    def _write(self, document: list[dict[str, Any]], file_handler: GzipFile, filename: str) -> None:
        file_handler.write("".join(map(json_line, document)).encode())


class RowsWriter(ParquetWriter):
    """Writes Parquet with the column types of the published dataset; `rows` says which for a document."""

    name = "Shuanglian: Parquet"

    def __init__(self, output_folder: DataFolderLike, rows: Rows, features: Features) -> None:
        adapter = lambda self, document: rows(document)  # noqa: E731 - datatrove binds it as a method
        super().__init__(output_folder, adapter=adapter, max_file_size=-1, schema=arrow_schema(features))

    def _write(self, document: list[dict[str, Any]], file_handler: Any, filename: str) -> None:
        for row in document:
            super()._write(row, file_handler, filename)


def writer(output_folder: DataFolderLike, rows: Rows, features: Features, form: Format) -> DiskWriter:
    """Make the writer of a table in one of the two formats."""
    if form == "parquet":
        return RowsWriter(output_folder, rows, features)
    return LinesWriter(output_folder, rows)


class _GzipFiles(OutputFileManager):
    """Opens shards with a header that is always the same, where gzip would write name and time."""

    def get_file(self, filename: str) -> GzipFile:
        if filename not in self._output_files:
            self._output_files[filename] = _Gzip(self.fs.open(filename, "wb"))
        file: GzipFile = self._output_files[filename]
        return file


class _Gzip(GzipFile):
    """A gzip file that closes what it writes into."""

    def __init__(self, below: Any) -> None:
        super().__init__("", "wb", _LEVEL, below, mtime=0)
        self.below = below

    def close(self) -> None:
        super().close()
        self.below.close()
