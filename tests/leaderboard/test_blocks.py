"""Tables in documents: what stands between the comments is replaced, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian import FindingsError
from shuanglian.leaderboard.blocks import has_tables, with_tables
from shuanglian.leaderboard.markdown import markdown
from tests.leaderboard.systems import sample_data

END = "<!-- end of leaderboard -->"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return sample_data(tmp_path_factory.mktemp("blocks"))


@pytest.mark.parametrize(
    ("mark", "how"),
    [
        ("<!-- leaderboard -->", {"in_full": False}),
        ("<!-- leaderboard in full -->", {"in_full": True}),
        ("<!-- leaderboard in Chinese -->", {"in_full": False, "language": "zh"}),
    ],
)
@given(before=st.text(), old=st.text(), after=st.text())
def test_tables_take_the_place_of_old_ones(data, mark, how, before, old, after):
    document = f"{before}\n{mark}\n{old}\n{END}{after}"
    new = with_tables(document, "README.md", data)
    assert new == f"{before}\n{mark}\n\n{markdown(data, **how)}\n{END}{after}"
    assert with_tables(new, "README.md", data) == new


def test_a_short_table_is_of_the_first_view(data):
    short, full = markdown(data, False), markdown(data, True)
    assert "coarse" not in short
    assert "coarse" in full
    assert "gold_sha256" not in short
    assert {line.split("|")[1] for line in short.splitlines() if line.startswith("|")} > {" perfect 1.0 "}


def test_tables_without_an_end_are_told(data):
    document = f"a\n<!-- leaderboard -->\n{END}\nb\n<!-- leaderboard in full -->\n| x |\n"
    with pytest.raises(FindingsError, match="leaderboard-unclosed") as error:
        with_tables(document, "README.md", data)
    assert [finding.where for finding in error.value.findings] == ["line 5"]


def test_a_document_without_tables(data):
    assert not has_tables("about the leaderboard <!-- x -->")
    assert with_tables("text", "README.md", data) == "text"
