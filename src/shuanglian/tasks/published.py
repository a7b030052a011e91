"""Files that a dataset holds besides its tables, in a folder or on the Hub."""

from __future__ import annotations

import json
from pathlib import Path

from shuanglian.findings import FindingsError
from shuanglian.tasks.reference import UNREADABLE, Source, is_hub_id


def published_file(gold: Source, name: str) -> Path | None:
    """Return a file of the dataset that `gold` names; None where it has none, and where `gold` is no dataset.

    From the Hub it is fetched once and kept in the Hub's own cache.
    """
    if not isinstance(gold, str | Path):
        return None
    if not is_hub_id(gold):
        path = Path(gold) / name
        return path if path.is_file() else None
    try:
        from huggingface_hub import hf_hub_download
        from huggingface_hub.errors import EntryNotFoundError
    except ImportError:
        return None  # told where the gold itself is read
    try:
        return Path(hf_hub_download(str(gold), name, repo_type="dataset"))
    except EntryNotFoundError:
        return None
    except Exception as error:  # whatever a hub, a network or a cache may raise
        message = f"{type(error).__name__}: {error}".splitlines()[0]
        raise FindingsError([UNREADABLE.at(gold, name, message)]) from error


def version_of(gold: Source) -> str | None:
    """The version of the gold that a dataset says it holds."""
    stamp = published_file(gold, "build.json")
    if stamp is None:
        return None
    try:
        version = json.loads(stamp.read_bytes()).get("gold")
    except (ValueError, AttributeError):
        return None
    return version if isinstance(version, str) else None
