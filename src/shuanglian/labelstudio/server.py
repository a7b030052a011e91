"""A Label Studio server of the workspace's own: installed apart, on loopback, with its users.

Everything of it lies in one folder that only its owner can enter: the environment, the SQLite
database, the log, and the credentials. The password and token are generated; they reach the server through its
environment on the first start only, and stand in no argument, log or message.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from shuanglian.environments import PIP_INSTALL, NotMade, environment_python
from shuanglian.findings import FindingsError, Kind

NOT_STARTED = Kind("server-not-started", "server", "read the server's log; remove the folder to start afresh")
NOT_INSTALLED = Kind("server-not-installed", "server", "the messages of pip say why; call the command again")

ADMINISTRATOR = "adjudicator"
ANNOTATORS = ("first", "second")
DOMAIN = "annotators.invalid"
_SECONDS_TO_START = 300
_SETTINGS = {
    "LABEL_STUDIO_DISABLE_SIGNUP_WITHOUT_LINK": "true",
    "LABEL_STUDIO_ENABLE_LEGACY_API_TOKEN": "true",
    "LABEL_STUDIO_LATEST_VERSION_CHECK": "false",
    "LABEL_STUDIO_COLLECT_ANALYTICS": "false",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
}

Progress = Callable[[str], None]


@dataclass(frozen=True)
class User:
    """A user of the server; `repr` shows no secret."""

    name: str
    email: str
    password: str
    token: str

    def __repr__(self) -> str:
        return f"User({self.name!r})"


@dataclass(frozen=True)
class Server:
    """A running server of ours."""

    url: str
    users: tuple[User, ...]

    def user(self, name: str) -> User:
        return next(user for user in self.users if user.name == name)


def install(folder: Path, progress: Progress) -> Path:
    """Install Label Studio into an environment of its own; return its command."""
    requirements = files("shuanglian.labelstudio").joinpath("server-requirements.txt").read_text("utf-8")
    pins = folder / "requirements.txt"
    pins.write_text(requirements, "utf-8")
    try:
        python = environment_python(
            folder / "environment",
            requirements,
            [[*PIP_INSTALL, "--require-hashes", "-r", str(pins)]],
            lambda: progress("Installing Label Studio apart from this environment (some 600 MB, a few minutes)"),
        )
    except NotMade as error:
        message = f"the environment of Label Studio could not be made: {error} failed"
        raise FindingsError([NOT_INSTALLED.at(folder.name, "", message)]) from error
    return python.with_name("label-studio")


@contextmanager
def running_server(folder: Path, progress: Progress, port: int | None = None) -> Iterator[Server]:
    """Start a server on loopback and end it on leaving; its users are there and can log in.

    Raises `FindingsError` where it cannot be installed or does not answer in time.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    command = install(folder, progress)
    shutil.rmtree(folder / "data" / "media" / "export", ignore_errors=True)  # a file that each pull left behind
    port = port or _free_port()
    url = f"http://127.0.0.1:{port}"
    administrator = _administrator(folder)
    progress("Starting Label Studio (about a minute on the first start)")
    arguments = [str(command), "start", "--no-browser", "--internal-host", "127.0.0.1", "--port", str(port)]
    with _private(folder / "server.log", os.O_APPEND) as log:
        process = subprocess.Popen(
            arguments, env=_environment(folder, administrator), stdout=log, stderr=log, umask=0o077
        )
    try:
        _wait_until_up(process, url, administrator, folder)
        yield Server(url, _users(folder, url, administrator))
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment(folder: Path, administrator: User) -> dict[str, str]:
    """Return the server's environment; it creates its first user from it on a fresh database."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LABEL_STUDIO_")}
    environment |= _SETTINGS | {"LABEL_STUDIO_BASE_DATA_DIR": str(folder / "data")}
    if not (folder / "data" / "label_studio.sqlite3").exists():
        environment |= {
            "LABEL_STUDIO_USERNAME": administrator.email,
            "LABEL_STUDIO_PASSWORD": administrator.password,
            "LABEL_STUDIO_USER_TOKEN": administrator.token,
        }
    return environment


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(process: subprocess.Popen[bytes], url: str, administrator: User, folder: Path) -> None:
    """Wait for an answer that only our server can give: it knows our token."""
    import httpx

    deadline = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            answer = httpx.get(f"{url}/api/current-user/whoami", headers=_authorization(administrator), timeout=5)
            if answer.status_code == 200 and answer.json().get("email") == administrator.email:
                return
        except (httpx.HTTPError, ValueError):
            pass
        time.sleep(0.5)
    state = f"it ended with {process.returncode}" if process.poll() is not None else "it did not answer in time"
    raise FindingsError([NOT_STARTED.at(folder.name, "server.log", f"Label Studio could not be started: {state}")])


def _authorization(user: User) -> dict[str, str]:
    return {"Authorization": f"Token {user.token}"}


# --- users ----------------------------------------------------------------------------------


def _administrator(folder: Path) -> User:
    stored = _stored_users(folder)
    if stored:
        return stored[0]
    user = User(ADMINISTRATOR, f"{ADMINISTRATOR}@{DOMAIN}", secrets.token_urlsafe(16), secrets.token_hex(20))
    _store_users(folder, [user])
    return user


def _users(folder: Path, url: str, administrator: User) -> tuple[User, ...]:
    """Return all users; annotators who are not there yet sign up through an invitation."""
    users = _stored_users(folder)
    for name in ANNOTATORS:
        if name not in {user.name for user in users}:
            users.append(_sign_up(url, administrator, name))
            _store_users(folder, users)
    return tuple(users)


def _sign_up(url: str, administrator: User, name: str) -> User:
    import httpx

    email, password = f"{name}@{DOMAIN}", secrets.token_urlsafe(16)
    invitation = httpx.get(f"{url}/api/invite", headers=_authorization(administrator), timeout=30).json()["invite_url"]
    with httpx.Client(base_url=url, follow_redirects=True, timeout=30) as browser:
        browser.get(invitation)
        form = {"email": email, "password": password, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        browser.post(invitation, data=form, headers={"Referer": url})
        token = browser.get("/api/current-user/token").json()["token"]
    return User(name, email, password, token)


def _stored_users(folder: Path) -> list[User]:
    path = folder / "credentials.json"
    return [User(**user) for user in json.loads(path.read_text("utf-8"))] if path.exists() else []


def _store_users(folder: Path, users: list[User]) -> None:
    with _private(folder / "credentials.json", os.O_TRUNC) as stream:
        stream.write(json.dumps([asdict(user) for user in users], indent=2).encode())


def _private(path: Path, flags: int) -> BinaryIO:
    """Open a file for writing that only its owner can read, from its first moment on."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600), "wb")
