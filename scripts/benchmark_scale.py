"""Run `shuanglian scale` on an archive of made articles: speed, memory, near-duplicates, and taking up again.

    python -m scripts.benchmark_scale --articles 200000

One run is left alone. Another is killed twice, in the first and in the last big stage, and taken up
again; its files must then be those of the first one, byte for byte. Times are processor time, for
other programs may share the machine. All lies in build/scale and is found there again: remove it to
begin anew. What is printed is in build/scale/results-ARTICLES.json, too.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scripts.made_articles import blocks_of, write_archive
from shuanglian.files import sha256, write_text
from shuanglian.release.tables import markdown_table
from shuanglian.scale.rows import table_rows
from shuanglian.text.duplicates import NEAR_DUPLICATE, similarity
from shuanglian.text.reading import document_from_text
from shuanglian.text.records import split_document

PLACE = Path("build/scale")
TABLES = ("articles", "sentences", "facts", "duplicates", "dropped", "problems")
TICKS = os.sysconf("SC_CLK_TCK")
Stop = Callable[[Path], bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--tasks", type=int, default=40)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    archive = PLACE / f"archive-{options.articles}"
    if not archive.exists():
        write_archive(archive, options.articles)
    results = measure(archive, options.articles, options.tasks, options.workers)
    write_text(PLACE / f"results-{options.articles}.json", json.dumps(results, indent=1))
    report(results)
    sys.exit(not results["equal after two kills"])


def measure(archive: Path, articles: int, tasks: int, workers: int) -> dict[str, Any]:
    alone, killed = (archive.with_name(f"{archive.name}-{name}") for name in ("alone", "killed"))
    watched = run(archive, alone, tasks, workers)
    for stage, group in (("signatures", True), ("records", False)):
        run(archive, killed, tasks, workers, lambda output, s=stage: done(output, s) >= tasks / 2, whole_group=group)
    run(archive, killed, tasks, workers)
    return {
        "articles": articles,
        "tasks": tasks,
        "workers": workers,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "run": watched,
        "summary": json.loads((alone / "summary.json").read_text("utf-8")),
        "megabytes": {name: megabytes(alone / name) for name in (*TABLES, "work")},
        "archive megabytes": megabytes(archive),
        "equal after two kills": hashes(alone) == hashes(killed),
        "files compared": len(hashes(alone)),
        "near-duplicates": judged(archive, alone),
    }


# --- running --------------------------------------------------------------------------------


def run(
    archive: Path, output: Path, tasks: int, workers: int, stop: Stop | None = None, whole_group: bool = True
) -> dict[str, Any]:
    """Run the command, kill it when `stop` says so, and return seconds and memory by stage."""
    command = [sys.executable, "-m", "shuanglian", "scale", str(archive), str(output), "--deduplicate", "--json"]
    command += ["--tasks", str(tasks), "--workers", str(workers)]
    begun = time.perf_counter()
    used: Counter[str] = Counter()
    before: dict[int, float] = {}
    peaks: dict[str, float] = defaultdict(float)
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            stage = newest_stage(output)
            for number, seconds, resident in processes_of(process.pid):
                used[stage] += seconds - before.get(number, 0.0)
                before[number] = seconds
                peaks[stage] = max(peaks[stage], resident)
            if stop and stop(output):
                os.killpg(process.pid, signal.SIGKILL) if whole_group else process.kill()
                process.wait()
                wait_for_orphans(process.pid)
                return {}
            time.sleep(0.5)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the run ended with status {process.returncode}")
    wall = time.perf_counter() - begun
    return {"seconds": wall, "processor seconds": dict(used), "megabytes of the largest process": dict(peaks)}


def newest_stage(output: Path) -> str:
    stages = sorted((output / "logs").glob("*"), key=lambda path: path.stat().st_ctime) if output.exists() else []
    return stages[-1].name if stages else "start"


def processes_of(session: int) -> Iterator[tuple[int, float, float]]:
    """Yield number, processor seconds and peak resident megabytes of each process of a session, as Linux keeps them."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                peak = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
                seconds = (int(fields[11]) + int(fields[12])) / TICKS
                yield int(folder.name), seconds, int(peak[1]) / 1024 if peak else 0.0
        except OSError:  # it has ended
            continue


def wait_for_orphans(session: int) -> None:
    """Wait until no worker of a killed run writes any more."""
    for _ in range(10):
        if not any(True for _ in processes_of(session)):
            return
        time.sleep(0.5)
    for number, *_ in processes_of(session):  # helpers of multiprocessing, which wait for ever and write nothing
        os.kill(number, signal.SIGKILL)


