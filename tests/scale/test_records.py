"""What a run writes is what `shuanglian split` and `shuanglian facts` print of the same articles."""

import gzip
import json
import shutil
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from datatrove.data import Document

from shuanglian import extract_facts
from shuanglian.cli import cli
from shuanglian.scale import blocks
from shuanglian.scale.blocks import ExtractFacts, SplitArticles
from tests.scale.archives import lines, made_rows, rows, scale, write_table

SEEDS = Path(__file__).parent.parent.parent / "seeds"
PAGE = """<html><head><meta charset=gb18030><title>产量增长</title></head><body><h1>产量增长</h1>
<p>上半年，产量同比增长9.5%。企业信心更足。</p></body></html>"""
TEXT = "产量再创新高\n\n今年一季度，产量达到12万吨，同比增长9.5%。企业信心更足。\n"


@pytest.fixture
def folder(tmp_path):
    archive = tmp_path / "archive"
    (archive / "more" / ".hidden").mkdir(parents=True)
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, archive / "more")
    (archive / "page.html").write_bytes(PAGE.encode("gb18030"))
    (archive / "page.txt").write_text(TEXT, "utf-8")
    (archive / "more" / ".hidden" / "a.txt").write_text(TEXT, "utf-8")
    return archive


def command(*arguments, given=None):
    return CliRunner().invoke(cli, list(arguments), given, catch_exceptions=False)


def test_sentences_and_facts_are_those_of_the_commands(folder, tmp_path, monkeypatch):
    assert scale(folder, tmp_path / "out", "--tasks", 3, "--workers", 1).exit_code == 0
    monkeypatch.chdir(folder)
    split = command("split", ".").stdout
    assert lines(tmp_path / "out", "sentences") == sorted(split.splitlines())
    days = {row["id"]: row["date"] for row in rows(tmp_path / "out", "articles")}
    assert "2025-03-28" in days.values()
    records = map(json.loads, split.splitlines())
    asked = [{"id": r["id"], "text": r["text"], "date": days[r["article_id"]]} for r in records]
    told = command("facts", given="".join(json.dumps(row) + "\n" for row in asked)).stdout
    assert lines(tmp_path / "out", "facts") == sorted(told.splitlines())
    assert any(row["facts"] for row in rows(tmp_path / "out", "facts"))


def test_what_is_in_no_sentence_is_counted_and_kept_with_the_reason(folder, tmp_path):
    told = json.loads(scale(folder, tmp_path / "out", "--tasks", 2, "--workers", 1, "--json").stdout)
    found = rows(tmp_path / "out", "dropped")
    for fate in ("teaser of another article", "navigation or notice of the page"):
        text = "".join(row["text"] for row in found if row["reason"] == fate)
        assert told["characters"][f"dropped as {fate}"] == len("".join(text.split())) > 0
    whole = "".join((folder / found[0]["file"]).read_text("utf-8-sig"))
    assert "".join(whole[r["start"] : r["end"]] for r in found[0]["ranges"]) == found[0]["text"]


def test_rows_of_tables_are_articles(tmp_path):
    made = made_rows(6)
    days = [date.fromisoformat(row["date"]) for row in made[4:]]
    columns = {"body": [row["text"] for row in made[4:]], "nr": [7, None], "day": days, "rest": [[1], [2]]}
    for row in made[:4]:
        row["body"], row["nr"], row["day"] = row["text"], row["id"], row["date"]
    write_table(tmp_path / "in" / "a.jsonl", made[:2])
    (tmp_path / "in" / "b.jsonl.gz").write_bytes(
        gzip.compress("".join(json.dumps(row) + "\n" for row in made[2:4]).encode())
    )
    pq.write_table(pa.table(columns), tmp_path / "in" / "c.parquet")
    result = scale(tmp_path / "in", tmp_path / "out", "--columns", "body,nr,day", "--tasks", 7, "--workers", 1)
    assert result.exit_code == 0, result.output
    found = {row["id"]: row for row in rows(tmp_path / "out", "articles")}
    assert len(rows(tmp_path / "out", "articles")) == len(found)
    assert set(found) == {*(f"{row['id']}-1" for row in made[:4]), "7-1", "c/2-1"}
    assert found["7-1"] | {"sentences": 0, "facts": 0, "characters": 0} == {
        "id": "7-1", "source_id": "7", "file": "c.parquet:1", "date": made[4]["date"], "characters": 0, "sentences": 0, "facts": 0
    }  # fmt: skip
    assert {row["date"] for row in found.values()} == {row["date"] for row in made}


