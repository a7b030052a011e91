"""Documents as a reader follows them: the blocks of one, in order, in one terminal.

A block is a fence of Markdown. Those in `bash` and `python` are run; an `output` block after one of
them shows what it prints, with … (a line, or the end of one) for what is left out. The comment
`<!-- not run: REASON -->` before a fence takes it out, `<!-- run by: tests/FILE.py -->` says which
test runs it instead.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *sorted(ROOT.glob("README*.md")),
    *(ROOT / name for name in ("CONTRIBUTING.md", "DATASET_CARD.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
RUN = ("bash", "python")
SHOWN = ("json", "toml", "text", "output", "yaml", "markdown", "bibtex", "{eval-rst}", "{toctree}")

_FENCE = re.compile(r"^(?P<indent> *)```(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"<!-- (not run|run by): (.+?) -->\s*\Z")


@dataclass(frozen=True)
class Block:
    """A fence: the line it begins on, its language, its code, and what a comment before it says of running it."""

    line: int
    language: str
    code: str
    not_run: str = ""
    run_by: str = ""


def blocks(document: Path) -> list[Block]:
    """All fences of a document, those inside lists without their indentation."""
    text = document.read_text("utf-8")
    return [_block(text, match) for match in _FENCE.finditer(text)]


def _block(text: str, match: re.Match[str]) -> Block:
    indent = len(match["indent"])
    code = "".join(line[indent:] if line.strip() else "\n" for line in match["code"].splitlines(keepends=True))
    mark = _MARK.search(text[: match.start()])
    told = {mark[1].replace(" ", "_"): mark[2]} if mark else {}
    line = text[: match.start()].count("\n") + 1
    return Block(line, (match["info"].split() or [""])[0], code, **told)


def to_run(document: Path) -> list[Block]:
    return [b for b in blocks(document) if b.language in RUN and not b.not_run and not b.run_by]


def run(document: Path, folder: Path) -> dict[int, str]:
    """Run a document's blocks as one script in `folder`; return what each printed, by its line.

    Raises `AssertionError` with the line and the messages of the first block that fails.
    """
    printed = folder.parent / f"{document.stem}-printed"
    printed.mkdir()
    wanted = to_run(document)
    script = "set -euo pipefail\n" + "".join(_step(block, printed) for block in wanted)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HF_HOME": str(folder.parent / "cache"), "PYTHONUTF8": "1"}
    environment |= {"HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    result = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True)
    told = {int(path.name): path.read_text("utf-8") for path in printed.iterdir()}
    failed = max(told, default=0)
    assert result.returncode == 0, f"{document.name}:{failed}\n{told.get(failed, '')[-3000:]}{result.stderr[-1000:]}"
    return told


def _step(block: Block, printed: Path) -> str:
    code = block.code if block.language == "bash" else f"python - <<'END_OF_BLOCK'\n{block.code}END_OF_BLOCK\n"
    return f"{{\n{code}}} >'{printed}/{block.line}' 2>&1\n"


def shown_otherwise(document: Path, printed: dict[int, str]) -> list[str]:
    """Say which `output` blocks are not what the block before them printed."""
    problems = []
    before: Block | None = None
    for block in blocks(document):
        if block.language == "output" and before is not None and before.line in printed:
            parts = [re.escape(part.strip("\n")) for part in re.split(r"(?:^ *| )…$", block.code, flags=re.MULTILINE)]
            if not re.search(r"(?s)" + ".*".join(parts), printed[before.line]):
                problems.append(f"{document.name}:{block.line}: it prints\n{printed[before.line][-3000:]}")
        before = block
    return problems
