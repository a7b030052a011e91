"""Proofs about a published dataset folder: it is whole, it is what its card says, and it is current."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from shuanglian.check.records import check_records
from shuanglian.corpus.model import Corpus
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.release.build import (
    CARD,
    CHECKSUMS,
    STAMP,
    WRITERS,
    checksums,
    dataset_tables,
    parquet_path,
    rows_sha256,
    stamp,
)
from shuanglian.release.card import FRONT_MATTER, blocks_of, read_template, render_card
from shuanglian.release.configurations import configurations
from shuanglian.release.croissant import CROISSANT, describe
from shuanglian.release.plots import Plot, plots_asked
from shuanglian.release.rows import SENTENCES
from shuanglian.release.tables import Tables
from shuanglian.release.word_lists import word_lists

REBUILD = "run `shuanglian build`; dataset/ is never edited by hand"
MISSING = Kind("release-missing-file", "release", REBUILD)
CHECKSUM = Kind("release-checksum", "release", REBUILD)
UNREADABLE = Kind("release-unreadable", "release", REBUILD)
STALE = Kind("release-stale", "release", REBUILD)
CARD_DIFFERS = Kind("release-card-differs", "release", REBUILD)
NOT_CHECKED = Kind("release-not-checked", "release", "install what reads the data: pip install 'shuanglian[data]'")


def is_release(folder: Path) -> bool:
    return (folder / CHECKSUMS).is_file()


def check_release(folder: Path, corpus: Corpus | None, template: Path | None = None) -> list[Finding]:
    """Check a dataset folder; against a corpus and the template of the card too, where they are given."""
    if not is_release(folder):
        return [MISSING.at(f"{folder.name}/{CHECKSUMS}", "", "the folder has no list of checksums")]
    try:
        findings = list(_check_checksums(folder))
    except OSError as error:
        name = Path(str(error.filename or folder)).name
        return [UNREADABLE.at(f"{folder.name}/{name}", "", f"cannot be read: {error.strerror}")]
    try:
        import pyarrow.parquet  # noqa: F401 - only to know whether tables can be read
    except ImportError:
        return [*findings, NOT_CHECKED.at(folder.name, "", "pyarrow is not installed: no table was checked")]
    tables, unreadable = read_tables(folder)
    findings += unreadable
    if not unreadable:
        findings += _check_card(folder, tables)
        if corpus is not None:
            findings += _check_sentences(folder, tables, corpus)
            findings += _check_current(folder, tables, corpus, template)
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


def read_tables(folder: Path) -> tuple[Tables, list[Finding]]:
    """Read the rows of a dataset's folder, and say what cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables: Tables = {}
    findings = []
    for path in sorted((folder / "data").glob("*/*.parquet")):
        configuration = path.parent.name
        try:
            tables.setdefault(configuration, {})[path.stem] = pq.read_table(path).to_pylist()
        except (pa.ArrowException, OSError) as error:
            name = f"{folder.name}/{parquet_path(configuration, path.stem)}"
            findings.append(UNREADABLE.at(name, "", str(error).splitlines()[0].replace(str(path), name)))
    return tables, findings


def _check_card(folder: Path, tables: Tables) -> Iterator[Finding]:
    place = f"{folder.name}/{CARD}"
    try:
        infos = {info["config_name"]: info for info in _metadata(_content(folder / CARD))["dataset_info"]}
        told = {
            name: {split["name"]: split["num_examples"] for split in info["splits"]} for name, info in infos.items()
        }
        columns = {name: [feature["name"] for feature in info["features"]] for name, info in infos.items()}
    except (KeyError, TypeError) as error:
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


def _metadata(card: str) -> Any:
    """Return what the YAML at the top of a card says; None where it says nothing that can be read."""
    import yaml

    front = FRONT_MATTER.match(card)
    try:
        return yaml.safe_load(front[1]) if front else None
    except yaml.YAMLError:
        return None


def _check_sentences(folder: Path, tables: Tables, corpus: Corpus) -> list[Finding]:
    documents = {seed.source.file: seed.document for seed in corpus.seeds}
    rows = (
        (f"{split}.parquet row {number}", row)
        for split, rows in tables.get(SENTENCES.name, {}).items()
        for number, row in enumerate(rows)
    )
    return check_records(f"{folder.name}/data/{SENTENCES.name}", rows, documents.get)[0]


def _check_current(folder: Path, tables: Tables, corpus: Corpus, template: Path | None) -> Iterator[Finding]:
    """Compare what is on disk with what seeds and annotation give now: rows, stamp and card.

    The bytes of tables and plots depend on what writes them, their rows and numbers do not.
    """
    fresh = dataset_tables(corpus)
    for name, split in sorted({(item, split) for side in (fresh, tables) for item in side for split in side[item]}):
        rows, found = (side.get(name, {}).get(split, []) for side in (fresh, tables))
        if rows_sha256(found) != rows_sha256(rows):
            message = f"seeds and annotation give {len(rows)} other rows; the file has {len(found) or 'no'} rows"
            yield STALE.at(f"{folder.name}/{parquet_path(name, split)}", "", message)
    for name, words in word_lists(fresh).items():
        if _content(folder / name) != words:
            yield STALE.at(f"{folder.name}/{name}", "", "not the words of the train split")
    left_out = WRITERS if template is not None else (*WRITERS, "plots")  # the card says which plots there are
    told, expected = _content(folder / STAMP), stamp(corpus, fresh, _plots(template, corpus))
    if _without(left_out, told) != _without(left_out, expected):
        yield STALE.at(f"{folder.name}/{STAMP}", "", "it names other seeds, rows, plots or versions than there are")
    if template is not None:
        yield from _check_card_current(folder, fresh, corpus, template)


def _plots(template: Path | None, corpus: Corpus) -> list[Plot]:
    """The plots that a card shows; none where it cannot be read, which is told of the card."""
    try:
        return plots_asked(list(blocks_of(read_template(template))), corpus) if template else []
    except FindingsError:
        return []


def _without(names: Iterable[str], text: str) -> Any:
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return {name: content[name] for name in content if name not in names} if isinstance(content, dict) else None


def _check_card_current(folder: Path, fresh: Tables, corpus: Corpus, template: Path) -> Iterator[Finding]:
    """Render the card anew, with the sizes of files that it tells itself, and croissant.json; compare."""
    card = _content(folder / CARD)
    try:
        sizes = {
            info["config_name"]: {key: info[key] for key in ("splits", "download_size", "dataset_size")}
            for info in _metadata(card)["dataset_info"]
        }
        text = read_template(template)
        if render_card(text, template.name, corpus, fresh, sizes) != card:
            yield STALE.at(f"{folder.name}/{CARD}", "", f"not what {template.name}, seeds and annotation give")
        present = [item for item in configurations(corpus.schema) if item.name in fresh]
        if describe(text, template.name, present, folder) != _content(folder / CROISSANT):
            yield STALE.at(f"{folder.name}/{CROISSANT}", "", f"not what {template.name} and the files of data/ give")
    except FindingsError as error:
        yield from error.findings
    except (KeyError, TypeError):
        pass  # told before: its dataset_info cannot be read, or lacks a configuration


def _content(path: Path) -> str:
    """Return a file's text; what is missing or unreadable was told with the checksums."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
