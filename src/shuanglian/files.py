"""Deterministic, atomic input and output: a reader sees the old content or the new, never a mix."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path, PurePath
from typing import NoReturn

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # Linux, renameat2(2)
_RENAME_SWAP = 2  # macOS, renamex_np(2)


def sha256(data: bytes | str) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def json_line(record: object) -> str:
    """One record as one line of JSON: Chinese readable, key order as given."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def json_text(content: object) -> str:
    """A whole file of JSON for people to read: indented, Chinese readable, key order as given."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_text(path: Path, text: str) -> None:
    """Replace a file's content in one step."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace a file's content in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def files_below(folder: Path, on_error: Callable[[OSError], None] | None = None) -> Iterator[Path]:
    """Every file below a folder but hidden ones, in a stable order, one folder in memory at a time.

    The error of a folder that cannot be listed goes to `on_error`; without it, it is raised.
    """
    for place, folders, names in os.walk(folder, onerror=on_error or _raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(place, name)


def names_without_endings(names: Sequence[str], taken: Container[str] = ()) -> dict[str, str]:
    """Map each file name of a folder to itself without its ending, where nothing else has the name then."""
    stems = {name: PurePath(name).stem for name in names}
    number = Counter(stems.values())
    return {name: name if number[stem] > 1 or stem in stems or stem in taken else stem for name, stem in stems.items()}


def _raise(error: OSError) -> NoReturn:
    raise error


def replace_folder(new: Path, target: Path) -> None:
    """Put the folder `new` in the place of `target` in one step, and delete what was there.

    Both lie on one file system. Where the system cannot exchange two folders at once, the old
    one is moved aside first and `recover_folder` undoes a half-done move.
    """
    _sync_tree(new)
    if not target.exists():
        new.rename(target)
    elif _exchange(new, target):
        shutil.rmtree(new)
    else:
        aside = _aside(target)
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside)


def recover_folder(target: Path) -> None:
    """Bring back a folder that a killed `replace_folder` had moved aside."""
    aside = _aside(target)
    if aside.exists():
        if target.exists():
            shutil.rmtree(aside)
        else:
            aside.rename(target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _sync_tree(folder: Path) -> None:
    for path in [*folder.rglob("*"), folder]:
        if os.name == "nt" and path.is_dir():
            continue
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically; False where the system or file system has no such call."""
    if os.name != "posix":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        failed = libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    elif sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        failed = libc.renamex_np(first, second, _RENAME_SWAP)
    else:
        return False
    if not failed:
        return True
    error = ctypes.get_errno()
    if error in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(error, os.strerror(error), str(one), None, str(other))
