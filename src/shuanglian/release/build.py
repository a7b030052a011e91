"""Writing a dataset folder: into a new folder first, then in the place of the old one in one step."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import shuanglian
from shuanglian.corpus.model import Corpus
from shuanglian.files import files_below, json_line, json_text, recover_folder, replace_folder, sha256, write_text
from shuanglian.findings import FindingsError, Kind
from shuanglian.release.card import blocks_of, render_card
from shuanglian.release.configurations import configurations
from shuanglian.release.croissant import CROISSANT, describe
from shuanglian.release.features import arrow_schema
from shuanglian.release.plots import Plot, data_sha256, plots_asked
from shuanglian.release.rows import Configuration, Row
from shuanglian.release.tables import Tables
from shuanglian.release.word_lists import word_lists

CHECKSUMS = "checksums.txt"
STAMP = "build.json"
CARD = "README.md"
WRITERS = ("pyarrow", "matplotlib")
"""What writes files whose bytes depend on its version, while what they say does not."""

EMPTY = Kind("release-empty", "release", "list the seeds in sources.tsv and their articles in splits.toml")
UNWRITABLE = Kind("release-unwritable", "release", "let the folder and the one around it be written to")


def dataset_tables(corpus: Corpus) -> Tables:
    """Rows by configuration and split; what has no rows is left out, for nobody can load it."""
    items = configurations(corpus.schema)
    tables = {item.name: {split: rows for split, rows in item.rows(corpus).items() if rows} for item in items}
    return {name: splits for name, splits in tables.items() if splits}


def rows_sha256(rows: list[Row]) -> str:
    """Hash rows in their order by content alone: the same whatever wrote the file."""
    return sha256("".join(json_line(dict(sorted(row.items()))) for row in rows))


def parquet_path(configuration: str, split: str) -> str:
    return f"data/{configuration}/{split}.parquet"


def write_dataset(corpus: Corpus, template: str, template_name: str, folder: Path) -> None:
    """Write the whole dataset into an empty folder; the same corpus gives the same bytes.

    Raises `FindingsError` for a corpus without a row.
    """
    tables = dataset_tables(corpus)
    if not tables:
        raise FindingsError([EMPTY.at(template_name, "", "the seeds give no row: an empty dataset is not written")])
    present = [item for item in configurations(corpus.schema) if item.name in tables]
    sizes = {item.name: write_tables(item, tables[item.name], folder) for item in present}
    for name, words in word_lists(tables).items():
        write_text(folder / name, words)
    plots = plots_asked(list(blocks_of(template)), corpus)
    for plot in plots:
        (folder / plot.path).parent.mkdir(exist_ok=True)
        (folder / plot.path).write_bytes(plot.svg(corpus))
    (folder / CARD).write_text(render_card(template, template_name, corpus, tables, sizes), "utf-8", newline="\n")
    (folder / CROISSANT).write_text(describe(template, template_name, present, folder), "utf-8", newline="\n")
    (folder / STAMP).write_text(stamp(corpus, tables, plots), "utf-8", newline="\n")
    (folder / CHECKSUMS).write_text(checksums(folder), "utf-8", newline="\n")


def write_tables(item: Configuration, splits: dict[str, list[Row]], folder: Path) -> dict[str, Any]:
    """Write the Parquet files of a configuration; return its ``dataset_info`` sizes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(item.features)
    infos = []
    for split, rows in splits.items():
        path = folder / parquet_path(item.name, split)
        path.parent.mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(rows, schema)
        pq.write_table(table, path, compression="zstd")
        infos.append({"name": split, "num_bytes": table.nbytes, "num_examples": len(rows)})
    files = [folder / parquet_path(item.name, split) for split in splits]
    return {
        "splits": infos,
        "download_size": sum(path.stat().st_size for path in files),
        "dataset_size": sum(info["num_bytes"] for info in infos),
    }


def stamp(corpus: Corpus, tables: Tables, plots: Iterable[Plot]) -> str:
    """Say what the dataset was made from and with; nothing in it changes between equal builds."""
    content = {
        "shuanglian": shuanglian.__version__,
        "gold": corpus.gold_version,
        **{name: _version(name) for name in WRITERS},
        "seeds": {seed.source.file: seed.source.sha256 for seed in corpus.seeds},
        "rows": rows_stamp(tables),
        "words": {name: sha256(words) for name, words in word_lists(tables).items()},
        "plots": {plot.path: data_sha256(plot, corpus) for plot in plots},
    }
    return json_text(content)


def rows_stamp(tables: Tables) -> dict[str, dict[str, Any]]:
    """Number and hash of the rows of each split."""
    return {
        name: {split: {"rows": len(rows), "sha256": rows_sha256(rows)} for split, rows in splits.items()}
        for name, splits in tables.items()
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def checksums(folder: Path) -> str:
    """List the SHA-256 of every file but the list itself, as ``sha256sum --check`` reads it."""
    return "".join(f"{digest}  {name}\n" for name, digest in _content(folder).items() if name != CHECKSUMS)


def build_dataset(corpus: Corpus, template: str, template_name: str, target: Path, write: bool = True) -> list[str]:
    """Bring the dataset folder up to date; return the names of the files that differed.

    Whoever reads `target` meanwhile sees the old dataset or the new one, and so does everybody
    after a kill at any moment. Without `write`, `target` is only compared. Raises `FindingsError`
    for a corpus without a row, and for a place that cannot be written to.
    """
    try:
        with workplace(target) if write else _elsewhere() as folder:
            write_dataset(corpus, template, template_name, folder)
            old, new = _content(target), _content(folder)
            differing = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
            if differing and write:
                replace_folder(folder, target)
            return differing
    except OSError as error:
        message = f"{error.strerror or error}: {Path(str(error.filename or target)).name}"
        raise FindingsError([UNWRITABLE.at(target.name, "", message)]) from error


def _content(folder: Path) -> dict[str, str]:
    if not folder.exists():
        return {}
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in files_below(folder)}


@contextmanager
def workplace(target: Path) -> Iterator[Path]:
    """Make a folder beside the target, and clear away those of builds that were killed."""
    recover_folder(target)
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(target))
    prefix = f".{target.name}.building-"
    for left in target.parent.glob(f"{prefix}*"):
        if not _is_another_build(left.name.removeprefix(prefix)):
            shutil.rmtree(left, ignore_errors=True)
    folder = target.with_name(f"{prefix}{os.getpid()}")
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _elsewhere() -> Iterator[Path]:
    """Make a folder for a dataset that is only compared: not beside the target, which may be read-only."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _is_another_build(process: str) -> bool:
    """Does a process live that may be building? One with our own number is a dead one's that we have now."""
    if process == str(os.getpid()):
        return False
    if os.name != "posix":
        return True  # there, asking after a process would end it
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True
