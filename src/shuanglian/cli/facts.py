"""`shuanglian facts`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import click
from tqdm import tqdm

from shuanglian.annotations.codec import facts_to_json
from shuanglian.cli.printing import list_findings
from shuanglian.facts import extract_facts
from shuanglian.facts.anchors import Anchor
from shuanglian.facts.explain import explain_facts
from shuanglian.files import json_line
from shuanglian.findings import Finding, Kind

BAD_LINE = Kind(
    "input-bad-line",
    "records",
    'write a text a line, or on every line an object {"text": …} with id and date or without',
)


@dataclass(frozen=True)
class _Line:
    """A text to read; `identity` and `given` are what an object said besides."""

    text: str
    date: str | None
    given: dict[str, Any]


def _date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    try:
        Anchor.of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.command("facts", short_help="Extract numeric facts from text.")
@click.argument("file", default="-", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--date", callback=_date, help="Day of publication of texts that name none: 2025-02-15, 2025-02 or 2025.")
@click.option("--explain", is_flag=True, help="Say for each value, unit and link which rule made it; no JSON.")
def command(file: Path, date: str | None, explain: bool) -> None:
    """Read a text a line (or JSON lines with text, and id and date or without) from FILE, by default stdin.

    Writes one JSON line for each: facts, non_facts and times with code-point offsets, after what
    the input line said of itself. Lines that cannot be read are listed at the end; the exit code
    is then 1.
    """
    findings: list[Finding] = []
    with click.open_file(str(file), "rb") as stream, tqdm(unit="line", disable=None, delay=1, leave=False) as progress:
        for number, line in _lines(stream, str(file), findings):
            progress.update(number - progress.n)
            try:
                output = _explained(line, date) if explain else _extracted(line, date)
            except ValueError as error:
                findings.append(BAD_LINE.at(file, f"line {number}", str(error)))
                continue
            sys.stdout.write(output)
    list_findings(findings)
    if findings:
        click.echo(f"{len(findings)} line{'' if len(findings) == 1 else 's'} could not be read", err=True)
        sys.exit(1)


def _extracted(line: _Line, date: str | None) -> str:
    facts = extract_facts(line.text, date=line.date or date)
    return json_line(line.given | facts_to_json(facts))


def _explained(line: _Line, date: str | None) -> str:
    return "\n".join([f"# {line.text}", *explain_facts(line.text, date=line.date or date)]) + "\n"


# --- input ----------------------------------------------------------------------------------


def _lines(stream: BinaryIO | Any, name: str, findings: list[Finding]) -> Iterator[tuple[int, _Line]]:
    """Yield number and text of every line that is not blank; the first one says whether they are objects."""
    objects: bool | None = None
    for number, raw in enumerate(_undecorated(stream), 1):
        try:
            text = raw.decode().rstrip("\r\n")
            if not text.strip():
                continue
            if objects is None:
                objects = _is_object(text)
            yield number, _object(text) if objects else _Line(text, None, {})
        except ValueError as error:  # UnicodeDecodeError is one
            findings.append(BAD_LINE.at(name, f"line {number}", str(error)))


def _undecorated(stream: Iterable[bytes]) -> Iterator[bytes]:
    for number, raw in enumerate(stream):
        yield raw.removeprefix(b"\xef\xbb\xbf") if number == 0 else raw


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _object(text: str) -> _Line:
    data = json.loads(text)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ValueError('it is no object with a string "text"')
    date = data.get("date")
    if date is not None and not isinstance(date, str):
        raise ValueError(f"date is {date!r}, not a string")
    if any("\ud800" <= character <= "\udfff" for character in data["text"]):
        raise ValueError("the text holds a lone surrogate, which UTF-8 cannot write")
    return _Line(data["text"], date, {name: data[name] for name in ("id",) if name in data})
