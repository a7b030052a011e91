"""Both text forms give back what they were written from, and tell what is wrong with a file."""

import pytest
from hypothesis import given

from shuanglian import FindingsError
from shuanglian.annotations.model import Entities, Facts, LabelledSpan
from shuanglian.notation.fact_lines import read_fact_lines, write_fact_lines
from shuanglian.notation.files import read_annotations
from shuanglian.notation.marks import read_mentions, read_words, write_mentions, write_words
from shuanglian.notation.rows import fact_rows, facts_of, name_of, span_of
from tests.annotations.samples import GROUPS, LABELS, SCHEMA, segmented, spans, texts, with_entities, with_facts


@given(segmented())
def test_words_there_and_back(sample):
    text, words = sample
    assert read_words(write_words(text, words), GROUPS) == (text, words)


@given(with_entities())
def test_mentions_there_and_back(sample):
    text, entities = sample
    assert read_mentions(write_mentions(text, entities), LABELS) == (text, entities)


@given(with_facts())
def test_facts_there_and_back(sample):
    text, facts = sample
    assert facts_of(text, fact_rows(text, facts)) == (facts, [])
    assert read_fact_lines(text, write_fact_lines(text, facts)) == (facts, [])


@given(texts.flatmap(lambda text: spans(text).map(lambda span: (text, span))))
def test_a_span_has_a_name(sample):
    text, span = sample
    assert span_of(text, name_of(text, span)) == span


def test_the_examples_of_the_design():
    text, words = read_words("[长三角/国家/技术/创新/中心]NAME/主任/刘庆", GROUPS)
    assert text == "长三角国家技术创新中心主任刘庆"
    assert [text[s:e] for s, e in words.spans] == ["长三角", "国家", "技术", "创新", "中心", "主任", "刘庆"]
    assert words.groups == (LabelledSpan(0, 11, "NAME"),)
    assert write_words(text, words) == "[长三角/国家/技术/创新/中心]NAME/主任/刘庆"


@pytest.mark.parametrize(
    ("read", "source", "told"),
    [
        (read_words, "/甲", "column 1: no word before"),
        (read_words, "甲//乙", "column 3: no word before"),
        (read_words, "[甲/乙", "still open"),
        (read_words, "甲]NAME", "column 2: no bracket is open"),
        (read_words, "[甲/乙]XX", "column 5: no label"),
        (read_words, "[]NAME", "nothing stands"),
        (read_words, "甲\\乙", "column 2"),
        (read_mentions, "[甲]NAME", "known are PER"),
    ],
)
def test_wrong_marks_are_told_with_their_column(read, source, told):
    with pytest.raises(ValueError, match=told):
        read(source, GROUPS if read is read_words else LABELS)


TEXT = "产量同比增长9.5%,产量稳居世界第一位。"
TEXTS = {"s1": TEXT, "s2": "没有数字。"}


def read(layer, form, source):
    return {k: w.annotation for k, w in read_annotations([("first.txt", source)], layer, form, TEXTS, SCHEMA).items()}


def test_the_two_forms_say_the_same():
    words = "# s1\n产量/同比/增长/9.5%/,/产量/[稳居/世界]TERM/第一/位/。\n# s2\n没有/数字/。\n"
    table = (
        "# s1\n产量  同比  增长  9.5%  ,  产量  稳居  世界  第一  位  。\n= TERM  稳居  世界\n\n# s2\n没有  数字  。\n"
    )
    assert read("words", "inline", words) == read("words", "table", table)
    entities = "# s1\n产量同比增长9.5%,[产量]ORG稳居[世界]LOC第一位。\n# s2\n没有数字。\n"
    table = "id\tlabel\ttext\tn\ns1\tORG\t产量\t2\ns1\tLOC\t世界\t1\ns2\t-\n"
    assert read("entities", "inline", entities) == read("entities", "table", table)
    facts = (
        f"# s1\n{TEXT}\nQ 9.5% | kind=percent | value=9.5 | unit=% | measured_entity=产量@1\n"
        "Q 第一位 | kind=rank | value=1 | measured_entity=产量@2 | factuality=forecast\n# s2\n没有数字。\n"
    )
    table = (
        "id\trow\ttext\tkind\tvalue\tunit\tmeasured_entity\tfactuality\n"
        "s1\tQ\t9.5%\tpercent\t9.5\t%\t产量@1\t\ns1\tQ\t第一位\trank\t1\t\t产量@2\tforecast\ns2\t-\n"
    )
    read_facts = read("facts", "inline", facts)
    assert read_facts == read("facts", "table", table)
    assert read_facts["s2"] == Facts()
    assert len(read_facts["s1"].facts) == 2


def findings(layer, form, source):
    with pytest.raises(FindingsError) as error:
        read(layer, form, source)
    return [(finding.id, finding.where) for finding in error.value.findings]


def test_all_problems_of_a_file_are_told_at_once():
    source = "before\n# s1\n产量/同比/增加\n# s3\n甲\n# s2\n没有/数字/。\n# s2\n没有/数字/。\n"  # four problems
    assert findings("words", "inline", source) == [
        ("notation-malformed", "line 1, ?"),
        ("notation-text-differs", "line 2, s1"),
        ("notation-unknown-sentence", "line 4, s3"),
        ("notation-repeated-sentence", "line 8, s2"),
    ]
    facts = (
        f"# s1\n{TEXT}\nQ 9.5% | kind=percent\nQ 产量 | kind=count | value=1\nQ 第一位 | kind=verb | value=1\nX 一\n"
    )
    assert {kind for kind, _ in findings("facts", "inline", facts)} == {"notation-malformed"}
    facts = f"# s1\n{TEXT}\nQ 9.5% | kind=percent\nQ 第一位 | kind=verb | value=1\n"
    assert {kind for kind, _ in findings("facts", "inline", facts)} == {"layers-unknown-value", "facts-value"}
    table = "id\tlabel\ttext\tn\ns1\tORG\t产量\t3\ns1\tVERB\t世界\t1\n"
    assert {kind for kind, _ in findings("entities", "table", table)} == {"notation-malformed", "layers-unknown-value"}
    assert findings("entities", "table", "id\tlabel\n") == [("notation-malformed", "line 1")]


def test_a_sentence_without_mentions_is_an_annotation():
    assert read("entities", "inline", "# s2\n没有数字。\n") == {"s2": Entities()}
