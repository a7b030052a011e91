"""Push, submit and pull, killed at any moment and repeated: nothing is lost, doubled or half-written."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.rounds import sentence_from_json
from shuanglian.labelstudio.transfer import pull, push, submit
from tests.labelstudio.interrupted import GIVEN, PUSHED, SENTENCES, STEPS
from tests.labelstudio.samples import FACTS, annotated, by_id

ROOT = Path(__file__).parent.parent.parent
KILLS = 4


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


