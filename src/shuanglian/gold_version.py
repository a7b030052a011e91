"""annotation/gold-version.json: the version of the gold, and what every sentence was in it.

Once a version is given, a gold that differs from it is a finding until it gets a version of its
own, and the sentences that changed are listed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from shuanglian.files import json_line, sha256, write_text
from shuanglian.findings import Finding, FindingsError, Kind
from shuanglian.gold import GoldSentence

MALFORMED = Kind("version-malformed", "records", "restore annotation/gold-version.json; `annotate version` writes it")
DIFFERS = Kind("version-differs", "records", "give the gold a new version: `shuanglian annotate version X.Y.Z`")
NOT_NEWER = Kind("version-not-newer", "records", "give a version X.Y.Z above the one the gold has")

_HASH_LENGTH = 16


@dataclass(frozen=True)
class GoldVersion:
    """A version, and the hash of each sentence's annotation in it by sentence id."""

    version: str
    sentences: Mapping[str, str]


def hashes_of(gold: Mapping[str, GoldSentence]) -> dict[str, str]:
    """Hash what each sentence is annotated with; the adjudicator's remarks do not count."""
    hashes = {}
    for identity, sentence in gold.items():
        data = sentence.as_json()
        del data["decisions"]
        hashes[identity] = sha256(json_line(data))[:_HASH_LENGTH]
    return hashes


def read_version(path: Path, name: str) -> GoldVersion | None:
    """Read the version file; None where the gold has no version yet. Raises `FindingsError` for another shape."""
    if not path.exists():
        return None
    try:
        data = json.loads(path.read_bytes())
        version, sentences = data["version"], dict(data["sentences"])
        if not _numbers(version):
            raise ValueError(f"the version is {version!r}")
        return GoldVersion(version, sentences)
    except (ValueError, KeyError, TypeError) as error:
        raise FindingsError([MALFORMED.at(name, "", f"{type(error).__name__}: {error}")]) from error


def changed_sentences(old: Mapping[str, str], new: Mapping[str, str]) -> list[tuple[str, str]]:
    """List the sentences that are not as they were: id, and added, removed or changed."""
    told = [(name, "added" if name not in old else "changed") for name in new if old.get(name) != new[name]]
    return [*told, *((name, "removed") for name in old if name not in new)]


def check_version(path: Path, name: str, gold: Mapping[str, GoldSentence]) -> list[Finding]:
    """Tell where the gold is not what its version says."""
    try:
        current = read_version(path, name)
    except FindingsError as error:
        return error.findings
    if current is None:
        return []
    changed = changed_sentences(current.sentences, hashes_of(gold))
    if not changed:
        return []
    shown = ", ".join(f"{identity} {what}" for identity, what in changed[:5])
    return [DIFFERS.at(name, f"version {current.version}", f"{len(changed)} sentence(s) differ: {shown}")]


def give_version(path: Path, name: str, version: str, gold: Mapping[str, GoldSentence]) -> list[tuple[str, str]]:
    """Write the version file; return what changed since the version before. Raises `FindingsError` for an older one."""
    current = read_version(path, name)
    numbers = _numbers(version)
    if not numbers or (current and numbers <= _numbers(current.version)):
        message = f"{version!r} is no version above {current.version if current else '0.0.0'}"
        raise FindingsError([NOT_NEWER.at(name, "", message)])
    hashes = hashes_of(gold)
    write_text(path, json.dumps({"version": version, "sentences": hashes}, ensure_ascii=False, indent=1) + "\n")
    return changed_sentences(current.sentences if current else {}, hashes)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d+\.\d+\.\d+", version) else ()
