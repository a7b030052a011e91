"""What a view sees of an annotation: the spans that its scores are made of."""

from __future__ import annotations

from typing import Any

from shuanglian.annotations.model import Entities, LabelledSpan, Words
from shuanglian.annotations.views import WORD_VIEWS
from shuanglian.metrics.mentions import columns, in_order
from shuanglian.metrics.ner import VIEWS


def seen(view: str, text: str, annotation: Any) -> Any:
    """Return an annotation as a view of its task sees it; as it is where the view sees all of it."""
    match annotation:
        case Words() if view in WORD_VIEWS:
            return Words(tuple(WORD_VIEWS[view](text, annotation)), annotation.groups)
        case Entities() if view in VIEWS:
            (mentions,), labels = columns([[annotation.mentions]])
            kept = VIEWS[view](in_order(mentions))
            rows = zip(kept.start.tolist(), kept.end.tolist(), kept.label.tolist(), strict=True)
            return Entities(tuple(LabelledSpan(start, end, labels[number]) for start, end, number in rows))
        case _:
            return annotation
