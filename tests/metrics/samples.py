"""Pairs of random annotations of the same random sentence."""

from hypothesis import strategies as st

from shuanglian.metrics.pairs import Pair
from tests.annotations.samples import entities_of, facts_of, texts, words_of


@st.composite
def corpus(draw, annotation, most=4):
    pairs = []
    for number in range(draw(st.integers(1, most))):
        text = draw(texts)
        document = draw(st.sampled_from("ab"))
        gold = draw(annotation(text))
        predicted = draw(st.just(gold) | annotation(text))
        pairs.append(Pair(f"{document}.{number}", document, text, gold, predicted))
    return pairs


words_corpora = corpus(words_of)
entity_corpora = corpus(entities_of)
fact_corpora = corpus(facts_of)


def swapped(pairs):
    return [Pair(p.id, p.document, p.text, p.predicted, p.gold) for p in pairs]


def perfect(pairs):
    return [Pair(p.id, p.document, p.text, p.gold, p.gold) for p in pairs]


def same(one, other):
    """Whether two dicts of values are equal, NaN being NaN."""
    return one.keys() == other.keys() and all(
        one[name] == other[name] or (one[name] != one[name] and other[name] != other[name]) for name in one
    )


def exchanged(values):
    """Precision as recall and recall as precision, as an exchange of gold and prediction gives them."""
    change = {"precision": "recall", "recall": "precision"}
    named = ((name.rpartition("."), value) for name, value in values.items())
    return {f"{what}.{change.get(which, which)}": value for (what, _, which), value in named}
