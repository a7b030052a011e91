"""Sentences with all layers, generated: astral characters, blanks of all kinds, nested and crossing-free spans."""

from hypothesis import strategies as st

from shuanglian.annotations.model import Entities, Facts, LabelledSpan, Words
from shuanglian.exports import formats
from shuanglian.exports.exporting import export
from shuanglian.exports.format import Options, Sentence
from shuanglian.exports.reading import read_sentences
from shuanglian.spans import is_blank
from tests.annotations.samples import GROUPS, SCHEMA, entities_of, facts_of, nested, spans, visible, words_of
from tests.tasks.samples import gold_rows

texts = st.text(st.sampled_from('字甲乙万1.%/[]\\|@=#,"🚀𠮷 \u3000\u200b\t\nNAMEQ'), min_size=1, max_size=20)


@st.composite
def sentences(draw, number=0):
    text = draw(texts)
    document = f"d-{draw(st.integers(0, 1))}"
    return Sentence(
        f"{document}.p{number}.s1",
        document,
        text,
        "test",
        draw(words(text)),
        draw(entities_of(text)),
        draw(facts(text)),
    )


@st.composite
def words(draw, text):
    """Words, some of which hold blanks, and groups of them."""
    found = []
    for span in draw(words_of(text)).spans:
        if found and draw(st.integers(0, 5)) == 0:
            span = (found.pop()[0], span[1])
        found.append(span)
    borders = ({start for start, _ in found}, {end for _, end in found}, set(found))
    return Words(tuple(found), draw(nested(text, GROUPS, borders)))


@st.composite
def facts(draw, text):
    found = draw(facts_of(text))
    extra = {span for span in draw(st.sets(spans(text), max_size=2)) if visible(text, span)}
    return Facts(found.facts, tuple(LabelledSpan(*span, "name") for span in extra), found.times)


@st.composite
def corpora(draw):
    """One to four sentences of one or two documents, each document's together."""
    found = [draw(sentences(number)) for number in range(draw(st.integers(1, 4)))]
    return sorted(found, key=lambda sentence: sentence.document)


def written(name, corpus, **options):
    """Export, and return the result."""
    return export(formats()[name], corpus, Options(schema=SCHEMA, **options))


def small():
    """The small gold of the tasks' tests."""
    return read_sentences(gold_rows())


def with_text(corpus):
    return [sentence for sentence in corpus if not all(map(is_blank, sentence.text))]


def flat(mentions, view):
    """Mentions that no other holds (or that hold no other), one for each span: said anew, pair by pair."""

    def holds(one, other):
        return one.start <= other.start and other.end <= one.end and one.span != other.span

    kept = {}
    for item in sorted(mentions, key=lambda item: item.label):
        inside = any(holds(other, item) if view == "outermost" else holds(item, other) for other in mentions)
        if not inside:
            kept.setdefault(item.span, item)
    return sorted(kept.values())


def empty(text, number=1):
    return Sentence(f"e-1.p{number}.s1", "e-1", text, None, Words(()), Entities(), Facts())
