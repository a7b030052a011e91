"""The Hub, as far as publishing needs it: who asks, what lies in a repository, one commit, one tag.

All of it goes through `huggingface_hub`; its errors become findings. No message holds the token.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shuanglian.files import files_below, sha256
from shuanglian.findings import FindingsError, Kind

if TYPE_CHECKING:
    from huggingface_hub import HfApi

NOT_INSTALLED = Kind("publish-not-installed", "server", "install what talks to the Hub: pip install 'shuanglian[data]'")
NO_TOKEN = Kind("publish-no-token", "server", "log in with `hf auth login`, or set HF_TOKEN")
REFUSED = Kind("publish-refused", "server", "use a token that may write to this repository: `hf auth login --force`")
UNREACHABLE = Kind("publish-unreachable", "server", "look at the network, HF_ENDPOINT and HF_HUB_OFFLINE")
FAILED = Kind("publish-failed", "server", "run it again: what is uploaded already is not uploaded twice")

NOT_OURS = (".gitattributes",)
"""What the Hub itself puts into a repository."""


@dataclass(frozen=True)
class Repository:
    """Name and sort of a repository, and what is in it; `files` maps paths to digests, see `digests`."""

    id: str
    type: str
    exists: bool = False
    head: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


def connect(need_token: bool) -> HfApi:
    """Return a client; raises `FindingsError` without a token that the Hub knows, where one is needed."""
    try:
        from huggingface_hub import HfApi, get_token
        from huggingface_hub.utils.tqdm import disable_progress_bars
    except ImportError as error:
        raise FindingsError([NOT_INSTALLED.at("huggingface_hub", "", "it is not installed")]) from error
    if not sys.stderr.isatty():
        disable_progress_bars()
    api = HfApi(library_name="shuanglian")
    if need_token:
        if not get_token():
            raise FindingsError([NO_TOKEN.at(api.endpoint, "", "there is no token, of HF_TOKEN or a login")])
        with told(api, "who the token belongs to"):
            api.whoami()
    return api


def look(api: HfApi, repo_id: str, repo_type: str) -> Repository:
    """Ask what is in a repository; one that is not there, or not to be seen, has nothing."""
    from huggingface_hub.errors import RepositoryNotFoundError

    with told(api, repo_id):
        try:
            refs = api.list_repo_refs(repo_id, repo_type=repo_type)
        except RepositoryNotFoundError:
            return Repository(repo_id, repo_type)
        head = next(branch.target_commit for branch in refs.branches if branch.name == "main")
        tags = tuple(tag.name for tag in refs.tags)
    return Repository(repo_id, repo_type, True, head, files_at(api, repo_id, repo_type, head), tags)


def files_at(api: HfApi, repo_id: str, repo_type: str, revision: str) -> dict[str, str]:
    """Digest of each file of a revision: SHA-256 of a large file, git's own hash of another."""
    from huggingface_hub import RepoFile

    with told(api, repo_id):
        entries = list(api.list_repo_tree(repo_id, recursive=True, revision=revision, repo_type=repo_type))
    files = [entry for entry in entries if isinstance(entry, RepoFile) and entry.path not in NOT_OURS]
    return {file.path: file.lfs.sha256 if file.lfs else file.blob_id for file in files}


def local_files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in files_below(folder)}


def digests(path: Path) -> tuple[str, str]:
    """Return both digests that the Hub may have of a file's content: SHA-256, and git's."""
    data = path.read_bytes()
    return sha256(data), hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def differing(folder: Path, files: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return the paths to upload and those to remove, so that a repository with `files` is the folder."""
    local = local_files(folder)
    upload = [name for name, path in local.items() if files.get(name) not in digests(path)]
    return upload, sorted(files.keys() - local.keys())


def commit(
    api: HfApi, repository: Repository, folder: Path, title: str, description: str, **creation: Any
) -> tuple[str, int]:
    """Make the repository, where it is not there, and the folder its content, in one commit.

    Returns the commit and the number of files that changed. Large files that an interrupted upload left
    are there already; until the commit nobody sees any.
    """
    from huggingface_hub import CommitOperationAdd, CommitOperationCopy, CommitOperationDelete

    with told(api, repository.id):
        if not repository.exists:
            api.create_repo(repository.id, repo_type=repository.type, exist_ok=True, **creation)
            repository = look(api, repository.id, repository.type)
        upload, remove = differing(folder, repository.files)
        if not upload and not remove:
            return str(repository.head), 0
        operations: list[CommitOperationAdd | CommitOperationCopy | CommitOperationDelete] = [
            *(CommitOperationAdd(path_in_repo=name, path_or_fileobj=folder / name) for name in upload),
            *(CommitOperationDelete(path_in_repo=name) for name in remove),
        ]
        done = api.create_commit(
            repository.id,
            operations,
            repo_type=repository.type,
            commit_message=title,
            commit_description=description,
            parent_commit=repository.head,
        )
    return done.oid, len(operations)


def tag(api: HfApi, repository: Repository, name: str, message: str, revision: str) -> None:
    with told(api, repository.id):
        api.create_tag(repository.id, tag=name, tag_message=message, revision=revision, repo_type=repository.type)


def download(api: HfApi, repository: Repository, revision: str, folder: Path) -> None:
    """Download what a comparison of rows needs: the tables and the stamp."""
    with told(api, repository.id):
        api.snapshot_download(
            repository.id,
            repo_type=repository.type,
            revision=revision,
            local_dir=folder,
            allow_patterns=["data/*", "build.json"],
        )


@contextmanager
def told(api: HfApi, place: str) -> Iterator[None]:
    """Turn what goes wrong at the Hub into findings."""
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    transport: Any = HfHubHTTPError.__bases__[0]  # of the HTTP library, which differs between releases of the client
    try:
        yield
    except HfHubHTTPError as error:
        status = error.response.status_code
        message = f"{api.endpoint} answers {status}: {error.server_message or _first_line(error)}"
        raise FindingsError([(REFUSED if status in (401, 403) else FAILED).at(place, "", message)]) from error
    except HFValidationError as error:
        raise FindingsError([REFUSED.at(place, "", _first_line(error))]) from error
    except (OfflineModeIsEnabled, ConnectionError, transport) as error:
        raise FindingsError([UNREACHABLE.at(place, "", f"{api.endpoint}: {_first_line(error)}")]) from error
    except (RuntimeError, ValueError, OSError) as error:
        raise FindingsError([FAILED.at(place, "", _first_line(error))]) from error


def _first_line(error: BaseException) -> str:
    return next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
