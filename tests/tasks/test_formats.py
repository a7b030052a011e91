"""Other people's formats give the same score as our own; tags out of place are repaired, or not, and counted."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuanglian import FindingsError, score
from shuanglian.tasks.tags import read_tags
from tests.tasks.samples import gold_rows


@pytest.mark.parametrize(
    ("tags", "repaired", "strict", "out_of_place"),
    [
        ("B-A I-A O B-B", [(0, 2, "A"), (3, 4, "B")], [(0, 2, "A"), (3, 4, "B")], 0),
        ("O I-A I-A", [(1, 3, "A")], [], 1),
        ("B-A I-B I-B", [(0, 1, "A"), (1, 3, "B")], [(0, 1, "A")], 1),
        ("B-A B-A", [(0, 1, "A"), (1, 2, "A")], [(0, 1, "A"), (1, 2, "A")], 0),
        ("B I O B", [(0, 2, ""), (3, 4, "")], [(0, 2, ""), (3, 4, "")], 0),
    ],
)
def test_bio(tags, repaired, strict, out_of_place):
    assert read_tags(tags.split(), "conlleval", False).chunks == repaired
    assert read_tags(tags.split(), "conlleval", False).repaired == out_of_place
    assert read_tags(tags.split(), "strict", False).chunks == strict
    assert read_tags(tags.split(), "strict", False).repaired >= out_of_place


@pytest.mark.parametrize(
    ("tags", "repaired", "strict"),
    [
        ("B-A M-A E-A S-B", [(0, 3, "A"), (3, 4, "B")], [(0, 3, "A"), (3, 4, "B")]),
        ("B-A I-A O", [(0, 2, "A")], []),
        ("S-A E-A", [(0, 1, "A"), (1, 2, "A")], [(0, 1, "A")]),
        ("B-A E-B", [(0, 1, "A"), (1, 2, "B")], []),
        ("B-A U-A L-A", [(0, 1, "A"), (1, 2, "A"), (2, 3, "A")], [(1, 2, "A")]),
    ],
)
def test_bioes(tags, repaired, strict):
    assert read_tags(tags.split(), "conlleval", True).chunks == repaired
    assert read_tags(tags.split(), "strict", True).chunks == strict


def test_strict_counts_what_it_drops():
    assert read_tags(["B-A", "I-A", "O", "I-B", "S-A"], "strict", True).repaired == 2
    assert read_tags(["B-A", "I-A", "O", "I-B", "S-A"], "conlleval", True).repaired == 1


@pytest.mark.parametrize("tag", ["X-A", "BA", "", "-", "o"])
def test_what_is_no_tag(tag):
    with pytest.raises(ValueError, match="no tag"):
        read_tags([tag], "conlleval", False)


@given(st.lists(st.sampled_from(["O", *(f"{prefix}-{label}" for prefix in "BIES" for label in "XY")]), max_size=12))
def test_strict_finds_nothing_that_repair_does_not_and_right_tags_need_none(tags):
    repaired, strict = read_tags(tags, "conlleval", True), read_tags(tags, "strict", True)
    assert len(strict.chunks) <= len(repaired.chunks)
    written = ["O"] * len(tags)
    for start, end, label in repaired.chunks:
        written[start:end] = (
            [f"B-{label}", *[f"I-{label}"] * (end - start - 2), f"E-{label}"] if end - start > 1 else [f"S-{label}"]
        )
    for mode in ("conlleval", "strict"):
        again = read_tags(written, mode, True)
        assert (again.chunks, again.repaired) == (repaired.chunks, 0)


def write_columns(path, tag):
    blocks = []
    for row in gold_rows():
        tags = tag(row)
        visible = [(c, t) for c, t in zip(row["text"], tags, strict=True) if not c.isspace()]
        blocks.append("".join(f"{character}\t_\t{name}\n" for character, name in visible))
    path.write_text("-DOCSTART- O\n\n" + "\n".join(blocks) + "\n\n", "utf-8")
    return path


def word_tags(row):
    tags, at = [], 0
    for word in row["words"]:
        at = row["text"].index(word, at)
        tags += ["O"] * (at - len(tags))
        tags += ["S"] if len(word) == 1 else ["B", *"M" * (len(word) - 2), "E"]
        at += len(word)
    return tags


def entity_tags(row):
    tags = ["O"] * len(row["text"])
    for item in reversed(row["entities"]):
        tags[item["start"] : item["end"]] = [
            f"B-{item['label']}",
            *[f"I-{item['label']}"] * (item["end"] - item["start"] - 1),
        ]
    return tags


def test_sighan_lines(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("\n".join("  ".join(row["words"]) for row in gold_rows()) + "\n", "utf-8")
    assert score("segmentation", path, gold_rows(), form="sighan").score["words.f"].value == 1


def test_columns_of_words(tmp_path):
    path = write_columns(tmp_path / "words.bmes", word_tags)
    report = score("segmentation", path, gold_rows(), form="conll")
    assert report.score["words.f"].value == 1
    assert report.signature["tags"] == "conlleval, 0 out of place"


@pytest.mark.parametrize(("repair", "found"), [("conlleval", 7), ("strict", 6)])
def test_columns_of_entities(tmp_path, repair, found):
    path = write_columns(tmp_path / "entities.bio", entity_tags)
    lines = path.read_text("utf-8")
    path.write_text(lines.replace("刘\t_\tB-PER", "刘\t_\tI-PER"), "utf-8")
    report = score("ner", path, gold_rows(), form="conll", repair=repair, view="outermost")
    assert report.score.counts["outermost.correct"] == found
    assert report.headlines == ("outermost.f",)
    assert report.notes[0] == f"tags out of place: {1 if repair == 'conlleval' else 2}"
    assert f"tags:{repair}" in str(report)


def test_cluener(tmp_path):
    lines = []
    for row in gold_rows():
        label = {}
        for item in row["entities"]:
            surface = row["text"][item["start"] : item["end"]]
            label.setdefault(item["label"], {}).setdefault(surface, []).append([item["start"], item["end"] - 1])
        lines.append(json.dumps({"text": row["text"], "label": label}, ensure_ascii=False))
    path = tmp_path / "cluener.json"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert score("ner", path, gold_rows(), form="cluener").score["mentions.f"].value == 1


@pytest.mark.parametrize(
    ("task", "form", "content", "kinds"),
    [
        ("segmentation", "sighan", "上半年\n", {"predictions-missing-id", "predictions-text-differs"}),
        ("ner", "conll", "上\n", {"predictions-malformed", "predictions-missing-id"}),
        ("ner", "conll", "上 B-X\n下 O\n", {"predictions-text-differs", "predictions-missing-id"}),
        ("ner", "cluener", '{"label": {"X": [1]}}\n', {"predictions-malformed", "predictions-missing-id"}),
    ],
)
def test_what_does_not_fit(tmp_path, task, form, content, kinds):
    path = tmp_path / "system"
    path.write_text(content, "utf-8")
    with pytest.raises(FindingsError) as error:
        score(task, path, gold_rows(), form=form)
    assert {finding.id for finding in error.value.findings} == kinds


def test_a_format_that_the_task_does_not_have(tmp_path):
    with pytest.raises(ValueError, match="numeric_facts has no format 'sighan'"):
        score("numeric_facts", tmp_path / "x", gold_rows(), form="sighan")
