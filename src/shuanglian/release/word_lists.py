"""The word lists of a dataset: the words of the train split in each view of words.

The scorer takes them for the words that a system could have learnt (`tasks.known_words`).
"""

from __future__ import annotations

from shuanglian.release.tables import Tables
from shuanglian.tasks.known_words import list_path, list_text

_COLUMNS = {"fine": "words", "coarse": "coarse_words", "finer": "finer_words"}
"""Views of words, and the columns of the configuration `segmentation` that hold them."""


def word_lists(tables: Tables) -> dict[str, str]:
    """Lists by their path in the dataset; none where no word of the train split is annotated."""
    rows = tables.get("segmentation", {}).get("train", [])
    if not rows:
        return {}
    return {
        list_path(view): list_text(word for row in rows for word in row[column]) for view, column in _COLUMNS.items()
    }
