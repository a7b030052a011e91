"""CLUENER's JSON holds every mention, with its last character included."""

import json

from hypothesis import given

from tests.exports.samples import corpora, small, with_text, written


@given(corpora())
def test_every_mention_stands_where_its_surface_is(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("cluener", corpus)
    lines = exported.content.decode().split("\n")
    assert lines.pop() == ""
    for sentence, line in zip(corpus, lines, strict=True):
        data = json.loads(line)
        places = {
            (start, last, label, surface)
            for label, surfaces in data["label"].items()
            for surface, found in surfaces.items()
            for start, last in found
        }
        assert places == {
            (m.start, m.end - 1, m.label, sentence.text[m.start : m.end]) for m in sentence.entities.mentions
        }
        assert data["text"] == sentence.text
    assert {kind for kind, _ in exported.lost.numbers} <= {"words", "groups", "facts", "non-facts", "times"}


def test_the_form_is_that_of_cluener():
    line = written("cluener", small()).content.decode().splitlines()[1]
    assert '"label": {"ORG": {"长三角国家技术创新中心": [[0, 10]]}, "LOC": {"长三角": [[0, 2]]}' in line
