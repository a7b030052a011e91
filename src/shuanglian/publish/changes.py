"""What changed between two releases of a dataset, row by row."""

from __future__ import annotations

from dataclasses import dataclass

from shuanglian.release.rows import Row
from shuanglian.release.tables import Tables, markdown_table


@dataclass(frozen=True)
class RowChanges:
    """Numbers of rows of a configuration: all there are, and those added, removed and changed since."""

    configuration: str
    rows: int
    added: int
    removed: int
    changed: int

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def row_changes(old: Tables, new: Tables) -> list[RowChanges]:
    """Compare rows by their ids; one that moved to another split has changed."""
    return [_of_configuration(name, _by_id(old.get(name, {})), _by_id(new.get(name, {}))) for name in {**new, **old}]


def _of_configuration(name: str, old: dict[str, object], new: dict[str, object]) -> RowChanges:
    both = old.keys() & new.keys()
    changed = sum(old[identity] != new[identity] for identity in both)
    return RowChanges(name, len(new), len(new) - len(both), len(old) - len(both), changed)


def _by_id(splits: dict[str, list[Row]]) -> dict[str, object]:
    return {row["id"]: (split, row) for split, rows in splits.items() for row in rows}


def changes_table(changes: list[RowChanges]) -> str:
    header = ("configuration", "rows", "added", "removed", "changed")
    return markdown_table(header, [(f"`{c.configuration}`", c.rows, c.added, c.removed, c.changed) for c in changes])
