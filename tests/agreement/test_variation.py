"""Strings annotated in different ways are found with their places, and only those."""

from shuanglian.agreement.variation import problems_of, variations
from shuanglian.annotations.model import Fact, Facts, LabelledSpan
from shuanglian.exceptions import findings_of, read_exceptions
from shuanglian.gold import GoldSentence
from shuanglian.notation.marks import read_mentions, read_words
from tests.annotations.samples import GROUPS, LABELS


def gold(layer, *marked):
    read, labels = (read_words, GROUPS) if layer == "words" else (read_mentions, LABELS)
    sentences = [read(source, labels) for source in marked]
    return {f"a.s{n}": GoldSentence(f"a.s{n}", text, {layer: made}) for n, (text, made) in enumerate(sentences)}


def found(gold):
    return {(item.text, *item.variants) for item in variations(gold)}


def test_words():
    assert found(gold("words", "科技/创新/好", "科技创新/好", "大/科技创新")) == {("科技创新", "one word", "科技/创新")}
    assert found(gold("words", "[科技/创新]TERM/好", "科技/创新/好")) == {("科技创新", "科技/创新", "科技/创新 TERM")}
    assert found(gold("words", "发展/中国/家", "国家/好")) == set()  # 国家 across a border is no occurrence


def test_entities():
    marked = gold("entities", "[青岛]GPE市", "青岛的海", "[[青岛]GPE大学]ORG", "[青岛]LOC说")
    assert found(marked) == {("青岛", "GPE", "LOC", "—")}
    assert found(gold("entities", "[青岛]GPE市", "[青岛]GPE的海")) == set()


def test_facts():
    def sentence(name, text, *facts, **others):
        return GoldSentence(f"a.{name}", text, {"facts": Facts(facts, **others)})

    sentences = [
        sentence("s1", "有3项改革", Fact((1, 3), "count", "3", unit="{项}")),
        sentence("s2", "这3项改革", non_facts=(LabelledSpan(1, 3, "lexical"),)),
        sentence("s3", "另有3项", Fact((2, 4), "count", "3", unit="{项}")),
    ]
    assert found({s.id: s for s in sentences}) == {("3项", "count 3 {项}", "non-fact lexical")}


def test_what_has_a_reason_is_no_finding_and_a_reason_needs_its_variation(tmp_path):
    varying = gold("entities", "[青岛]GPE市", "青岛的海")
    problems = problems_of(variations(varying), varying)
    path = tmp_path / "exceptions.toml"
    assert [f.id for f in findings_of(problems, read_exceptions(path, "e"), "e")] == ["gold-varies"]
    path.write_text('[[exception]]\ncheck = "gold-varies"\ntext = "青岛"\nreason = "a ship"\n', "utf-8")
    reasons = read_exceptions(path, "e")
    assert findings_of(problems, reasons, "e") == []
    assert [f.id for f in findings_of([], reasons, "e")] == ["exceptions-stale"]
