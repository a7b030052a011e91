"""How large the leaderboard is, and how long a browser takes to open it.

    python -m scripts.benchmark_leaderboard [SENTENCES] [SYSTEMS]

Gold and systems are drawn at random; each system annotates all sentences for three tasks.
"""

import sys
import tempfile
import time
from pathlib import Path

from scripts.chromium import find_chromium
from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.page import render
from shuanglian.leaderboard.systems import read_systems
from tests.browsers import chromium_page
from tests.leaderboard.generated import gold_rows, write_systems

OPENINGS = 5
PAGES = {
    "ranking": "",
    "errors": "#page=errors&task=numeric_facts",
    "gold": "#page=gold",
}
SHOWN = "() => document.querySelector('main').children.length"


def measured_page(folder: Path, sentences: int, systems: int) -> Path:
    rows = gold_rows(sentences)
    write_systems(folder / "baselines", rows, systems)
    started = time.perf_counter()
    data = leaderboard_data(read_systems(folder / "baselines", []), Gold(rows))
    page = folder / "leaderboard.html"
    page.write_text(render(data), "utf-8")
    print(f"{sentences:,} sentences, {systems} systems, 3 tasks: scored in {time.perf_counter() - started:.0f} s")
    print(f"size: {page.stat().st_size / 1e6:.2f} MB")
    return page


def opening_times(path: str, page_file: Path, address: str) -> list[float]:
    """Seconds from the call until the page has drawn itself, each time in a browser with no past."""
    times = []
    for _ in range(OPENINGS):
        with chromium_page(path) as page:
            started = time.perf_counter()
            page.goto(page_file.as_uri() + address)
            page.wait_for_function(SHOWN)
            times.append(time.perf_counter() - started)
    return times


def main() -> None:
    sentences, systems = (int(number) for number in (*sys.argv[1:], *("1000", "10")[len(sys.argv) - 1 :]))
    path = find_chromium() or sys.exit("no Chromium: see scripts/chromium.py")
    with tempfile.TemporaryDirectory() as folder:
        page = measured_page(Path(folder), sentences, systems)
        for name, address in PAGES.items():
            times = sorted(opening_times(path, page, address))
            print(f"{name} opens in {times[len(times) // 2]:.2f} s (median of {OPENINGS}; slowest {times[-1]:.2f} s)")


if __name__ == "__main__":
    main()
