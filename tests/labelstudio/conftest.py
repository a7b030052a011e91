"""A real Label Studio server for these tests; its folder is kept, so that later runs start in seconds."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from label_studio_sdk import LabelStudio

from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.server import running_server
from tests.labelstudio.samples import FACTS

FOLDER = Path(__file__).parent.parent.parent / "build" / "label-studio"


@pytest.fixture(scope="session")
def server():
    FOLDER.parent.mkdir(exist_ok=True)
    with running_server(FOLDER, lambda step: print(step, file=sys.stderr)) as running:
        yield running


@pytest.fixture(scope="session")
def connection(server):
    return Connection(server.url, server.user("adjudicator").token)


@pytest.fixture
def new_project(server, connection, request):
    """Make a project of a layer, with a title of its own; it is deleted after the test."""
    made = []

    def make(layer):
        title = f"{request.node.name[:20]} {random.SystemRandom().randrange(10**9)}"
        made.append(connection.project(title, labelling_configuration(layer)))
        return made[-1]

    yield make
    client = LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token)
    for project in made:
        client.projects.delete(project.id)


@pytest.fixture
def project(new_project):
    return new_project(FACTS)


@pytest.fixture
def command_lines():
    """Return the arguments of every process on this machine."""

    def read():
        processes = Path("/proc").glob("[0-9]*/cmdline")
        if lines := [text.replace("\0", " ") for path in processes if (text := _text(path))]:
            return lines
        listed = subprocess.run(["ps", "-ww", "-axo", "args"], capture_output=True, text=True, check=True)
        return listed.stdout.splitlines()

    return read


def _text(path):
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:  # the process has ended meanwhile
        return ""
