"""Random annotations of random sentences, valid in all that `check_layer` asks."""

from pathlib import Path

from hypothesis import strategies as st

from shuanglian.annotations.model import SLOTS, Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.schema import load_schema
from shuanglian.spans import is_blank

SCHEMA = load_schema(Path(__file__).parent.parent.parent / "annotation" / "schema.toml")
GROUPS = [group.name for group in SCHEMA.groups]
LABELS = [entity.name for entity in SCHEMA.entities]
VALUES = {attribute.name: attribute.values for attribute in SCHEMA.attributes}

texts = st.text(st.sampled_from("字甲乙万1.%/[]\\|@=#🚀𠮷 \u3000NAMEQ"), min_size=1, max_size=24)


def choices(name):
    return st.sampled_from(sorted(VALUES[name]))


@st.composite
def spans(draw, text):
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    while start < end - 1 and is_blank(text[start]):
        start += 1
    while start < end - 1 and is_blank(text[end - 1]):
        end -= 1
    return start, end


@st.composite
def nested(draw, text, labels, borders=None):
    """Spans that nest, never repeat, and begin and end where no blank is (and at `borders`)."""
    taken = set()
    for start, end in draw(st.lists(spans(text), max_size=6)):
        fits = borders is None or (start in borders[0] and end in borders[1] and (start, end) not in borders[2])
        blank = is_blank(text[start]) or is_blank(text[end - 1])
        crossing = any(s < start < e < end or start < s < end < e for s, e, _ in taken)
        if fits and not blank and not crossing:
            taken.add((start, end, draw(st.sampled_from(labels))))
    return tuple(LabelledSpan(*item) for item in taken)


@st.composite
def segmented(draw):
    text = draw(texts)
    return text, draw(words_of(text))


@st.composite
def words_of(draw, text):
    words = []
    start = 0
    for end in sorted({*draw(st.sets(st.integers(1, len(text)))), len(text)}):
        for piece_start, piece_end in _pieces(text, start, end):
            words.append((piece_start, piece_end))
        start = end
    borders = ({s for s, _ in words}, {e for _, e in words}, set(words))
    return Words(tuple(words), draw(nested(text, GROUPS, borders)))


def _pieces(text, start, end):
    while start < end:
        stop = next((n for n in range(start, end) if is_blank(text[n])), end)
        if start < stop:
            yield start, stop
        start = stop + 1


@st.composite
def with_entities(draw):
    text = draw(texts)
    return text, draw(entities_of(text))


def entities_of(text):
    return nested(text, LABELS).map(Entities)


def visible(text, found):
    return not is_blank(text[found[0]]) and not is_blank(text[found[1] - 1])


@st.composite
def facts(draw, text, times):
    quantity = draw(spans(text))
    ranged = draw(st.booleans())
    slots = {name: draw(st.none() | spans(text)) for name in SLOTS if name != "time"}
    slots = {name: span if span and visible(text, span) else None for name, span in slots.items()}
    time = draw(st.none() | st.sampled_from(times)) if times else None
    inherited = time is None and draw(st.booleans())
    return Fact(
        quantity,
        draw(choices("kind")),
        value=None if ranged else str(draw(st.decimals(0, 10**25, allow_nan=False, places=3))),
        low="3" if ranged else None,
        high="4.5" if ranged else None,
        unit=draw(st.none() | st.sampled_from(["%", "{件}", "[pp]"])),
        modifier=draw(st.none() | choices("modifier")),
        approx=draw(st.booleans()),
        **slots,
        time=time.span if time else None,
        time_value=time.label if time else ("2025-H1" if inherited else None),
        time_inherited=inherited,
        direction=draw(st.none() | choices("direction")),
        basis=draw(st.none() | choices("basis")),
        factuality=draw(choices("factuality")),
    )


@st.composite
def with_facts(draw):
    text = draw(texts)
    return text, draw(facts_of(text))


@st.composite
def facts_of(draw, text):
    if all(map(is_blank, text)):
        return Facts()
    times = [
        LabelledSpan(*span, "2025-02-14") for span in draw(st.sets(spans(text), max_size=2)) if visible(text, span)
    ]
    found = [f for f in draw(st.lists(facts(text, times), max_size=3)) if visible(text, f.quantity)]
    found = [f for n, f in enumerate(found) if all(not overlap(f, other) for other in found[:n])]
    if len(found) > 1 and draw(st.booleans()):
        kind = draw(choices("group_type"))
        found = [Fact(**{**fields_of(f), "group": "g7", "group_type": kind}) for f in found]
    return Facts(tuple(found), (), tuple(times))


def overlap(one, other):
    return one.quantity[0] < other.quantity[1] and other.quantity[0] < one.quantity[1]


def fields_of(fact):
    return {name: getattr(fact, name) for name in Fact.__dataclass_fields__}
