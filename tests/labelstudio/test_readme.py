"""The README's way from an article to an adjudicated sentence works as written."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.documents import ROOT, blocks


def test_the_section_on_annotation(server, tmp_path):
    this = Path(__file__).relative_to(ROOT).as_posix()
    scripts = [block.code for block in blocks(ROOT / "README.md") if block.run_by == this]
    for name in ("seeds", "annotation"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.rmtree(tmp_path / "annotation" / "gold")
    (tmp_path / "annotation" / "gold-version.json").unlink(missing_ok=True)
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "LABEL_STUDIO_URL": server.url,
        "LABEL_STUDIO_API_KEY": server.user("adjudicator").token,
        "PYTHONUTF8": "1",
    }
    round_name = f"entities-{random.SystemRandom().randrange(10**9)}"  # the database is kept between runs
    told = ""
    for script in scripts:
        script = script.replace("entities-2", round_name)
        result = subprocess.run(
            ["bash", "-e", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert result.returncode == 0, result.stderr
        told += result.stdout + result.stderr
    assert "003-3.p02.s1  entity: [哪吒2]WORK ≠ —" in told
    assert "1 sentences agreed, 1 to decide" in told
    gold = (tmp_path / "annotation" / "gold" / "003-3.jsonl").read_text("utf-8")
    assert '"choice": "first", "reason": "6.6: a film"' in gold
