"""What both annotators say becomes gold; the rest waits for a decision with a reason."""

from shuanglian.agreement.adjudication import common_part, compare, decide, updated_gold
from shuanglian.agreement.passes import Pass
from shuanglian.annotations.model import Entities, Facts, LabelledSpan
from shuanglian.gold import Decision, GoldSentence, gold_from_json
from shuanglian.notation.marks import read_mentions
from tests.annotations.samples import LABELS

TEXTS = {"a.s1": "刘庆说", "a.s2": "青岛说", "a.s3": "北京说", "b.s1": "没有"}


def passed(name, notes=None, **marked):
    sentences = {f"{key[0]}.{key[1:]}": read_mentions(source, LABELS)[1] for key, source in marked.items()}
    return Pass(name, "entities", sentences, notes or {})


FIRST = passed("first", as1="[刘庆]PER说", as2="[青岛]GPE说", as3="[北京]GPE说")
SECOND = passed("second", as1="[刘庆]PER说", as2="[青岛]LOC说", as3="北京说", bs1="没有")


def outcome(adjudicator):
    comparison = compare(FIRST, SECOND, TEXTS)
    return comparison, decide(comparison, adjudicator)


def test_agreed_disputed_and_missing():
    comparison, decided = outcome(None)
    assert set(comparison.agreed) == {"a.s1"}
    assert set(comparison.disputed) == {"a.s2", "a.s3"}
    assert comparison.missing == ["b.s1"]
    assert set(decided.decided) == {"a.s1"}
    assert decided.undecided == ["a.s2", "a.s3"]


def test_a_decision_needs_its_reason():
    _, decided = outcome(passed("adjudicator", {"a.s2": "5.1: a city"}, as2="[青岛]GPE说", as3="[北京说]ORG"))
    assert decided.without_reason == ["a.s3"]
    assert decided.decided["a.s2"][1] == Decision("entities", "first", "5.1: a city")


def test_whose_version_was_taken():
    notes = {"a.s2": "x", "a.s3": "y"}
    _, decided = outcome(passed("adjudicator", notes, as2="[青岛]LOC说", as3="[北京说]ORG"))
    assert decided.decided["a.s2"][1].choice == "second"
    assert decided.decided["a.s3"][1].choice == "new"


def test_gold_keeps_what_it_has_and_takes_what_is_new():
    comparison, decided = outcome(passed("adjudicator", {"a.s2": "5.1"}, as2="[青岛]GPE说"))
    corrected = GoldSentence("a.s1", "刘庆说", {"entities": Entities(), "facts": Facts()})
    gold, changed = updated_gold({"a.s1": corrected}, decided, comparison)
    assert (gold[0], [sentence.id for sentence in gold], changed) == (corrected, ["a.s1", "a.s2"], 1)
    assert [decision.reason for decision in gold[1].decisions] == ["5.1"]
    again, changed = updated_gold({sentence.id: sentence for sentence in gold}, decided, comparison)
    assert (again, changed) == (gold, 0)
    anew, changed = updated_gold({"a.s1": corrected}, decided, comparison, again=True)
    assert changed == 2
    assert anew[0].entities == FIRST.sentences["a.s1"]
    assert anew[0].facts == Facts()


def test_gold_lines_there_and_back():
    comparison, decided = outcome(passed("adjudicator", {"a.s2": "5.1"}, as2="[青岛]GPE说"))
    for sentence in updated_gold({}, decided, comparison)[0]:
        assert gold_from_json(sentence.as_json()) == sentence


def test_the_common_part():
    one = Entities((LabelledSpan(0, 2, "PER"), LabelledSpan(3, 4, "GPE")))
    other = Entities((LabelledSpan(0, 2, "PER"), LabelledSpan(3, 4, "LOC")))
    assert common_part(one, other) == Entities((LabelledSpan(0, 2, "PER"),))
