"""An installed package scores against a dataset on the Hub, with the word list that lies there."""

import hashlib
import json
import subprocess
import sys

from tests.publish.test_publish import environment, hub, publish, ready
from tests.tasks.samples import write
from tests.workspaces import GOLD

__all__ = ["hub", "ready"]


def test_gold_its_version_and_its_word_list_come_from_the_hub(hub, ready, tmp_path):
    result = publish(hub, ready)
    assert result.returncode == 0, result.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    write(empty / "mine.jsonl", [{"id": GOLD[0].id, "words": list(GOLD[0].text)}])
    command = [
        sys.executable,
        "-m",
        "shuanglian",
        "score",
        "segmentation",
        "mine.jsonl",
        "--gold",
        "me/corpus",
        "--json",
    ]
    done = subprocess.run(command, cwd=empty, env=environment(hub, tmp_path / "home"), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    listed = ready.dataset.joinpath("words", "fine.txt").read_bytes()
    assert report["signature"]["words"] == hashlib.sha256(listed).hexdigest()[:12]
    assert report["signature"]["gold"] == "corpus"
    assert report["score"]["counts"]["iv.gold"] == 7
