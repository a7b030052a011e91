"""What `check_layer` finds wrong with annotations that no text form could even write."""

import pytest

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.model import Words
from tests.annotations.samples import SCHEMA

TEXT = "推动 AI产业"


def ids(words):
    return [finding.id for finding in check_layer("x", "1", TEXT, words, SCHEMA)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        (((0, 2), (3, 5), (5, 7)), []),
        (((0, 2), (3, 5)), ["words-gap"]),
        (((0, 2), (5, 7)), ["words-gap"]),
        (((0, 2), (3, 6), (5, 7)), ["words-gap"]),
        (((0, 3), (3, 7)), ["layers-blank-border"]),
    ],
)
def test_words_leave_out_nothing_but_blanks(spans, expected):
    assert ids(Words(spans)) == expected
