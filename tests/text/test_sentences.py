import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian import split_sentences
from tests.guidelines import split_examples


@pytest.mark.parametrize(("text", "sentences", "boundaries"), split_examples(), ids=lambda value: str(value)[:20])
def test_guideline_examples(text, sentences, boundaries):
    found = split_sentences(text)
    assert [sentence.text for sentence in found] == sentences
    assert [list(sentence.sub_boundaries) for sentence in found] == boundaries


def test_the_guideline_has_examples():
    assert len(split_examples()) > 20


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\t\r\n　", []),
        ("一。\r\n二。\r三\u2028四", ["一。", "二。", "三", "四"]),
        ("  一。 二！ ", ["一。", "二！"]),
        ("🚀发射。𠮷野家！", ["🚀发射。", "𠮷野家！"]),
        ("“A！‘B？’”C。", ["“A！‘B？’”", "C。"]),
        ("「好。」他說。『走！』", ["「好。」他說。", "『走！』"]),
        ("“好。”这是新赛道。", ["“好。”", "这是新赛道。"]),
        ("“好。”他写科幻小说。", ["“好。”", "他写科幻小说。"]),
        ("“好。”这是他的建议。", ["“好。”", "这是他的建议。"]),
        ('"好。"他说。"不好！"走。', ['"好。"他说。', '"不好！"', "走。"]),
        ("“好。”刘庆说。“很好。”", ["“好。”刘庆说。", "“很好。”"]),
        ("“好。”一二三四五六七八九十说。", ["“好。”一二三四五六七八九十说。"]),
        ("“好。”一二三四五六七八九十甲说。", ["“好。”", "一二三四五六七八九十甲说。"]),
        ("（一）总则。（二）分则。", ["（一）总则。", "（二）分则。"]),
        ("增长9.5%。降3.1个百分点。", ["增长9.5%。", "降3.1个百分点。"]),
        ("他说“好。”;然后走。", ["他说“好。”;然后走。"]),
        ("完了……”他说。好。", ["完了……”他说。", "好。"]),
        ("（“嗯。”）好。", ["（“嗯。”）", "好。"]),
        ("一〔注。〕二。", ["一〔注。〕二。"]),
        ("“很好。”张三说。。下一句。", ["“很好。”张三说。。", "下一句。"]),
        ("“好。”他说。”下一句。", ["“好。”他说。”", "下一句。"]),
        ("一｡二｡", ["一｡", "二｡"]),
        ("｢一｡二｡｣三｡", ["｢一｡二｡｣", "三｡"]),
        ("一⋯⋯二⋯三……⋯四", ["一⋯⋯", "二⋯三……⋯", "四"]),
        ("＂一。二。＂三。", ["＂一。二。＂", "三。"]),
        ('12"的屏幕。他说："好。走。"她说。', ['12"的屏幕。', '他说："好。走。"她说。']),
        ('屏幕12"。"好。走。"她说。', ['屏幕12"。', '"好。走。"她说。']),
        ('"好。走。"她说。12"，不大。"走。走。"', ['"好。走。"她说。', '12"，不大。', '"走。走。"']),
        ('他说："好。她说："走。快。"再见。', ['他说："好。', '她说："走。快。"', "再见。"]),
        ('好。走。" 再见。', ["好。", '走。"', "再见。"]),
        ('好。"', ['好。"']),
    ],
)
def test_edges(text, sentences):
    assert [sentence.text for sentence in split_sentences(text)] == sentences


MARKS = st.text(alphabet='一二A9 .,，。｡！？!?…⋯“”‘’「」"＂（）()《》【】：；、的说道\n\r\u3000\u2028🚀𠮷—' + "刘庆")


@given(MARKS | st.text())
def test_slices_in_order_and_only_blanks_between(text):
    end = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        assert sentence.text
        assert not text[end : sentence.start].strip()
        assert all(0 < at < len(sentence.text) for at in sentence.sub_boundaries)
        assert list(sentence.sub_boundaries) == sorted(set(sentence.sub_boundaries))
        end = sentence.end
    assert not text[end:].strip()


@given(MARKS, MARKS)
def test_lines_do_not_depend_on_each_other(one, other):
    together = [sentence.text for sentence in split_sentences(one + "\n" + other)]
    assert together == [s.text for s in split_sentences(one)] + [s.text for s in split_sentences(other)]


@given(MARKS)
def test_splitting_again_changes_nothing(text):
    for sentence in split_sentences(text):
        assert [again.text for again in split_sentences(sentence.text)] == [sentence.text]


def test_ten_megabytes_without_a_terminator():
    text = "字" * 10_000_000
    assert [len(sentence.text) for sentence in split_sentences(text)] == [len(text)]


@pytest.mark.parametrize(
    "text",
    [
        "（" * 300_000,
        "“（" * 100_000 + "）”" * 100_000,
        "。”" * 200_000,
        "“。" * 200_000,
        '"。' * 200_001,
        "甲" + " " * 100_000 + "好。）" * 100_000,
    ],
)
def test_marks_in_masses_come_back_whole(text):
    assert "".join(sentence.text for sentence in split_sentences(text)) == text
