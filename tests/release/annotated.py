"""A workspace with gold in two splits and a round of two passes, small enough to count by hand."""

import json

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.gold import Decision, GoldSentence, write_gold
from shuanglian.labelstudio.conversion import to_regions
from shuanglian.labelstudio.rounds import AnnotatedSentence
from tests.workspaces import GOLD, load, make_workspace, write_sources

TITLE = "两地共建创新中心"
QUOTE = "“成效初显。还要努力。”张三说。"
NEWS = "产量同比增长3个百分点，约有12家企业落户上海市浦东新区。"
ORG = LabelledSpan(2, 8, "ORG")
PER = LabelledSpan(11, 13, "PER")


def words(text, cut, *groups):
    return Words(tuple(word_spans(text, cut.split("/"))), tuple(LabelledSpan(*group) for group in groups))


ANNOTATED = [
    GoldSentence(
        "a-1.t01.s1",
        TITLE,
        {
            "words": words(TITLE, "两/地/共建/创新/中心", (4, 8, "TERM")),
            "entities": Entities((ORG,)),
            "facts": Facts((), (LabelledSpan(0, 2, "lexical"),)),
        },
        (Decision("entities", "overruled", "constructed"),),
    ),
    GOLD[0],
    GoldSentence("a-1.p01.s2", QUOTE, {"entities": Entities((PER,))}, (Decision("entities", "first", "constructed"),)),
    GoldSentence(
        "c-1.p01.s1",
        NEWS,
        {
            "words": words(
                NEWS,
                "产量/同比/增长/3/个/百分点/，/约/有/12/家/企业/落户/上海市/浦东/新区/。",
                (14, 17, "QUANT"),
                (21, 28, "NAME"),
            ),
            "entities": Entities((LabelledSpan(21, 28, "GPE"), LabelledSpan(21, 24, "GPE"))),
            "facts": Facts(
                (
                    Fact((6, 11), "percentage_point", "3", unit="[pp]", measured_property=(0, 2), direction="up"),
                    Fact((14, 17), "count", "12", unit="{家}", measured_entity=(17, 19), modifier="APPROX"),
                )
            ),
        },
    ),
]


def make_annotated(root):
    workspace = make_workspace(root)
    (workspace.corpus.seeds / "c.txt").write_text(f"沪苏联合攻关\n\n本报上海3月5日电(记者 赵六){NEWS}\n", "utf-8")
    write_sources(workspace)
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "train"\n"c-1" = "test"\n', "utf-8")
    write_gold(workspace.annotation.gold, ANNOTATED)
    passes = {
        "first": {"a-1.t01.s1": Entities(), QUOTE_ID: Entities((PER,))},
        "second": {"a-1.t01.s1": Entities(), QUOTE_ID: Entities()},
    }
    for name, sentences in passes.items():
        write_pass(workspace, "entities-1", name, sentences)
    return workspace


QUOTE_ID = "a-1.p01.s2"


def write_pass(workspace, round_name, annotator, sentences):
    records = {record.id: record for article in load(workspace).articles for record in article.records}
    lines = [
        AnnotatedSentence(
            identity, records[identity].text_sha256, "submitted", to_regions(records[identity].text, annotation)
        ).as_json()
        for identity, annotation in sentences.items()
    ]
    folder = workspace.annotation.rounds / round_name
    folder.mkdir(exist_ok=True)
    (folder / f"{annotator}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
