from hypothesis import given
from hypothesis import strategies as st

from shuanglian.spans import RangeMap, join, merged, trimmed

TEXT = st.text(alphabet="字a🚀 \n\u3000\u200b", max_size=30)


@given(TEXT, st.data())
def test_mapping_back_names_the_same_characters(text, data):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    ranges = merged((start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    joined = join(text, ranges)
    start = data.draw(st.integers(0, len(joined)))
    end = data.draw(st.integers(start, len(joined)))
    assert len(RangeMap(ranges)) == len(joined)
    assert join(text, RangeMap(ranges).source_ranges(start, end)) == joined[start:end]


@given(TEXT)
def test_trimming_leaves_no_blank_at_either_end(text):
    start, end = trimmed(text, 0, len(text))
    inside = text[start:end]
    assert inside == inside.strip().strip("\u200b").strip()
    assert not text[:start].replace("\u200b", "").strip()


def test_merging_keeps_order_and_drops_what_is_empty():
    assert merged([(4, 6), (6, 9), (2, 2), (0, 1), (1, 2)]) == [(4, 9), (0, 2)]
