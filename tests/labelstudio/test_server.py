"""Against a real Label Studio server, started here; its folder is kept, so that later runs start in seconds."""

import http.server
import random
import socket
import stat
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

import shuanglian.labelstudio.server as server_module
from shuanglian import FindingsError
from shuanglian.cli import cli
from shuanglian.files import sha256
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.results import results_of
from shuanglian.labelstudio.rounds import AnnotatedSentence
from shuanglian.labelstudio.server import running_server
from shuanglian.labelstudio.transfer import Pulled, pull, push, submit
from tests.labelstudio.conftest import FOLDER
from tests.labelstudio.samples import CHOICES, FACTS, annotated, annotated_text, by_id, sentence

MANY = 5000

TEXT = "全国共登记技术合同近41万件，成交额超过3万亿元🚀。"
ANNOTATION = Annotation(
    (
        Region(
            9, 13, "quantity", "q1", values_of({"kind": ["count"], "value": ["410000"], "factuality": ["asserted"]})
        ),
        Region(5, 9, "measured_entity", "e1"),
        Region(10, 12, "non_fact", "n1"),
    ),
    (Relation("q1", "e1"),),
)


def annotate(server, project, name, annotation, text=TEXT, **fields):
    """Save an annotation as a user of the server, with that user's own token."""
    from label_studio_sdk import LabelStudio

    client = LabelStudio(base_url=server.url, api_key=server.user(name).token)
    [task] = [task for task in client.tasks.list(project=project.id) if task.data["text"] == text]
    return client.annotations.create(id=task.id, result=results_of(annotation, text, CHOICES), **fields)


def refused(call, *arguments):
    """Return the findings that a call raises: their ids, with their messages."""
    with pytest.raises(FindingsError) as error:
        call(*arguments)
    return {finding.id: finding.message for finding in error.value.findings}


def test_two_annotators_and_a_prediction_come_back_as_they_were(server, connection, project):
    sentences = [sentence(1, TEXT), sentence(2, "没有数字的句子。"), sentence(3, "跳过的句子1。")]
    assert push(connection, project, FACTS, sentences, {"model": {"s1": ANNOTATION}}) == 3
    changed = Annotation(ANNOTATION.regions[:2])
    annotate(server, project, "first", ANNOTATION)
    annotate(server, project, "second", changed)
    annotate(server, project, "second", Annotation(), "没有数字的句子。")
    annotate(server, project, "first", Annotation(), "跳过的句子1。", was_cancelled=True)

    pulled = pull(connection, project, FACTS, by_id(sentences))
    assert pulled.findings == []
    assert {
        name: {(item.id, item.status): item.annotation for item in taken} for name, taken in pulled.annotators.items()
    } == {
        "first": {("s1", "submitted"): ANNOTATION, ("s3", "skipped"): Annotation()},
        "second": {("s1", "submitted"): changed, ("s2", "submitted"): Annotation()},
    }
    assert [(item.id, item.annotation) for item in pulled.predictions["model"]] == [("s1", ANNOTATION)]


def test_thousands_of_generated_annotations_are_equal(connection, project):
    choice = random.Random(7)
    samples = [annotated_text(choice) for _ in range(MANY)]
    sentences = [sentence(number, text) for number, (text, _) in enumerate(samples)]
    annotations = {f"s{number}": annotation for number, (_, annotation) in enumerate(samples)}
    assert push(connection, project, FACTS, sentences, {"model": annotations}) == MANY
    pulled = pull(connection, project, FACTS, by_id(sentences))
    assert pulled.findings == []
    assert {item.id: item.annotation for item in pulled.predictions["model"]} == annotations
    assert len(set(annotations.values())) > MANY / 2


def test_a_repeated_push_adds_nothing_and_overwrites_nobody(server, connection, project):
    sentences = [sentence(1, TEXT), sentence(2, "第二句。")]
    push(connection, project, FACTS, sentences, {})
    annotate(server, project, "first", ANNOTATION)
    assert push(connection, project, FACTS, [*sentences, sentence(3, "第三句。")], {"late": {"s1": ANNOTATION}}) == 1
    assert push(connection, project, FACTS, [*sentences, sentence(3, "第三句。")], {}) == 0
    pulled = pull(connection, project, FACTS, by_id([*sentences, sentence(3, "第三句。")]))
    assert pulled.annotators["first"][0].annotation == ANNOTATION
    assert len(connection.task_data(project)) == 3


