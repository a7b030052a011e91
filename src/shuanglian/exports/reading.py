"""Gold with all its layers, from wherever scores take theirs: JSONL, a dataset's folder or id, rows in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.model import LayerName
from shuanglian.exports.format import Sentence
from shuanglian.findings import Finding, FindingsError
from shuanglian.gold import gold_from_json
from shuanglian.metrics.pairs import document_of
from shuanglian.tasks.problems import Gathered
from shuanglian.tasks.reference import MALFORMED, NO_SPLIT, NO_TEXT, Source, configurations_of, rows_as_given
from shuanglian.tasks.task import Json

CONFIGURATIONS: dict[LayerName, str] = {"words": "segmentation", "entities": "ner", "facts": "numeric_facts"}
"""The configuration of a dataset that holds a layer."""

_FIELDS = {
    "segmentation": ("words", "groups"),
    "ner": ("entities",),
    "numeric_facts": ("facts", "non_facts", "times"),
}
Rows = Iterator[tuple[str, str | None, Json]]
"""Place for messages, split where the source says it, row."""

Progress = Callable[[Rows], Iterable[tuple[str, str | None, Json]]]
"""Passes rows on, and shows a person how far it is."""

_PLACE = ("id", "article_id", "text", "text_sha256", "split")


def read_sentences(
    source: Source,
    split: str | None = None,
    splits: Mapping[str, str] | None = None,
    progress: Progress = lambda rows: rows,
) -> list[Sentence]:
    """Read the sentences of a split, or all, document by document; `splits` is for sources that do not say theirs.

    Raises `FindingsError` with everything that is wrong with the gold, and where there is no such
    split or no text at all. Labels and values may be any.
    """
    name = str(source) if not isinstance(source, Iterable) or isinstance(source, str) else "gold"
    problems = Gathered(name)
    findings: list[Finding] = []
    read: dict[str, Sentence] = {}
    for where, stated, row in progress(_whole_rows(source, problems)):
        try:
            sentence = _sentence(row, stated, splits or {})
            if sentence.id in read:
                raise ValueError(f"{sentence.id} is given twice")
        except (ValueError, KeyError, TypeError) as error:
            message = f"{error} is missing" if isinstance(error, KeyError) else str(error)
            problems.tell(MALFORMED, where, message)
            continue
        read[sentence.id] = sentence
        for layer in (sentence.words, sentence.entities, sentence.facts):
            findings += check_layer(name, f"{where}, {sentence.id}", sentence.text, layer, None) if layer else []
    if problems.number or findings:
        raise FindingsError([*problems.findings(), *findings])
    return _of_split(name, read.values(), split)


def _of_split(name: str, sentences: Iterable[Sentence], split: str | None) -> list[Sentence]:
    documents: dict[str, list[Sentence]] = {}
    elsewhere = set()
    for sentence in sentences:
        if split in (None, sentence.split):
            documents.setdefault(sentence.document, []).append(sentence)
        else:
            elsewhere.add(sentence.split or "none")
    if documents:
        return [sentence for found in documents.values() for sentence in found]
    if not elsewhere:
        raise FindingsError([NO_TEXT.at(name, "", "there is not one text in it")])
    known = ", ".join(sorted(elsewhere))
    raise FindingsError([NO_SPLIT.at(name, "", f"no text is in the split {split!r}; splits are: {known}")])


def _sentence(row: Json, stated: str | None, splits: Mapping[str, str]) -> Sentence:
    gold = gold_from_json({key: value for key, value in row.items() if value is not None and key != "decisions"})
    if any("\ud800" <= character <= "\udfff" for character in gold.text):
        raise ValueError(f"the text of {gold.id} holds a lone surrogate, which UTF-8 cannot write")
    document = row.get("article_id") or document_of(gold.id)
    split = stated or row.get("split") or splits.get(document)
    return Sentence(gold.id, document, gold.text, split, gold.words, gold.entities, gold.facts)


def _whole_rows(source: Source, problems: Gathered) -> Rows:
    """Yield rows that hold all layers: those of a dataset are joined by id."""
    found = configurations_of(source)
    if found is None:
        yield from rows_as_given(source, "", problems)
        return
    joined: dict[str, tuple[str, str | None, Json]] = {}
    for configuration in CONFIGURATIONS.values():
        if configuration not in found:
            continue
        kept = (*_PLACE, *_FIELDS[configuration])
        for where, split, row in rows_as_given(source, configuration, problems):
            known = joined.setdefault(row["id"], (f"{configuration}, {where}", split, {}))
            known[2].update({key: row[key] for key in kept if key in row})
    yield from joined.values()
