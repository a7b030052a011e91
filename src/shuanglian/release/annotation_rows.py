"""From the gold to the rows of the configurations of its layers: words, entities, numeric facts.

A row is a sentence whose layer is done. Tag columns stand one for each character of `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from shuanglian.annotations.codec import entities_to_json, facts_to_json, spans_to_json, words_to_json
from shuanglian.annotations.model import Entities, LabelledSpan
from shuanglian.annotations.views import (
    bio,
    bmes,
    coarse_words,
    derived_entities,
    finer_words,
    innermost,
    outermost,
    with_labels,
)
from shuanglian.corpus.model import Corpus, CorpusArticle
from shuanglian.diagnostics import DATE, Diagnostic
from shuanglian.files import sha256
from shuanglian.gold import GoldSentence
from shuanglian.release.features import ClassLabels, Features
from shuanglian.release.rows import SPAN, Configuration, Row, by_split
from shuanglian.schema import LABEL_SETS, Schema
from shuanglian.spans import Range

_LABELLED: Features = {**SPAN, "label": "string"}
_PLACE: Features = {"id": "string", "article_id": "string", "text": "string", "text_sha256": "string"}


def annotation_configurations(schema: Schema) -> tuple[Configuration, ...]:
    """Return the configurations whose labels the schema gives."""
    return (_segmentation(), _ner(schema), _numeric_facts(), _DIAGNOSTICS)


def _configuration(
    name: str, summary: str, features: Features, row: Callable[[CorpusArticle, GoldSentence], Row | None]
) -> Configuration:
    """Make a configuration with a row for each sentence that `row` gives one for."""

    def rows(corpus: Corpus) -> dict[str, list[Row]]:
        def of_article(article: CorpusArticle) -> list[Row]:
            done = [corpus.gold[record.id] for record in article.records if record.id in corpus.gold]
            return [_place(sentence) | found for sentence in done if (found := row(article, sentence)) is not None]

        return by_split(corpus, of_article)

    return Configuration(name, summary, {**_PLACE, **features}, rows)


def _place(sentence: GoldSentence) -> Row:
    data = sentence.as_json()
    return {"id": sentence.id, "article_id": sentence.article_id} | {key: data[key] for key in ("text", "text_sha256")}


# --- words ----------------------------------------------------------------------------------


def _segmentation() -> Configuration:
    tags = ClassLabels(("B", "M", "E", "S", "O"))

    def row(article: CorpusArticle, sentence: GoldSentence) -> Row | None:
        if sentence.words is None:
            return None
        return words_to_json(sentence.text, sentence.words) | {
            "coarse_words": _strings(sentence.text, coarse_words(sentence.words)),
            "finer_words": _strings(sentence.text, finer_words(sentence.text, sentence.words)),
            "characters": list(sentence.text),
            "tags": tags.numbers(bmes(sentence.text, sentence.words.spans)),
        }

    features: Features = {
        "words": ["string"],
        "groups": [_LABELLED],
        "coarse_words": ["string"],
        "finer_words": ["string"],
        "characters": ["string"],
        "tags": [tags],
    }
    return _configuration("segmentation", "one sentence a row, cut into words, with groups of words", features, row)


def _strings(text: str, spans: Iterable[Range]) -> list[str]:
    return [text[start:end] for start, end in spans]


# --- entities -------------------------------------------------------------------------------


def _ner(schema: Schema) -> Configuration:
    names = [entity.name for entity in schema.entities]
    tags = ClassLabels(("O", *(f"{place}-{name}" for name in names for place in "BI")))
    other_sets = {name: schema.labels_in(name) for name in LABEL_SETS}

    def row(article: CorpusArticle, sentence: GoldSentence) -> Row | None:
        if sentence.entities is None:
            return None
        mentions = sentence.entities.mentions
        numeric = derived_entities(sentence.facts) if sentence.facts else []
        views = {"outermost": outermost(mentions), "innermost": innermost(mentions)}
        views |= {name: _as_other_set(mentions, numeric, labels) for name, labels in other_sets.items()}
        return entities_to_json(sentence.entities) | {
            "numeric_entities": spans_to_json(numeric),
            "views": {name: spans_to_json(spans) for name, spans in views.items()},
            "characters": list(sentence.text),
            "tags": tags.numbers(bio(sentence.text, outermost(mentions))),
        }

    features: Features = {
        "entities": [_LABELLED],
        "numeric_entities": [_LABELLED],
        "views": {name: [_LABELLED] for name in ("outermost", "innermost", *LABEL_SETS)},
        "characters": ["string"],
        "tags": [tags],
    }
    return _configuration("ner", "one sentence a row, with every mention of a named entity, nested", features, row)


def _as_other_set(
    mentions: Iterable[LabelledSpan], numeric: Iterable[LabelledSpan], labels: Mapping[str, str]
) -> list[LabelledSpan]:
    """Flat mentions as another set has them: renamed first, so that what it leaves out hides nothing."""
    return outermost(with_labels(Entities((*mentions, *numeric)), labels).mentions)


# --- facts ----------------------------------------------------------------------------------

_FACT: Features = {
    "id": "string",
    "quantity": ["int32"],
    **dict.fromkeys(("kind", "value", "low", "high", "unit", "modifier"), "string"),
    "approx": "bool",
    "measured_entity": ["int32"],
    "measured_property": ["int32"],
    "time": ["int32"],
    "time_value": "string",
    "time_inherited": "bool",
    **{name: ["int32"] for name in ("place", "whole", "per", "comparator")},
    "change": {"direction": "string", "basis": "string"},
    "factuality": "string",
    "group": {"id": "string", "type": "string", "index": "int32", "size": "int32"},
}

FACTS_OF_A_SENTENCE: Features = {
    "date": "string",
    "facts": [_FACT],
    "non_facts": [{**SPAN, "kind": "string"}],
    "times": [{**SPAN, "value": "string"}],
}


def _numeric_facts() -> Configuration:
    def row(article: CorpusArticle, sentence: GoldSentence) -> Row | None:
        return None if sentence.facts is None else {"date": article.date, **facts_to_json(sentence.facts)}

    summary = "one sentence a row, with its numeric facts, non-facts and times"
    return _configuration("numeric_facts", summary, FACTS_OF_A_SENTENCE, row)


def _diagnostic_rows(corpus: Corpus) -> dict[str, list[Row]]:
    halves = {"tuning": False, "held_out": True}
    return {
        split: [_diagnostic_row(item) for item in corpus.diagnostics if item.held_out == held_out]
        for split, held_out in halves.items()
    }


def _diagnostic_row(item: Diagnostic) -> Row:
    place = {"id": item.id, "phenomenon": item.phenomenon, "text": item.text, "text_sha256": sha256(item.text)}
    return {**place, "date": DATE, **facts_to_json(item.facts)}


_DIAGNOSTICS = Configuration(
    "diagnostics",
    "one constructed sentence a row, with its numeric facts, non-facts and times, by phenomenon",
    {"id": "string", "phenomenon": "string", "text": "string", "text_sha256": "string", **FACTS_OF_A_SENTENCE},
    _diagnostic_rows,
)
