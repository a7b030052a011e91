"""The chat adapter against an endpoint on loopback that answers well, badly, late, or not at all."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from shuanglian.baselines.description import read_baseline
from shuanglian.baselines.environments import library
from shuanglian.baselines.running import Place, run_script
from shuanglian.findings import FindingsError
from shuanglian.tasks.scoring import validate
from tests.baselines.stand_ins import BASELINES, RECORDS, ROOT

CHAT = BASELINES / "chat"
WORDS = [
    ["上半年", "，", "李明", "在", "北京大学", "发布", "了", "3", "款", "新车", "。"],
    ["产量", "同比", "增长", "9.5%", "，", "达", "120亿", "元", "。"],
    list("𠮷田说：“好！”"),
]
KEY = "sk-secret-of-the-test"


class Endpoint:
    """Answers from a list: an answer's content, or what goes wrong."""

    def __init__(self):
        self.script, self.requests, self.keys = [], [], []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                endpoint.requests.append(body)
                endpoint.keys.append(self.headers.get("Authorization"))
                step = endpoint.script.pop(0) if endpoint.script else {"status": 500}
                if step == "hang up":
                    self.connection.close()
                    return
                if step == "be late":
                    endpoint.late.wait(5)
                    return
                headers = step.pop("headers", {}) if isinstance(step, dict) and "status" in step else {}
                status = step.get("status", 200) if isinstance(step, dict) else 200
                raw = step["raw"] if isinstance(step, dict) and "raw" in step else endpoint.envelope(step)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *arguments):
                pass

        self.late = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def envelope(self, step):
        reason = "stop"
        if isinstance(step, tuple):
            step, reason = step
        content = step if isinstance(step, str) else json.dumps(step, ensure_ascii=False)
        choice = {"message": {"role": "assistant", "content": content}, "finish_reason": reason}
        usage = {"prompt_tokens": 100, "completion_tokens": 10}
        return json.dumps({"model": "stand-in-1", "choices": [choice], "usage": usage}).encode()


@pytest.fixture
def endpoint():
    found = Endpoint()
    yield found
    found.late.set()
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def ask(endpoint, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    place = Place(Path(sys.executable), library(tmp_path), tmp_path / "tmp")
    base = [
        "--url",
        endpoint.url,
        "--model",
        "stand-in",
        "--cache",
        str(tmp_path / "cache"),
        "--wait",
        "0.01",
        "--timeout",
        "1",
    ]

    def asked(task, script, *options, train=None, records=RECORDS):
        endpoint.script[:] = script
        return run_script(read_baseline(CHAT), task, records, place, train, [*base, *options])

    return asked


def test_words(ask, endpoint, tmp_path):
    rows, report = ask("segmentation", [{"words": words} for words in WORDS], "--price", "1", "10")
    assert [row["words"] for row in rows] == WORDS
    assert report["tokens"] == {"prompt": 300, "completion": 30}
    assert report["cost"] == 0.0006
    assert report["not_usable"] == {}
    assert report["meta"]["system"] == "stand-in, zero-shot"
    assert report["meta"]["version"] == "stand-in-1"
    assert endpoint.requests[0]["response_format"]["json_schema"]["schema"]["required"] == ["words"]
    assert json.loads(endpoint.requests[0]["messages"][-1]["content"])["text"] == RECORDS[0]["text"]
    assert set(endpoint.keys) == {f"Bearer {KEY}"}
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert KEY not in json.dumps(report)


def test_what_goes_wrong_on_the_way_is_tried_again(ask, endpoint):
    trouble = [
        *({"status": 500}, {"status": 429, "headers": {"Retry-After": "0.01"}}, "hang up", "be late"),
        *({"raw": b"<html>"}, {"raw": b'{"choices": []}'}, {"raw": b"\xff\xfe"}),
    ]
    answers = [{"words": words} for words in WORDS]
    rows, report = ask("segmentation", [*trouble, *answers], "--retries", "7", "--wait", "0.001")
    assert [row["words"] for row in rows] == WORDS
    assert report["retried"] == 7
    assert report["requests"] == 3


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ([{"status": 401, "raw": b"bad key"}], "HTTP 401: bad key"),
        ([{"status": 503}] * 9, "no answer after 2 attempts; the last: HTTP 503"),
    ],
)
def test_an_endpoint_that_cannot_be_used_ends_the_run(script, told, ask):
    with pytest.raises(FindingsError) as raised:
        ask("segmentation", script, "--retries", "1")
    assert raised.value.findings[0].id == "baseline-failed"
    assert told in raised.value.findings[0].message
    assert KEY not in raised.value.findings[0].message


def test_a_run_that_stopped_goes_on_where_it_was(ask, endpoint, tmp_path):
    with pytest.raises(FindingsError):
        ask("segmentation", [{"words": WORDS[0]}, {"words": WORDS[1]}, {"status": 400}])
    stored = sorted((tmp_path / "cache").iterdir())
    assert len(stored) == 2
    stored[0].write_bytes(stored[0].read_bytes()[:50])  # as if it had been cut off
    before = len(endpoint.requests)
    rows, report = ask("segmentation", [{"words": words} for words in (*_missing(stored), WORDS[2])])
    assert [row["words"] for row in rows] == WORDS
    assert len(endpoint.requests) - before == 2
    assert report["tokens"]["prompt"] == 300


