"""Predictions that do not fit are told, all of them, with line, id, place and cause; nothing is scored."""

import json
import tracemalloc
import unicodedata

import pytest

from shuanglian import FindingsError, score
from shuanglian.annotations.model import Entities
from shuanglian.files import json_line, sha256
from shuanglian.tasks import tasks
from shuanglian.tasks.causes import cause_of_offsets, cause_of_text, code_units
from shuanglian.tasks.lines import LONGEST, json_lines
from shuanglian.tasks.problems import KEPT, Gathered
from tests.tasks.samples import gold_rows, rows_of, write


def told(task, predictions, gold=None, **options):
    with pytest.raises(FindingsError) as error:
        score(task, predictions, gold or rows_of(task), **options)
    return error.value.findings


def ids(findings):
    return [finding.id for finding in findings]


def test_another_text_is_told_by_its_hash_and_by_itself():
    rows = [{"id": row["id"], "words": row["words"]} for row in gold_rows()]
    rows[0]["text_sha256"] = sha256("上半年")
    rows[2]["text"] = unicodedata.normalize("NFKC", gold_rows()[2]["text"])
    findings = told("segmentation", rows)
    assert ids(findings) == ["predictions-text-differs"] * 2
    assert findings[0].where == "line 1, a-1.p01.s1"
    assert gold_rows()[0]["text_sha256"] in findings[0].message
    assert "at 0 the gold has …[Ｄ]ｅｅｐＳｅｅ…, the prediction …[D]eepSee…" in findings[1].message
    assert "NFKC" in findings[1].message


@pytest.mark.parametrize("task", list(tasks()))
def test_right_predictions_are_scored(task, tmp_path):
    path = write(tmp_path / "system.jsonl", rows_of(task))
    report = score(task, path, rows_of(task))
    assert all(report.score[name].value == 1 for name in report.headlines)
    assert report.system == "system"


@pytest.mark.parametrize("task", list(tasks()))
def test_a_missing_text_and_one_too_many(task):
    rows = rows_of(task)
    assert ids(told(task, rows[1:])) == ["predictions-missing-id"]
    assert ids(told(task, [*rows, {**rows[0], "id": "z-9.p01.s1"}])) == ["predictions-unknown-id"]
    assert ids(told(task, [*rows, rows[-1]])) == ["predictions-repeated-id"]


def shifted(change):
    rows = gold_rows()
    for row in rows:
        row["entities"] = [{**item, **change(row["text"], item["start"], item["end"])} for item in row["entities"]]
    return rows


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda text, start, end: {"end": end - 1}, "ends are included"),
        (lambda text, start, end: {"start": start + 1, "end": end + 1}, "count from 1"),
    ],
)
def test_a_way_of_counting_that_all_offsets_share(change, cause):
    findings = told("ner", shifted(change))
    assert any(finding.id == "predictions-offsets" and cause in finding.message for finding in findings)


def test_utf_16_offsets_without_their_text():
    text = "𠮷𠮷工信部上海市刘庆财政部北京市深度求索"
    spans = [(2, 5, "GOV"), (5, 8, "GPE"), (8, 10, "PER"), (10, 13, "GOV"), (13, 16, "GPE")]
    gold = [{"id": "a.1", "text": text, "entities": [{"start": s, "end": e, "label": label} for s, e, label in spans]}]
    rows = [
        {
            "id": "a.1",
            "entities": [
                {"start": code_units(text, s), "end": code_units(text, e), "label": label} for s, e, label in spans
            ],
        }
    ]
    (finding,) = told("ner", rows, gold)
    assert "UTF-16" in finding.message
    assert "…𠮷𠮷[工信部]上海市刘庆财…" in finding.message


def test_a_system_that_is_mostly_right_may_cut_some_mentions_short():
    text = "工信部上海市财政部北京市深度求索"
    spans = [(0, 3), (3, 6), (6, 9), (9, 12), (12, 16)]
    gold = [
        {"id": f"a.{n}", "text": text, "entities": [{"start": s, "end": e, "label": "ORG"} for s, e in spans]}
        for n in range(4)
    ]
    rows = [{"id": row["id"], "entities": [dict(item) for item in row["entities"]]} for row in gold]
    for row in rows[:2]:
        for item in row["entities"][:3]:
            item["end"] -= 1
    assert score("ner", rows, gold).score["mentions.f"].value == 14 / 20


def test_a_weak_system_is_no_file_of_wrong_offsets():
    rows = gold_rows()
    rows[1]["entities"][0]["end"] -= 1
    rows[1]["entities"][4]["end"] -= 1
    assert 0 < score("ner", rows, gold_rows()).score["mentions.f"].value < 1


