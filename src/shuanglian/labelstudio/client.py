"""Talking to a Label Studio server: who answers, which project is meant, and what is in it.

Uses `label_studio_sdk`, which is imported when it is needed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shuanglian.findings import FindingsError, Kind

if TYPE_CHECKING:
    from label_studio_sdk import LabelStudio
    from label_studio_sdk.core.request_options import RequestOptions

UNREACHABLE = Kind("server-unreachable", "server", "start it with `shuanglian annotate serve`, or correct the address")
FOREIGN = Kind("server-foreign", "server", "another program has this address: name that of a Label Studio server")
REFUSED = Kind("server-refused-token", "server", "take the token from the server's account page")
FAILED = Kind("server-failed", "server", "look at the server's log; the command can be repeated without harm")
EDITED = Kind(
    "server-project-edited", "server", "undo the edit in the project's labelling settings, or use another round"
)
NO_EXTRA = Kind("annotate-not-installed", "server", "pip install 'shuanglian[annotate]'")

_POLL_SECONDS = 0.1
_CONFLICT = 409
_ONCE: RequestOptions = {"max_retries": 0}
"""The SDK repeats what got no answer, and what it repeats may have been done."""


@dataclass(frozen=True)
class Project:
    """A project of the server, by its number and title."""

    id: int
    title: str


@contextmanager
def _told(url: str) -> Iterator[None]:
    """Turn the ways a call can fail into findings; none of them shows the token."""
    import httpx
    from label_studio_sdk.core.api_error import ApiError

    try:
        yield
    except httpx.TransportError as error:
        raise FindingsError([UNREACHABLE.at(url, "", f"no answer: {type(error).__name__}")]) from None
    except ApiError as error:
        if error.status_code in (401, 403):
            raise FindingsError([REFUSED.at(url, "", "the server refuses the token")]) from None
        raise FindingsError([FAILED.at(url, "", f"status {error.status_code}: {str(error.body)[:300]}")]) from None


class Connection:
    """A Label Studio server that has answered as one and knows our token."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        self._client = _client(self.url, token)

    def project(self, title: str, configuration: str) -> Project:
        """Find a project by its title, or make it; its configuration must be the one given."""
        found = self.find_project(title)
        if found is None:
            with _told(self.url):
                made = self._client.projects.create(title=title, label_config=configuration)
            return Project(int(made.id or 0), title)
        with _told(self.url):
            current = self._client.projects.get(found.id).label_config
        if current != configuration:
            message = "its labelling configuration is not the one of the schema"
            raise FindingsError([EDITED.at(self.url, f"project {title}", message)])
        return found

    def find_project(self, title: str) -> Project | None:
        with _told(self.url):
            projects: Iterable[Any] = self._client.projects.list()
            numbers = [int(project.id) for project in projects if project.title == title]
        return Project(min(numbers), title) if numbers else None

    def task_data(self, project: Project) -> list[tuple[int, dict[str, Any]]]:
        """Return number and data of every task, oldest first."""
        with _told(self.url):
            tasks: Iterable[Any] = self._client.tasks.list(
                project=project.id, fields="task_only", include="id,data", page_size=1000
            )
            return sorted((int(task.id), dict(task.data)) for task in tasks)

    def add_tasks(self, project: Project, tasks: list[dict[str, Any]]) -> None:
        with _told(self.url):
            self._client.projects.import_tasks(project.id, request=tasks, request_options=_ONCE)  # type: ignore[arg-type]

    def add_annotation(self, task: int, key: str, annotation: dict[str, Any]) -> bool:
        """Add an annotation to a task; False where one with this key, a UUID, is there already."""
        from label_studio_sdk.core.api_error import ApiError

        with _told(self.url):
            try:
                self._client.annotations.create(task, unique_id=key, request_options=_ONCE, **annotation)
            except ApiError as error:
                if error.status_code != _CONFLICT:
                    raise
                return False
        return True

    def delete_task(self, task: int) -> None:
        with _told(self.url):
            self._client.tasks.delete(str(task))

    def export(self, project: Project) -> list[dict[str, Any]]:
        """Return every task with all annotations and predictions in full, from one snapshot."""
        options = {"predictions": {"only_id": False}, "include_annotation_history": False}
        with _told(self.url):
            exports = self._client.projects.exports
            snapshot = exports.create(project.id, title=project.title, serialization_options=options)  # type: ignore[arg-type]
            identity = int(snapshot.id or 0)
            while (status := exports.get(project.id, identity).status) not in ("completed", "failed"):
                time.sleep(_POLL_SECONDS)
            if status == "failed":
                raise FindingsError([FAILED.at(self.url, f"project {project.title}", "the export failed")])
            data = b"".join(exports.download(project.id, identity, export_type="JSON"))
            exports.delete(project.id, identity)
        tasks: list[dict[str, Any]] = json.loads(data)
        return tasks

    def users(self) -> Mapping[int, str]:
        """Return the names of users, the part of their address before the @, by their number."""
        with _told(self.url):
            return {int(user.id): str(user.email).split("@")[0] for user in self._client.users.list()}


def _client(url: str, token: str) -> LabelStudio:
    try:
        import httpx
        from label_studio_sdk import LabelStudio
    except ImportError:
        raise FindingsError([NO_EXTRA.at("annotate", "", "label-studio-sdk is not installed")]) from None
    with _told(url):
        answer = httpx.get(f"{url}/api/version", timeout=30)
        if answer.status_code != 200 or "label-studio-os-package" not in answer.text:
            raise FindingsError([FOREIGN.at(url, "", "what answers there is no Label Studio server")])
        client = LabelStudio(base_url=url, api_key=token)  # type: ignore[no-untyped-call]
        client.users.whoami()
    return client
