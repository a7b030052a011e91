"""Models that come as pickles: read only if they are known, and nothing in them is ever run."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO


class PlainUnpickler(pickle.Unpickler):
    """Reads strings, numbers, lists, dictionaries and sets, and refuses everything that has a class."""

    def find_class(self, module: str, name: str) -> type[set[Any]]:
        if (module, name) in (("builtins", "set"), ("__builtin__", "set")):
            return set
        raise pickle.UnpicklingError(f"{module}.{name} has no business in a model")


class KnownPickles:
    """Takes the place of the module `pickle` where a package has imported it.

    `hashes` has the SHA-256 of each file that may be read, by name. Without any, the files are
    those of a package that was installed with its hash.
    """

    def __init__(self, hashes: Mapping[str, str] | None = None) -> None:
        self.hashes = hashes

    def load(self, stream: BinaryIO) -> Any:
        if self.hashes is not None:
            check_file(Path(stream.name), self.hashes)
        return PlainUnpickler(stream).load()


def check_file(path: Path, hashes: Mapping[str, str]) -> None:
    """Raise `ValueError` for a file whose name or hash is not known."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if hashes.get(path.name) != digest:
        raise ValueError(f"{path.name} is not the file that is known: sha256 {digest}")
