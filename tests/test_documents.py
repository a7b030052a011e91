"""What README, card and docs/ tell a reader to type works as written, and their links lead somewhere."""

import re
import shutil

import click
import pytest

from shuanglian.cli import cli
from tests.documents import DOCUMENTS, ROOT, RUN, SHOWN, blocks, run, shown_otherwise, to_run

GOLDEN = ROOT / "tests" / "not-run.golden"


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the blocks read, so that they may write."""
    folder = tmp_path / "shuanglian"
    folder.mkdir()
    for name in ("seeds", "annotation", "dataset", "baselines", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copyfile(ROOT / "DATASET_CARD.md", folder / "DATASET_CARD.md")
    return folder


TRANSLATIONS = {"README.zh.md"}
"""Their blocks are those of the original to the letter: `test_the_chinese_readme_keeps_in_step`."""


@pytest.mark.parametrize(
    "document", [d for d in DOCUMENTS if to_run(d) and d.name not in TRANSLATIONS], ids=lambda path: path.name
)
def test_blocks_run_in_order(document, checkout):
    printed = run(document, checkout)
    assert len(printed) == len(to_run(document))
    problems = shown_otherwise(document, printed)
    assert not problems, "\n".join(problems)


def test_what_is_not_run_is_counted(request):
    """Every block that is left out has a reason, and a new one shows in the review of this list."""
    left = [(d, b) for d in DOCUMENTS for b in blocks(d) if b.language in RUN and b.not_run]
    told = "".join(f"{document.name}: {block.code.split(chr(10))[0]}: {block.not_run}\n" for document, block in left)
    if request.config.getoption("--refresh-golden"):
        GOLDEN.write_text(told, "utf-8")
    assert told == GOLDEN.read_text("utf-8"), "if that is right: pytest tests/test_documents.py --refresh-golden"


def test_what_is_run_elsewhere_is_named_there():
    for document in DOCUMENTS:
        for block in blocks(document):
            if block.run_by:
                assert document.name.replace(".zh", "") in (ROOT / block.run_by).read_text("utf-8"), (
                    f"{document.name}:{block.line}"
                )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_fence_says_what_it_is(document):
    """A block of another language could hide a command that nobody runs."""
    for block in blocks(document):
        assert block.language in (*RUN, *SHOWN), f"{document.name}:{block.line}: {block.language!r}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_synopses_name_commands_and_options_that_exist(document):
    lines = [line for b in blocks(document) if b.language == "text" for line in b.code.splitlines()]
    for line in lines:
        if line.startswith("shuanglian "):
            assert unknown_words(line) == [], line


def unknown_words(line):
    """Return what of a synopsis is no command and no option of it; what follows -- belongs to others."""
    words = re.findall(r"--[\w-]*|[\w-]+", re.split(r" \[?-- ", line)[0])[1:]
    command = cli
    context = click.Context(cli)
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        if found is None:
            return [name]
        command = found
    options = {option for parameter in command.params for option in parameter.opts}
    return [word for word in words if word.startswith("--") and word not in options]


def test_an_unknown_option_is_seen():
    assert unknown_words("shuanglian score TASK PRED [--splits NAME]") == ["--splits"]
    assert unknown_words("shuanglian baseline walk NAME") == ["walk"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", document.read_text("utf-8"))
    home = ROOT / "dataset" if document.name == "DATASET_CARD.md" else document.parent
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = home / path if path else document
        assert file.exists(), f"{document.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{document.name}: {target}"


def anchors(file):
    headings = re.findall(r"(?m)^#+ (.*)$", file.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_ci_calls_the_test_command_of_the_readme():
    command = "make test"
    for name in ("README.md", "README.zh.md"):
        assert f"```bash\n{command}\n```" in (ROOT / name).read_text("utf-8")
    assert command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def sections(path):
    """Heading level, numbers and links of each section, without code."""
    text = re.sub(r"(?ms)^ *```.*?^ *```$", "", path.read_text("utf-8"))
    parts = re.split(r"(?m)^(#+) ", text)[1:]
    return [
        (level, sorted(re.findall(r"\d[\d.,]*\d|\d", body)), sorted(re.findall(r"\]\(([^)#][^)]*)\)", body)))
        for level, body in zip(parts[::2], parts[1::2], strict=True)
    ]


def test_the_chinese_readme_keeps_in_step():
    """The same blocks to the letter; the same sections, with the same numbers and links in each."""
    english, chinese = (ROOT / name for name in ("README.md", "README.zh.md"))
    ours, theirs = ([(b.language, b.code, b.not_run, b.run_by) for b in blocks(path)] for path in (english, chinese))
    assert ours == theirs
    expected = [(level, numbers, [t.replace("README.zh", "README") for t in links]) for level, numbers, links in sections(english)]  # fmt: skip
    found = [(level, numbers, [t.replace("README.zh", "README") for t in links]) for level, numbers, links in sections(chinese)]  # fmt: skip
    assert found == expected


def test_the_figures_of_the_readme_are_those_of_the_card():
    size = re.search(r"\*\*Size:\*\* (.*)", (ROOT / "dataset" / "README.md").read_text("utf-8"))[1]
    told = dict(re.findall(r"([\d,]+) ([a-z -]+)", size))
    counts = {number for number, what in told.items() if what not in ("seed files", "characters", "dates and times")}
    for name in ("README.md", "README.zh.md"):
        introduction = (ROOT / name).read_text("utf-8").split("\n## ")[0]
        assert counts <= set(re.findall(r"[\d,]*\d", introduction)), name