def done(output: Path, stage: str) -> int:
    return sum(1 for _ in (output / "logs" / stage / "completions").glob("*"))


def hashes(output: Path) -> dict[str, str]:
    paths = (path for name in TABLES for path in sorted((output / name).glob("*")))
    return {path.relative_to(output).as_posix(): sha256(path.read_bytes()) for path in paths}


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


# --- near-duplicates ------------------------------------------------------------------------


def judged(archive: Path, output: Path) -> dict[str, Any]:
    """Compare what was dropped with exact similarities: of what was planted, and of what was found."""
    lines = archive.with_name(f"{archive.name}.truth.jsonl").read_text("utf-8").splitlines()
    planted = {number: (kind, like) for number, kind, like in map(json.loads, lines)}
    first = {number_of(row["id"]): number_of(row["duplicate_of"]) for row in rows(output / "duplicates")}

    def text(number: int) -> str:
        kind, like = planted.get(number, ("original", None))
        made = "\n\n".join(blocks_of(number, kind, like))
        return "\n".join(record.text for record in split_document(document_from_text(made, ""), ""))

    bands: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, (_, like) in planted.items():
        band = bands[band_of(similarity(text(number), text(like)))]
        band[0] += 1
        band[1] += first.get(number, number) == first.get(like, like)
    right = sum(similarity(text(number), text(kept)) >= NEAR_DUPLICATE for number, kept in first.items())
    return {
        "dropped": len(first),
        "of these alike": right,
        "planted and found by similarity": dict(sorted(bands.items())),
    }


def band_of(share: float) -> str:
    low = min(int(share * 20), 19) / 20
    return "below 0.50" if low < 0.5 else f"{low:.2f} to {low + 0.05:.2f}"


def number_of(identity: str) -> int:
    found = re.search(r"a(\d{9})", identity)
    assert found is not None
    return int(found[1])


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    import gzip

    for path in sorted(folder.glob("*")):
        with gzip.open(path) as stream:
            for _, row in table_rows(stream, path.name, ()):
                assert isinstance(row, dict)
                yield row


# --- the report -----------------------------------------------------------------------------


def report(results: dict[str, Any]) -> None:
    summary, watched, articles = results["summary"], results["run"], results["articles"]
    characters = summary["characters"]["in records"]
    print(
        f"{articles:,} articles of {characters / articles:.0f} characters, {summary['near-duplicates']:,} dropped, ",
        end="",
    )
    print(f"{summary['sentences']:,} sentences, {summary['facts']:,} facts, {summary['problems']} problems; ", end="")
    print(f"Python {results['python']}, {results['workers']} workers, {watched['seconds'] / 60:.1f} minutes\n")
    lines = []
    for stage, seconds in watched["processor seconds"].items():
        memory = watched["megabytes of the largest process"][stage]
        each = f"{seconds / articles * 1e6 / 3600:.2f}"
        lines.append(
            [
                stage,
                f"{seconds:,.0f}",
                f"{articles / seconds:,.0f}",
                f"{characters / seconds:,.0f}",
                each,
                f"{memory:.0f}",
            ]
        )
    total = sum(watched["processor seconds"].values())
    each = f"{total / articles * 1e6 / 3600:.2f}"
    lines.append(["all", f"{total:,.0f}", f"{articles / total:,.0f}", f"{characters / total:,.0f}", each, ""])
    header = [
        "stage",
        "core seconds",
        "articles a core second",
        "characters a core second",
        "core hours a million",
        "MB a process",
    ]
    print(markdown_table(header, lines), end="\n\n")
    sizes = [[name, f"{size:.1f}", f"{size / articles * 1e3:.2f}"] for name, size in results["megabytes"].items()]
    print(markdown_table(["folder", "MB", "GB a million articles"], sizes), end="\n\n")
    found = results["near-duplicates"]
    bands = found["planted and found by similarity"]
    print(markdown_table(["similarity", "planted", "found"], [[band, *pair] for band, pair in bands.items()]))
    alike = [pair for band, pair in bands.items() if band[0].isdigit() and float(band[:4]) >= NEAR_DUPLICATE]
    print(f"\nrecall {sum(f for _, f in alike) / max(1, sum(p for p, _ in alike)):.3f}, ", end="")
    print(f"precision {found['of these alike'] / max(1, found['dropped']):.3f} (similarity {NEAR_DUPLICATE} and more)")
    verdict = "equal" if results["equal after two kills"] else "DIFFERENT"
    print(f"killed twice and taken up again: {verdict}, {results['files compared']} files compared")


if __name__ == "__main__":
    main()