def _missing(stored):
    """The words of the answer whose file was cut off."""
    kept = json.loads(stored[1].read_text("utf-8"))["answer"]["choices"][0]["message"]["content"]
    return [words for words in WORDS[:2] if json.loads(kept)["words"] != words]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("上半年 / ，", "no JSON"),
        ("", "no content"),
        ("[1, 2]", "no object"),
        (("{\"words\": [\"上半年\"", "length"), "cut off"),
        ({"words": "上半年"}, "no list of words"),
        ({"words": ["上半年", ""]}, "no list of words"),
        ({"words": [*WORDS[0][:-1], "．"]}, "the words are not the text"),
        ({"words": WORDS[0][:-1]}, "the words are not the text"),
        ({"tokens": WORDS[0]}, "no list of words"),
        ('{"words": ' + "[" * 100_000, "no JSON"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_the_text_is_counted_and_earns_nothing(answer, reason, ask):
    rows, report = ask("segmentation", [answer], records=RECORDS[:1])
    assert rows[0]["words"] == [RECORDS[0]["text"]]
    assert report["not_usable"] == {"answer not usable": 1}
    assert reason in report["first_not_usable"][0]
    assert len(report["first_not_usable"][0]) < 300


def test_a_code_fence_is_taken_off_and_told(ask):
    fenced = f"```json\n{json.dumps({'words': WORDS[0]}, ensure_ascii=False)}\n```"
    rows, report = ask("segmentation", [fenced], records=RECORDS[:1])
    assert rows[0]["words"] == WORDS[0]
    assert report["not_usable"] == {"code fence, taken off": 1}


def test_entities(ask):
    good = [{"text": "北京大学", "label": "ORG"}, {"text": "好", "occurrence": 1, "label": "WORK"}]
    bad = [
        {"text": "北京", "occurrence": 2, "label": "GPE"},
        {"text": "清华大学", "label": "ORG"},
        {"label": "PER"},
        {"text": "李明"},
    ]
    rows, report = ask("ner", [{"entities": [good[0], *bad]}, {"entities": ["李明"]}, {"entities": [good[1]]}])
    assert rows[0]["entities"] == [{"start": 7, "end": 11, "label": "ORG"}]
    assert rows[1]["entities"] == []
    assert rows[2]["entities"] == [{"start": 5, "end": 6, "label": "WORK"}]
    assert report["not_usable"] == {"mention left out": 4, "answer not usable": 1}


def test_facts(ask):
    fact = {
        "quantity": "9.5%",
        "kind": "percent",
        "value": "9.5",
        "unit": "%",
        "measured_property": "产量",
        "direction": "up",
        "basis": "yoy",
    }
    bad = [
        {"quantity": "9%", "kind": "percent"},
        {"quantity": "120亿元", "kind": "money", "value": 12},
        {"quantity": "120亿元"},
    ]
    odd = {"quantity": "120亿元", "kind": "money", "value": "12000000000", "unit": "CNY", "place": "北京"}
    times = [{"text": "上半年", "value": "2025-H1"}, {"text": "今年", "value": "2025"}]
    answers = [{"facts": [], "times": times}, {"facts": [fact, *bad, odd]}, {"facts": None}]
    rows, report = ask("numeric_facts", answers)
    assert rows[0]["times"] == [{"start": 0, "end": 3, "value": "2025-H1"}]
    found = rows[1]["facts"]
    assert [item["quantity"] for item in found] == [[6, 10], [12, 17]]
    assert found[0]["measured_property"] == [0, 2]
    assert found[0]["change"] == {"direction": "up", "basis": "yoy"}
    assert "place" not in found[1]
    assert report["not_usable"] == {"time left out": 1, "fact left out": 3, "slot left out": 1, "answer not usable": 1}


@pytest.mark.parametrize(("task", "key"), [("segmentation", "words"), ("ner", "entities"), ("numeric_facts", "facts")])
def test_examples_are_gold_of_the_train_split_and_read_back_as_it(task, key, ask, endpoint, tmp_path):
    rows = pq.read_table(ROOT / "dataset" / "data" / task / "train.parquet").to_pylist()
    shown = {row["text"]: row for row in rows}
    ask(task, [{key: [], "times": []}], "--shots", "5", train=rows, records=RECORDS[:1])
    told = endpoint.requests[0]["messages"][1:-1]
    assert len(told) == 10
    answers = [json.loads(message["content"]) for message in told[1::2]]
    records = [{**shown[json.loads(message["content"])["text"]]} for message in told[::2]]
    given = [{name: row.get(name) for name in ("id", "text", "text_sha256", "date")} for row in records]
    found, report = ask(task, answers, "--cache", str(tmp_path / "other"), records=given)
    assert report["not_usable"] == {}
    path = tmp_path / "found.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    meta = {"system": "a", "version": "1", "hardware": "", "seconds": 1, "training_data": ""}
    (tmp_path / "meta.json").write_text(json.dumps(meta), "utf-8")
    gold = tmp_path / "gold" / "gold.jsonl"
    gold.parent.mkdir()
    gold.write_text("".join(json.dumps(row) + "\n" for row in records), "utf-8")
    submission = validate(task, path, str(gold))
    for pair in submission.pairs:
        if task == "ner":
            assert pair.predicted == pair.gold
        elif task == "segmentation":
            assert pair.predicted.spans == pair.gold.spans
        else:
            assert [fact.quantity for fact in pair.predicted.facts] == [fact.quantity for fact in pair.gold.facts]
            assert [fact.value for fact in pair.predicted.facts] == [fact.value for fact in pair.gold.facts]


def test_prompts_quote_no_sentence_of_the_corpus():
    prompts = " ".join(path.read_text("utf-8") for path in (CHAT / "prompts").iterdir())
    for split in ("train", "validation", "test"):
        for row in pq.read_table(ROOT / "dataset" / "data" / "sentences" / f"{split}.parquet").to_pylist():
            pieces = (row["text"][at : at + 7] for at in range(len(row["text"]) - 6))
            assert not [piece for piece in pieces if piece in prompts], row["id"]
