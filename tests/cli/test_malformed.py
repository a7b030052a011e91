"""Every malformed submission, as a person gives it to the command: an error that names it, and no score."""

import json
import resource
import subprocess
import sys
import unicodedata

import pytest

from shuanglian.cli import main
from shuanglian.files import json_line
from shuanglian.tasks.causes import code_units
from tests.tasks.samples import gold_rows, write

META = {"system": "mine", "version": "1", "hardware": "2 cores", "seconds": 1, "training_data": "none"}


def entities(row):
    return [{**item, "text": row["text"][item["start"] : item["end"]]} for item in row["entities"]]


def rows(task):
    wanted = {"segmentation": lambda row: {"words": row["words"]}, "ner": lambda row: {"entities": entities(row)}}
    return [{"id": row["id"], "text": row["text"], **wanted[task](row)} for row in gold_rows()]


def wrong_id(found):
    found[1]["id"] = "a-1.p02.s9"


def missing(found):
    del found[1]


def doubled(found):
    found.append(found[1])


def changed_text(found):
    found[0]["text"] = found[0]["text"].replace("增长", "增加")


def changed_words(found):
    del found[0]["text"]
    found[0]["words"][4] = "增加"


def nfkc_text(found):
    found[2]["text"] = unicodedata.normalize("NFKC", found[2]["text"])


def nfkc_words(found):
    del found[2]["text"]
    found[2]["words"] = [unicodedata.normalize("NFKC", word) for word in found[2]["words"]]


def overlapping_words(found):
    del found[0]["text"]
    found[0]["words"][3:5] = ["同比增", "增长"]


def utf_16_offsets(found):
    text = found[1]["text"]
    for item in found[1]["entities"]:
        item["start"], item["end"] = code_units(text, item["start"]), code_units(text, item["end"])


def inclusive_ends(found):
    for row in found:
        for item in row["entities"]:
            item["end"] -= 1


def inclusive_ends_without_text(found):
    inclusive_ends(found)
    for row in found:
        for item in row["entities"]:
            del item["text"]


LIST = [
    ("segmentation", wrong_id, "predictions-unknown-id", ["line 2", "a-1.p02.s9"]),
    ("segmentation", wrong_id, "predictions-missing-id", ["a-1.p02.s1"]),
    ("segmentation", missing, "predictions-missing-id", ["a-1.p02.s1", "长三角"]),
    ("segmentation", doubled, "predictions-repeated-id", ["line 6", "a-1.p02.s1", "line 2"]),
    ("segmentation", changed_text, "predictions-text-differs", ["line 1", "增[长]", "增[加]"]),
    ("segmentation", changed_words, "predictions-text-differs", ["line 1", "增加", "长9.5%"]),
    ("segmentation", nfkc_text, "predictions-text-differs", ["line 3", "NFKC"]),
    ("segmentation", nfkc_words, "predictions-text-differs", ["line 3", "NFKC"]),
    ("segmentation", overlapping_words, "predictions-text-differs", ["line 1", "do words overlap?"]),
    ("ner", utf_16_offsets, "predictions-offsets", ["line 2", "𠮷野家", "UTF-16"]),
    ("ner", inclusive_ends, "predictions-offsets", ["line 2", "the end is included"]),
    ("ner", inclusive_ends_without_text, "predictions-offsets", ["all lines", "ends are included"]),
]


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Give predictions to `score` and to `validate`; return what is told, after proof that nothing is scored."""

    def told(task, content, meta=None, gold=None):
        predictions = tmp_path / "mine.jsonl"
        predictions.write_text(content, "utf-8")
        (tmp_path / "meta.json").write_text(json.dumps(meta or META), "utf-8")
        against = write(tmp_path / "gold" / "gold.jsonl", gold or gold_rows())
        answers = []
        for command in ("score", "validate"):
            arguments = [command, task, str(predictions), "--gold", str(against)]
            monkeypatch.setattr(sys, "argv", ["shuanglian", *arguments])
            with pytest.raises(SystemExit) as ended:
                main()
            shown = capsys.readouterr()
            assert ended.value.code == 1
            assert "scorer:" not in shown.out + shown.err
            assert "F" not in shown.out.split()
            answers.append(shown.out + shown.err)
        return answers

    (tmp_path / "gold").mkdir()
    monkeypatch.chdir(tmp_path)
    return told


@pytest.mark.parametrize(("task", "change", "kind", "told"), LIST, ids=lambda one: getattr(one, "__name__", None))
def test_rows(task, change, kind, told, refused):
    found = rows(task)
    change(found)
    for answer in refused(task, "".join(map(json_line, found))):
        assert kind in answer
        assert all(words in answer for words in told)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_no_number(number, refused):
    lines = [json_line({"id": row["id"], "facts": row["facts"]}) for row in gold_rows()]
    lines[0] = lines[0].replace('"9.5"', number)
    assert number in lines[0]
    for answer in refused("numeric_facts", "".join(lines)):
        assert "predictions-not-json" in answer
        assert f"line 1: predictions-not-json\n    {number} is no JSON" in answer


def test_no_json_far_down(refused):
    gold = [{"id": f"a-1.p{number}.s1", "text": "好。", "words": ["好", "。"]} for number in range(70_005)]
    lines = [json_line({"id": row["id"], "words": row["words"]}) for row in gold]
    lines[70_000] = lines[70_000].replace("]", "")
    for answer in refused("segmentation", "".join(lines), gold=gold):
        assert answer.count("predictions-") == 1
        assert "line 70001: predictions-not-json" in answer


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "a</script><script>alert(1)</script>", "A&amp;B"])
@pytest.mark.parametrize("key", ["system", "version"])
def test_html_in_a_name(name, key, refused):
    content = "".join(map(json_line, rows("ner")))
    for answer in refused("ner", content, meta={**META, key: name}):
        assert "meta.json" in answer
        assert "predictions-meta" in answer
        assert f"{key} is {name!r}, not a plain name" in answer


LITTLE = 1024**3
"""Bytes of address space: half of what the line alone would take."""


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is set as on Linux")
def test_a_line_of_two_gigabytes_is_refused_in_little_memory(tmp_path):
    write(tmp_path / "gold.jsonl", gold_rows())
    with (tmp_path / "mine.jsonl").open("wb") as stream:  # a sparse file
        stream.write(b'{"id": "')
        stream.seek(2 * 1024**3)
        stream.write(b'"}\n')
    command = [sys.executable, "-m", "shuanglian", "score", "ner", "mine.jsonl", "--gold", "gold.jsonl"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LITTLE, LITTLE)),
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    assert "mine.jsonl: line 1: predictions-line-too-long" in done.stderr
