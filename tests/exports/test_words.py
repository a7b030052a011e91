"""SIGHAN lines and BMES columns say the words, and the scorer's importers read them."""

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.views import coarse_words, finer_words
from shuanglian.spans import is_blank
from tests.exports.samples import corpora, small, with_text, written

VIEWS = {
    "fine": lambda text, words: list(words.spans),
    "coarse": lambda text, words: coarse_words(words),
    "finer": finer_words,
}


@given(corpora(), st.sampled_from(sorted(VIEWS)))
def test_a_line_of_sighan_splits_into_the_words(corpus, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    lines = written("sighan", corpus, view=view).content.decode().split("\n")
    assert lines.pop() == ""
    assert [word_spans(s.text, line.split("  ")) for s, line in zip(corpus, lines, strict=True)] == [
        VIEWS[view](sentence.text, sentence.words) for sentence in corpus
    ]


@given(corpora(), st.sampled_from(sorted(VIEWS)))
def test_bmes_begins_and_ends_the_words(corpus, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    blocks = [b for b in written("bmes", corpus, view=view).content.decode().split("\n\n") if b]
    blocks = [block.split("\n") for block in blocks if not block.startswith("-DOCSTART-")]
    for sentence, rows in zip(corpus, blocks, strict=True):
        words, tags = [], ""
        for character, tag in (row.split(" ") for row in rows):
            assert tag in ("BS" if tags[-1:] in ("", "E", "S") else "ME")
            words.append(character) if tag in "BS" else words.append(words.pop() + character)
            tags += tag
        assert tags[-1] in "ES"
        assert word_spans(sentence.text, words) == VIEWS[view](sentence.text, sentence.words)


@given(corpora())
def test_blanks_and_groups_are_told(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    lost = written("sighan", corpus).lost.numbers
    assert sum(number for (kind, _), number in lost.items() if kind == "words") == 0
    assert lost.get(("blanks", "between or inside words"), 0) == sum(is_blank(c) for s in corpus for c in s.text)
    assert lost.get(("groups", ""), 0) == sum(len(sentence.words.groups) for sentence in corpus)


def test_views():
    lines = written("sighan", small(), view="coarse").content.decode().splitlines()
    assert lines[1].startswith("长三角国家技术创新中心  主任  刘庆")
    lines = written("sighan", small(), view="finer").content.decode().splitlines()
    assert lines[0] == "上半年  ，  产量  同比  增长  9.5  %  。"
