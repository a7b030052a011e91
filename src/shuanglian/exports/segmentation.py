"""Views of the words of a sentence, as formats of word segmentation write them."""

from __future__ import annotations

from collections.abc import Sequence

from shuanglian.annotations.model import Words
from shuanglian.annotations.views import coarse_words, finer_words
from shuanglian.exports.format import Lost, Options, Sentence
from shuanglian.spans import Range

VIEWS = ("fine", "coarse", "finer")


def words_of(sentence: Sentence, options: Options, lost: Lost) -> Sequence[Range]:
    """Ranges of the words of a view; what it does not show is lost."""
    words = sentence.words or Words(())
    lost.add_blanks(sentence.text, "between or inside words")
    match options.view:
        case "coarse":
            spans = coarse_words(words)
            lost.add("words", len({*words.spans} - {*spans}), "that are part of a group")
        case "finer":
            spans = finer_words(sentence.text, words)
            lost.add("words", len({*words.spans} - {*spans}), "that the finer view cuts")
        case _:
            return words.spans
    return spans
