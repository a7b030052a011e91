"""Checks of the gold: against the corpus, the guidelines' lists, its own other layers, and the numbers' surfaces.

`check_layer` has proven each layer by itself. What somebody has justified in
annotation/exceptions.toml is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from shuanglian.agreement.variation import problems_of, variations
from shuanglian.annotations.model import Entities, Fact, Facts, Words, occurrences
from shuanglian.check.numerals import NUMERALS, read_number
from shuanglian.corpus.model import AnnotationPaths
from shuanglian.diagnostics import check_diagnostics
from shuanglian.exceptions import Problem, findings_of, read_exceptions
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.gold import GoldSentence, collect_gold
from shuanglian.gold_version import check_version
from shuanglian.schema import Schema
from shuanglian.spans import Range, merged
from shuanglian.wordlist import Entry, applications, read_word_list

UNKNOWN_SENTENCE = Kind("gold-unknown-sentence", "records", "the sentence is not in the corpus: remove the line")
TEXT_DIFFERS = Kind("gold-text-differs", "records", "the sentence changed after it was annotated: annotate it anew")
AGAINST_LIST = Kind("gold-against-word-list", "records", "cut it as the word list does, or change the list")
TERM = Kind("gold-term", "records", "a TERM is what the word list marks so, every time, and nothing else")
NAME = Kind("gold-name", "records", "a NAME is an entity of two or more words, and nothing else")
CUT = Kind("gold-cut-word", "records", "let entities begin and end with a word, or give the reason in exceptions.toml")
NUMERAL = Kind(
    "gold-unmarked-numeral",
    "records",
    "annotate it as quantity, non-fact or time, or list the word in numerals.tsv",
)
VALUE = Kind("gold-value-differs", "records", "correct the value, or give the reason in exceptions.toml")
LIST_MALFORMED = Kind("numerals-malformed", "records", "a row is a word that holds a numeral, and the reason")

_PATH = "annotation/gold"


@dataclass(frozen=True)
class _Lists:
    """What the guidelines decide by list."""

    words: Mapping[str, Entry]
    numerals: tuple[str, ...]
    named: frozenset[str]
    """Labels of entities whose mentions of several words are NAME groups."""


def check_gold(paths: AnnotationPaths, schema: Schema, texts: Mapping[str, tuple[str, str]]) -> list[Finding]:
    """Check all gold there is; `texts` maps the corpus's sentence ids to text and hash."""
    diagnostics = check_diagnostics(paths.diagnostics, "annotation/diagnostics", schema)
    if not paths.gold.exists():
        return diagnostics
    gold, findings = collect_gold(paths.gold, _PATH, schema)
    findings += diagnostics
    if findings:
        return findings
    try:
        lists = _read_lists(paths, schema)
        reasons = read_exceptions(paths.exceptions, "annotation/exceptions.toml")
    except FindingsError as error:
        return error.findings
    problems = [problem for sentence in gold.values() for problem in _problems(sentence, lists, texts)]
    problems += problems_of(variations(gold), gold)
    findings = findings_of(problems, reasons, "annotation/exceptions.toml")
    return findings + check_version(paths.gold_version, "annotation/gold-version.json", gold)


def _read_lists(paths: AnnotationPaths, schema: Schema) -> _Lists:
    name = "annotation/guidelines"
    words = read_word_list(paths.guidelines / "wordlist.tsv", f"{name}/wordlist.tsv")
    named = frozenset(entity.name for entity in schema.entities if entity.grouped)
    return _Lists(words, read_numerals(paths.guidelines / "numerals.tsv", f"{name}/numerals.tsv"), named)


