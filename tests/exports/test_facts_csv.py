"""The table of facts is read back by the module csv, and holds every fact whole."""

import csv
import io
from dataclasses import fields

from hypothesis import given

from shuanglian.annotations.model import SLOTS, Fact, Facts
from tests.exports.samples import corpora, small, with_text, written


def read_fact(row):
    spans = {}
    for name in ("quantity", *SLOTS):
        start, end = row[f"{name}_start"], row[f"{name}_end"]
        spans[name] = (int(start), int(end)) if start else None
        assert row[name] == (row["text"][int(start) : int(end)] if start else "")
    given = {f.name: row[f.name] or None for f in fields(Fact) if f.name not in spans and f.name in row}
    flags = {name: row[name] == "true" for name in ("approx", "time_inherited")}
    return Fact(**{**spans, **given, **flags})


@given(corpora())
def test_facts_are_equal(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    exported = written("facts-csv", corpus)
    rows = list(csv.DictReader(io.StringIO(exported.content.decode(), newline="")))
    for sentence in corpus:
        found = [row for row in rows if row["sentence_id"] == sentence.id]
        assert all(row["text"] == sentence.text for row in found)
        assert Facts(tuple(map(read_fact, found))).facts == sentence.facts.facts
    assert len(rows) == sum(len(sentence.facts.facts) for sentence in corpus)


@given(corpora())
def test_times_without_a_fact_are_told(corpus):
    corpus = with_text(corpus)
    if not corpus:
        return
    lone = sum(t.span not in {f.time for f in s.facts.facts} for s in corpus for t in s.facts.times)
    assert written("facts-csv", corpus).lost.numbers.get(("times", "that no fact has"), 0) == lone


def test_a_group_says_type_and_place():
    rows = list(csv.DictReader(io.StringIO(written("facts-csv", small()).content.decode(), newline="")))
    assert [(r["fact"], r["group"], r["group_type"], r["group_index"]) for r in rows[1:]] == [
        ("f1", "g1", "distributive", "0"),
        ("f2", "g1", "distributive", "1"),
    ]
