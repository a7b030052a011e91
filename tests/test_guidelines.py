"""Every example of the guidelines is well-formed, fits the schema, and differs from its wrong forms."""

import os
from pathlib import Path

import pytest

from shuanglian.annotations.checks import check_layer
from shuanglian.notation.fact_lines import read_fact_line, read_fact_lines
from shuanglian.notation.marks import read_mentions, read_words
from shuanglian.schema import load_schema
from tests.guidelines import GUIDELINES, fact_examples, marked_examples

SCHEMA = load_schema(GUIDELINES.parent / "schema.toml")
FOLDER = Path(os.environ.get("GUIDELINES", GUIDELINES))
READERS = {
    "words": (read_words, [group.name for group in SCHEMA.groups]),
    "entities": (read_mentions, [entity.name for entity in SCHEMA.entities]),
}


@pytest.mark.parametrize("kind", READERS)
def test_examples_of_words_and_entities(kind):
    read, labels = READERS[kind]
    problems = []
    for place, right, wrong in marked_examples(kind, FOLDER):
        try:
            text, annotation = read(right, labels)
            problems += check_layer(place, right, text, annotation, SCHEMA)
            for line in wrong:
                other_text, other = read(line, labels)
                if other_text != text or other == annotation:
                    problems.append(f"{place}: {line}: not the same text annotated otherwise")
        except ValueError as error:
            problems.append(f"{place}: {right}: {error}")
    assert not problems, "\n".join(map(str, problems))


def test_examples_of_facts():
    problems = []
    for place, text, right, wrong in fact_examples(FOLDER):
        facts, told = read_fact_lines(text, right)
        problems += [f"{place}: {text}: {problem}" for problem in told]
        problems += check_layer(place, text, text, facts, SCHEMA)
        for line in wrong:
            row, named, fields = read_fact_line(line)
            if (row, named, fields) in map(read_fact_line, right):
                problems.append(f"{place}: {line}: right and wrong")
    assert not problems, "\n".join(map(str, problems))
