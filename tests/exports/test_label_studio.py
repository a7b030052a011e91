"""Tasks pass the checks of Label Studio's own library, and hold every layer whole."""

import json

import pytest
from hypothesis import given, settings
from label_studio_sdk.label_interface import LabelInterface

from shuanglian import FindingsError
from shuanglian.annotations.model import LAYERS, Entities, LabelledSpan
from shuanglian.exports.format import Sentence
from shuanglian.labelstudio.conversion import from_regions
from shuanglian.labelstudio.results import annotation_of
from shuanglian.spans import is_blank
from tests.annotations.samples import SCHEMA
from tests.exports.samples import corpora, small, with_text, written


def holds_blank(sentence, word):
    return any(map(is_blank, sentence.text[slice(*word)]))


@settings(max_examples=40)
@given(corpora())
def test_layers_are_equal(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("label-studio", corpus)
    for layer in LAYERS:
        tasks = json.loads(exported.content[f"{layer}/tasks.json"])
        for sentence, task in zip(corpus, tasks, strict=True):
            assert (task["data"]["sentence_id"], task["data"]["text"]) == (sentence.id, sentence.text)
            annotation, findings = annotation_of("t", "t", task["annotations"][0]["result"], sentence.text)
            read, more = from_regions("t", "t", sentence.text, layer, annotation, SCHEMA)
            assert (findings, more) == ([], [])
            gold = getattr(sentence, layer)
            assert read == gold or layer == "words"
            if layer == "words":
                assert read.groups == gold.groups
                assert {word for word in gold.spans if not holds_blank(sentence, word)} <= set(read.spans)
    cut = sum(holds_blank(sentence, word) for sentence in corpus for word in sentence.words.spans)
    assert sum(exported.lost.numbers.values()) == cut


@pytest.mark.parametrize("layer", LAYERS)
def test_its_own_library_accepts_them(layer):
    files = written("label-studio", small()).content
    interface = LabelInterface(files[f"{layer}/labelling.xml"].decode())
    interface.validate()
    for task in json.loads(files[f"{layer}/tasks.json"]):
        assert interface.validate_task({"data": task["data"]})
        assert interface.validate_annotation(task["annotations"][0])


def test_labels_that_the_project_does_not_have_are_refused():
    foreign = Sentence("a-1.s1", "a-1", "太原", entities=Entities((LabelledSpan(0, 2, "CITY"),)))
    with pytest.raises(FindingsError, match="annotation-unknown-label"):
        written("label-studio", [foreign])


def test_a_layer_that_is_nowhere_done_has_no_folder():
    only = [Sentence("a-1.s1", "a-1", "太原", entities=Entities())]
    assert {name.split("/")[0] for name in written("label-studio", only).content} == {"entities"}
