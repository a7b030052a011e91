import pytest

from shuanglian.text.joining import block_text


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
        ("AS\n700D", "AS700D"),
        ("𠮷 9 号\n🚀", "𠮷9号🚀"),
    ],
)
def test_only_layout_white_space_goes(raw, text):
    assert joined(raw) == text


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
