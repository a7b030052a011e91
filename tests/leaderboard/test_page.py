"""The page as bytes: nothing in the data can end its element, and the policy lets only its own script run."""

import base64
import hashlib
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.leaderboard.markdown import escaped, markdown
from shuanglian.leaderboard.page import render, safe_json
from shuanglian.tasks.meta import read_meta
from shuanglian.tasks.problems import Gathered
from tests.leaderboard.systems import sample_data
from tests.test_seeds import ROOT

HOSTILE = "</script><script>alert(1)</script><!--<script>{data}\u2028\ud800&amp;"


@given(st.text() | st.just(HOSTILE))
def test_json_in_a_script_element(text):
    written = safe_json([text])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == [text]
    written.encode()


def test_the_policy_fits_style_and_script(tmp_path):
    page = render(sample_data(tmp_path))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for name in ("style", "script"):
        content = re.search(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)[1]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert page.count("<script") == page.count("</script>") == 3


def test_no_script_makes_markup_of_text(tmp_path):
    page = render(sample_data(tmp_path))
    script = page[page.rindex("<script>") :]
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch("):
        assert forbidden not in script


def test_the_same_data_give_the_same_bytes(tmp_path):
    one, other = sample_data(tmp_path / "one"), sample_data(tmp_path / "other")
    assert render(one) == render(other)


def test_markdown_has_the_numbers_of_the_page(tmp_path):
    data = sample_data(tmp_path)
    tables = markdown(data)
    rows = [line for line in tables.splitlines() if line.startswith("| noisy")]
    assert len(rows) == sum(any(row["system"] == "noisy" for row in board["rows"]) for board in data["boards"])
    assert "| perfect 1.0 | 100.00 | " in tables
    assert "gold_sha256:" in tables
    lines = [line for line in tables.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in lines} <= {11, 14}


def test_the_example_of_meta_json(tmp_path):
    docs = (ROOT / "docs" / "leaderboard.md").read_text("utf-8")
    (tmp_path / "meta.json").write_text(re.search(r"```json meta\n(.*?)```", docs, re.DOTALL)[1], "utf-8")
    problems = Gathered("meta.json")
    assert read_meta(tmp_path / "meta.json", problems).runs["segmentation"].speed == 18455 / 0.4
    assert problems.findings() == []


def test_markdown_of_a_hostile_name():
    assert escaped("a|b\n<script>[x](javascript:1) `c` *d*") == (
        "a\\|b &lt;script&gt;\\[x\\](javascript:1) \\`c\\` \\*d\\*"
    )
