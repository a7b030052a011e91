"""Proofs about a published dataset folder: it is whole, it is what its card says, and it is current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shuanglian.check.records import check_records
from shuanglian.corpus.model import Corpus
from shuanglian.findings import Finding, Kind
from shuanglian.release.build import CARD, CHECKSUMS, checksums, dataset_tables, parquet_path, rows_sha256
from shuanglian.release.card import FRONT_MATTER
from shuanglian.release.rows import CONFIGURATIONS, SENTENCES, Row

REBUILD = "run `shuanglian build`; dataset/ is never edited by hand"
MISSING = Kind("release-missing-file", "release", REBUILD)
CHECKSUM = Kind("release-checksum", "release", REBUILD)
UNREADABLE = Kind("release-unreadable", "release", REBUILD)
STALE = Kind("release-stale", "release", REBUILD)
CARD_DIFFERS = Kind("release-card-differs", "release", REBUILD)
NOT_CHECKED = Kind("release-not-checked", "release", "install what reads the data: pip install 'shuanglian[data]'")

Tables = dict[str, dict[str, list[Row]]]


def is_release(folder: Path) -> bool:
    return (folder / CHECKSUMS).is_file()


def check_release(folder: Path, corpus: Corpus | None) -> list[Finding]:
    """Check a dataset folder; against a corpus too, where one could be read."""
    if not is_release(folder):
        return [MISSING.at(f"{folder.name}/{CHECKSUMS}", "", "the folder has no list of checksums")]
    findings = list(_check_checksums(folder))
    try:
        import pyarrow.parquet  # noqa: F401 - only to know whether tables can be read
    except ImportError:
        return [*findings, NOT_CHECKED.at(folder.name, "", "pyarrow is not installed: no table was checked")]
    tables, unreadable = _read_tables(folder)
    findings += unreadable
    if not unreadable:
        findings += _check_card(folder, tables)
        findings += _check_sentences(folder, tables, corpus)
        findings += _check_current(folder, tables, corpus)
    return findings


def _check_checksums(folder: Path) -> Iterator[Finding]:
    listed = _listed(folder.joinpath(CHECKSUMS).read_text("utf-8"))
    actual = _listed(checksums(folder))
    for name in sorted(listed.keys() | actual.keys()):
        place = f"{folder.name}/{name}"
        if name not in actual:
            yield MISSING.at(place, "", f"{CHECKSUMS} lists the file, and it is not there")
        elif name not in listed:
            yield CHECKSUM.at(place, "", f"the file is not in {CHECKSUMS}")
        elif listed[name] != actual[name]:
            yield CHECKSUM.at(place, "", f"sha256 is {actual[name]}, {CHECKSUMS} says {listed[name]}")


def _listed(text: str) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}


def _read_tables(folder: Path) -> tuple[Tables, list[Finding]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables: Tables = {}
    findings = []
    for item in CONFIGURATIONS:
        for path in sorted((folder / "data" / item.name).glob("*.parquet")):
            try:
                tables.setdefault(item.name, {})[path.stem] = pq.read_table(path).to_pylist()
            except (pa.ArrowException, OSError) as error:
                name = f"{folder.name}/{parquet_path(item.name, path.stem)}"
                findings.append(UNREADABLE.at(name, "", str(error).splitlines()[0].replace(str(path), name)))
    return tables, findings


def _check_card(folder: Path, tables: Tables) -> Iterator[Finding]:
    import yaml

    place = f"{folder.name}/{CARD}"
    front = FRONT_MATTER.match((folder / CARD).read_text("utf-8")) if (folder / CARD).is_file() else None
    try:
        metadata: Any = yaml.safe_load(front[1]) if front else None
        infos = {info["config_name"]: info for info in metadata["dataset_info"]}
        told = {
            name: {split["name"]: split["num_examples"] for split in info["splits"]} for name, info in infos.items()
        }
        columns = {name: [feature["name"] for feature in info["features"]] for name, info in infos.items()}
    except (yaml.YAMLError, KeyError, TypeError) as error:
        yield CARD_DIFFERS.at(place, "", f"its YAML has no dataset_info that can be read ({type(error).__name__})")
        return
    for name, splits in tables.items():
        actual = {split: len(rows) for split, rows in splits.items()}
        if told.get(name) != actual:
            yield CARD_DIFFERS.at(place, f"configuration {name}", f"the card says {told.get(name)}, the files {actual}")
        for split, rows in splits.items():
            if rows and list(rows[0]) != columns.get(name):
                message = f"the card lists the columns {columns.get(name)}, {split}.parquet has {list(rows[0])}"
                yield CARD_DIFFERS.at(place, f"configuration {name}", message)


def _check_sentences(folder: Path, tables: Tables, corpus: Corpus | None) -> list[Finding]:
    if corpus is None:
        return []
    documents = {seed.source.file: seed.document for seed in corpus.seeds}
    rows = (
        (f"{split}.parquet row {number}", row)
        for split, rows in tables.get(SENTENCES.name, {}).items()
        for number, row in enumerate(rows)
    )
    return check_records(f"{folder.name}/data/{SENTENCES.name}", rows, documents.get)[0]


def _check_current(folder: Path, tables: Tables, corpus: Corpus | None) -> Iterator[Finding]:
    """Compare the rows on disk with those the seeds give now."""
    if corpus is None:
        return
    for name, splits in dataset_tables(corpus).items():
        for split, rows in splits.items():
            found = tables.get(name, {}).get(split)
            if found is None or rows_sha256(found) != rows_sha256(rows):
                place = f"{folder.name}/{parquet_path(name, split)}"
                count = "no rows" if found is None else f"{len(found)} rows"
                yield STALE.at(place, "", f"seeds and annotation give {len(rows)} other rows; the file has {count}")
