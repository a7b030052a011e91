"""What every metric is given: the gold and the predicted annotation of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """Two annotations of `text`, the first of them held for the truth.

    `id` names the text (a sentence, or an article where sentences are scored); `document` names
    the article that it is drawn with when intervals are computed.
    """

    id: str
    document: str
    text: str
    gold: T
    predicted: T


def document_of(sentence_id: str) -> str:
    """The article that a sentence belongs to: its id up to the first full stop."""
    return sentence_id.split(".", 1)[0]
