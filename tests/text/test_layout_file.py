import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian import FindingsError
from shuanglian.text.layout_file import layout_toml, parse_layout
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import document_from_bytes

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")


def document(text):
    return document_from_bytes(text.encode(), "a.txt")


@given(st.text(CHARACTERS, min_size=1).filter(lambda text: text.replace("\u200b", "").strip() and "<" not in text))
def test_a_written_layout_reads_back_the_same(text):
    page = document(text)
    layout = propose_layout(page, "a")
    assert parse_layout("a.toml", layout_toml(layout, page), page) == layout


def test_a_proposal_can_be_corrected_by_moving_lines():
    page = document("小标题一二三\n\n第一段开头，\n\n第二段。\n")
    toml = layout_toml(propose_layout(page, "a"), page)
    corrected = toml.replace('role = "title"', 'role = "kicker"')
    assert parse_layout("a.toml", corrected, page).articles[0].blocks[0].role == "kicker"


def test_a_slip_in_counting_is_told_with_the_place_meant():
    page = document("第一段。\n\n第二段。\n")
    toml = layout_toml(propose_layout(page, "a"), page).replace("[6, 10,", "[5, 9,")
    with pytest.raises(FindingsError) as error:
        parse_layout("a.toml", toml, page)
    messages = [finding.message for finding in error.value.findings]
    assert any("it stands at [6, 10)" in message for message in messages)


def test_all_problems_come_at_once():
    page = document("第一段。\n\n第二段。\n")
    toml = layout_toml(propose_layout(page, "a"), page)
    toml = toml.replace('role = "paragraph"', 'role = "verse"', 1).replace("[6, 10,", "[6, 99,").replace("a-1", "a-1!")
    with pytest.raises(FindingsError) as error:
        parse_layout("a.toml", toml, page)
    found = {finding.id for finding in error.value.findings}
    assert found == {"layout-unknown-role", "layout-range-past-end", "layout-unaccounted", "layout-bad-id"}
