"""Writing a release without text, of which those who hold the seed files can make the full one again.

`restore/` has what the full release consists of besides tables: its card and croissant.json with references in
the place of text, its stamp and its checksums, and which seed files it takes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from shuanglian.corpus.model import Corpus
from shuanglian.files import files_below, json_text, replace_folder
from shuanglian.findings import FindingsError, Kind
from shuanglian.release.build import (
    CARD,
    CHECKSUMS,
    STAMP,
    checksums,
    dataset_tables,
    rows_stamp,
    workplace,
    write_tables,
)
from shuanglian.release.card import front_matter, with_front_matter
from shuanglian.release.configurations import configurations
from shuanglian.release.croissant import CROISSANT, describe
from shuanglian.release.masking import forbidden_runs, leaks, masked, readable_mask
from shuanglian.release.rows import Configuration
from shuanglian.release.tables import Tables
from shuanglian.release.textfree import LISTS_OF_NAMES, Texts, restored_tables, textfree
from shuanglian.release.textfree_card import textfree_card, textfree_metadata
from shuanglian.release.word_lists import word_lists
from shuanglian.text.joining import block_text

RESTORE = "restore"
SEEDS = f"{RESTORE}/seeds.json"
MASKED = (CARD, CROISSANT)
AS_THEY_ARE = (STAMP, CHECKSUMS)

NOT_RESTORABLE = Kind("textfree-not-restorable", "release", "report it: the offsets of this table do not give its text")


def build_textfree(corpus: Corpus, full: Path, target: Path) -> None:
    """Write the release without text in one step, or nothing; see `write_textfree`."""
    with workplace(target) as place:
        write_textfree(corpus, full, place)
        replace_folder(place, target)


def write_textfree(corpus: Corpus, full: Path, folder: Path) -> None:
    """Write the release without text of the dataset in `full`, which is that of the corpus, into an empty folder.

    Raises `FindingsError` where its tables do not give the full ones, or eight characters of an article are left.
    """
    tables = dataset_tables(corpus)
    items = [item for item in configurations(corpus.schema) if item.name in tables]
    bare, rows = textfree(items, tables, corpus)
    texts = Texts(rows, {seed.source.file: seed.document.text for seed in corpus.seeds})
    again = restored_tables(items, rows, texts)
    findings = [NOT_RESTORABLE.at(name, "", "other rows come back") for name in tables if again[name] != tables[name]]
    sizes = {item.name: write_tables(item, rows[item.name], folder) for item in bare}
    _copy_rest(full, folder, word_lists(tables))
    _write_restore(corpus, full, folder, texts)
    _write_about(full, folder, bare, rows, sizes)
    (folder / CHECKSUMS).write_text(checksums(folder), "utf-8", newline="\n")
    findings += leaks(folder, forbidden_in(corpus))
    if findings:
        raise FindingsError(findings)


def forbidden_in(corpus: Corpus) -> frozenset[str]:
    """What must not be found: runs of the blocks of every page, and of its characters in the order of the file."""
    texts = [block_text(s.document.text, block.ranges).text for s in corpus.seeds for block in s.layout.blocks()]
    texts += ["".join(seed.document.text.split()) for seed in corpus.seeds]
    return forbidden_runs(texts, {article.publisher or "" for article in corpus.articles})


def _copy_rest(full: Path, folder: Path, from_tables: Collection[str]) -> None:
    """Copy what is neither a table, nor made from tables alone, nor told anew: the plots."""
    for path in files_below(full):
        name = path.relative_to(full).as_posix()
        if not name.startswith("data/") and name not in (*MASKED, *AS_THEY_ARE, *from_tables):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _write_restore(corpus: Corpus, full: Path, folder: Path, texts: Texts) -> None:
    (folder / RESTORE).mkdir()
    for name in MASKED:
        pieces = masked((full / name).read_text("utf-8"), texts.blocks)
        (folder / pieces_path(name)).write_text(json_text(pieces), "utf-8", newline="\n")
    for name in AS_THEY_ARE:
        shutil.copyfile(full / name, folder / RESTORE / name)
    seeds = [_seed(vars(seed.source)) for seed in corpus.seeds]
    (folder / SEEDS).write_text(json_text(seeds), "utf-8", newline="\n")


def pieces_path(name: str) -> str:
    """Where the pieces of a file stand that had text."""
    return f"{RESTORE}/{Path(name).name}.pieces.json"


def _seed(source: dict[str, Any]) -> dict[str, Any]:
    kept = {name: source[name] for name in ("id", "file", "sha256", "encoding", "publisher", "date", "url", "rights")}
    return kept | {name: source[name].split(mark) for name, mark in LISTS_OF_NAMES.items()}


def _write_about(full: Path, folder: Path, bare: list[Configuration], rows: Tables, sizes: dict[str, Any]) -> None:
    """Write card, croissant.json and stamp of the release without text."""
    metadata, _ = front_matter((full / CARD).read_text("utf-8"), CARD)
    pieces = json.loads((folder / pieces_path(CARD)).read_text("utf-8"))
    _, body = front_matter(readable_mask(pieces), CARD)
    metadata = textfree_metadata(metadata, bare, rows, sizes)
    (folder / CARD).write_text(textfree_card(metadata, body, bare, rows), "utf-8", newline="\n")
    told = json.loads((full / CROISSANT).read_text("utf-8"))
    more = {"version": told["version"], "date_published": told.get("datePublished", "")}
    template = with_front_matter(metadata | more, body)
    (folder / CROISSANT).write_text(describe(template, CARD, bare, folder), "utf-8", newline="\n")
    stamp = {"text_free": True, **json.loads((full / STAMP).read_text("utf-8")), "rows": rows_stamp(rows)}
    stamp.pop("words")
    (folder / STAMP).write_text(json_text(stamp), "utf-8", newline="\n")