@pytest.mark.parametrize(
    ("start", "end", "surface", "cause"),
    [
        (0, 1, "工信", "end is included"),
        (5, 7, "上海", "UTF-16"),
        (10, 19, "信部上", ""),
        (13, 19, "上海", "bytes"),
        (2, 4, "信部", "count from 1"),
        (0, 2, "财政", ""),
        (3, 5, "部𠮷", "count from 1"),
        (4, 5, None, ""),
        (3, 3, None, "end is included"),
        (5, 7, None, "UTF-16"),
        (0, 19, None, "bytes"),
    ],
)
def test_causes_of_offsets(start, end, surface, cause):
    found = cause_of_offsets("工信部𠮷上海", start, end, surface)
    assert cause in found
    assert bool(cause) == bool(found)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda text: unicodedata.normalize("NFKC", text), "NFKC"),
        (str.lower, "lower-cased"),
        (lambda text: text.replace("“", '"').replace("”", '"'), "quotation marks"),
        (lambda text: text.replace("𠮷", "[UNK]"), "unknown to the model"),
        (lambda text: text.replace("AI", "A##I"), "word pieces"),
        (lambda text: text[:5], "stopped early"),
        (lambda text: text + "更多", "goes on"),
        (lambda text: text[:3] + text[2:], "given twice"),
        (lambda text: text.replace("好", "女"), ""),
    ],
)
def test_causes_of_texts(change, cause):
    text = "“AI，好”𠮷１"
    assert cause in cause_of_text(text, change(text))
    assert bool(cause_of_text(text, change(text))) == bool(cause)


def test_a_flood_is_counted_and_not_printed():
    findings = told("segmentation", [{"id": f"x.{n}", "words": []} for n in range(1000)])
    assert ids(findings).count("predictions-unknown-id") == KEPT + 1
    assert any("980 more" in finding.message for finding in findings)


def test_invalid_json_on_line_70001(tmp_path):
    path = tmp_path / "system.jsonl"
    line = json_line({"id": "x", "words": []})
    path.write_text(line * 70_000 + '{"id": "y", "words": [\n' + line, "utf-8")
    problems = Gathered("system.jsonl")
    assert sum(1 for _ in json_lines(path, problems)) == 70_001
    (finding,) = problems.findings()
    assert (finding.where, finding.id) == ("line 70001", "predictions-not-json")


def test_a_line_of_any_length_takes_bounded_memory(tmp_path):
    """A sparse file of 2 GB without a line break, then a right line."""
    path = tmp_path / "system.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"id": "')
        stream.seek(2 * 1024**3)
        stream.write(b'"}\n' + b'{"id": "b"}\n')
    problems = Gathered("system.jsonl")
    tracemalloc.start()
    read = list(json_lines(path, problems))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert read == [(2, {"id": "b"})]
    assert ids(problems.findings()) == ["predictions-line-too-long"]
    assert peak < 5 * LONGEST


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": 1e999}', '"x"', "{", "9" * 5000, '{"a": Infinity}'])
def test_lines_that_are_no_object(tmp_path, line):
    path = tmp_path / "x.jsonl"
    path.write_text(line + "\n", "utf-8")
    problems = Gathered("x.jsonl")
    rows = list(json_lines(path, problems))
    assert rows == ([(1, {"id": float("inf")})] if "1e999" in line else [])
    assert len(problems.findings()) == len(rows) ^ 1


def test_predictions_for_other_splits_are_left_aside_and_said():
    gold = [{**row, "split": "test" if row["id"].startswith("b") else "train"} for row in gold_rows()]
    report = score("segmentation", gold_rows(), gold, split="test")
    assert (report.texts, report.signature["split"]) == (2, "test")
    assert report.notes == ["predictions for other splits, not scored: 3"]


def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(tmp_path):
    path = tmp_path / "system.jsonl"
    lines = "".join(map(json_line, gold_rows())).replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + lines.encode())
    assert score("ner", path, gold_rows()).score["mentions.f"].value == 1


def test_a_file_that_is_not_there(tmp_path):
    assert ids(told("ner", tmp_path / "none.jsonl")) == ["predictions-unreadable"]


@pytest.mark.parametrize(
    ("meta", "told_of"),
    [
        ("{", "JSONDecodeError"),
        ("[]", "no JSON object"),
        ('{"system": "a"}', "version is missing"),
        (json.dumps({"system": "a\u202eb"}), "system is"),
        (json.dumps({"system": "a" * 81}), "system is"),
        (json.dumps({"seconds": True}), "seconds is True"),
        (json.dumps({"seconds": -1}), "seconds is -1"),
        ('{"seconds": 1e999}', "seconds is inf"),
        (json.dumps({"licence": 1}), "licence is no text"),
        (json.dumps({"runs": {"ner": 1}}), "runs is no object"),
        (json.dumps({"runs": {"ner": {"characters": "many"}}}), "runs.ner.characters is 'many'"),
        (json.dumps({"x": "y" * 200_000}), "moderate size"),
    ],
)
def test_faults_of_meta_json(tmp_path, meta, told_of):
    path = write(tmp_path / "system.jsonl", gold_rows())
    (tmp_path / "meta.json").write_text(meta, "utf-8")
    findings = told("ner", path)
    assert {finding.id for finding in findings} == {"predictions-meta"}
    assert any(told_of in finding.message for finding in findings)


def test_meta_json_names_the_system(tmp_path):
    path = write(tmp_path / "predictions.jsonl", gold_rows())
    meta = {"system": "結巴 1", "version": "1", "hardware": "2 cores", "seconds": None, "training_data": "none"}
    (tmp_path / "meta.json").write_text(json.dumps(meta), "utf-8")
    assert score("ner", path, gold_rows()).system == "結巴 1"


def test_gold_is_not_touched_by_what_predictions_hold():
    rows = [{"id": row["id"], "entities": []} for row in gold_rows()]
    report = score("ner", rows, gold_rows())
    assert report.score["mentions.f"].value == 0
    assert tasks()["ner"].gold("", {"entities": []}) == Entities()
