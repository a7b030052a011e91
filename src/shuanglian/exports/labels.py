"""Entities under the labels of another set, as annotation/schema.toml maps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shuanglian.annotations.model import Entities
from shuanglian.annotations.views import derived_entities, with_labels
from shuanglian.exports.format import Lost, Sentence
from shuanglian.schema import Schema


def in_label_set(sentences: Sequence[Sentence], schema: Schema, label_set: str, lost: Lost) -> list[Sentence]:
    """Return sentences whose entities are those of the set, with the numeric ones where it annotates them."""
    names = schema.labels_in(label_set)

    def renamed(sentence: Sentence) -> Sentence:
        if sentence.entities is None:
            return sentence
        mentions = sentence.entities.mentions
        lost.add("mentions", sum(not names.get(m.label) for m in mentions), f"that {label_set} does not annotate")
        numeric = derived_entities(sentence.facts) if sentence.facts else []
        return replace(sentence, entities=with_labels(Entities((*mentions, *numeric)), names))

    return [renamed(sentence) for sentence in sentences]
