"""Structured problems: one type for everything that can be wrong with somebody's input.

A `Kind` is declared once, next to the code that detects it; a `Finding` is one occurrence.
Code that can go on collects findings; code that cannot raises `FindingsError` with all it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Level = Literal["bytes", "layout", "offsets", "records", "release", "server"]
LEVELS: tuple[Level, ...] = ("bytes", "layout", "offsets", "records", "release", "server")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: where it is, what it is, and how to mend it."""

    path: str
    where: str
    id: str
    level: Level
    message: str
    fix: str

    def __str__(self) -> str:
        return self.told(lambda part, text: text)

    def told(self, styled: Callable[[str, str], str]) -> str:
        """Lay the finding out for a person; `styled` gets the parts ``place``, ``id`` and ``fix`` with their text."""
        place = styled("place", f"{self.path}: {self.where}" if self.where else self.path)
        return f"{place}: {styled('id', self.id)}\n    {self.message}\n    {styled('fix', 'fix:')} {self.fix}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of problem, with the id that users and tests may rely on."""

    id: str
    level: Level
    fix: str

    def at(self, path: object, where: str, message: str) -> Finding:
        return Finding(str(path), where, self.id, self.level, message, self.fix)


class FindingsError(Exception):
    """Input that cannot be used; `findings` holds every problem seen, not only the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = list(findings)


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Order by level, then as found: the first one listed is the one to mend first."""
    return sorted(findings, key=lambda finding: (LEVELS.index(finding.level), finding.path))
