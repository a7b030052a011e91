"""`shuanglian facts`: a line in, a line out; bad lines are told and cost only themselves."""

import json

from click.testing import CliRunner

from shuanglian import extract_facts
from shuanglian.annotations.codec import facts_from_json
from shuanglian.cli import cli

TEXT = "2月14日，全国铁路发送旅客1359.6万人次，同比增长9.5%。"


def run(source, *arguments):
    return CliRunner().invoke(cli, ["facts", *arguments], input=source)


def test_a_text_a_line():
    result = run(f"{TEXT}\n没有数字。\n", "--date", "2025-02-15")
    assert result.exit_code == 0, result.output
    first, second = map(json.loads, result.stdout.splitlines())
    assert facts_from_json(first) == extract_facts(TEXT, date="2025-02-15")
    assert {fact["value"] for fact in first["facts"]} == {"13596000", "9.5"}
    assert [time["value"] for time in first["times"]] == ["2025-02-14"]
    assert second["facts"] == []


def test_what_a_line_says_of_itself_comes_back_and_bad_lines_are_told():
    lines = [{"id": "a", "text": TEXT, "date": "2024-02-15"}, {"id": "b"}, "text"]
    result = run("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n")
    assert result.exit_code == 1
    [answer] = map(json.loads, result.stdout.splitlines())
    assert answer["id"] == "a"
    assert [time["value"] for time in answer["times"]] == ["2024-02-14"]
    assert result.stderr.count("input-bad-line") == 2


def test_explain_names_the_rules():
    result = run(f"{TEXT}\n", "--explain")
    assert "9.5%" in result.stdout
    assert "10.1" in result.stdout
