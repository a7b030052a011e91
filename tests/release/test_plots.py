"""Plots: the same bytes every time, SVG that stands alone, drawn only where a card asks for them."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from shuanglian.check.release import check_release
from shuanglian.release.build import build_dataset, checksums
from shuanglian.release.plots import PLOTS, plots_asked
from tests.release.annotated import make_annotated
from tests.workspaces import CARD, load

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"
ALL = CARD + "\n".join(f"<!-- generated: plot-{plot.name} -->\n" for plot in PLOTS)
NAMES = sorted(plot.path for plot in PLOTS)


@pytest.fixture
def annotated(tmp_path):
    workspace = make_annotated(tmp_path / "workspace")
    workspace.card.write_text(ALL, "utf-8")
    return workspace


def build(workspace, card=ALL):
    return build_dataset(load(workspace), card, "DATASET_CARD.md", workspace.dataset)


def test_a_card_gets_the_plots_it_asks_for(annotated):
    build(annotated)
    assert sorted(path.relative_to(annotated.dataset).as_posix() for path in annotated.dataset.glob("plots/*")) == NAMES
    card = (annotated.dataset / "README.md").read_text("utf-8")
    images = dict(re.findall(r"!\[([^\]]{40,})\]\(([^)]+)\)", card))
    assert sorted(images.values()) == NAMES
    assert sorted(json.loads((annotated.dataset / "build.json").read_text("utf-8"))["plots"]) == NAMES
    build(annotated, CARD)
    assert not (annotated.dataset / "plots").exists()


def test_what_has_nothing_to_show_is_not_drawn(annotated):
    for path in annotated.annotation.gold.iterdir():
        path.unlink()
    for path in annotated.annotation.rounds.glob("*/*"):
        path.unlink()
    names = [f"plot-{plot.name}" for plot in PLOTS]
    assert [plot.name for plot in plots_asked(names, load(annotated))] == ["sentence-lengths"]
    build(annotated)
    assert "plots/units.svg" not in (annotated.dataset / "README.md").read_text("utf-8")


def test_another_process_hash_seed_and_style_give_the_same_bytes(annotated, tmp_path):
    build(annotated)
    before = checksums(annotated.dataset)
    (tmp_path / "matplotlibrc").write_text("font.size: 31\nlines.linewidth: 9\nsvg.fonttype: none\n")
    code = (
        "from pathlib import Path; from shuanglian.cli.workspace import Workspace;"
        "from tests.release.test_plots import build; import sys; print(build(Workspace(Path(sys.argv[1]))))"
    )
    command = [sys.executable, "-c", code, str(annotated.root)]
    environment = {"PYTHONHASHSEED": "7", "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"), "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"
    assert checksums(annotated.dataset) == before


def svgs():
    return sorted((ROOT / "dataset" / "plots").glob("*.svg"))


def test_the_corpus_has_every_plot():
    assert [f"plots/{path.name}" for path in svgs()] == NAMES


@pytest.mark.parametrize("path", svgs(), ids=lambda path: path.stem)
def test_a_plot_is_svg_that_needs_nothing_else(path):
    source = path.read_text("utf-8")
    root = ET.fromstring(source)
    assert root.tag == f"{SVG}svg"
    assert {element.tag for element in root.iter()}.isdisjoint(
        {f"{SVG}{tag}" for tag in ("text", "image", "script", "metadata")}
    )
    assert "<!DOCTYPE" not in source
    references = re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)|@import', source)
    assert all((one or other).startswith("#") for one, other in references)
    assert set(re.findall(r"https?://[^\"]*", source)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"\b20\d\d-\d\d-\d\d", source)


def test_a_plot_of_other_numbers_is_stale(annotated):
    build(annotated)
    assert check_release(annotated.dataset, load(annotated), annotated.card) == []
    folder = annotated.annotation.rounds / "entities-1"
    (folder / "second.jsonl").write_bytes((folder / "first.jsonl").read_bytes())  # what only a plot shows
    found = check_release(annotated.dataset, load(annotated), annotated.card)
    assert [(finding.id, finding.path) for finding in found] == [("release-stale", "dataset/build.json")]
    assert check_release(annotated.dataset, load(annotated)) == []


def test_a_build_without_matplotlib_draws_nothing_where_no_card_asks(annotated, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert build(annotated, CARD)


def test_importing_and_checking_load_no_matplotlib(annotated):
    build(annotated)
    code = (
        "import sys; from pathlib import Path; from shuanglian.cli.workspace import Workspace;"
        "from shuanglian.check.release import check_release; from tests.workspaces import load;"
        "w = Workspace(Path(sys.argv[1])); found = check_release(w.dataset, load(w), w.card);"
        "print(found, 'matplotlib' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(annotated.root)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "[] False\n"