def test_what_a_late_push_doubled_goes_unless_somebody_worked_on_it(server, connection, project):
    sentences = [sentence(1, TEXT), sentence(2, "第二句。")]
    push(connection, project, FACTS, sentences, {})
    shown = {"text": "第二句。", "heading": "", "context": ""}
    twin = {"data": {"sentence_id": "s2", "text_sha256": sha256("第二句。"), **shown}}
    connection.add_tasks(project, [twin, twin])
    assert len(connection.task_data(project)) == 4
    assert push(connection, project, FACTS, sentences, {}) == 0
    assert [data["sentence_id"] for _, data in connection.task_data(project)] == ["s1", "s2"]


def test_submitted_annotations_are_those_of_their_annotators(connection, project):
    sentences = [
        sentence(1, TEXT),
        sentence(2, "没有数字的句子。"),
        sentence(3, "跳过的句子1。"),
        sentence(4, "没人看的句子。"),
    ]
    push(connection, project, FACTS, sentences[:1], {})
    given = {
        "first": [annotated(sentences[0], ANNOTATION), annotated(sentences[1], Annotation())],
        "second": [annotated(sentences[0], Annotation()), annotated(sentences[2], Annotation(), "skipped")],
    }
    sent = []
    submitted = submit(connection, project, FACTS, sentences, given, {"model": {"s2": Annotation()}}, sent.append)
    assert (submitted.added, submitted.there, submitted.findings) == (4, 0, [])
    assert sum(sent) == 4
    again = submit(connection, project, FACTS, sentences, given)
    assert (again.added, again.there, again.findings) == (0, 4, [])
    pulled = pull(connection, project, FACTS, by_id(sentences))
    assert pulled.findings == []
    assert {name: sorted(items, key=lambda item: item.id) for name, items in pulled.annotators.items()} == given
    assert [item.id for item in pulled.predictions["model"]] == ["s2"]
    assert not any(entry["ground_truth"] for task in connection.export(project) for entry in task["annotations"])


def test_what_an_annotator_made_otherwise_is_left_alone_and_told(server, connection, project):
    item = sentence(1, TEXT)
    push(connection, project, FACTS, [item], {})
    annotate(server, project, "first", ANNOTATION)
    both = {name: [annotated(item, Annotation())] for name in ("first", "second")}
    submitted = submit(connection, project, FACTS, [item], both)
    assert (submitted.added, [finding.id for finding in submitted.findings]) == (1, ["transfer-annotated-otherwise"])
    pulled = pull(connection, project, FACTS, by_id([item]))
    assert pulled.annotators["first"][0].annotation == ANNOTATION
    assert pulled.annotators["second"][0].annotation == Annotation()


def test_nothing_is_submitted_where_something_does_not_fit(connection, project):
    item = sentence(1, TEXT)
    changed = AnnotatedSentence("s1", sha256("x"), "submitted", Annotation())
    broken = annotated(item, Annotation((Region(0, 99, "time", "a"),)))
    unknown = annotated(sentence(9, "外来的句子。"), Annotation())
    good = annotated(item, Annotation())
    for name, items, finding in [
        ("nobody", [good], "transfer-unknown-annotator"),
        ("first", [changed], "transfer-unknown-sentence"),
        ("first", [unknown], "transfer-unknown-sentence"),
        ("first", [broken], "annotation-range"),
        ("first", [good, good], "transfer-annotated-twice"),
    ]:
        assert refused(submit, connection, project, FACTS, [item], {name: items}).keys() == {finding}
    assert connection.task_data(project) == []


