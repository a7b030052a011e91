"""A small constructed gold of three articles, with an astral character, full-width ones and blanks."""

from itertools import accumulate

from shuanglian.files import json_line, sha256

SENTENCES = [
    ("a-1.p01.s1", "上半年/，/产量/同比/增长/9.5%/。", [], []),
    (
        "a-1.p02.s1",
        "长三角/国家/技术/创新/中心/主任/刘庆/说/，/𠮷野家/来/了/。",
        [(0, 11, "NAME")],
        [(0, 11, "ORG"), (0, 3, "LOC"), (11, 13, "TITLE"), (13, 15, "PER"), (17, 20, "COM")],
    ),
    ("b-1.p01.s1", "ＤｅｅｐＳｅｅｋ/发布/ /大/模型/，/46万/家/企业/使用/。", [(15, 19, "QUANT")], [(0, 8, "COM")]),
    ("b-1.p01.s2", "工信部/和/上海市/分别/投入/3亿/元/、/5亿/元/。", [], [(0, 3, "GOV"), (4, 7, "GPE")]),
    ("c-1.p01.s1", "“/挺/好/。/”/", [], []),
]
FACTS = {
    "a-1.p01.s1": (
        [
            {
                "quantity": [10, 14],
                "kind": "percent",
                "value": "9.5",
                "unit": "%",
                "measured_entity": [4, 6],
                "time": [0, 3],
                "time_value": "2025-H1",
                "change": {"direction": "up", "basis": "yoy"},
            }
        ],
        [],
        [{"start": 0, "end": 3, "value": "2025-H1"}],
    ),
    "b-1.p01.s2": (
        [
            {
                "quantity": [11, 14],
                "kind": "money",
                "value": "300000000",
                "unit": "CNY",
                "measured_entity": [0, 3],
                "group": {"id": "g1", "type": "distributive", "index": 0, "size": 2},
            },
            {
                "quantity": [15, 18],
                "kind": "money",
                "value": "500000000",
                "unit": "CNY",
                "measured_entity": [4, 7],
                "group": {"id": "g1", "type": "distributive", "index": 1, "size": 2},
            },
        ],
        [],
        [],
    ),
    "a-1.p02.s1": ([], [{"start": 17, "end": 20, "kind": "name"}], []),
}


def gold_rows():
    return [_row(*sentence) for sentence in SENTENCES]


def _row(identity, written, groups, mentions):
    pieces = [piece for piece in written.split("/") if piece]
    text = "".join(pieces)
    facts, non_facts, times = FACTS.get(identity, ([], [], []))
    return {
        "id": identity,
        "text": text,
        "text_sha256": sha256(text),
        "words": [piece for piece in pieces if piece.strip()],
        "groups": _spans(groups),
        "entities": _spans(mentions),
        "facts": facts,
        "non_facts": non_facts,
        "times": times,
    }


def _spans(items):
    return [{"start": start, "end": end, "label": label} for start, end, label in items]


def article_rows():
    """The same as articles, each with its sentences."""
    articles = {}
    for row in gold_rows():
        articles.setdefault(row["id"].split(".")[0], []).append(row["text"])
    return [
        {
            "id": name,
            "text": "".join(texts),
            "sentences": [[end - len(text), end] for text, end in zip(texts, accumulate(map(len, texts)), strict=True)],
        }
        for name, texts in articles.items()
    ]


def diagnostic_rows():
    """The same sentences as if each article were about a phenomenon."""
    return [{**row, "id": f"diag-{row['id']}", "phenomenon": f"phenomenon-{row['id'][0]}"} for row in gold_rows()]


def rows_of(task):
    special = {"sentences": article_rows, "diagnostics": diagnostic_rows}
    return special.get(task, gold_rows)()


def write(path, rows):
    path.write_text("".join(map(json_line, rows)), "utf-8")
    return path
