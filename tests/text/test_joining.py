import re

import pytest

from shuanglian.text.joining import block_text
from tests.guidelines import join_examples


def joined(text, *ranges):
    return block_text(text, ranges or [(0, len(text))]).text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("每 76 秒就\n\n可以产出", "每76秒就可以产出"),
        ("增长 9.5%，超过 75% 来自", "增长9.5%，超过75%来自"),
        ("超过 3万亿元", "超过3万亿元"),
        ("推动科技创新 和产业创新", "推动科技创新 和产业创新"),
        ("(记者 高山 谭晶晶)", "(记者 高山 谭晶晶)"),
        ("使用 Large Language Model 的", "使用Large Language Model的"),
        ("Large\r\nLanguage\nModel", "Large Language Model"),
        ("  首尾\u3000\n", "首尾"),
        ("中\r\n文\u2028行", "中文行"),
        ("2024\n2025年增长", "2024 2025年增长"),
        ("截至\n2024\n年", "截至2024年"),
        ("增长9.5%\n36.2%", "增长9.5% 36.2%"),
        ("in 2024,\n3 units (see\n5G) and", "in 2024, 3 units (see 5G) and"),
        ("重点任务之一,\n2025年", "重点任务之一,2025年"),
        ("采用GPT\n(生成式)\n技术", "采用GPT(生成式)技术"),
        ("𠮷 9 号\n🚀", "𠮷9号🚀"),
    ],
)
def test_only_layout_white_space_goes(raw, text):
    assert joined(raw) == text


@pytest.mark.parametrize(("raw", "text"), join_examples())
def test_guideline_examples(raw, text):
    assert joined(raw) == text


CUT = "上半年技术合同成交额超过30000亿元，截至2024年底，深度求索AS700D和DeepSeekV3增长9.5%，有关部门这样说。"


@pytest.mark.parametrize("width", range(3, 20))
def test_lines_cut_by_count_put_numbers_together_again(width):
    lines = [CUT[at : at + width] for at in range(0, len(CUT), width)]
    whole = joined("\n\n".join(["前一段。", *lines, "后一段"]), (6, 6 + len(CUT) + 2 * (len(lines) - 1)))
    assert whole.replace(" ", "") == CUT
    assert not re.search(r"\d \S|\S \d", whole)


def test_an_indent_belongs_to_the_length_of_a_line():
    assert (
        joined("　　项目共三十个总额3\n00亿元，增长百分之十\n多，另有5.\n")
        == "项目共三十个总额300亿元，增长百分之十多，另有5."
    )
    assert joined("　　项目共三十个总额3\n00亿元，增长\n多，另有5.") == "项目共三十个总额3 00亿元，增长多，另有5."


def test_a_typesetter_s_lines_tear_no_number():
    raw = "项目期为三年从2024\n2025年起算的五个地方\n还要再增长九个百分点\n为止。"
    assert joined(raw).startswith("项目期为三年从2024 2025年")


def test_torn_ranges_are_put_together_across_what_lies_between():
    raw = "持续提升。我国\n\n图为飞艇。\n\n全社会研发经费"
    assert joined(raw, (0, 7), (16, 23)) == "持续提升。我国全社会研发经费"


def test_latin_words_of_two_ranges_are_kept_apart():
    raw = "deep\n图注。\nlearning"
    block = block_text(raw, [(0, 4), (9, 17)])
    assert block.text == "deep learning"
    assert block.source.source_ranges(0, 13) == [(0, 5), (9, 17)]


def test_source_ranges_skip_what_was_dropped():
    raw = "每 76 秒就"
    block = block_text(raw, [(0, len(raw))])
    assert block.source.source_ranges(1, 4) == [(2, 4), (5, 6)]