def test_an_annotation_that_arrives_twice_is_there_once(connection, project, monkeypatch):
    """A killed submit whose last request the server finished after the next one had looked."""
    item = sentence(1, TEXT)
    push(connection, project, FACTS, [item], {})
    given = {"first": [annotated(item, ANNOTATION)]}
    assert submit(connection, project, FACTS, [item], given).added == 1
    monkeypatch.setattr("shuanglian.labelstudio.transfer.pull", lambda *arguments: Pulled())
    assert submit(connection, project, FACTS, [item], given).added == 0
    monkeypatch.undo()
    monkeypatch.setattr(Connection, "task_data", lambda *arguments: [])
    assert submit(connection, project, FACTS, [item], given).added == 1
    monkeypatch.undo()
    assert submit(connection, project, FACTS, [item], given).there == 1
    [task] = connection.export(project)
    assert len(task["annotations"]) == 1


def test_push_and_pull_from_the_command_line(server, workspace, monkeypatch):
    round_name = f"facts-{random.SystemRandom().randrange(10**9)}"
    monkeypatch.setenv("LABEL_STUDIO_URL", server.url)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", server.user("adjudicator").token)

    def run(*arguments):
        return CliRunner().invoke(cli, ["annotate", *arguments, "--workspace", str(workspace.root)])

    missing = run("pull", round_name)
    assert [finding.id for finding in missing.exception.findings] == ["annotate-no-such-round"]
    assert run("push", round_name).exit_code == 0
    assert "0 sentences added, 8 were there" in run("push", round_name).stderr
    connection = Connection(server.url, server.user("adjudicator").token)
    text = "上半年，产量同比增长9.5%。"
    quantity = Region(10, 14, "quantity", "q1", values_of({"kind": ["percent"], "value": ["9.5"]}))
    for name in ("first", "second"):
        project = connection.find_project(f"{round_name} {name}")
        annotate(server, project, name, Annotation((quantity,)), text)
    assert run("pull", round_name).exit_code == 0
    folder = workspace.annotation.rounds / round_name
    assert sorted(path.name for path in folder.iterdir()) == ["first.jsonl", "second.jsonl"]
    assert '"value": ["9.5"]' in (folder / "first.jsonl").read_text("utf-8")
    assert CliRunner().invoke(cli, ["check", str(workspace.root)]).exit_code == 0


def test_without_a_server_the_commands_say_so(workspace, monkeypatch):
    monkeypatch.delenv("LABEL_STUDIO_URL", raising=False)
    result = CliRunner().invoke(cli, ["annotate", "pull", "facts-1", "--workspace", str(workspace.root)])
    assert [finding.id for finding in result.exception.findings] == ["annotate-no-server"]


@pytest.mark.parametrize(
    ("annotation", "finding"),
    [
        (Annotation((Region(0, 99, "time", "a"),)), "annotation-range"),
        (Annotation((Region(0, 1, "verb", "a"),)), "annotation-unknown-label"),
        (Annotation((Region(0, 1, "time", "a b"),)), "annotation-bad-id"),
        (Annotation((Region(0, 1, "quantity", "a"),), (Relation("a", "z"),)), "annotation-dangling-relation"),
        (Annotation((Region(0, 1, "time", "a", values_of({"time_value": ["\ud83d"]})),)), "annotation-surrogate"),
        (Annotation((Region(0, 1, "quantity", "a", values_of({"value": ["1e400"]})),)), "annotation-unknown-value"),
    ],
)
def test_nothing_is_sent_where_something_does_not_fit(connection, project, annotation, finding):
    sentences = [sentence(1, TEXT), sentence(2, "第二句。")]
    assert finding in refused(push, connection, project, FACTS, sentences, {"model": {"s2": annotation}})
    assert connection.task_data(project) == []


def test_a_text_that_changed_is_refused_with_the_difference(connection, project):
    push(connection, project, FACTS, [sentence(1, TEXT)], {})
    changed = sentence(1, TEXT.replace("41", "42"))
    assert refused(push, connection, project, FACTS, [changed], {}).keys() == {"transfer-text-differs"}
    [finding] = pull(connection, project, FACTS, by_id([changed])).findings
    assert finding.id == "transfer-text-differs"
    assert "41" in finding.message
    assert "42" in finding.message


