"""docs/publishing.md as a reader follows it, against the stand-in: its commands, and what they print."""

import os
from dataclasses import replace

from tests import documents
from tests.publish.hub import Hub
from tests.publish.test_publish import TOKEN, environment

DOCUMENT = documents.ROOT / "docs" / "publishing.md"


def test_from_nothing_to_a_published_tag(tmp_path, monkeypatch):
    mine = [block for block in documents.blocks(DOCUMENT) if block.run_by]
    assert len(mine) > 4
    own = {block.line: replace(block, run_by="") for block in mine}
    monkeypatch.setattr(documents, "to_run", lambda document: list(own.values()))
    folder = tmp_path / "here"
    folder.mkdir()
    with Hub({TOKEN: "me"}) as hub:
        for name in [name for name in os.environ if name.startswith("HF_")]:
            monkeypatch.delenv(name)
        for name, value in environment(hub, tmp_path / "home").items():
            monkeypatch.setenv(name, value)
        printed = documents.run(DOCUMENT, folder)
        assert list(hub.repos["datasets/me/my-corpus"].tags) == ["v1.0.0"]
    problems = documents.shown_otherwise(DOCUMENT, printed)
    assert not problems, "\n".join(problems)
    assert TOKEN not in "".join(printed.values())