def read_numerals(path: Path, name: str) -> tuple[str, ...]:
    """Read the words whose numerals state nothing and are not annotated; a missing file is an empty list."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
    numbered = [(1, header)] if header != ["string", "reason"] else []
    numbered += [(n, row) for n, row in enumerate(rows, 2) if len(row) != 2 or not NUMERALS & set(row[0])]
    if numbered:
        raise FindingsError([LIST_MALFORMED.at(name, f"line {number}", f"it is {row}") for number, row in numbered])
    return tuple(row[0] for row in rows)


Told = Iterator[tuple[Kind, str, str]]
"""Kind, the string that it is about, and the message."""


def _problems(sentence: GoldSentence, lists: _Lists, texts: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    for kind, text, message in _told(sentence, lists, texts):
        yield Problem(kind, f"{_PATH}/{sentence.article_id}.jsonl", sentence.id, text, message)


def _told(sentence: GoldSentence, lists: _Lists, texts: Mapping[str, tuple[str, str]]) -> Told:
    text = sentence.text
    if sentence.id not in texts:
        yield UNKNOWN_SENTENCE, sentence.id, f"there is no sentence {sentence.id!r}"
    elif texts[sentence.id][0] != text:
        yield TEXT_DIFFERS, sentence.id, f"the gold has {text!r}, the corpus {texts[sentence.id][0]!r}"
    if sentence.words:
        yield from _against_list(text, sentence.words, lists.words)
    if sentence.words and sentence.entities:
        yield from _cut_words(text, sentence.words, sentence.entities)
        yield from _names(text, sentence.words, sentence.entities, lists.named)
    if sentence.facts:
        yield from _unmarked_numerals(text, sentence.facts, lists.numerals)
        for fact in sentence.facts.facts:
            yield from _value(text, fact)


# --- words and entities -----------------------------------------------------------------------


def _against_list(text: str, words: Words, entries: Mapping[str, Entry]) -> Told:
    terms = {group.span for group in words.groups if group.label == "TERM"}
    names = {group.span for group in words.groups if group.label != "TERM"}
    expected = set()
    for span, entry in applications(text, words, entries):
        cut = [text[start:end] for start, end in words.spans if span[0] <= start and end <= span[1]]
        if tuple(cut) != entry.words:
            yield AGAINST_LIST, entry.text, f"it is cut {'/'.join(cut)}, the list has {'/'.join(entry.words)}"
        if entry.term and span not in names:
            expected.add(span)
    for start, end in sorted(expected ^ terms):
        missing = "no TERM here" if (start, end) in expected else "a TERM that is not listed"
        yield TERM, text[start:end], f"{text[start:end]!r} at {start} is {missing}"


def _cut_words(text: str, words: Words, entities: Entities) -> Told:
    starts, ends = {start for start, _ in words.spans}, {end for _, end in words.spans}
    for mention in entities.mentions:
        if mention.start not in starts or mention.end not in ends:
            cut = "/".join(text[s:e] for s, e in words.spans if s < mention.end and mention.start < e)
            yield CUT, cut, f"{text[mention.start : mention.end]} {mention.label} cuts {cut}"


def _names(text: str, words: Words, entities: Entities, named: frozenset[str]) -> Told:
    starts, ends = {start for start, _ in words.spans}, {end for _, end in words.spans}
    single = set(words.spans)
    groups = {group.span for group in words.groups if group.label == "NAME"}
    mentions = {
        mention.span
        for mention in entities.mentions
        if mention.label in named and mention.start in starts and mention.end in ends and mention.span not in single
    }
    for start, end in sorted(groups ^ mentions):
        told = "a NAME that is no entity" if (start, end) in groups else "an entity that is no NAME"
        yield NAME, text[start:end], f"{text[start:end]!r} at {start} is {told}"


# --- numbers ----------------------------------------------------------------------------------


def _unmarked_numerals(text: str, facts: Facts, listed: Iterable[str]) -> Told:
    covered: set[int] = set()
    spans: list[Range] = [fact.quantity for fact in facts.facts]
    spans += [item.span for item in (*facts.non_facts, *facts.times)]
    spans += [(start, start + len(word)) for word in listed for start in occurrences(text, word)]
    for start, end in spans:
        covered.update(range(start, end))
    left = [position for position, c in enumerate(text) if c in NUMERALS and position not in covered]
    for start, end in merged((position, position + 1) for position in left):
        around = text[max(0, start - 4) : end + 4]
        yield NUMERAL, around, f"{text[start:end]!r} at {start}, in {around!r}, is in no span"


def _value(text: str, fact: Fact) -> Told:
    surface = text[slice(*fact.quantity)]
    low, high = (Decimal(value) for value in (fact.low or fact.value or "0", fact.high or fact.value or "0"))
    read = read_number(surface)
    if read is None:
        yield VALUE, surface, f"{surface!r} has the value {fact.value}, which cannot be read again"
    elif read != (low, high):
        yield VALUE, surface, f"{surface!r} has {low} to {high}, and reads as {read[0]} to {read[1]}"
