"""Sentences, and annotations of every kind that Label Studio has been seen to store, generated."""

from pathlib import Path

from hypothesis import strategies as st

from shuanglian.files import sha256
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.rounds import AnnotatedSentence
from shuanglian.labelstudio.transfer import Sentence
from shuanglian.schema import load_schema

SCHEMA = load_schema(Path(__file__).parent.parent.parent / "annotation" / "schema.toml")
FACTS = layer(SCHEMA, "facts")
CHOICES = FACTS.choices
EXAMPLES = {"unit": "{件}", "group": "g1", "time_inherited": "2025-H1", "time_value": "2025-02-14"}


def sentence(number, text):
    return Sentence(f"s{number}", text, sha256(text), "heading", "context")


def annotated(item, annotation, status="submitted"):
    return AnnotatedSentence(item.id, item.text_sha256, status, annotation)


def by_id(sentences):
    return {item.id: item for item in sentences}


def annotated_text(choice):
    """A sentence with nested, crossing and same-span regions, values of twenty digits, and relations."""
    text = "".join(choice.choices("字甲🚀𠮷\r\n \u00a0a1%", k=choice.randint(1, 40)))
    regions = []
    for number in range(choice.randint(0, 6)):
        start = choice.randrange(len(text))
        label = choice.choice(FACTS.labels).name
        asked = [a for a in SCHEMA.attributes_of(label) if a.required or choice.random() < 0.5]
        values = values_of({attribute.name: [_value(choice, attribute)] for attribute in asked})
        regions.append(Region(start, choice.randint(start + 1, len(text)), label, f"r{number}", values))
    pairs = [(a.id, b.id) for a in regions for b in regions if (a.label, b.label) in FACTS.links]
    chosen = choice.sample(pairs, choice.randint(0, len(pairs)))
    return text, Annotation(tuple(regions), tuple(Relation(*pair) for pair in chosen))


def _value(choice, attribute):
    if attribute.values:
        return choice.choice(sorted(attribute.values))
    return EXAMPLES.get(attribute.name) or f"{choice.randint(10**19, 10**20 - 1)}.5"


annotated_texts = st.randoms(use_true_random=False).map(annotated_text)
