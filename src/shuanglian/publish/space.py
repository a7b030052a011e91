"""The leaderboard as a static Space: one page, and the front matter that tells the Hub so."""

from __future__ import annotations

from pathlib import Path

PAGE = "index.html"


def write_space(folder: Path, page: str, name: str, dataset: str, version: str) -> None:
    """Write the files of the Space into an empty folder."""
    import yaml

    front = {
        "title": f"{name} leaderboard"[:30].strip(),
        "short_description": "Scores, intervals, and every error beside the gold",
        "emoji": "🔗",
        "colorFrom": "blue",
        "colorTo": "green",
        "sdk": "static",
        "app_file": PAGE,
        "pinned": False,
        "license": "other",
        "datasets": [dataset],
    }
    header = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    text = (
        f"# Leaderboard of {name}\n\n"
        f"Systems scored on [`{dataset}`](https://huggingface.co/datasets/{dataset}), version {version}: one page\n"
        "that needs no network, with intervals, tests, and a browser of every error. The sentences on it belong to\n"
        "the publishers of the articles; the card of the dataset names them.\n"
    )
    (folder / PAGE).write_text(page, "utf-8", newline="\n")
    (folder / "README.md").write_text(f"---\n{header}---\n\n{text}", "utf-8", newline="\n")
