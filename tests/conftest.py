import os

import pytest
from hypothesis import HealthCheck, settings

from tests.workspaces import make_workspace

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")

# Nothing the tests load may come from, or go to, a hub or a cache of the user's.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_OFFLINE"] = "1"


def pytest_addoption(parser):
    parser.addoption("--refresh-golden", action="store_true", help="write golden files anew, to be reviewed")


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "workspace")
