"""Builds in child processes, each killed at a later moment, and tells what every kill left behind.

Usage: kill_build.py WORKSPACE EXCHANGE. Moments are the file-system operations of the build, which
Python announces to audit hooks. EXCHANGE "no" makes believe that folders cannot be swapped in one
step. Prints a JSON list with, for each moment, what the dataset folder was: old, new or other.
"""

import json
import os
import signal
import sys
from pathlib import Path

import shuanglian.files
from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.reading import load_corpus
from shuanglian.release.build import build_dataset, checksums, write_dataset
from tests.workspaces import CARD

WATCHED = (
    "open",
    "os.rename",
    "os.mkdir",
    "os.remove",
    "os.rmdir",
    "os.scandir",
    "os.listdir",
    "shutil.rmtree",
    "ctypes.dlsym",
)


def die_at(moment, root):
    """Kill this process when the build touches the file system for the given time."""
    count = 0

    def hook(event, arguments):
        nonlocal count
        if event in WATCHED and (event == "ctypes.dlsym" or any(root in str(item) for item in arguments)):
            count += 1
            if count == moment:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main():
    workspace = Workspace(Path(sys.argv[1]))
    if sys.argv[2] == "no":
        shuanglian.files._exchange = lambda one, other: False
    corpus = load_corpus(workspace.corpus)
    target = workspace.dataset
    card = CARD + "\nA new sentence in the card.\n"
    old = checksums(target)
    pristine = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}
    reference = workspace.root / "reference"
    reference.mkdir()
    child = os.fork()
    if child == 0:
        write_dataset(corpus, card, "card", reference)
        os._exit(0)
    os.waitpid(child, 0)
    new = checksums(reference)
    left = []
    moment = 0
    killed = True
    while killed:
        moment += 1
        child = os.fork()
        if child == 0:
            die_at(moment, str(workspace.root))
            build_dataset(corpus, card, "card", target)
            os._exit(0)
        killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        shuanglian.files.recover_folder(target) if sys.argv[2] == "no" else None
        found = checksums(target)
        left.append({old: "old", new: "new"}.get(found, "other"))
        if found != old:
            for path, content in pristine.items():
                path.write_bytes(content)
    hidden = [path.name for path in workspace.root.glob(".dataset*")]
    print(json.dumps({"left": left, "hidden": hidden}))


if __name__ == "__main__":
    main()
