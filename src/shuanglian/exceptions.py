"""annotation/exceptions.toml: what a check of the gold would tell, and somebody has justified.

An entry names a check by the id of its finding and the string that it is about, with the reason.
It holds for every occurrence of that string; an entry that nothing needs is told too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from shuanglian.findings import Finding, FindingsError, Kind

MALFORMED = Kind("exceptions-malformed", "records", "an entry is [[exception]] with check, text and reason")
STALE = Kind("exceptions-stale", "records", "remove the entry: there is nothing any more that it excuses")

Reasons = Mapping[tuple[str, str], str]
"""Id of a finding and string to reason."""


@dataclass(frozen=True)
class Problem:
    """A finding of the gold before exceptions: `text` is the string that it is about."""

    kind: Kind
    path: str
    where: str
    text: str
    message: str


def read_exceptions(path: Path, name: str) -> dict[tuple[str, str], str]:
    """Read the file; a missing one excuses nothing. Raises `FindingsError` with all that is wrong with it."""
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("exception", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FindingsError([MALFORMED.at(name, "", str(error))]) from error
    findings = []
    reasons: dict[tuple[str, str], str] = {}
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        match entry:
            case {"check": str(check), "text": str(text), "reason": str(reason)} if reason:
                reasons[check, text] = reason
            case _:
                findings.append(MALFORMED.at(name, f"exception {number}", f"it is {entry!r}"))
    if findings:
        raise FindingsError(findings)
    return reasons


def findings_of(problems: Iterable[Problem], reasons: Reasons, name: str) -> list[Finding]:
    """Leave out what has a reason; add the reasons that nothing needs. `name` is what findings call the file."""
    findings = []
    used = set()
    for problem in problems:
        key = (problem.kind.id, problem.text)
        if key in reasons:
            used.add(key)
        else:
            findings.append(problem.kind.at(problem.path, problem.where, problem.message))
    findings += [
        STALE.at(name, f"{check}, {text}", "no finding of the gold is about it")
        for check, text in reasons
        if (check, text) not in used
    ]
    return findings
