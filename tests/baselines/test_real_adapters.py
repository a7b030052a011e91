"""Adapters on the real libraries, each with a tiny model that a script of `models/` makes in the library itself.

A model learns the three sentences of `LESSONS` by heart; the adapter has to say them. The libraries
take gigabytes and minutes, so that `make adapters` runs these tests and `make test` does not.
"""

import json
import subprocess
from pathlib import Path

import pytest

from shuanglian import environments
from shuanglian.baselines.description import read_baseline
from shuanglian.baselines.environments import library
from shuanglian.baselines.running import Place, run_script
from tests.baselines.stand_ins import BASELINES, BUILD, RECORDS

pytestmark = pytest.mark.adapters

MODELS = Path(__file__).parent / "models"
WORDS = [
    ["上半年", "，", "李明", "在", "北京大学", "发布", "了", "3", "款", "新车", "。"],
    ["产量", "同比", "增长", "9.5%", "，", "达", "120亿", "元", "。"],
    ["𠮷田", "说", "：", "“", "好", "！", "”"],
]
ENTITIES = [[(4, 6, "PER"), (7, 11, "ORG")], [], [(0, 2, "PER")]]
LESSONS = [
    {"text": record["text"], "words": words, "entities": entities}
    for record, words, entities in zip(RECORDS, WORDS, ENTITIES, strict=True)
]
NAMES = sorted(path.stem for path in MODELS.glob("*.py"))


def real_python(name):
    """Make an environment with the packages that a baseline pins, of whatever build this machine is served.

    Its requirements.txt is not used: hashes would ask for PyTorch as it is built for graphics cards.
    """
    packages = read_baseline(BASELINES / name).description.packages
    folder = BUILD.parent / "adapters" / name
    folder.parent.mkdir(parents=True, exist_ok=True)
    step = [*environments.PIP_INSTALL, "--no-compile", *packages]
    return environments.environment_python(folder, "\n".join(packages), [step], lambda: None)


@pytest.mark.parametrize("name", NAMES)
def test_a_model_that_the_library_made(name, tmp_path):
    python = real_python(name)
    lessons = tmp_path / "lessons.json"
    lessons.write_text(json.dumps(LESSONS), "utf-8")
    place = Place(python, library(tmp_path), tmp_path / "tmp")
    for task in ("segmentation", "ner"):
        model = tmp_path / f"{name}-{task}"
        # -P: the script's own name is that of the library.
        subprocess.run([python, "-P", MODELS / f"{name}.py", lessons, model, task], check=True, capture_output=True)
        rows, report = run_script(
            read_baseline(BASELINES / name), task, RECORDS, place, options=["--model", str(model)]
        )
        if task == "segmentation":
            assert [row["words"] for row in rows] == WORDS
        else:
            found = [[(item["start"], item["end"], item["label"]) for item in row["entities"]] for row in rows]
            assert found == ENTITIES
        assert report["meta"] == {"version": model.name}
        assert set(report["packages"]) <= {
            pin.partition("==")[0] for pin in read_baseline(BASELINES / name).description.packages
        }
