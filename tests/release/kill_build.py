"""Builds in child processes, each killed at a later moment, and tells what every kill left behind.

Usage: kill_build.py WORKSPACE EXCHANGE; the workspace has a dataset older than its seeds. Moments are the file-system operations of the build, which
Python announces to audit hooks. EXCHANGE "no" makes believe that folders cannot be swapped in one
step. Prints a JSON list with, for each moment, what the dataset folder was: old, new or other.
"""

import json
import os
import shutil
import signal
import sys
from pathlib import Path

import shuanglian.files
from shuanglian.cli.workspace import Workspace
from shuanglian.release.build import build_dataset, write_dataset
from tests.workspaces import CARD, load

WATCHED = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copytree", "ctypes.dlsym")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def die_at(moment, root):
    """Kill this process when the build changes the file system for the given time."""
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event not in WATCHED or (event == "open" and not arguments[2] & WRITING):
            return
        if event == "ctypes.dlsym" or any(root in str(item) for item in arguments):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def content(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main():
    workspace = Workspace(Path(sys.argv[1]))
    if sys.argv[2] == "no":
        shuanglian.files._exchange = lambda one, other: False
    corpus = load(workspace)
    target = workspace.dataset
    old = content(target)
    reference = workspace.root / "reference"
    reference.mkdir()
    child = os.fork()  # nothing may start threads in this process, which is to fork again
    if child == 0:
        write_dataset(corpus, CARD, "card", reference)
        os._exit(0)
    os.waitpid(child, 0)
    new = content(reference)
    differing = sum(old[name] != new[name] for name in old)
    left = []
    moment = 0
    killed = True
    while killed:
        moment += 1
        child = os.fork()
        if child == 0:
            die_at(moment, str(workspace.root))
            build_dataset(corpus, CARD, "card", target)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        if sys.argv[2] == "no":
            shuanglian.files.recover_folder(target)
        found = content(target)
        left.append("old" if found == old else "new" if found == new else "other")
        if found != old:
            shutil.rmtree(target)
            for name, data in old.items():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                (target / name).write_bytes(data)
    hidden = [path.name for path in workspace.root.glob(".dataset*")]
    print(json.dumps({"left": left, "hidden": hidden, "differing": differing}))


if __name__ == "__main__":
    main()
