"""Exported tasks are imported by a real server and come back as they were."""

import json

import pytest
from label_studio_sdk import LabelStudio

from shuanglian.annotations.model import LAYERS
from shuanglian.labelstudio.annotation import annotation_from_json
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.results import annotation_of
from tests.annotations.samples import SCHEMA
from tests.exports.samples import small, written


@pytest.mark.parametrize("name", LAYERS)
def test_tasks_come_back(server, connection, new_project, name):
    files = written("label-studio", small()).content
    project = new_project(layer(SCHEMA, name))
    client = LabelStudio(base_url=server.url, api_key=server.user("adjudicator").token)
    configured = client.projects.get(project.id).label_config
    assert configured.strip() == files[f"{name}/labelling.xml"].decode().strip()
    client.projects.import_tasks(project.id, request=json.loads(files[f"{name}/tasks.json"]))
    back = {task["data"]["sentence_id"]: task for task in connection.export(project)}
    assert set(back) == {sentence.id for sentence in small()}
    for sentence in small():
        [annotation] = back[sentence.id]["annotations"]
        assert annotation["ground_truth"]
        read, findings = annotation_of("t", "t", annotation["result"], sentence.text)
        assert findings == []
        assert read == annotation_from_json(to_regions(sentence.text, getattr(sentence, name)).as_json())
