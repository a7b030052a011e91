"""The stages of a run, each a datatrove pipeline that tasks share out among themselves."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from datatrove.data import Document
from datatrove.io import DataFolder, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup import MinhashDedupBuckets

from shuanglian.release.annotation_rows import FACTS_OF_A_SENTENCE
from shuanglian.release.features import Features
from shuanglian.release.rows import SENTENCES
from shuanglian.scale.blocks import ExtractFacts, ReadArchive, SplitArticles
from shuanglian.scale.duplicates import CONFIG, CharacterSignatures, ClusterDuplicates, DropDuplicates
from shuanglian.scale.settings import LISTING, RUN, Settings
from shuanglian.scale.writers import LinesWriter, writer

RECORDS = "records"
"""The stage that writes what a user wants; those before it find near-duplicates."""
SUMMARY = "summary.json"

_ARTICLE: Features = {
    **dict.fromkeys(("id", "source_id", "file", "date"), "string"),
    **dict.fromkeys(("characters", "sentences", "facts"), "int32"),
}
_FACTS: Features = {"id": "string"} | {name: kind for name, kind in FACTS_OF_A_SENTENCE.items() if name != "date"}


@dataclass(frozen=True)
class Stage:
    """A pipeline, run in this many tasks; its logs, statistics and marks of what is done lie in logs/`name`."""

    name: str
    pipeline: list[PipelineStep]
    tasks: int


def stages(settings: Settings) -> list[Stage]:
    """Return the stages of a run in their order."""
    found = _duplicate_stages(settings) if settings.deduplicate else []
    return [*found, Stage(RECORDS, _records(settings), settings.tasks), Stage("summary", [Summarise(settings)], 1)]


def _work(settings: Settings) -> str:
    """The folder of what only the stages of a run read."""
    return f"{settings.output}/work"


def _duplicate_stages(settings: Settings) -> list[Stage]:
    work = _work(settings)
    ids = LinesWriter(f"{work}/ids", _id)
    signatures = [_reader(settings), SplitArticles(), ids, CharacterSignatures(f"{work}/signatures")]
    pairs = MinhashDedupBuckets(f"{work}/signatures", f"{work}/pairs", config=CONFIG, lines_to_buffer=1000)
    clusters = ClusterDuplicates(f"{work}/signatures", f"{work}/pairs", f"{work}/ids", f"{work}/duplicates")
    return [
        Stage("signatures", signatures, settings.tasks),
        Stage("pairs", [pairs], CONFIG.num_buckets),
        Stage("clusters", [clusters], 1),
    ]


def _records(settings: Settings) -> list[PipelineStep]:
    output = settings.output
    drop = DropDuplicates(f"{_work(settings)}/duplicates", LinesWriter(f"{output}/duplicates", _duplicate))
    return [
        _reader(settings, problems=_problems(output, "read")),
        SplitArticles(_problems(output, "split"), LinesWriter(f"{output}/dropped", _dropped)),
        *([drop] if settings.deduplicate else []),
        ExtractFacts(_problems(output, "extract")),
        writer(f"{output}/articles", _article, _ARTICLE, settings.format),
        writer(f"{output}/sentences", _sentences, SENTENCES.features, settings.format),
        writer(f"{output}/facts", _facts, _FACTS, settings.format),
    ]


def _reader(settings: Settings, problems: LinesWriter | None = None) -> ReadArchive:
    listing = f"{settings.output}/{RUN}"
    return ReadArchive(settings.input, listing, LISTING, settings.columns, settings.encoding, problems)


def _problems(output: str, block: str) -> LinesWriter:
    return LinesWriter(f"{output}/problems", _problem, f"{block}-${{rank}}")


# --- what is written of a document ----------------------------------------------------------


def _id(document: Document) -> list[dict[str, Any]]:
    return [{"id": document.id}]


def _article(document: Document) -> list[dict[str, Any]]:
    told = {name: document.metadata[name] for name in ("source_id", "file", "date")}
    facts = sum(len(line["facts"]) for line in document.metadata["facts"])
    numbers = {"characters": len(document.text), "sentences": len(document.metadata["records"]), "facts": facts}
    return [{"id": document.id, **told, **numbers}]


def _sentences(document: Document) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = document.metadata["records"]
    return records


def _facts(document: Document) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = document.metadata["facts"]
    return lines


def _problem(document: Document) -> list[dict[str, Any]]:
    return [document.metadata["problem"]]


def _dropped(document: Document) -> list[dict[str, Any]]:
    return [{"id": document.id, **document.metadata, "text": document.text}]


def _duplicate(document: Document) -> list[dict[str, Any]]:
    told = {name: document.metadata[name] for name in ("reason", "duplicate_of", "source_id", "file", "date")}
    return [{"id": document.id, **told, "text": document.text}]


# --- the end --------------------------------------------------------------------------------


class Summarise(PipelineStep):
    """Adds up the statistics of the tasks; one task. Its file says that the run is complete."""

    type = "Shuanglian"
    name = "summary"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> None:
        output = get_datafolder(self.settings.output)
        totals: dict[str, int] = {}
        seconds: dict[str, float] = {}
        for path in output.list_files(f"logs/{RECORDS}/stats"):
            _add_up(output, path, totals, seconds)
        with output.open(SUMMARY, "wt", encoding="utf-8") as file:
            json.dump(_summary(totals, seconds), file, ensure_ascii=False, indent=1)


def _add_up(output: DataFolder, path: str, totals: dict[str, int], seconds: dict[str, float]) -> None:
    with output.open(path, "rt", encoding="utf-8") as file:
        for block in json.load(file):
            name = block["name"].split(": ", 1)[-1]
            seconds[name] = seconds.get(name, 0.0) + _total(block["time_stats"])
            for what, amount in block["stats"].items():
                totals[what] = totals.get(what, 0) + int(_total(amount))


def _total(amount: Any) -> Any:
    return amount["total"] if isinstance(amount, dict) else amount


def _summary(totals: dict[str, int], seconds: dict[str, float]) -> dict[str, Any]:
    counted = ("sources", "articles", "near-duplicates", "sentences", "facts", "problems")
    prefix = "characters "
    characters = {what[len(prefix) :]: number for what, number in sorted(totals.items()) if what.startswith(prefix)}
    rounded = {name: round(spent, 1) for name, spent in seconds.items()}
    return {what: totals.get(what, 0) for what in counted} | {"characters": characters, "seconds": rounded}
