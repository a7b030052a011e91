"""submit --dry-run, agree, adjudicate --offline and variation: the commands that need no server."""

import json

import pytest
from click.testing import CliRunner

from shuanglian.cli import cli
from shuanglian.findings import FindingsError
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.rounds import AnnotatedSentence
from shuanglian.notation.marks import read_mentions
from tests.annotations.samples import LABELS, SCHEMA
from tests.workspaces import load

MARKED = {
    "first": {"a-1.t01.s1": "两地共建[创新中心]ORG", "a-1.p01.s2": "“成效初显。还要努力。”[张三]PER说。"},
    "second": {"a-1.t01.s1": "两地共建[创新中心]ORG", "a-1.p01.s2": "“成效初显。还要努力。”张三说。"},
    "adjudicator": {"a-1.p01.s2": "“成效初显。还要努力。”[张三]PER说。"},
}
NOTES = {"a-1.p01.s2": "6.1: a person"}


def write_pass(workspace, name, notes=None):
    hashes = {record.id: record.text_sha256 for article in load(workspace).articles for record in article.records}
    lines = []
    for identity, source in MARKED[name].items():
        text, entities = read_mentions(source, LABELS)
        data = AnnotatedSentence(identity, hashes[identity], "submitted", to_regions(text, entities)).as_json()
        if notes:
            data["values"] = {"note": [notes[identity]]}
        lines.append(json.dumps(data, ensure_ascii=False))
    folder = workspace.annotation.rounds / "entities-1"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def passes(workspace):
    for name in ("first", "second"):
        write_pass(workspace, name)
    return workspace


def run(workspace, *arguments):
    return CliRunner().invoke(cli, ["annotate", *arguments, "--workspace", str(workspace.root)])


def test_agreement_and_differences(passes):
    result = run(passes, "agree", "entities-1")
    assert result.exit_code == 0, result.output
    assert "entities: first and second, 2 sentences" in result.stdout
    assert "entities, exact F       0.6667" in result.stdout
    assert "a-1.p01.s2  entity: [张三]PER ≠ —" in result.stdout
    lines = [json.loads(line) for line in run(passes, "agree", "entities-1", "--json").stdout.splitlines()]
    assert {"mentions.f", "overlap.f", "label PER.f"} <= {line.get("measure") for line in lines}
    assert [line["first"] for line in lines if "what" in line] == ["[张三]PER"]


def test_a_pass_is_compared_with_the_gold(passes):
    result = run(passes, "agree", "entities-1", "first", "gold")
    assert "first and gold, 0 sentences" in result.stdout


def test_one_pass_alone_has_nobody_to_agree_with(workspace):
    write_pass(workspace, "first")
    assert run(workspace, "agree", "entities-1").exit_code == 2
    result = run(workspace, "agree", "entities-1", "first", "third")
    assert [finding.id for finding in result.exception.findings] == ["rounds-no-pass"]


def test_adjudication_goes_on_until_all_is_decided(passes):
    first = run(passes, "adjudicate", "entities-1", "--offline")
    assert first.exit_code == 1
    assert "1 sentences agreed, 1 to decide" in first.stderr
    assert "1 still to decide" in first.stderr
    write_pass(passes, "adjudicator")
    assert "without a note" in run(passes, "adjudicate", "entities-1", "--offline").stderr
    write_pass(passes, "adjudicator", NOTES)
    last = run(passes, "adjudicate", "entities-1", "--offline")
    assert last.exit_code == 0, last.output
    gold = load(passes).gold
    assert [m.label for m in gold["a-1.p01.s2"].entities.mentions] == ["PER"]
    assert [(d.choice, d.reason) for d in gold["a-1.p01.s2"].decisions] == [("first", "6.1: a person")]
    assert gold["a-1.p01.s1"].facts is not None  # what the gold had before
    assert "gold: 0 sentences new or changed" in run(passes, "adjudicate", "entities-1", "--offline").stderr


def test_what_was_agreed_can_be_overruled(passes):
    MARKED["adjudicator"]["a-1.t01.s1"] = "两地共建创新中心"
    try:
        write_pass(passes, "adjudicator", NOTES | {"a-1.t01.s1": "2.3: an anaphor"})
        assert run(passes, "adjudicate", "entities-1", "--offline").exit_code == 0
    finally:
        del MARKED["adjudicator"]["a-1.t01.s1"]
    title = load(passes).gold["a-1.t01.s1"]
    assert title.entities.mentions == ()
    assert [decision.choice for decision in title.decisions] == ["overruled"]


def test_files_are_proven_without_a_server(workspace, tmp_path):
    path = tmp_path / "first.txt"
    path.write_text("# a-1.t01.s1\n两地共建[创新中心]ORG\n", "utf-8")
    result = run(workspace, "submit", "--dry-run", "entities-1", "first", str(path))
    assert "1 of 8 sentences, no findings" in result.stderr
    path.write_text("# a-1.t01.s1\n两地共建[创新中心]VERB\n", "utf-8")
    result = run(workspace, "submit", "--dry-run", "entities-1", "first", str(path))
    assert isinstance(result.exception, FindingsError)
    assert [finding.id for finding in result.exception.findings] == ["notation-malformed"]


def test_variation(workspace):
    assert "0 strings vary" in run(workspace, "variation").stderr
    assert SCHEMA.entities


def test_a_version_of_the_gold_lists_what_changed(workspace):
    first = run(workspace, "version", "1.0.0")
    assert first.stdout == "- a-1.p01.s1 added\n"
    assert CliRunner().invoke(cli, ["check", str(workspace.root)]).exit_code == 0
    for asked in ("1.0.0", "0.9.0", "next"):
        refused = run(workspace, "version", asked)
        assert [finding.id for finding in refused.exception.findings] == ["version-not-newer"]
    path = workspace.annotation.gold / "a-1.jsonl"
    path.write_text(
        path.read_text("utf-8")
        .replace('"basis": null', '"basis": "yoy"')
        .replace('"change": null', '"change": {"direction": "up", "basis": "yoy"}'),
        "utf-8",
    )
    told = CliRunner().invoke(cli, ["check", str(workspace.root), "--json"])
    assert [json.loads(line)["id"] for line in told.stdout.splitlines()] == ["version-differs"]
    assert run(workspace, "version", "1.0.1").stdout == "- a-1.p01.s1 changed\n"
    assert CliRunner().invoke(cli, ["check", str(workspace.root)]).exit_code == 0