def test_dates_come_from_the_row_before_the_page(tmp_path):
    row = {"text": TEXT, "date": "2024-05-06T07:08:09Z", "id": "x"}
    write_table(tmp_path / "in" / "a.jsonl", [row])
    scale(tmp_path / "in", tmp_path / "out", "--tasks", 1, "--workers", 1)
    times = {time["value"] for line in rows(tmp_path / "out", "facts") for time in line["times"]}
    assert times == {"2024-Q1"}


def test_parquet_has_the_columns_of_the_published_dataset(tmp_path):
    from datasets import load_dataset

    write_table(tmp_path / "in" / "a.jsonl", made_rows(5))
    for form in ("jsonl", "parquet"):
        scale(tmp_path / "in", tmp_path / form, "--tasks", 2, "--workers", 1, "--format", form)
    for table in ("articles", "sentences", "facts"):
        files = [str(path) for path in sorted((tmp_path / "parquet" / table).glob("*.parquet"))]
        read = load_dataset("parquet", data_files=files, split="train", cache_dir=str(tmp_path / "cache"))
        assert sorted(read, key=lambda row: row["id"]) == sorted(
            rows(tmp_path / "jsonl", table), key=lambda row: row["id"]
        )
    assert read.features["facts"].feature["quantity"].feature.dtype == "int32"


def test_blocks_take_documents_of_other_readers():
    documents = [Document(TEXT, "x", metadata={"file_path": "some/where.warc"})]
    [article] = ExtractFacts().run(SplitArticles().run(documents))
    assert article.id == "x-1"
    assert article.metadata["records"][0]["provenance"]["file"] == "some/where.warc"
    facts = article.metadata["facts"][1]["facts"]
    assert [fact["value"] for fact in facts] == ["120000", "9.5"]
    assert len(extract_facts(article.metadata["records"][1]["text"]).facts) == 2


# --- problems -------------------------------------------------------------------------------


def test_a_bad_article_costs_itself_only(tmp_path):
    archive = tmp_path / "in"
    good = {"id": "good", "text": TEXT, "date": "2025-04-01"}
    table = [good, {"id": "n", "text": 5}, {"text": " \n"}, {"text": "\ud800"}, {"text": "a\0"}]
    written = [*map(json.dumps, table), "{broken", json.dumps({"id": "d", "text": TEXT, "date": "soon"})]
    archive.mkdir()
    (archive / "a.jsonl").write_text("\n".join(written), "utf-8")
    (archive / "cut.jsonl.gz").write_bytes(gzip.compress((json.dumps(good | {"id": "g"}) + "\n").encode())[:-12])
    (archive / "bad.parquet").write_bytes(b"PAR1 not at all")
    (archive / "b.txt").write_bytes(b"\x00\x01\x02\xff")
    (archive / "e.txt").write_bytes(b"")
    result = scale(archive, tmp_path / "out", "--tasks", 3, "--workers", 1, "--json")
    assert result.exit_code == 1
    found = rows(tmp_path / "out", "problems")
    assert sorted((row["id"], row["path"], row["where"]) for row in found) == [
        ("bytes-binary-file", "a.jsonl:5", "character 1"),
        ("bytes-binary-file", "b.txt", "byte 3"),
        ("bytes-empty-file", "a.jsonl:3", "character 0"),
        ("bytes-empty-file", "e.txt", "byte 0"),
        ("bytes-undecodable", "a.jsonl:4", "character 0"),
        ("scale-bad-date", "a.jsonl:7", ""),
        ("scale-bad-file", "bad.parquet", ""),
        ("scale-bad-file", "cut.jsonl.gz", ""),
        ("scale-bad-row", "a.jsonl", "row 2"),
        ("scale-bad-row", "a.jsonl", "row 6"),
    ]
    assert json.loads(result.stdout)["problems"] == len(found)
    assert f"{len(found)} problems are listed in" in result.stderr
    assert {"good-1", "d-1"} <= {row["id"] for row in rows(tmp_path / "out", "articles")}


@pytest.mark.parametrize("broken", ["propose_layout", "extract_facts"])
def test_a_fault_of_ours_costs_one_article_only(tmp_path, monkeypatch, broken):
    whole = getattr(blocks, broken)

    def fails(given, *more):
        if "崩溃" in getattr(given, "text", given):
            raise IndexError("string index out of range")
        return whole(given, *more)

    monkeypatch.setattr(blocks, broken, fails)
    write_table(tmp_path / "in" / "a.jsonl", [{"id": "x", "text": TEXT}, {"id": "y", "text": "崩溃了。\n"}])
    assert scale(tmp_path / "in", tmp_path / "out", "--tasks", 1, "--workers", 1).exit_code == 1
    [problem] = rows(tmp_path / "out", "problems")
    assert problem["id"] == "scale-article-failed"
    assert problem["message"] == "IndexError: string index out of range"
    assert len(rows(tmp_path / "out", "facts")) == 3
