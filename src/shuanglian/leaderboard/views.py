"""What a view sees of an annotation: the spans that its scores are made of."""

from __future__ import annotations

from typing import Any

from shuanglian.annotations.model import Entities, LabelledSpan, Words
from shuanglian.annotations.views import coarse_words, finer_words
from shuanglian.metrics.ner import innermost, outermost


def seen(view: str, text: str, annotation: Any) -> Any:
    """Return an annotation as a view of its task sees it; as it is where the view sees all of it."""
    match view, annotation:
        case "coarse", Words():
            return Words(tuple(coarse_words(annotation)), annotation.groups)
        case "finer", Words():
            return Words(tuple(finer_words(text, annotation)), annotation.groups)
        case (("outermost" | "innermost"), Entities()):
            keep = outermost if view == "outermost" else innermost
            return Entities(
                tuple(LabelledSpan(*item) for item in keep({(*m.span, m.label) for m in annotation.mentions}))
            )
        case _:
            return annotation
