"""Push, submit and pull, killed at any moment and repeated: nothing is lost, doubled or half-written."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from shuanglian.cli.annotate.common import sentences_of
from shuanglian.labelstudio.annotation import Annotation, Region
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.transfer import pull, push, submit
from tests.labelstudio.interrupted import GIVEN, PUSHED, SENTENCES, STEPS
from tests.labelstudio.samples import FACTS, annotated, by_id

ROOT = Path(__file__).parent.parent.parent
KILLS = 3


def killed_after(seconds, command, stdin=b"", **options):
    """Start a command, wait for its first line, give it some time, and kill it."""
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, **options)
    child.stdin.write(stdin)
    child.stdin.close()
    child.stdout.readline()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    child.stdout.close()


@pytest.fixture
def choice(request):
    """Moments that differ in every run; a failure shows the seed."""
    seed = random.SystemRandom().randrange(10**6)
    print("seed", seed)
    return random.Random(seed)


@pytest.mark.parametrize(("step", "seconds"), [("push", 2.0), ("submit", 5.0)])
def test_what_was_killed_is_finished_by_the_next_one(server, connection, project, choice, step, seconds):
    if step == "submit":
        push(connection, project, FACTS, PUSHED, {})
    command = [sys.executable, "-m", "tests.labelstudio.interrupted", step, server.url, str(project.id)]
    for _ in range(KILLS):
        killed_after(choice.uniform(0, seconds), command, server.user("adjudicator").token.encode())
    STEPS[step](connection, project)
    STEPS[step](connection, project)
    assert sorted(data["sentence_id"] for _, data in connection.task_data(project)) == sorted(by_id(SENTENCES))
    pulled = pull(connection, project, FACTS, by_id(SENTENCES))
    assert pulled.findings == []
    given = GIVEN if step == "submit" else {}
    assert {name: by_id(items) for name, items in pulled.annotators.items()} == {
        name: by_id(items) for name, items in given.items()
    }


def test_a_killed_pull_leaves_the_old_file_or_the_new_one(server, connection, workspace, choice):
    round_name = f"facts-{random.SystemRandom().randrange(10**9)}"
    sentences = sentences_of(workspace)
    project = connection.project(f"{round_name} first", labelling_configuration(FACTS))
    given = [annotated(item, Annotation((Region(0, 1, "place", "a"),))) for item in sentences]
    submit(connection, project, FACTS, sentences, {"first": given[:-1]})
    environment = os.environ | {
        "LABEL_STUDIO_URL": server.url,
        "LABEL_STUDIO_API_KEY": server.user("adjudicator").token,
    }
    command = [sys.executable, "-m", "shuanglian", "annotate", "pull", round_name, "--workspace", str(workspace.root)]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    folder = workspace.annotation.rounds / round_name
    versions = [(folder / "first.jsonl").read_bytes()]
    submit(connection, project, FACTS, sentences, {"first": given})
    for _ in range(KILLS):
        killed_after(choice.uniform(0, 0.6), command, env=environment, stderr=subprocess.STDOUT)
        versions.append((folder / "first.jsonl").read_bytes())
    subprocess.run(command, env=environment, check=True, capture_output=True)
    old, new = versions[0], (folder / "first.jsonl").read_bytes()
    assert len(old.splitlines()) + 1 == len(new.splitlines()) == len(sentences)
    assert all(version in (old, new) for version in versions)
    assert [path.name for path in folder.glob("[!.]*")] == ["first.jsonl"]
