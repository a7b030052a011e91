"""BIO is read back by spaCy's converter, BIO and BIOES by the library iobes."""

import iobes
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training.converters import conll_ner_to_docs

from shuanglian.exports.columns import DOCUMENT
from shuanglian.exports.format import Options
from shuanglian.exports.tokens import tokens_of
from shuanglian.spans import is_blank
from tests.exports.samples import corpora, flat, small, with_text, written

VIEWS = ("outermost", "innermost")
TOKENS = ("characters", "words")


def expected(sentence, tokens, view):
    """Chunks of tokens, and the tokens as they must be written."""
    places = tokens_of(sentence, Options(tokens=tokens))
    starts, ends = [start for start, _ in places], [end for _, end in places]
    chunks = [
        (starts.index(m.start), ends.index(m.end) + 1, m.label)
        for m in flat(sentence.entities.mentions, view)
        if m.start in starts and m.end in ends
    ]
    forms = ["".join(c for c in sentence.text[start:end] if not is_blank(c)) for start, end in places]
    return forms, sorted(chunks)


def blocks(content):
    """Tokens and tags of each sentence."""
    found = []
    for block in content.decode().split("\n\n"):
        rows = [line.split(" ") for line in block.split("\n") if line]
        if rows and rows[0][0] != "-DOCSTART-":
            assert all(len(row) == 4 for row in rows)
            found.append(([row[0] for row in rows], [row[3] for row in rows]))
    return found


@settings(max_examples=40)
@given(corpora(), st.sampled_from(TOKENS), st.sampled_from(VIEWS))
def test_bio_by_spacy(corpus, tokens, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    content = written("bio", corpus, tokens=tokens, view=view).content.decode()
    found = [
        ([token.text for token in part], [(e.start - part.start, e.end - part.start, e.label_) for e in part.ents])
        for doc in conll_ner_to_docs(content, no_print=True)
        for part in doc.sents
    ]
    assert found == [expected(sentence, tokens, view) for sentence in corpus]
    assert content.count(DOCUMENT) == len({sentence.document for sentence in corpus})


@given(corpora(), st.sampled_from(["bio", "bioes"]), st.sampled_from(TOKENS), st.sampled_from(VIEWS))
def test_bio_and_bioes_by_iobes(corpus, name, tokens, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    parse = {"bio": iobes.parse_spans_bio_with_errors, "bioes": iobes.parse_spans_iobes_with_errors}[name]
    found = blocks(written(name, corpus, tokens=tokens, view=view).content)
    assert len(found) == len(corpus)
    for sentence, (forms, tags) in zip(corpus, found, strict=True):
        chunks, errors = parse(tags)
        assert not errors
        assert (forms, sorted((c.start, c.end, c.type) for c in chunks)) == expected(sentence, tokens, view)


@given(corpora(), st.sampled_from(TOKENS), st.sampled_from(VIEWS))
def test_what_is_lost_is_counted(corpus, tokens, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("bio", corpus, tokens=tokens, view=view)
    kept = sum(tag.startswith("B-") for _, tags in blocks(exported.content) for tag in tags)
    lost = sum(number for (kind, _), number in exported.lost.numbers.items() if kind == "mentions")
    assert kept + lost == sum(len(sentence.entities.mentions) for sentence in corpus)
    assert exported.lost.numbers.get(("facts", ""), 0) == sum(len(sentence.facts.facts) for sentence in corpus)
    told = sum(number for (kind, _), number in exported.lost.numbers.items() if kind == "words")
    assert told == (0 if tokens == "words" else sum(len(sentence.words.spans) for sentence in corpus))


@pytest.mark.parametrize(("view", "label"), [("outermost", "ORG"), ("innermost", "LOC")])
def test_the_view_decides_between_nested_mentions(view, label):
    assert f"长 _ _ B-{label}\n" in written("bio", small(), view=view).content.decode()


def test_an_entity_that_ends_inside_a_word_has_no_place_among_words():
    exported = written("bioes", small(), tokens="words")
    assert exported.lost.numbers[("mentions", "inside another, or with the same span")] == 1
    cut = [s for s in small() if s.id == "a-1.p02.s1"]
    assert "𠮷野家 _ _ S-COM" in written("bioes", cut, tokens="words").content.decode()
    assert "Ｄ _ _ B-COM" in written("bioes", small()).content.decode()
