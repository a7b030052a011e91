"""What all formats have in common: what is left out and told, what is refused, and that bytes are the same again."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuanglian import FindingsError
from shuanglian.annotations.model import Entities, LabelledSpan
from shuanglian.exports import exporting, formats
from shuanglian.exports.format import Sentence
from tests.exports.samples import corpora, empty, small, with_text, written

NAMES = sorted(formats())


def test_every_module_of_a_format_is_registered_with_its_text():
    assert {"bio", "bioes", "conllu", "sighan", "cluener", "spacy", "brat", "label-studio", "facts-csv"} <= set(NAMES)
    assert all(form.about and form.summary.endswith(".") for form in formats().values())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_gold_gives_the_same_bytes(name):
    assert written(name, small()).content == written(name, small()).content


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10)
@given(corpus=corpora(), chosen=st.data())
def test_nothing_is_carried_and_told_as_lost(name, corpus, chosen):
    """What a format has no place for is told with its number; of what it has one, no more than there is."""
    corpus = with_text(corpus)
    if not corpus:
        return
    form = formats()[name]
    options = {
        key: chosen.draw(st.sampled_from(values))
        for key, values in (("tokens", form.tokens), ("view", form.views))
        if values
    }
    exported = written(name, corpus, **options)
    held = {kind: sum(sentence.holds()[kind] for sentence in corpus) for kind in corpus[0].holds()}
    carried = {*form.carries, *(["words"] if options.get("tokens") == "words" else [])}
    for kind, number in held.items():
        lost = sum(count for (other, _), count in exported.lost.numbers.items() if other == kind)
        assert lost <= number if kind in carried else lost == number


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_annotation_is_written_and_a_blank_sentence_told(name):
    exported = written(name, [empty("字"), empty(" \u3000", 2)])
    assert exported.sentences == 1
    [((kind, _), number)] = [item for item in exported.lost.numbers.items() if item[0][0] == "sentences"]
    assert (kind, number) == ("sentences", 1)


@pytest.mark.parametrize("name", NAMES)
def test_sentences_without_the_layer_are_told_and_gold_without_it_refused(name):
    form = formats()[name]
    bare = Sentence("a-1.s1", "a-1", "字")
    if form.layers:
        assert written(name, [bare, *small()]).lost.numbers["sentences", exporting.LEFT_OUT] == 1
        with pytest.raises(FindingsError, match="export-no-layer"):
            written(name, [bare])
    else:
        assert written(name, [bare, *small()]).sentences == 6


def test_words_as_tokens_need_the_words():
    entities = [replace(sentence, words=None) for sentence in small()]
    assert written("bio", entities).sentences == 5
    with pytest.raises(FindingsError, match="export-no-layer"):
        written("bio", entities, tokens="words")


@pytest.mark.parametrize(("name", "label"), [("bio", "A B"), ("brat", "A B"), ("conllu", "A|B"), ("conllu", "A(B)")])
def test_a_label_that_would_break_the_format_is_refused(name, label):
    labelled = replace(empty("太原"), entities=Entities((LabelledSpan(0, 2, label),)))
    with pytest.raises(FindingsError, match="export-barred-label"):
        written(name, [labelled])
    assert written("cluener", [labelled]).sentences == 1


def test_losses_are_told_in_their_order():
    assert str(written("bio", small()).lost).splitlines() == [
        "46 words",
        "2 groups",
        "1 mentions (inside another, or with the same span)",
        "3 facts",
        "1 non-facts",
        "1 times",
        "1 blanks (between tokens)",
    ]


def test_labels_of_another_set():
    """Titles have no label in OntoNotes, dates and money have one; coarser sets join labels."""
    exported = written("cluener", small(), labels="onto")
    lines = [json.loads(line)["label"] for line in exported.content.decode().splitlines()]
    assert lines[0] == {"DATE": {"上半年": [[0, 2]]}, "PERCENT": {"9.5%": [[10, 13]]}}
    assert lines[1] == {
        "ORG": {"长三角国家技术创新中心": [[0, 10]], "𠮷野家": [[17, 19]]},
        "LOC": {"长三角": [[0, 2]]},
        "PERSON": {"刘庆": [[13, 14]]},
    }
    assert set(lines[3]) == {"ORG", "GPE", "MONEY"}
    assert exported.lost.numbers["mentions", "that onto does not annotate"] == 1
    assert "B-company" in written("bio", small(), labels="cluener").content.decode()


@pytest.mark.parametrize(("name", "options"), [("bio", {"view": "coarse"}), ("cluener", {"tokens": "words"})])
def test_an_option_that_a_format_does_not_take(name, options):
    with pytest.raises(ValueError, match="is none of"):
        written(name, small(), **options)
