"""What publishing would change on the Hub, and changing it."""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shuanglian.check.release import read_tables
from shuanglian.findings import FindingsError, Kind
from shuanglian.publish import hub
from shuanglian.publish.changes import RowChanges, changes_table, row_changes
from shuanglian.publish.readiness import section
from shuanglian.release.build import STAMP

if TYPE_CHECKING:
    from huggingface_hub import HfApi

TAG_DIFFERS = Kind(
    "publish-tag-differs", "release", "give the dataset a new version: a tag that somebody has loaded never changes"
)

_VERSION_TAG = re.compile(r"v(\d+(?:\.\d+)*)")


@dataclass(frozen=True)
class Release:
    """A folder to be published: its version, that of its gold, and what the changelog says of both."""

    folder: Path
    name: str
    version: str
    gold: str | None
    told: str

    @property
    def tag(self) -> str:
        return f"v{self.version}"

    @property
    def title(self) -> str:
        return f"{self.name} {self.version}" + (f", gold {self.gold}" if self.gold else "")


@dataclass(frozen=True)
class Plan:
    """What one repository lacks to be as it should: files, a tag; with what changed since the tag before."""

    repository: hub.Repository
    folder: Path
    title: str
    upload: list[str]
    remove: list[str]
    tag: str | None = None
    since: str | None = None
    changes: list[RowChanges] = field(default_factory=list)
    notes: str = ""
    creation: dict[str, Any] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        return bool(self.upload or self.remove or self.tag)

    def as_json(self) -> dict[str, Any]:
        return {
            "repository": self.repository.id,
            "type": self.repository.type,
            "new": not self.repository.exists,
            "upload": self.upload,
            "remove": self.remove,
            "tag": self.tag,
            "since": self.since,
            "changes": [vars(item) for item in self.changes],
        }

    def __str__(self) -> str:
        size = sum((self.folder / name).stat().st_size for name in self.upload)
        state = "" if self.repository.exists else ", to be created"
        lines = [f"{self.repository.type} {self.repository.id}{state}"]
        if not self.anything:
            return lines[0] + "\n  nothing to do: it has this content already"
        lines.append(f"  upload  {len(self.upload)} files, {size / 1000:,.0f} kB")
        lines += [f"          {name}" for name in self.upload]
        lines += [f"  remove  {name}" for name in self.remove]
        lines += [f"  tag     {self.tag}"] if self.tag else []
        return "\n".join([*lines, *(["", self.notes] if self.notes else [])])


def plan_dataset(api: HfApi, repo_id: str, release: Release, **creation: Any) -> Plan:
    """Compare a release with the repository; raises `FindingsError` where its tag is there with other content."""
    repository = hub.look(api, repo_id, "dataset")
    if release.tag in repository.tags:
        tagged = hub.files_at(api, repo_id, "dataset", release.tag)
        upload, remove = hub.differing(release.folder, tagged)
        if upload or remove:
            message = f"{release.tag} is there, and these differ: {', '.join([*upload, *remove])}"
            raise FindingsError([TAG_DIFFERS.at(repo_id, "", message)])
        return Plan(repository, release.folder, release.title, [], [])
    upload, remove = hub.differing(release.folder, repository.files)
    since = max((tag for tag in repository.tags if _VERSION_TAG.fullmatch(tag)), key=_order, default=None)
    changes, gold = _compare(api, repository, since, release)
    notes = _notes(release, since, changes, gold)
    return Plan(
        repository, release.folder, release.title, upload, remove, release.tag, since, changes, notes, dict(creation)
    )


def plan_space(api: HfApi, repo_id: str, folder: Path, title: str, **creation: Any) -> Plan:
    """Compare the folder of a static Space with the one on the Hub; it has no tags."""
    repository = hub.look(api, repo_id, "space")
    upload, remove = hub.differing(folder, repository.files)
    return Plan(repository, folder, title, upload, remove, creation={"space_sdk": "static", **creation})


def carry_out(api: HfApi, plan: Plan) -> None:
    """Make the commit and the tag of a plan, as far as they are not there."""
    if not plan.anything:
        return
    commit, _ = hub.commit(api, plan.repository, plan.folder, plan.title, plan.notes, **plan.creation)
    if plan.tag:
        hub.tag(api, plan.repository, plan.tag, plan.title, commit)


def _order(tag: str) -> tuple[int, ...]:
    return tuple(int(part) for part in tag.removeprefix("v").split("."))


def _compare(
    api: HfApi, repository: hub.Repository, since: str | None, release: Release
) -> tuple[list[RowChanges], str | None]:
    """Return the changes of rows since a tag, and the version of its gold."""
    new, _ = read_tables(release.folder)
    if since is None:
        return row_changes({}, new), None
    with tempfile.TemporaryDirectory() as place:
        hub.download(api, repository, since, Path(place))
        old, unreadable = read_tables(Path(place))
        stamp = Path(place, STAMP)
        gold = json.loads(stamp.read_text("utf-8")).get("gold") if stamp.is_file() else None
    if unreadable:
        raise FindingsError(unreadable)
    return row_changes(old, new), gold


def _notes(release: Release, since: str | None, changes: list[RowChanges], gold: str | None) -> str:
    if since is None:
        head = "The first version."
    else:
        of_gold = "" if gold == release.gold else f"; the gold was {gold or 'without a version'}"
        head = f"Changes since {since}{of_gold}."
        head += "" if any(item.any for item in changes) else " No row differs."
    return "\n\n".join([f"{release.title}. {head}", changes_table(changes), *([release.told] if release.told else [])])


def told_in(changelog: Path, versions: list[str]) -> str:
    """The sections of versions in a changelog, as they stand there."""
    text = changelog.read_text("utf-8") if changelog.is_file() else ""
    found = (section(text, version) for version in versions)
    return "\n\n".join(f"## {item[0]}\n\n{item[1]}" for item in found if item)
