"""A real Label Studio server for these tests; its folder is kept, so that later runs start in seconds."""

import random
import sys
from pathlib import Path

import pytest

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
def new_project(connection, request):
    """Make a project of a layer, with a title of its own."""

    def make(layer):
        title = f"{request.node.name[:20]} {random.SystemRandom().randrange(10**9)}"
        return connection.project(title, labelling_configuration(layer))

    return make


@pytest.fixture
def project(new_project):
    return new_project(FACTS)
