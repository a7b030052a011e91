"""Baselines made for a test, and running a script as `shuanglian baseline run` does."""

import json
import sys
from pathlib import Path

from shuanglian.baselines.description import read_baseline
from shuanglian.baselines.environments import environment_python, library
from shuanglian.baselines.running import Place, run_script

ROOT = Path(__file__).resolve().parents[2]
BASELINES, BUILD = ROOT / "baselines", ROOT / "build" / "baselines"
RECORDS = [
    {"id": "x-1.p01.s1", "text": "上半年，李明在北京大学发布了 3 款新车。", "text_sha256": "0", "date": "2025-02-15"},
    {"id": "x-1.p01.s2", "text": "产量同比增长9.5%，达120亿元。", "text_sha256": "1", "date": "2025-02-15"},
    {"id": "x-1.p01.s3", "text": "𠮷田说：“好！”", "text_sha256": "2", "date": "2025"},
]
TOML = 'system = "{name}"\nabout = "made for a test"\ntasks = [{tasks}]\nversion = "1"\nlicence = "none"\ntraining_data = "none"\n'


def make_baseline(folder: Path, script: str, tasks=("segmentation",), more: str = ""):
    folder.mkdir(parents=True)
    quoted = ", ".join(f'"{task}"' for task in tasks)
    (folder / "baseline.toml").write_text(TOML.format(name=folder.name, tasks=quoted) + more, "utf-8")
    (folder / "predict.py").write_text(script, "utf-8")
    return read_baseline(folder)


def run_committed(name, task, tmp_path, options=(), train=None, records=RECORDS):
    """Run a committed baseline in its own environment, which is made where it is missing."""
    baseline = read_baseline(BASELINES / name)
    BUILD.mkdir(parents=True, exist_ok=True)
    python = environment_python(baseline, BUILD / name, lambda message: None)
    return run_script(baseline, task, records, Place(python, library(tmp_path), tmp_path / "tmp"), train, options)


def run_on_stand_in(name, task, tmp_path, package: dict[str, str], options=(), records=RECORDS):
    """Run a committed adapter with modules written here in the place of the real package."""
    baseline = read_baseline(BASELINES / name)
    place = Place(Path(sys.executable), library(tmp_path), tmp_path / "tmp")
    for path, source in package.items():
        (place.library / path).parent.mkdir(parents=True, exist_ok=True)
        (place.library / path).write_text(source, "utf-8")
        if (found := Path(path).parts[0].removesuffix(".py")) in (
            "hanlp",
            "ltp",
            "stanza",
            "spacy",
            "torch",
            "transformers",
        ):
            metadata = place.library / f"{found}-0.0.dist-info" / "METADATA"
            metadata.parent.mkdir(exist_ok=True)
            metadata.write_text(f"Metadata-Version: 2.1\nName: {found}\nVersion: 0.0\n", "utf-8")
    model = tmp_path / "my-model"
    model.mkdir(exist_ok=True)
    return run_script(baseline, task, records, place, None, ["--model", str(model), *options])


def read_jsonl(path: Path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
