"""Making the full dataset of a release without text and the seed files; see `standoff` for what is in one."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.files import files_below, json_text, replace_folder, sha256, write_text
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.release.build import (
    CARD,
    CHECKSUMS,
    STAMP,
    checksums,
    parquet_path,
    rows_sha256,
    workplace,
    write_tables,
)
from shuanglian.release.card import front_matter
from shuanglian.release.croissant import CROISSANT
from shuanglian.release.features import features_of_card
from shuanglian.release.masking import Piece, unmasked
from shuanglian.release.rows import Configuration
from shuanglian.release.standoff import AS_THEY_ARE, MASKED, RESTORE, SEEDS, pieces_path
from shuanglian.release.tables import Tables
from shuanglian.release.textfree import Texts, restored_tables
from shuanglian.release.word_lists import word_lists
from shuanglian.text.reading import read_document

NOT_TEXTFREE = Kind("rehydrate-not-textfree", "release", "name the folder of a release without text, as published")
MISSING_SEED = Kind("rehydrate-missing-seed", "bytes", "put the file into the folder of seeds, under any name")
OTHER_SEED = Kind("rehydrate-other-seed", "bytes", "get the file byte for byte: line ends and encoding count")
NOT_RESTORED = Kind("rehydrate-not-restored", "release", "install the version of shuanglian that build.json names")


@dataclass(frozen=True)
class Restore:
    """What `restore/` holds: the seeds, the pieces of files that had text, the stamp, and the list of checksums."""

    seeds: list[dict[str, Any]]
    pieces: dict[str, list[Piece]]
    stamp: dict[str, Any]
    checksums: str


@dataclass(frozen=True)
class Full:
    """The full dataset: its configurations with their rows, its card and its croissant.json."""

    items: list[Configuration]
    tables: Tables
    files: dict[str, str]


def rehydrate(folder: Path, seeds: Path, target: Path) -> list[str]:
    """Write the full dataset; return the files that have other bytes than the published ones.

    The rows are those that were published, or nothing is written and `FindingsError` raised, with all seeds
    that are missing or have other bytes. Parquet files have other bytes where another pyarrow writes them.
    """
    restore = _read_restore(folder)
    full = _restored(folder, restore, _documents(restore.seeds, seeds))
    with workplace(target) as place:
        for item in full.items:
            write_tables(item, full.tables[item.name], place)
        findings = [*_other_rows(_read_tables(place), restore.stamp["rows"])]
        if findings:
            raise FindingsError(findings)
        _write_rest(folder, full, place)
        written = checksums(place)
        (place / CHECKSUMS).write_text(written, "utf-8", newline="\n")
        replace_folder(place, target)
    other = {*written.splitlines()} - {*restore.checksums.splitlines()}
    return sorted(line.split("  ", 1)[1] for line in other)


def _read_restore(folder: Path) -> Restore:
    try:
        return Restore(
            json.loads((folder / SEEDS).read_text("utf-8")),
            {name: json.loads((folder / pieces_path(name)).read_text("utf-8")) for name in MASKED},
            json.loads((folder / RESTORE / STAMP).read_text("utf-8")),
            (folder / RESTORE / CHECKSUMS).read_text("utf-8"),
        )
    except (OSError, ValueError) as error:
        message = f"{RESTORE}/ cannot be read: {getattr(error, 'strerror', None) or error}"
        raise FindingsError([NOT_TEXTFREE.at(folder.name, "", message)]) from error


def _documents(wanted: list[dict[str, Any]], seeds: Path) -> dict[str, str]:
    """Read the seed files, found by their hashes whatever they are called; by the names that offsets go with."""
    there = {sha256(path.read_bytes()): path for path in files_below(seeds)}
    findings: list[Finding] = []
    for seed in wanted:
        place, named = f"{seeds.name}/{seed['file']}", seeds / seed["file"]
        if seed["sha256"] in there:
            continue
        if named.is_file():
            message = f"its SHA-256 is {sha256(named.read_bytes())}, the release was made from {seed['sha256']}"
            findings.append(OTHER_SEED.at(place, "", message))
        else:
            findings.append(MISSING_SEED.at(place, "", f"no file there has its SHA-256, {seed['sha256']}"))
    if findings:
        raise FindingsError(findings)
    return {s["file"]: read_document(there[s["sha256"]], s["file"], s["encoding"] or None).text for s in wanted}


def _restored(folder: Path, restore: Restore, documents: dict[str, str]) -> Full:
    """Put the text back; the card says which configurations and columns there are."""
    tables = _read_tables(folder)
    try:
        texts = Texts(tables, documents)
        files = {name: unmasked(pieces, texts.blocks) for name, pieces in restore.pieces.items()}
        metadata, _ = front_matter(files[CARD], CARD)
        items = [
            Configuration(info["config_name"], "", features_of_card(info["features"]), lambda corpus: {})
            for info in metadata["dataset_info"]
        ]
        return Full(items, restored_tables(items, tables, texts), files)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise FindingsError([NOT_RESTORED.at(folder.name, "", f"it names what it has not: {error!r}")]) from error


def _write_rest(folder: Path, full: Full, place: Path) -> None:
    """Write what is no table: word lists, the card and croissant.json put together again, the stamp, the plots."""
    for path in files_below(folder):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(("data/", f"{RESTORE}/")) and name not in (*MASKED, *AS_THEY_ARE):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, place / name)
    for name, words in word_lists(full.tables).items():
        write_text(place / name, words)
    for name, text in full.files.items():
        text = _with_sizes(text, place) if name == CROISSANT else text
        (place / name).write_text(text, "utf-8", newline="\n")
    shutil.copyfile(folder / RESTORE / STAMP, place / STAMP)


def _with_sizes(croissant: str, place: Path) -> str:
    """Name the Parquet files as they are: with another pyarrow they have other sizes and hashes."""
    content = json.loads(croissant)
    for file in content["distribution"]:
        if "sha256" in file:
            data = (place / file["contentUrl"]).read_bytes()
            file |= {"contentSize": f"{len(data)} B", "sha256": sha256(data)}
    return json_text(content)


def _read_tables(folder: Path) -> Tables:
    import pyarrow.parquet as pq

    tables: Tables = {}
    for path in sorted((folder / "data").glob("*/*.parquet")):
        tables.setdefault(path.parent.name, {})[path.stem] = pq.read_table(path).to_pylist()
    return tables


def _other_rows(tables: Tables, stamp: dict[str, dict[str, Any]]) -> Iterator[Finding]:
    for name, splits in stamp.items():
        for split, told in splits.items():
            if rows_sha256(tables.get(name, {}).get(split, [])) != told["sha256"]:
                yield NOT_RESTORED.at(parquet_path(name, split), "", "the rows that come back have another hash")
