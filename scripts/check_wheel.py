"""Prove that the wheel alone is enough: in an empty environment of each Python, without any extra.

    make wheel-check
    python scripts/check_wheel.py [--python PATH]...

Builds the wheel, and for each Python measures what `pip install` downloads and how long
`import shuanglian` takes, runs the commands of the core, and asks for what needs an extra: that must
be refused with the name of the extra. The exit status is 1 where one of these is not so.
Without --python, those of Python 3.11, 3.12 and 3.13 are taken that are found on the path or in pyenv.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from shuanglian.files import sha256
from shuanglian.release.tables import markdown_table

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
MOST_MEGABYTES = 120
MOST_SECONDS = 0.3
IMPORTS = 15  # the quickest counts, in processor time: the machine may have other work
ARTICLE = "两地共建创新中心\n\n上半年，产量同比增长9.5%。“成效初显。还要努力。”张三说。\n"
GOLD = {"id": "a-1.p01.s1", "text": "产量增长9.5%。", "words": ["产量", "增长", "9.5%", "。"], "entities": []}
PREDICTION = {"id": "a-1.p01.s1", "words": ["产量", "增长", "9.5", "%", "。"]}
TIMED = "import time; t = time.process_time(); import shuanglian; print(time.process_time() - t)"


SPLIT, NEW = "split article.txt", "new corpus"
SERVER = {"LABEL_STUDIO_URL": "http://127.0.0.1:9", "LABEL_STUDIO_API_KEY": "none"}
"""An address where nobody answers: what talks to a server must miss its library first."""


class Command(NamedTuple):
    """Arguments, the exit status, and what must stand on stdout or stderr."""

    arguments: str
    status: int
    told: str


CORE = (
    Command(SPLIT, 0, '"role": "title"'),
    Command("check records.jsonl", 0, ""),
    Command("facts article.txt", 0, '"value": "9.5"'),
    Command("facts --explain article.txt", 0, "9.5"),
    Command("validate segmentation predictions.jsonl --gold gold.jsonl", 1, "predictions-meta"),
    Command("score segmentation predictions.jsonl --gold gold.jsonl", 0, "words"),
    Command("export bio --gold gold.jsonl", 0, "-DOCSTART-"),
    Command("export conllu --gold gold.jsonl", 0, "sent_id"),
    Command(NEW, 0, "is a workspace"),
    Command("check corpus", 0, ""),
)
EXTRAS = (
    Command("export spacy --gold gold.jsonl", 1, "shuanglian[export]"),
    Command("score segmentation predictions.jsonl --gold some/dataset", 1, "shuanglian[data]"),
    Command("build --workspace corpus", 1, "shuanglian[data]"),
    Command("annotate pull entities-1 --workspace corpus", 1, "shuanglian[annotate]"),
)


class Result(NamedTuple):
    python: str
    megabytes: float
    seconds: float
    faults: list[str]


def main() -> int:
    """Check every Python, print a table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, action="append", help="a Python to check with")
    pythons = parser.parse_args().python or list(_found())
    if not pythons:
        print(f"There is no Python {', '.join(VERSIONS)} here: name one with --python", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        wheel = _wheel(Path(folder))
        results = [_check(python, wheel, Path(folder, str(number))) for number, python in enumerate(pythons)]
    rows = [[r.python, f"{r.megabytes:.0f}", f"{r.seconds:.2f}", "yes" if not r.faults else "no"] for r in results]
    print(markdown_table(["Python", "MB to download", "seconds to import", "all as it should be"], rows))
    for result in results:
        for fault in result.faults:
            print(f"Python {result.python}: {fault}", file=sys.stderr)
    return int(any(result.faults for result in results))


def _found() -> Iterator[Path]:
    for version in VERSIONS:
        candidates = [
            shutil.which(f"python{version}"),
            *sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python")),
        ]
        yield from [Path(path) for path in candidates if path and _version(Path(path)) == version][:1]


def _version(python: Path) -> str:
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def _wheel(folder: Path) -> Path:
    _quietly(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    [wheel] = folder.glob("shuanglian-*.whl")
    return wheel


def _check(python: Path, wheel: Path, folder: Path) -> Result:
    version = _version(python)
    print(f"Python {version}: installing", file=sys.stderr, flush=True)
    _quietly(str(python), "-m", "venv", str(folder))
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    installed = str(scripts / "python")
    _quietly(installed, "-m", "pip", "download", "-d", str(folder / "downloaded"), str(wheel))
    _quietly(installed, "-m", "pip", "install", str(wheel))
    megabytes = sum(path.stat().st_size for path in (folder / "downloaded").iterdir()) / 1e6
    seconds = min(_seconds(installed, folder) for _ in range(IMPORTS))
    faults = [f"downloads {megabytes:.0f} MB, more than {MOST_MEGABYTES}"] if megabytes > MOST_MEGABYTES else []
    faults += [f"import takes {seconds:.2f} s, more than {MOST_SECONDS}"] if seconds > MOST_SECONDS else []
    print(f"Python {version}: running commands", file=sys.stderr, flush=True)
    return Result(version, megabytes, seconds, [*faults, *_run_all(scripts / "shuanglian", folder / "work")])


def _seconds(python: str, folder: Path) -> float:
    return float(subprocess.run([python, "-c", TIMED], cwd=folder, capture_output=True, text=True, check=True).stdout)


def _run_all(shuanglian: Path, folder: Path) -> Iterator[str]:
    """Run every command in a folder with their inputs; yield what is not as it should be."""
    folder.mkdir()
    _write(folder / "article.txt", ARTICLE)
    _write(folder / "gold.jsonl", json.dumps(GOLD, ensure_ascii=False) + "\n")
    _write(folder / "predictions.jsonl", json.dumps(PREDICTION, ensure_ascii=False) + "\n")
    for command in (*CORE, *EXTRAS):
        ran = _run(shuanglian, command, folder)
        if command.arguments == SPLIT:
            _write(folder / "records.jsonl", ran.stdout)
        if command.arguments == NEW:
            _add_article(folder / "corpus")
        output = ran.stdout + ran.stderr
        if ran.returncode != command.status or command.told not in output or "Traceback" in output:
            expected = f"not {command.status} with {command.told!r}"
            yield f"shuanglian {command.arguments}: exit {ran.returncode}, {expected}:\n{output}"


def _run(shuanglian: Path, command: Command, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shuanglian, *command.arguments.split()],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **SERVER, "PYTHONUTF8": "1"},
        check=False,
    )


def _add_article(workspace: Path) -> None:
    _write(workspace / "seeds" / "a.txt", ARTICLE)
    row = {"id": "a", "file": "a.txt", "sha256": sha256(ARTICLE), "publisher": "Nobody", "date": "2025-02-15"}
    header = (workspace / "seeds" / "sources.tsv").read_text("utf-8").rstrip("\n").split("\t")
    rows = ["\t".join(header), "\t".join(row.get(name, "none") for name in header)]
    _write(workspace / "seeds" / "sources.tsv", "\n".join(rows) + "\n")
    _write(workspace / "annotation" / "splits.toml", '"a-1" = "train"\n')


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _quietly(*command: str) -> None:
    """Run a command, and show what it printed where it fails."""
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{ran.stdout}{ran.stderr}")


if __name__ == "__main__":
    sys.exit(main())
