"""One minimal broken file for each check, and the message a person reads.

A file is called ``<finding id>.<place>``; it is laid over a valid workspace at its place, which
is then checked; ``tests/published`` is the valid dataset for what is wrong with a dataset, kept
as it was built so that messages stay as they are. The golden message lies beside it as ``<finding id>.golden``.
"""

import importlib
import pkgutil
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import shuanglian
from shuanglian.cli import cli
from shuanglian.findings import Kind
from shuanglian.tasks import problems, reference
from tests.workspaces import make_workspace, write_sources

INVALID = Path(__file__).parent.parent / "invalid"
PLACES = {
    "seed": "seeds/b.txt",
    "extra-seed": "seeds/c.txt",
    "sources.tsv": "seeds/sources.tsv",
    "layout.toml": "annotation/layout/a.toml",
    "other-layout.toml": "annotation/layout/c.toml",
    "duplicate-layout.toml": "annotation/layout/d.toml",
    "splits.toml": "annotation/splits.toml",
    "schema.toml": "annotation/schema.toml",
    "round.jsonl": "annotation/rounds/facts-1/first.jsonl",
    "other-round.jsonl": "annotation/rounds/verbs-1/first.jsonl",
    "words-round.jsonl": "annotation/rounds/words-1/first.jsonl",
    "gold.jsonl": "annotation/gold/a-1.jsonl",
    "wordlist.tsv": "annotation/guidelines/wordlist.tsv",
    "numerals.tsv": "annotation/guidelines/numerals.tsv",
    "exceptions.toml": "annotation/exceptions.toml",
    "diagnostics.txt": "annotation/diagnostics/01-percent.txt",
    "gold-version.json": "annotation/gold-version.json",
    "card.md": "DATASET_CARD.md",
    "records.jsonl": "records.jsonl",
    "checksums.txt": "dataset/checksums.txt",
    "parquet": "dataset/data/sentences/train.parquet",
    "readme.md": "dataset/README.md",
}
SERVER_KINDS = "what a server does: tests/labelstudio/test_server.py meets it"
WITHOUT_A_FILE = {
    **dict.fromkeys(
        (
            "annotate-no-server",
            "annotate-no-such-round",
            "annotate-not-installed",
            "server-failed",
            "server-foreign",
            "server-not-installed",
            "server-not-started",
            "server-project-edited",
            "server-refused-token",
            "server-unreachable",
            "transfer-annotated-otherwise",
            "transfer-annotated-twice",
            "transfer-text-differs",
            "transfer-unknown-annotator",
            "transfer-unknown-sentence",
            "transfer-unknown-task",
        ),
        SERVER_KINDS,
    ),
    **dict.fromkeys(
        (kind.id for module in (problems, reference) for kind in vars(module).values() if isinstance(kind, Kind)),
        "what is wrong with predictions and gold: tests/tasks/test_invalid.py has a file for each",
    ),
    **dict.fromkeys(
        ("submission-empty", "submission-unknown-task"),
        "a folder of a system: tests/leaderboard/test_data.py makes them",
    ),
    "leaderboard-stale": "documents of a workspace: tests/cli/test_leaderboard.py has an old one",
    "leaderboard-unclosed": "documents of a workspace: tests/leaderboard/test_blocks.py has one",
    "card-missing": "a workspace without the file: tests/cli/test_commands.py takes it away",
    "annotation-unreadable": "what Label Studio sends back: tests/labelstudio/test_results.py",
    "words-gap": "words are read from text that leaves no gap: tests/annotations/test_checks.py makes one",
    **dict.fromkeys(
        (
            "notation-malformed",
            "notation-text-differs",
            "notation-unknown-sentence",
            "notation-repeated-sentence",
        ),
        "a file of somebody's own: tests/notation/test_forms.py",
    ),
    **dict.fromkeys(
        ("export-barred-label", "export-no-layer"),
        "gold that a format cannot write: tests/exports/test_exporting.py",
    ),
    "extra-not-installed": "an environment without the extra: tests/cli/test_commands.py hides it",
    "export-document-name": "a document whose name is no file's: tests/exports/test_brat.py",
    **dict.fromkeys(
        (
            "scale-article-failed",
            "scale-bad-date",
            "scale-bad-file",
            "scale-bad-option",
            "scale-bad-row",
            "scale-no-input",
            "scale-no-slurm",
            "scale-other-run",
            "scale-task-failed",
        ),
        "an archive of somebody's own: tests/scale",
    ),
    "input-bad-line": "lines of somebody's own: tests/cli/test_facts.py",
    "version-not-newer": "a version that is asked for: tests/cli/test_annotate.py asks for it",
    **dict.fromkeys(
        ("submission-empty", "submission-unknown-task"),
        "a submission's folder: tests/leaderboard/test_data.py makes them",
    ),
    **dict.fromkeys(
        (
            "baseline-environment",
            "baseline-failed",
            "baseline-malformed",
            "baseline-model-absent",
            "baseline-no-dataset",
            "baseline-not-reproduced",
            "baseline-unknown",
        ),
        "a baseline's folder: tests/cli/test_baseline.py makes them",
    ),
    **dict.fromkeys(
        (
            "publish-failed",
            "publish-no-token",
            "publish-not-in-changelog",
            "publish-not-installed",
            "publish-refused",
            "publish-tag-differs",
            "publish-uncommitted",
            "publish-unreachable",
        ),
        "what a Hub answers, and a history: tests/publish has a stand-in for the Hub",
    ),
    **dict.fromkeys(
        (
            "rehydrate-missing-seed",
            "rehydrate-not-restored",
            "rehydrate-not-textfree",
            "rehydrate-other-seed",
            "textfree-leak",
            "textfree-not-restorable",
        ),
        "a release without text: tests/release/test_textfree.py makes them",
    ),
    "rounds-no-pass": "a pass that was not pulled: tests/cli/test_annotate.py asks for it",
    "offsets-lost": "only broken code loses a character: tests/check/test_records.py breaks it",
    "release-not-checked": "an environment without pyarrow: tests/check/test_release.py hides it",
    "release-empty": "a workspace without seeds: tests/release/test_build.py",
    "release-unwritable": "a folder that cannot be written to: tests/release/test_build.py",
    "release-stale": "a build that is older than its seeds: tests/check/test_release.py makes one",
}
CASES = sorted(path for path in INVALID.glob("*.*") if path.suffix != ".golden")
REFRESH = "python -m pytest tests/check/test_invalid.py --refresh-golden"


