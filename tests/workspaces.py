"""A minimal valid workspace.

Of three seeds a has a reviewed layout, b has none and shares a long string with a, and d is
another extraction of b.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from shuanglian.annotations.codec import word_spans
from shuanglian.annotations.model import Entities, Fact, Facts, LabelledSpan, Words
from shuanglian.cli.workspace import Workspace
from shuanglian.corpus.annotated import with_gold
from shuanglian.corpus.model import Corpus
from shuanglian.corpus.reading import load_corpus
from shuanglian.files import sha256
from shuanglian.gold import GoldSentence, write_gold
from shuanglian.text.layout_file import layout_toml
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import read_document

SHARED = "中国国家铁路集团有限公司预计发送旅客1550万人次"
SEEDS = {
    "a.txt": (
        "两地共建创新中心\n\n□本报记者 张三\n\n上半年，产量同比增长9.5%。“成效初显。还要努力。”张三说。\n\n"
        f"今年以来，已有 26 个项目落地……{SHARED}。\n\n责任编辑：李四\n"
    ),
    "b.txt": f"春运发送旅客创新高\n\n本报北京2月15日电(记者 王五){SHARED}。各地铁路部门多措并举，加开旅客列车。\n",
    "d.txt": f"春运发送旅客创新高\n\n{SHARED}。各地铁路部门多措并举，加开了旅客列车。\n",
}
_TEXT = "上半年，产量同比增长9.5%。"
_FACT = Fact((10, 14), "percent", "9.5", unit="%", measured_property=(4, 6), time=(0, 3), time_value="2025-H1")
GOLD = [
    GoldSentence(
        "a-1.p01.s1",
        _TEXT,
        {
            "words": Words(tuple(word_spans(_TEXT, ["上半年", "，", "产量", "同比", "增长", "9.5%", "。"]))),
            "entities": Entities(),
            "facts": Facts((_FACT,), times=(LabelledSpan(0, 3, "2025-H1"),)),
        },
    )
]
CARD = "---\nlanguage:\n- zh\nlicense: other\n---\n\n# A corpus\n\n<!-- generated: statistics -->\n"


def make_workspace(root: Path) -> Workspace:
    workspace = Workspace(root)
    (root / "seeds").mkdir(parents=True)
    (root / "annotation" / "layout").mkdir(parents=True)
    for name, text in SEEDS.items():
        (root / "seeds" / name).write_bytes(text.encode())
    write_sources(workspace)
    write_layout(workspace, "a")
    write_layout(workspace, "d", duplicate_of="b-1")
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "train"\n', "utf-8")
    workspace.card.write_text(CARD, "utf-8")
    shutil.copyfile(Path(__file__).parent.parent / "annotation" / "schema.toml", workspace.annotation.schema)
    (workspace.annotation.rounds / "facts-1").mkdir(parents=True)
    write_gold(workspace.annotation.gold, GOLD)
    return workspace


def write_layout(workspace: Workspace, source_id: str, **decisions: str) -> None:
    """Take the proposal as the reviewed layout, with decisions on its first article."""
    document = read_document(workspace.corpus.seeds / f"{source_id}.txt")
    layout = propose_layout(document, source_id)
    articles = (replace(layout.articles[0], **decisions), *layout.articles[1:])
    toml = layout_toml(replace(layout, articles=articles), document)
    (workspace.corpus.layouts / f"{source_id}.toml").write_text(toml, "utf-8")


def write_sources(workspace: Workspace) -> None:
    """List every seed as it is now."""
    rows = ["id\tfile\tsha256\tpublisher\tdate\turl\trights"]
    for path in sorted(workspace.corpus.seeds.glob("*.*")):
        if path != workspace.corpus.sources:
            digest = sha256(path.read_bytes())
            rows.append(f"{path.stem}\t{path.name}\t{digest}\t本报\t2025-02-15\t\tconstructed for tests")
    workspace.corpus.sources.write_text("\n".join(rows) + "\n", "utf-8")


def load(workspace: Workspace) -> Corpus:
    """Read a workspace's corpus with its gold, as `shuanglian build` does."""
    return with_gold(load_corpus(workspace.corpus), workspace.annotation)