def test_a_foreign_task_and_a_broken_annotation_cost_only_themselves(server, connection, project):
    push(connection, project, FACTS, [sentence(1, TEXT)], {})
    annotate(server, project, "first", ANNOTATION)
    annotate(server, project, "second", ANNOTATION)
    annotate(server, project, "second", ANNOTATION)
    from label_studio_sdk import LabelStudio

    connection.add_tasks(project, [{"data": {"text": "不是我们的任务。", "heading": "", "context": ""}}])
    client = LabelStudio(base_url=server.url, api_key=server.user("first").token)
    [task] = [task for task in client.tasks.list(project=project.id) if task.data["text"] == TEXT]
    broken = [
        {
            "id": "x",
            "type": "labels",
            "from_name": "label",
            "to_name": "text",
            "value": {"start": 0, "end": 999, "labels": ["time"]},
        }
    ]
    annotator = LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token)
    annotator.annotations.create(id=task.id, result=broken)

    pulled = pull(connection, project, FACTS, by_id([sentence(1, TEXT)]))
    assert {finding.id for finding in pulled.findings} == {
        "transfer-unknown-task",
        "transfer-annotated-twice",
        "annotation-unreadable",
    }
    assert pulled.annotators["first"][0].annotation == ANNOTATION
    assert len(pulled.annotators["second"]) == 1


def test_a_configuration_edited_by_hand_is_refused(server, connection, project):
    from label_studio_sdk import LabelStudio

    client = LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token)
    edited = labelling_configuration(FACTS).replace('hotkey="1"', 'hotkey="x"', 1)
    client.projects.update(project.id, label_config=edited)
    assert refused(connection.project, project.title, labelling_configuration(FACTS)) == {
        "server-project-edited": "its labelling configuration is not the one of the schema"
    }


def test_a_project_that_is_gone_is_told(connection):
    assert refused(connection.export, Project(10**6, "gone")).keys() == {"server-failed"}


def test_who_answers_is_asked_first(server):
    assert refused(Connection, server.url, "0" * 40) == {"server-refused-token": "the server refuses the token"}
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert refused(Connection, f"http://127.0.0.1:{closed.getsockname()[1]}", "x") == {
            "server-unreachable": "no answer: ConnectError"
        }
    foreign = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=foreign.serve_forever, daemon=True).start()
    try:
        assert refused(Connection, f"http://127.0.0.1:{foreign.server_port}", "x") == {
            "server-foreign": "what answers there is no Label Studio server"
        }
    finally:
        foreign.shutdown()
        foreign.server_close()


def test_secrets_stay_secret(server, command_lines):
    secrets = [secret for user in server.users for secret in (user.token, user.password)]
    told = (FOLDER / "server.log").read_text("utf-8") + repr(server)
    processes = "\n".join(command_lines())
    assert "label-studio start" in processes
    assert "--internal-host 127.0.0.1" in processes
    for secret in secrets:
        assert secret not in told
        assert secret not in processes
    assert stat.S_IMODE(FOLDER.stat().st_mode) == 0o700
    for path in FOLDER.glob("*.*"):
        if path.is_file() and any(secret in path.read_text("utf-8", errors="ignore") for secret in secrets):
            assert (path.name, stat.S_IMODE(path.stat().st_mode)) == ("credentials.json", 0o600)


def test_nobody_signs_up_without_an_invitation(server):
    import httpx

    with httpx.Client(base_url=server.url, follow_redirects=True) as browser:
        browser.get("/user/signup/")
        form = {
            "email": "stranger@example.org",
            "password": "a password",
            "csrfmiddlewaretoken": browser.cookies.get("csrftoken", ""),
        }
        browser.post("/user/signup/", data=form, headers={"Referer": server.url})
        assert browser.get("/api/current-user/whoami").status_code == 401


def test_a_server_that_ends_at_once_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(server_module, "install", lambda folder, progress: Path("/bin/false"))
    with pytest.raises(FindingsError, match="server-not-started"), running_server(tmp_path, print):
        pass


def test_an_environment_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "server-requirements.txt").write_text("label-studio==1.23.2\n")  # no hash: pip refuses
    monkeypatch.setattr(server_module, "files", lambda package: tmp_path)
    assert refused(server_module.install, tmp_path, print).keys() == {"server-not-installed"}


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "label_studio_sdk", None)
    with pytest.raises(FindingsError, match=r"shuanglian\[annotate\]"):
        Connection("http://127.0.0.1:1", "x")
