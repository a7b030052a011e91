"""The examples of docs/formats.md are what the formats give, and its table what they carry.

Refresh the examples with ``python -m pytest tests/exports/test_docs.py --refresh-golden``.
"""

import re
from pathlib import Path

from shuanglian.annotations.checks import check_layer
from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.exports import formats
from shuanglian.exports.reading import read_sentences
from shuanglian.files import json_line
from shuanglian.gold import Decision, GoldSentence
from tests.annotations.samples import SCHEMA
from tests.exports.samples import written

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs" / "formats.md"
BLOCK = re.compile(r"(```(?:json|text) ([\w-]+)\n)(.*?)(```)", re.DOTALL)
SHOWN = 18  # lines of a format that has a line for each character
TEXT = "长三角国家技术创新中心主任张三说，上半年5G基站产量同比增长9.5%。"
GOLD = GoldSentence(
    "n1-1.p02.s1",
    TEXT,
    {
        "words": Words(
            tuple(
                word_spans(
                    TEXT,
                    [
                        "长三角",
                        "国家",
                        "技术",
                        "创新",
                        "中心",
                        "主任",
                        "张三",
                        "说",
                        "，",
                        "上半年",
                        "5G",
                        "基站",
                        "产量",
                        "同比",
                        "增长",
                        "9.5%",
                        "。",
                    ],
                )
            ),
            (LabelledSpan(0, 11, "NAME"),),
        ),
        "entities": Entities(
            tuple(LabelledSpan(*m) for m in ((0, 11, "ORG"), (0, 3, "LOC"), (11, 13, "TITLE"), (13, 15, "PER")))
        ),
        "facts": Facts(
            (
                Fact(
                    (30, 34),
                    "percent",
                    "9.5",
                    unit="%",
                    measured_entity=(20, 24),
                    measured_property=(24, 26),
                    time=(17, 20),
                    time_value="2025-H1",
                    direction="up",
                    basis="yoy",
                ),
            ),
            (LabelledSpan(20, 22, "name"),),
            (LabelledSpan(17, 20, "2025-H1"),),
        ),
    },
    (Decision("entities", "first", "6.2: the short name inside the full one"),),
)


def example(name):
    if name == "gold":
        return json_line(GOLD.as_json())
    content = written(name, read_sentences([GOLD.as_json()])).content
    if name == "brat":
        return content["n1-1.ann"].decode()
    lines = content.decode().replace("\r\n", "\n").rstrip("\n").split("\n")
    if name in ("bio", "bioes", "bmes"):
        lines = [*lines[:SHOWN], "…"]
    return "\n".join(lines) + "\n"


def test_the_example_is_valid():
    for layer in GOLD.layers.values():
        assert check_layer("docs", "", TEXT, layer, SCHEMA) == []


def test_examples(request):
    text = DOCS.read_text("utf-8")
    fresh = BLOCK.sub(lambda match: match[1] + example(match[2]) + match[4], text)
    if request.config.getoption("--refresh-golden"):
        DOCS.write_text(fresh, "utf-8")
    assert fresh == text, "refresh with: python -m pytest tests/exports/test_docs.py --refresh-golden"
    shown = {match[2] for match in BLOCK.finditer(text)}
    assert shown == {"gold", *formats()} - {"label-studio", "spacy"}


def test_the_table_says_what_is_carried():
    text = DOCS.read_text("utf-8")
    header, _, *rows = re.findall(r"^\| .*\|$", text[text.index("| format | words") :], re.MULTILINE)
    kinds = [cell.strip() for cell in header.strip("|").split("|")][1:-1]
    told = {}
    for row in rows:
        names, *cells, _ = (cell.strip() for cell in row.strip("|").split("|"))
        carried = {kind for kind, cell in zip(kinds, cells, strict=True) if cell in ("●", "◐")}
        told |= dict.fromkeys(re.findall("`(.*?)`", names), carried)
    assert told == {name: set(form.carries) for name, form in formats().items()}
