"""Lines of a file of any size, in bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from shuanglian.tasks.problems import MALFORMED, NOT_JSON, TOO_LONG, UNREADABLE, Gathered
from shuanglian.tasks.task import Json

LONGEST = 8 * 1024 * 1024
"""Bytes of one line, at most; an article of a hundred thousand characters takes less than one."""


def text_lines(path: Path, problems: Gathered) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line, empty ones too; what cannot be read is told and left out."""
    try:
        stream = path.open("rb")
    except OSError as error:
        problems.tell(UNREADABLE, "", error.strerror or str(error))
        return
    with stream:
        number = 0
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                _skip_line(stream, line)
                problems.tell(TOO_LONG, f"line {number}", f"longer than {LONGEST:,} bytes: {_beginning(line)}")
                continue
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            try:
                yield number, line.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                problems.tell(UNREADABLE, f"line {number}", f"no UTF-8 at byte {error.start}: {_beginning(line)}")


def json_lines(path: Path, problems: Gathered) -> Iterator[tuple[int, Json]]:
    """Yield number and object of each line that is not empty; what is no JSON object is told and left out."""
    for number, line in text_lines(path, problems):
        if not line.strip():
            continue
        try:
            data = _DECODER.decode(line)
        except RecursionError:
            problems.tell(NOT_JSON, f"line {number}", "nested too deeply")
        except ValueError as error:
            problems.tell(NOT_JSON, f"line {number}", f"{error}: {line[:60]!r}")
        else:
            if isinstance(data, dict):
                yield number, data
            else:
                problems.tell(MALFORMED, f"line {number}", f"no object: {line[:60]!r}")


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LONGEST)


def _beginning(line: bytes) -> str:
    return repr(line[:40].decode("utf-8", "replace"))
