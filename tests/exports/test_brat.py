"""brat standoff is read back by the library bioc; facts, times and non-facts are equal."""

import json
from dataclasses import replace

import pytest
from bioc import brat
from bioc.brat.validator import validate
from hypothesis import given, settings

from shuanglian import FindingsError
from shuanglian.annotations.model import Fact, Facts, LabelledSpan
from tests.annotations.samples import SCHEMA
from tests.exports.samples import corpora, small, with_text, written

ENTITIES = {entity.name for entity in SCHEMA.entities}


def read_folder(files):
    """Read the documents with bioc; return sentences by id: text, mentions, facts."""
    names = {name.removesuffix(".ann") for name in files if name.endswith(".ann")}
    documents = {name: brat.loads(files[f"{name}.txt"].decode(), files[f"{name}.ann"].decode(), name) for name in names}
    found = {}
    for line in files["sentences.tsv"].decode().splitlines()[1:]:
        name, start, end, identity = line.split("\t")
        validate(documents[name])
        found[identity] = read_sentence(documents[name], int(start), int(end))
    return found


def read_sentence(document, start, end):
    spans = {}
    for item in document.entities:
        first, last = item.total_span
        if start <= first and last <= end:
            spans[item.id] = LabelledSpan(first - start, last - start, item.type)
    values = {}
    for item in document.attributes:
        values.setdefault(item.refid, {})[item.type] = next(iter(item.attributes), True)
    for item in document.notes:
        assert item.type == "AnnotatorNotes"
        values.setdefault(item.refid, {}).update(json.loads(item.text))
    mentions = [span for span in spans.values() if span.label in ENTITIES]
    times = [LabelledSpan(*s.span, values[n]["time_value"]) for n, s in spans.items() if s.label == "time"]
    others = [LabelledSpan(*s.span, values[n]["non_fact_kind"]) for n, s in spans.items() if s.label == "non_fact"]
    facts = {event.id: read_fact(event, spans, values) for event in document.events if event.trigger_id in spans}
    facts = tuple(grouped(facts, document.relations))
    return document.text[start:end], sorted(mentions), Facts(facts, tuple(others), tuple(times))


def read_fact(event, spans, values):
    given = dict(values[event.id])
    inherited = given.pop("time_inherited", None)
    time = event.arguments.get("time")
    return Fact(
        spans[event.trigger_id].span,
        **{slot: spans[target].span for slot, target in event.arguments.items()},
        **given,
        time_value=values[time]["time_value"] if time else inherited,
        time_inherited=inherited is not None,
    )


def grouped(facts, relations):
    """Facts with their groups: those that relations join."""
    groups, types = {}, {}
    for relation in relations:
        one, other = relation.arguments["Arg1"], relation.arguments["Arg2"]
        groups[other] = groups.setdefault(one, one)
        types[one] = types[other] = relation.type
    return [replace(fact, group=groups.get(name), group_type=types.get(name)) for name, fact in facts.items()]


@settings(max_examples=60)
@given(corpora())
def test_entities_and_facts_are_equal(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    found = read_folder(written("brat", corpus).content)
    for sentence in corpus:
        text, mentions, facts = found[sentence.id]
        assert text == sentence.text.replace("\n", " ").replace("\t", " ")
        assert mentions == sorted(sentence.entities.mentions)
        assert facts == sentence.facts


def test_types_are_configured():
    configured = written("brat", small()).content["annotation.conf"].decode()
    assert "distributive Arg1:quantity, Arg2:quantity\n" in configured
    assert "kind Arg:<ANY>, Value:money|percent\n" in configured
    for label in ("COM", "time", "non_fact"):
        assert f"\n{label}\n" in configured


@pytest.mark.parametrize("name", ["../x", "a/b", ".hidden", ""])
def test_a_document_whose_name_is_no_file_name_is_refused(name):
    with pytest.raises(FindingsError, match="export-document-name"):
        written("brat", [replace(small()[0], document=name)])