def kinds():
    modules = pkgutil.walk_packages(shuanglian.__path__, "shuanglian.")
    found = {}
    for module in modules:
        found |= {k.id: k for k in vars(importlib.import_module(module.name)).values() if isinstance(k, Kind)}
    return found


def finding_id(case):
    return case.name.split(".")[0]


@pytest.mark.parametrize("case", CASES, ids=finding_id)
def test_a_broken_file_gets_its_message(case, tmp_path, monkeypatch, request):
    place = PLACES[case.name.split(".", 1)[1]]
    workspace = make_workspace(tmp_path / "workspace")
    monkeypatch.chdir(workspace.root)
    run = CliRunner().invoke
    if place.startswith("dataset/"):
        shutil.copytree(INVALID.parent / "published", workspace.dataset)
    (workspace.root / place).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(case, workspace.root / place)
    if place == "seeds/b.txt" and finding_id(case) != "bytes-changed":
        write_sources(workspace)
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}

    command = {"DATASET_CARD.md": ["build"], "records.jsonl": ["check", "records.jsonl"]}.get(place, ["check"])
    command = ["check", "dataset"] if place.startswith("dataset/") else command
    result = run(cli, command)

    golden = INVALID / f"{finding_id(case)}.golden"
    told = result.stderr if command != ["build"] else f"{result.exception}\n"
    told = "".join(
        line for line in told.splitlines(keepends=True) if not line.startswith(("bytes and", "offsets and", "release:"))
    )
    if request.config.getoption("--refresh-golden"):
        golden.write_text(told, "utf-8")
    assert golden.exists(), f"no golden message; write it with: {REFRESH}"
    assert told == golden.read_text("utf-8"), f"if the new message is better: {REFRESH}"
    assert finding_id(case) in told
    assert result.exit_code == 1
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before


def test_every_kind_of_finding_has_a_broken_file():
    covered = {finding_id(case) for case in CASES}
    assert covered | set(WITHOUT_A_FILE) == set(kinds())
    assert not covered & set(WITHOUT_A_FILE)


def test_ids_begin_with_what_they_are_about_and_levels_are_known():
    from shuanglian.findings import LEVELS

    for kind in kinds().values():
        assert kind.level in LEVELS
        assert kind.fix


def test_the_valid_workspace_has_no_findings(workspace, monkeypatch):
    monkeypatch.chdir(workspace.root)
    shutil.copytree(INVALID.parent / "published", workspace.root / "published")
    for command in (["check"], ["build"], ["check"], ["check", "published"]):
        result = CliRunner().invoke(cli, command)
        assert result.exit_code == 0, result.output
