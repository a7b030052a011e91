import json

import pytest
from click.testing import CliRunner

from shuanglian.annotations.codec import facts_from_json
from shuanglian.cli import cli
from shuanglian.facts import extract_facts
from shuanglian.facts.explain import explain_facts

TEXT = "去年，江西出口额增长9.5%。"


def run(*arguments, given=None):
    return CliRunner().invoke(cli, ["facts", *map(str, arguments)], input=given)


def test_reads_a_text_a_line():
    result = run("--date", "2025", given=f"{TEXT}\n\n3个\n")
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert facts_from_json(first) == extract_facts(TEXT, date="2025")
    assert second["facts"][0]["value"] == "3"


def test_reads_objects_with_their_own_date_and_keeps_their_id(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": "a", "text": "去年"}\n{"text": "去年", "date": "2020-05"}\n', "utf-8")
    result = run(file, "--date", "2025")
    first, second = map(json.loads, result.stdout.splitlines())
    assert first["id"] == "a"
    assert [row["times"][0]["value"] for row in (first, second)] == ["2024", "2019"]


def test_every_bad_line_is_told_and_the_others_are_read():
    lines = [b'{"text": "3\xe4\xb8\xaa"}', b"{", b'{"id": 1}', b"\xff", b'{"text": "1", "date": "x"}', b'{"text": "5"}']
    result = run(given=b"\n".join(lines))
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.count("input-bad-line") == 4
    assert all(f"line {number}:" in result.stderr for number in (2, 3, 4, 5))


def test_a_wrong_date_is_wrong_use():
    assert run("--date", "tomorrow", given="3个\n").exit_code == 2


def test_explains_every_value_unit_and_link():
    result = run("--date", "2025", "--explain", given=f"{TEXT}\n")
    assert result.stdout.splitlines()[1:] == explain_facts(TEXT, date="2025")
    for told in (
        "value = 9.5  [8.1",
        "unit = %  [7",
        "measured_property = 出口额  [9.3.1",
        "place = 江西  [9.4",
        "time = 去年  [9.5",
    ):
        assert told in result.stdout


@pytest.mark.parametrize("text", [TEXT, "第二届大赛推出一批成果，超19亿件。", "小麦、玉米单产分别增长3.1%、2.4%。"])
def test_every_line_of_an_explanation_names_a_section(text):
    lines = explain_facts(text, date="2025")
    assert all("[" in line and "[]" not in line for line in lines if not line.startswith("Q "))
