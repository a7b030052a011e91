"""What every view shows of a text is what it scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.annotations.model import Entities, Words
from shuanglian.annotations.views import coarse_words
from shuanglian.leaderboard.texts import text_json
from shuanglian.metrics.pairs import Pair
from shuanglian.tasks import tasks
from shuanglian.tasks.task import GoldText, Options
from tests.annotations.samples import segmented, with_entities


def shown(text, view):
    """Read gold, prediction and errors of the one system of a text as the page does."""
    first, version = text["versions"][0], text["versions"][text["said"][0]]
    gold = first.get("views", {}).get(view, first)["is"]
    other = version.get("views", {}).get(view, {})
    base = gold if "is" in other else first["is"]
    said = {
        name: items if name == "lengths" else [base[name][item] if isinstance(item, int) else item for item in items]
        for name, items in other.get("is", version["is"]).items()
    }
    errors = [version["errors"][item] if isinstance(item, int) else item for item in other.get("errors", version.get("errors", []))]  # fmt: skip
    return gold, said, errors


def mentions(annotation):
    return {tuple(item) for item in annotation["spans"]}


def spans(annotation):
    reached, found = 0, set()
    for length in map(int, annotation["lengths"]):
        if length > 0:
            found.add((reached, reached + length))
        reached += abs(length)
    return found


def is_right(task, pair, view):
    """Whether the score of a view says that all is right."""
    values = tasks()[task].evaluate([pair], Options(view)).values()
    [measure] = tasks()[task].headlines[view]
    return values[measure] == 1 or values[measure] != values[measure]


def holds(one, other):
    return one[0] <= other[0] and other[1] <= one[1] and one[:2] != other[:2]


def outermost(found):
    return {one for one in found if not any(holds(other, one) for other in found)}


def innermost(found):
    return {one for one in found if not any(holds(one, other) for other in found)}


@pytest.mark.parametrize(("view", "keep"), [("all", set), ("outermost", outermost), ("innermost", innermost)])
@given(gold=with_entities(), draw=st.randoms(use_true_random=False))
def test_mentions(view, keep, gold, draw):
    text, entities = gold
    predicted = Entities(tuple(mention for mention in entities.mentions if draw.random() < 0.7))
    pair = Pair("a.1", "a", text, entities, predicted)
    seen, said, errors = shown(text_json(GoldText("a.1", "a", text, "", entities), [pair], tasks()["ner"].views), view)
    assert mentions(seen) == keep({(*mention.span, mention.label) for mention in entities.mentions})
    assert mentions(said) == keep({(*mention.span, mention.label) for mention in predicted.mentions})
    assert (not errors) == is_right("ner", pair, view)


@pytest.mark.parametrize(("view", "keep"), [("fine", lambda words: words.spans), ("coarse", coarse_words)])
@given(gold=segmented(), draw=st.randoms(use_true_random=False))
def test_words(view, keep, gold, draw):
    text, words = gold
    predicted = Words(tuple(_joined(words.spans, draw)))
    pair = Pair("a.1", "a", text, words, predicted)
    views = tasks()["segmentation"].views
    seen, said, errors = shown(text_json(GoldText("a.1", "a", text, "", words), [pair], views), view)
    assert spans(seen) == set(keep(words))
    assert spans(said) == set(predicted.spans)
    assert (not errors) == is_right("segmentation", pair, view)


def _joined(words, draw):
    """Join some words with the one before them."""
    joined = []
    for start, end in words:
        if joined and draw.random() < 0.3:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
