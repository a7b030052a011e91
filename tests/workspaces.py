"""A minimal valid workspace: two seeds, one with a reviewed layout, in two splits."""

from __future__ import annotations

from pathlib import Path

from shuanglian.cli.workspace import Workspace
from shuanglian.files import sha256
from shuanglian.text.layout_file import layout_toml
from shuanglian.text.propose import propose_layout
from shuanglian.text.reading import read_document

SEEDS = {
    "a.txt": (
        "两地共建创新中心\n\n□本报记者 张三\n\n上半年，产量同比增长9.5%。“成效初显。还要努力。”张三说。\n\n"
        "今年以来，已有 26 个项目落地……后续项目仍在推进。\n\n责任编辑：李四\n"
    ),
    "b.txt": "春运发送旅客创新高\n\n本报北京2月15日电(记者 王五)铁路部门预计发送旅客1550万人次。\n",
}
CARD = "---\nlanguage:\n- zh\nlicense: other\n---\n\n# A corpus\n\n<!-- generated: statistics -->\n"


def make_workspace(root: Path) -> Workspace:
    workspace = Workspace(root)
    (root / "seeds").mkdir(parents=True)
    (root / "annotation" / "layout").mkdir(parents=True)
    for name, text in SEEDS.items():
        (root / "seeds" / name).write_bytes(text.encode())
    write_sources(workspace)
    document = read_document(root / "seeds" / "a.txt")
    layout = layout_toml(propose_layout(document, "a"), document)
    (root / "annotation" / "layout" / "a.toml").write_text(layout, "utf-8")
    workspace.corpus.splits.write_text('"a-1" = "train"\n"b-1" = "test"\n', "utf-8")
    workspace.card.write_text(CARD, "utf-8")
    return workspace


def write_sources(workspace: Workspace) -> None:
    """List every seed as it is now."""
    rows = ["id\tfile\tsha256\tpublisher\tdate\turl\trights"]
    for path in sorted(workspace.corpus.seeds.glob("*.*")):
        if path != workspace.corpus.sources:
            digest = sha256(path.read_bytes())
            rows.append(f"{path.stem}\t{path.name}\t{digest}\t本报\t2025-02-15\t\tconstructed for tests")
    workspace.corpus.sources.write_text("\n".join(rows) + "\n", "utf-8")
