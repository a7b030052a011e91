"""A DocBin is read back by spaCy, and holds all layers."""

import hashlib
import json
import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.training import Example

from shuanglian.annotations.codec import facts_from_json
from shuanglian.annotations.model import LabelledSpan
from tests.exports.samples import corpora, flat, small, with_text, written

NLP = spacy.blank("zh")


def read(content):
    return list(DocBin(store_user_data=True).from_bytes(content).get_docs(NLP.vocab))


def spans(found):
    return sorted(LabelledSpan(span.start_char, span.end_char, span.label_) for span in found)


@settings(max_examples=60)
@given(corpora(), st.sampled_from(["outermost", "innermost"]))
def test_characters_hold_everything(corpus, view):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("spacy", corpus, view=view)
    for sentence, doc in zip(corpus, read(exported.content), strict=True):
        assert doc.text == sentence.text
        assert spans(doc.ents) == flat(sentence.entities.mentions, view)
        assert spans(doc.spans["entities"]) == sorted(sentence.entities.mentions)
        assert spans(doc.spans["groups"]) == sorted(sentence.words.groups)
        assert [(word.start_char, word.end_char) for word in doc.spans["words"]] == list(sentence.words.spans)
        assert spans(doc.spans["times"]) == list(sentence.facts.times)
        assert spans(doc.spans["non_facts"]) == list(sentence.facts.non_facts)
        assert facts_from_json(json.loads(json.dumps({"facts": doc.user_data["facts"]}))).facts == sentence.facts.facts
        assert (doc.user_data["id"], doc.user_data["document"]) == (sentence.id, sentence.document)
    assert not exported.lost.numbers


@settings(max_examples=40)
@given(corpora())
def test_words_are_tokens(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("spacy", corpus, tokens="words")
    kept = 0
    for sentence, doc in zip(corpus, read(exported.content), strict=True):
        assert doc.text == sentence.text
        assert set(sentence.words.spans) <= {(token.idx, token.idx + len(token)) for token in doc}
        assert spans(doc.spans["groups"]) == sorted(sentence.words.groups)
        kept += len(doc.spans["entities"])
    lost = exported.lost.numbers.get(("mentions", "that begin or end inside a word"), 0)
    assert kept + lost == sum(len(sentence.entities.mentions) for sentence in corpus)


def test_characters_are_the_tokens_of_a_blank_pipeline():
    for doc in read(written("spacy", small()).content):
        assert [token.text for token in NLP(doc.text)] == [token.text for token in doc]


def test_a_pipeline_trains_on_it():
    docs = read(written("spacy", small()).content)
    pipeline = spacy.blank("zh")
    pipeline.add_pipe("ner")
    examples = [Example(pipeline.make_doc(doc.text), doc) for doc in docs]
    pipeline.initialize(lambda: examples)
    assert pipeline.update(examples)["ner"] > 0
    assert set(pipeline.get_pipe("ner").labels) == {"COM", "GOV", "GPE", "ORG", "PER", "TITLE"}


@pytest.mark.parametrize("seed", ["1", "2"])
def test_bytes_do_not_depend_on_the_process(seed):
    code = "import sys; from tests.exports.samples import small, written; "
    code += "sys.stdout.buffer.write(written('spacy', small()).content)"
    found = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PATH": ""}, capture_output=True, check=True
    )
    here = written("spacy", small()).content
    assert hashlib.sha256(found.stdout).hexdigest() == hashlib.sha256(here).hexdigest()
