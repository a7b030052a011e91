import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian.scale.inputs import Part, parts, read_parts
from shuanglian.scale.rows import BadRow, table_rows

names = st.sampled_from(["a", "b", "a.txt", "a.html", "b.jsonl", "b.jsonl.gz", "c.parquet", ".hidden", "d.e.txt"])
paths = st.lists(st.tuples(st.sampled_from(["", "x/", "x/y/", ".z/"]), names).map("".join), unique=True)


@given(paths, st.integers(1, 40))
def test_every_shown_file_is_read_once_and_ids_are_unique(paths, tasks):
    shown = [path for path in paths if not any(name.startswith(".") for name in path.split("/"))]
    found = parts(paths, tasks)
    for path in shown:
        of = [part for part in found if part.path == path]
        assert [part.number for part in of] == list(range(of[0].of)) == list(range(len(of)))
    assert {part.path for part in found} == set(shown)
    assert len({part.source_id for part in found}) == len(shown)


@given(paths, st.integers(1, 40))
def test_no_task_stays_without_work_where_there_is_a_table(paths, tasks):
    found = parts(paths, tasks)
    if any(part.is_table for part in found):
        assert len(found) >= tasks
    else:
        assert all(part.of == 1 for part in found)


def test_ids_are_those_of_the_split_command():
    ids = {part.path: part.source_id for part in parts(["n/a.txt", "n/b.txt", "n/b.html", "c.jsonl.gz"], 1)}
    assert ids == {"n/a.txt": "n/a", "n/b.txt": "n/b.txt", "n/b.html": "n/b.html", "c.jsonl.gz": "c.jsonl"}


@given(paths)
def test_listings_are_read_back(paths):
    found = parts(paths, 3)
    assert list(read_parts(part.as_line() for part in found)) == found


@pytest.mark.parametrize(
    ("line", "told"),
    [("{", "no JSON"), ("[1]", "list"), ('"x"', "str"), ("[" * 100_000, "no JSON"), ("\udcff", "no JSON")],
)
def test_a_broken_line_costs_that_line_only(tmp_path, line, told):
    good = json.dumps({"text": "好"})
    (tmp_path / "t.jsonl").write_bytes(f"\ufeff{good}\n{line}\n\n{good}\n".encode("utf-8", "surrogateescape"))
    with (tmp_path / "t.jsonl").open("rb") as stream:
        found = list(table_rows(stream, "t.jsonl", ("text",)))
    assert [number for number, _ in found] == [1, 2, 4]
    assert found[0][1] == found[2][1] == {"text": "好"}
    assert isinstance(found[1][1], BadRow)
    assert told in str(found[1][1])


def test_a_part_knows_tables():
    assert [Part(path, "").is_table for path in ("a.jsonl", "a.jsonl.gz", "a.parquet", "a.txt", "jsonl")] == [
        True
    ] * 3 + [False] * 2
