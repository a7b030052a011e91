import pytest

from shuanglian import FindingsError
from shuanglian.corpus.reading import load_corpus, read_corpus
from tests.workspaces import write_layout, write_sources


def test_an_article_is_a_file_a_row_and_a_line(workspace):
    (workspace.corpus.seeds / "c.txt").write_text("新的一篇文章\n\n它只有一段。\n", "utf-8")
    write_sources(workspace)
    with workspace.corpus.splits.open("a", encoding="utf-8") as splits:
        splits.write('"c-1" = "test"\n')
    corpus = load_corpus(workspace.corpus)
    assert [record.text for record in corpus.article("c-1").records] == ["新的一篇文章", "它只有一段。"]
    assert corpus.article("c-1").split == "test"


def test_duplicates_and_clusters(workspace):
    corpus = load_corpus(workspace.corpus)
    assert [(pair.one, pair.other) for pair in corpus.near_duplicates] == [("b-1", "d-1")]
    assert {article.id: (article.split, article.cluster) for article in corpus.articles} == {
        "a-1": ("train", "a-1"),
        "b-1": ("train", "a-1"),
        "d-1": (None, ""),
    }


def test_of_many_copies_each_needs_a_decision_and_any_may_be_canonical(workspace):
    copy = (workspace.corpus.seeds / "d.txt").read_bytes()
    for name in "ef":
        (workspace.corpus.seeds / f"{name}.txt").write_bytes(copy)
    write_sources(workspace)
    write_layout(workspace, "b", duplicate_of="f-1")
    write_layout(workspace, "d", duplicate_of="f-1")
    workspace.corpus.splits.write_text('"a-1" = "train"\n"e-1" = "train"\n"f-1" = "train"\n', "utf-8")
    _, findings = read_corpus(workspace.corpus)
    assert [(finding.id, finding.where) for finding in findings] == [("records-undecided-duplicate", "article e-1")]
    write_layout(workspace, "e", duplicate_of="f-1")
    workspace.corpus.splits.write_text('"a-1" = "train"\n"f-1" = "train"\n', "utf-8")
    assert read_corpus(workspace.corpus)[1] == []


def test_problems_of_all_files_come_at_once(workspace):
    (workspace.corpus.seeds / "a.txt").write_bytes(b"")
    (workspace.corpus.seeds / "b.txt").write_bytes("春".encode("utf-16")[:-1])
    (workspace.corpus.layouts / "d.toml").write_text("file = [", "utf-8")
    workspace.corpus.splits.write_text('"a-1" = "none"', "utf-8")
    with pytest.raises(FindingsError) as error:
        load_corpus(workspace.corpus)
    assert [finding.id for finding in error.value.findings] == [
        "bytes-empty-file",
        "bytes-undecodable",
        "layout-malformed",
        "splits-malformed",
    ]


def test_what_depends_on_all_articles_is_not_judged_on_some(workspace):
    (workspace.corpus.seeds / "b.txt").write_bytes(b"")
    _, findings = read_corpus(workspace.corpus)
    assert {finding.id for finding in findings} == {"bytes-empty-file"}


def test_an_encoding_named_in_the_table_is_used(workspace):
    seed = workspace.corpus.seeds / "b.txt"
    seed.write_bytes(seed.read_text("utf-8").encode("big5", errors="ignore"))
    write_sources(workspace)
    table = workspace.corpus.sources
    lines = table.read_text("utf-8").splitlines()
    rows = [lines[0] + "\tencoding"] + [line + ("\tbig5" if line.startswith("b") else "\t") for line in lines[1:]]
    table.write_text("\n".join(rows) + "\n", "utf-8")
    corpus, _ = read_corpus(workspace.corpus)
    assert {seed.source.id: seed.document.encoding for seed in corpus.seeds}["b"] == "big5"


def test_a_table_saved_with_other_line_ends(workspace):
    table = workspace.corpus.sources
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    write_layout(workspace, "a")
    assert len(load_corpus(workspace.corpus).articles) == 3


@pytest.mark.parametrize("cell", ["/etc/hostname", "../seeds/b.txt", "./b.txt", "", "C:\\b.txt", "x\\b.txt"])
def test_a_file_that_is_not_below_the_seeds_is_a_finding(workspace, cell):
    table = workspace.corpus.sources
    table.write_text(table.read_text("utf-8").replace("\tb.txt\t", f"\t{cell}\t"), "utf-8")
    _, findings = read_corpus(workspace.corpus)
    assert {finding.id for finding in findings} == {"sources-malformed"}


@pytest.mark.parametrize("identity", ["", "/etc/b", "x" * 300, "b/c", "a b"])
def test_an_id_that_names_no_layout_is_a_finding(workspace, identity):
    table = workspace.corpus.sources
    table.write_text(table.read_text("utf-8").replace("\nb\t", f"\n{identity}\t"), "utf-8")
    _, findings = read_corpus(workspace.corpus)
    assert {finding.id for finding in findings} == {"sources-malformed"}


@pytest.mark.parametrize(
    ("inferred", "date_source"), [("rights", "stated"), ("date rights", "inferred"), ("", "stated")]
)
def test_the_table_says_whether_a_date_is_inferred(workspace, inferred, date_source):
    table = workspace.corpus.sources
    head, *rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([f"{head}\tinferred", *(f"{row}\t{inferred}" for row in rows)]) + "\n", "utf-8")
    article = load_corpus(workspace.corpus).article("b-1")
    assert (article.date, article.date_source) == ("2025-02-15", date_source)


def test_a_date_of_a_table_that_says_nothing_of_it_is_inferred(workspace):
    assert load_corpus(workspace.corpus).article("b-1").date_source == "inferred"


def test_an_inferred_field_that_there_is_not(workspace):
    table = workspace.corpus.sources
    head, *rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([f"{head}\tinferred", *(f"{row}\tdat" for row in rows)]) + "\n", "utf-8")
    _, findings = read_corpus(workspace.corpus)
    assert {finding.id for finding in findings} == {"sources-malformed"}
