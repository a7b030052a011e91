"""`shuanglian annotate serve` as a person starts it after README.md, and the other commands that talk to it."""

import json
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest

from tests.labelstudio.conftest import FOLDER

SECONDS = 120
ROUND = "entities-1"
ANNOTATION = "# a-1.p01.s1\n上半年，产量同比增长9.5%。\n"


@pytest.fixture
def ready(server, workspace):
    """A workspace whose server is installed, with the users and the database of the tests' own."""
    folder = workspace.server
    folder.mkdir(mode=0o700)
    (folder / "data").mkdir()
    (folder / "environment").symlink_to(FOLDER / "environment")
    shutil.copy2(FOLDER / "credentials.json", folder)
    name = "label_studio.sqlite3"
    with sqlite3.connect(FOLDER / "data" / name) as there, sqlite3.connect(folder / "data" / name) as here:
        there.backup(here)
    return workspace


def arguments(workspace, *command):
    return [sys.executable, "-m", "shuanglian", "annotate", *command, "--workspace", str(workspace.root)]


def wait_for(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def answers(url):
    address = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((address.hostname, address.port)) == 0


def readable_by_others(folder):
    """Return the files below a folder that any user of the machine may read."""
    for path in folder.iterdir():
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode) and mode & stat.S_IXOTH:
            yield from readable_by_others(path)
        elif stat.S_ISREG(mode) and mode & stat.S_IROTH:
            yield path


def test_serve_push_submit_and_pull_as_commands(ready, server, command_lines, monkeypatch):
    for name in ("LABEL_STUDIO_URL", "LABEL_STUDIO_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    told, processes = [], []

    def run(*command):
        with subprocess.Popen(arguments(ready, *command), stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as child:
            processes.extend(command_lines())
            told.append(child.communicate(timeout=SECONDS)[0].decode())
        return child.returncode, told[-1]

    address, left_behind = ready.server / "server.json", ready.server / "data" / "media" / "export" / "old.json"
    left_behind.parent.mkdir(parents=True)
    left_behind.write_text("[]", "utf-8")
    served = subprocess.Popen(
        arguments(ready, "serve", "--round", ROUND), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        wait_for(address.exists)
        url = json.loads(address.read_text("utf-8"))["url"]
        assert urlsplit(url).hostname == "127.0.0.1"
        assert not left_behind.exists()
        assert run("push", ROUND)[0] == 0
        written = ready.root / "written.txt"
        written.write_text(ANNOTATION, "utf-8")
        assert run("submit", ROUND, "first", str(written)) == (0, f"{ROUND} first: 1 annotations added, 0 were there\n")
        assert run("submit", ROUND, "first", str(written)) == (0, f"{ROUND} first: 0 annotations added, 1 were there\n")
        assert run("pull", ROUND)[0] == 0
        processes += command_lines()
        own = [line for line in processes if str(ready.server) in line]
    finally:
        served.send_signal(signal.SIGTERM)
        told.append(served.communicate(timeout=SECONDS)[0].decode())
    assert served.returncode == 0
    assert not address.exists()
    assert not answers(url)
    assert own
    assert not [line for line in command_lines() if str(ready.server) in line]
    pulled = (ready.annotation.rounds / ROUND / "first.jsonl").read_text("utf-8")
    assert [json.loads(line)["id"] for line in pulled.splitlines()] == ["a-1.p01.s1"]

    told.append((ready.server / "server.log").read_text("utf-8"))
    secrets = [secret for user in server.users for secret in (user.token, user.password)]
    told += [path.read_bytes().decode("utf-8", "replace") for path in readable_by_others(ready.root)]
    for secret in secrets:
        assert not [text for text in told if secret in text]
        assert not [line for line in processes if secret in line]
