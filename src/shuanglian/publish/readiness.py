"""What has to hold before anything is published: a version that the changelog tells of, and nothing uncommitted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from shuanglian.findings import Finding, Kind

UNCOMMITTED = Kind("publish-uncommitted", "release", "commit it, or take it back: what is published is in the history")
NOT_IN_CHANGELOG = Kind(
    "publish-not-in-changelog", "release", "write a section `## VERSION (YYYY-MM-DD)` of what is new: a release is told"
)

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def sections(changelog: str) -> dict[str, str]:
    """Sections of a changelog by their headings, `## ` taken off."""
    _, *parts = _HEADING.split(changelog)
    return {heading.strip(): text.strip() for heading, text in zip(parts[::2], parts[1::2], strict=True)}


def section(changelog: str, version: str) -> tuple[str, str] | None:
    """Heading and text of a version's section; None where there is none."""
    return next(
        (item for item in sections(changelog).items() if item[0] == version or item[0].startswith(f"{version} ")), None
    )


def check_changelog(path: Path, versions: list[str]) -> Iterator[Finding]:
    """Find versions that the changelog does not tell of, or calls unreleased."""
    changelog = path.read_text("utf-8") if path.is_file() else ""
    for version in versions:
        found = section(changelog, version)
        if found is None:
            yield NOT_IN_CHANGELOG.at(path.name, "", f"it has no section `## {version}`")
        elif "unreleased" in found[0].lower():
            yield NOT_IN_CHANGELOG.at(path.name, f"## {found[0]}", "it says that this is not released")


def check_committed(root: Path) -> Iterator[Finding]:
    """Find files of a workspace that git has otherwise, or not at all; none where the workspace is in no repository."""
    try:
        command = ["git", "-C", str(root), "status", "--porcelain", "--", "."]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return
    for line in result.stdout.splitlines() if result.returncode == 0 else ():
        state = "git does not know the file" if line.startswith("??") else "it differs from what is committed"
        yield UNCOMMITTED.at(line[3:], "", state)
