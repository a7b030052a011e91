"""A round from two annotators' files to the gold, through a real server and the command line alone."""

import random

import pytest
from click.testing import CliRunner
from label_studio_sdk import LabelStudio

from shuanglian.cli import cli
from shuanglian.labelstudio.client import Connection
from tests.workspaces import load

TITLE, QUOTE = "两地共建创新中心", "“成效初显。还要努力。”张三说。"
FIRST = f"# a-1.t01.s1\n{TITLE}\n# a-1.p01.s2\n“成效初显。还要努力。”[张三]PER说。\n"
SECOND = "id\tlabel\ttext\tn\na-1.t01.s1\tORG\t创新中心\t1\na-1.p01.s2\tPER\t张三\t1\n"
DECISION = f"# a-1.t01.s1\n{TITLE}\n! 2.3: an anaphor\n"


@pytest.fixture
def run(server, workspace, monkeypatch):
    monkeypatch.setenv("LABEL_STUDIO_URL", server.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", server.user("adjudicator").token)

    def invoke(*arguments):
        return CliRunner().invoke(cli, ["annotate", *arguments, "--workspace", str(workspace.root)])

    return invoke


def written(tmp_path, name, source):
    (tmp_path / name).write_text(source, "utf-8")
    return str(tmp_path / name)


def test_from_two_files_to_the_gold(server, workspace, run, tmp_path):
    round_name = f"entities-{random.SystemRandom().randrange(10**9)}"
    assert run("submit", round_name, "first", written(tmp_path, "first.txt", FIRST)).exit_code == 0
    second = written(tmp_path, "second.tsv", SECOND)
    assert run("submit", "--form", "table", round_name, "second", second).exit_code == 0
    assert "0 annotations added, 2 were there" in run("submit", "--form", "table", round_name, "second", second).stderr
    assert run("pull", round_name).exit_code == 0
    agreed = run("agree", round_name)
    assert "first and second, 2 sentences" in agreed.stdout
    assert "a-1.t01.s1  entity: — ≠ [创新中心]ORG" in agreed.stdout

    waiting = run("adjudicate", round_name)
    assert waiting.exit_code == 1
    assert "1 sentences agreed, 1 to decide" in waiting.stderr
    assert "1 still to decide" in run("adjudicate", round_name).stderr
    connection = Connection(server.url, server.user("adjudicator").token)
    project = connection.find_project(f"{round_name} adjudicator")
    [(number, data)] = connection.task_data(project)
    assert "first ≠ second" in data["context"]
    assert "— ≠ [创新中心]ORG" in data["context"]
    task = LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token).tasks.get(str(number))
    assert {prediction.model_version for prediction in task.predictions} == {"agreed", "first", "second"}

    assert run("submit", round_name, "adjudicator", written(tmp_path, "decision.txt", DECISION)).exit_code == 0
    done = run("adjudicate", round_name)
    assert done.exit_code == 0, done.output
    gold = load(workspace).gold
    assert [(d.choice, d.reason) for d in gold["a-1.t01.s1"].decisions] == [("first", "2.3: an anaphor")]
    assert [mention.label for mention in gold["a-1.p01.s2"].entities.mentions] == ["PER"]
    assert CliRunner().invoke(cli, ["check", str(workspace.root)]).exit_code == 0


def test_what_a_system_says_is_shown_as_a_prediction(server, workspace, run):
    round_name = f"facts-{random.SystemRandom().randrange(10**9)}"
    pushed = run("push", round_name, "--suggest", str(workspace.annotation.gold))
    assert pushed.exit_code == 0, pushed.output
    assert run("pull", round_name).exit_code == 0
    suggested = workspace.annotation.rounds / round_name / "predictions" / "gold.jsonl"
    assert '"value": ["9.5"]' in suggested.read_text("utf-8")
