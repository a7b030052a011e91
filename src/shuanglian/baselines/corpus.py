"""What baselines are given of a dataset: sentence records without gold, and rows with gold to train on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuanglian.findings import FindingsError, Kind
from shuanglian.tasks import tasks

UNREADABLE = Kind("baseline-no-dataset", "records", "make the dataset first: `shuanglian build`")

Json = dict[str, Any]
SPLITS = ("train", "validation", "test")
"""Splits of the corpus, in the order in which its records come."""

_RECORD = ("id", "article_id", "role", "text", "text_sha256", "date")


@dataclass(frozen=True)
class Corpus:
    """Sentences in the order of the splits; the split and the cluster of each article."""

    sentences: Sequence[Json]
    split: Mapping[str, str]
    cluster: Mapping[str, str]
    folder: Path

    def records(self, task: str) -> Sequence[Json]:
        """Return what is predicted for a task, without gold: what has some. Other sentences cannot be scored."""
        configuration = tasks()[task].configuration
        rows = [row for split in self.splits(task) for row in _read(self.folder, configuration, split)]
        if tasks()[task].same_as:
            return [_record(row) for row in rows]
        annotated = {row["id"] for row in rows}
        return [sentence for sentence in self.sentences if sentence["id"] in annotated]

    def splits(self, task: str) -> list[str]:
        """Name the splits of a task's gold: those of the corpus in their order, and others."""
        there = {path.stem for path in (self.folder / "data" / tasks()[task].configuration).glob("*.parquet")}
        return [*(split for split in SPLITS if split in there), *sorted(there.difference(SPLITS))]

    def training_rows(self, task: str) -> list[Json]:
        """Return the rows of the train split with their gold."""
        return self._rows(task, lambda article: self.split[article] == "train")

    def folds(self, task: str) -> Iterator[tuple[str, list[Json], list[Json]]]:
        """Yield each cluster with the rows of all others, and its own records without gold.

        Nothing is yielded where only one cluster has gold.
        """
        records = self.records(task)
        clusters = sorted({self.cluster[item["article_id"]] for item in records})
        for cluster in clusters if len(clusters) > 1 else ():
            rows = self._rows(task, lambda article, held=cluster: self.cluster[article] != held)
            yield cluster, rows, [item for item in records if self.cluster[item["article_id"]] == cluster]

    def _rows(self, task: str, wanted: Any) -> list[Json]:
        """Return rows of the corpus: also of a task that asks the same of other texts."""
        configuration = tasks()[tasks()[task].same_as or task].configuration
        rows = (row for split in SPLITS for row in _read(self.folder, configuration, split))
        return [row for row in rows if wanted(row["article_id"])]


def read_corpus(folder: Path) -> Corpus:
    """Read the records of a dataset's folder; raises `FindingsError` where they are not there."""
    split, cluster, date = {}, {}, {}
    for name in SPLITS:
        for article in _read(folder, "articles", name):
            split[article["id"]], cluster[article["id"]] = name, article["cluster"]
            date[article["id"]] = article["date"]
    rows = (row for name in SPLITS for row in _read(folder, "sentences", name))
    sentences = [_record({**row, "date": date[row["article_id"]]}) for row in rows]
    if not sentences:
        raise FindingsError([UNREADABLE.at(folder.name, "", "there is no sentence in it")])
    return Corpus(sentences, split, cluster, folder)


def _record(row: Json) -> Json:
    return {key: row[key] for key in _RECORD if key in row}


def _read(folder: Path, configuration: str, split: str) -> list[Json]:
    """Read the rows of a split; one that is not there has none."""
    import pyarrow.parquet as pq

    path = folder / "data" / configuration / f"{split}.parquet"
    if not path.is_file():
        return []
    rows: list[Json] = pq.read_table(path).to_pylist()
    return rows
