"""Archives to run on, and what a run wrote."""

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.made_articles import articles
from shuanglian.cli import cli
from shuanglian.findings import FindingsError

TABLES = ("articles", "sentences", "facts", "duplicates", "dropped", "problems")


def scale(*arguments):
    """Run the command in this process."""
    return CliRunner().invoke(cli, ["scale", *map(str, arguments)])


def findings_of(*arguments):
    with pytest.raises(FindingsError) as caught:
        CliRunner().invoke(cli, ["scale", *map(str, arguments)], catch_exceptions=False)
    return caught.value.findings


def lines(output, table):
    """The lines of all shards of a table, in order of their text."""
    shards = sorted((output / table).glob("*.jsonl.gz"))
    return sorted(line for shard in shards for line in gzip.decompress(shard.read_bytes()).decode().splitlines())


def rows(output, table):
    return [json.loads(line) for line in lines(output, table)]


def shards(output):
    """The bytes of all shards of a run."""
    paths = [path for table in TABLES for path in (output / table).glob("*")]
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def write_table(path: Path, rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


def made_rows(number):
    made_ones = (made for made in articles(number) if made.kind == "original")
    return [{"id": made.name, "date": made.date, "text": made.text} for made in made_ones]
