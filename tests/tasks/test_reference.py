import pytest

from shuanglian import FindingsError, score
from shuanglian.tasks import tasks
from shuanglian.tasks.published import version_of
from shuanglian.tasks.reference import read_reference
from tests.tasks.samples import article_rows, gold_rows, rows_of, write


def ids(action):
    with pytest.raises(FindingsError) as error:
        action()
    return [finding.id for finding in error.value.findings]


def read(source, task="ner", split=None):
    return read_reference(source, tasks()[task], split)


def test_a_file_a_folder_and_rows_are_the_same_gold(tmp_path):
    rows = gold_rows()
    write(tmp_path / "gold.jsonl", rows)
    folder = tmp_path / "gold"
    folder.mkdir()
    for name in "cab":
        write(folder / f"{name}-1.jsonl", [row for row in rows if row["id"].startswith(name)])
    reports = [score("numeric_facts", rows, gold) for gold in (rows, tmp_path / "gold.jsonl", str(folder))]
    assert len({report.signature["gold_sha256"] for report in reports}) == 1
    assert len({report.score.counts["mentions.gold"] for report in reports}) == 1


def test_the_hash_is_that_of_what_the_task_sees():
    rows = gold_rows()
    rows[0]["entities"] = [{"start": 0, "end": 3, "label": "EVENT"}]

    def hashes(task):
        return [score(task, gold_rows(), gold).signature["gold_sha256"] for gold in (gold_rows(), rows, rows[::-1])]

    assert len(set(hashes("segmentation"))) == 1
    one, other, reverse = hashes("ner")
    assert one != other == reverse


def test_documents_are_ids_up_to_the_full_stop_or_what_the_gold_says():
    rows = gold_rows()
    rows[0]["article_id"] = "z"
    assert [text.document for text in read(rows).texts] == ["z", "a-1", "b-1", "b-1", "c-1"]


def test_gold_that_lacks_the_layer_is_no_gold():
    rows = gold_rows()
    rows[1]["entities"] = None
    del rows[2]["entities"]
    assert ids(lambda: score("ner", gold_rows(), rows)) == ["reference-malformed"] * 2


def test_splits_come_from_the_table_where_the_gold_does_not_say():
    splits = {"a-1": "train", "b-1": "test"}
    assert score("ner", gold_rows(), gold_rows(), split="test", splits=splits).texts == 2
    assert ids(lambda: score("ner", gold_rows(), gold_rows(), split="dev", splits=splits)) == [
        "reference-no-such-split"
    ]


def test_what_is_not_there(tmp_path):
    assert ids(lambda: read(tmp_path / "none" / "gold.jsonl")) == ["reference-unreadable"]
    (tmp_path / "empty").mkdir()
    assert ids(lambda: read(tmp_path / "empty")) == ["reference-unreadable"]


def test_json_faults_of_gold_are_told_with_their_line(tmp_path):
    (tmp_path / "gold.jsonl").write_text("{}\n[]\n{\n", "utf-8")
    with pytest.raises(FindingsError) as error:
        read(tmp_path / "gold.jsonl")
    assert [finding.where for finding in error.value.findings] == ["line 1", "line 2", "line 3"]


def test_articles_of_the_dataset_are_gold_for_sentences():
    row = {
        "id": "a-1",
        "text": "标题\n一。二。\n图\n三。",
        "blocks": [
            {"role": "title", "text": "标题", "start": 0, "end": 2},
            {"role": "paragraph", "text": "一。二。", "start": 3, "end": 7},
            {"role": "byline", "text": "张三", "start": None, "end": None},
            {"role": "caption", "text": "图", "start": 8, "end": 9},
            {"role": "paragraph", "text": "三。", "start": 10, "end": 12},
        ],
        "sentences": [{"id": "x", "start": s, "end": e} for s, e in ((0, 2), (3, 5), (5, 7), (8, 9), (10, 12))],
    }
    (gold,) = read([row], "sentences").texts
    assert gold.text == "一。二。\n三。"
    assert gold.gold == ((0, 2), (2, 4), (5, 7))
    assert (
        score("sentences", [{"id": "a-1", "sentences": [[0, 2], [2, 4], [5, 7]]}], [row]).score["sentences.f"].value
        == 1
    )


@pytest.mark.parametrize("task", ["segmentation", "ner", "numeric_facts"])
def test_a_dataset_folder(task, tmp_path, monkeypatch):
    """Configurations as folders of Parquet, spans as structs, as the published dataset has them."""
    pytest.importorskip("datasets")
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "corpus" / "data" / task
    folder.mkdir(parents=True)
    table = pa.Table.from_pylist([_structs(row) for row in gold_rows()])
    for split, rows in (("train", table[:2]), ("test", table[2:])):
        pq.write_table(rows, folder / f"{split}.parquet")
    card = f"---\nconfigs:\n- config_name: {task}\n  data_files:\n"
    card += "".join(f"  - split: {split}\n    path: data/{task}/{split}.parquet\n" for split in ("train", "test"))
    (tmp_path / "corpus" / "README.md").write_text(card + "---\n", "utf-8")
    monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", tmp_path / "cache")
    from_folder = score(task, gold_rows(), str(tmp_path / "corpus"), split="test")
    from_rows = score(task, gold_rows()[2:], gold_rows()[2:])
    assert from_folder.signature["gold_sha256"] == from_rows.signature["gold_sha256"]
    assert from_folder.score == from_rows.score


def _structs(row):
    facts = [
        {
            **dict.fromkeys(("time", "place", "time_value", "change", "group")),
            **fact,
            **{
                name: {"start": fact[name][0], "end": fact[name][1]}
                for name in ("quantity", "measured_entity", "time")
                if name in fact
            },
        }
        for fact in row["facts"]
    ]
    return {**row, "facts": facts}


def test_a_dataset_says_which_version_of_the_gold_it_holds(tmp_path):
    assert version_of(tmp_path) is None
    (tmp_path / "build.json").write_text('{"gold": "1.2.3"}', "utf-8")
    assert version_of(str(tmp_path)) == "1.2.3"
    for content in ("[]", "{", '{"gold": null}'):
        (tmp_path / "build.json").write_text(content, "utf-8")
        assert version_of(tmp_path) is None
    assert version_of([]) is None


def test_the_corpus_itself_is_gold_for_sentences():
    """The dataset of this repository, as a researcher would score against it."""
    pytest.importorskip("datasets")
    from pathlib import Path

    dataset = Path(__file__).parent.parent.parent / "dataset"
    rows = [{"id": text.id, "sentences": text.gold} for text in read(str(dataset), "sentences").texts]
    assert len(rows) == 12
    report = score("sentences", rows, str(dataset), split="test")
    assert report.score["sentences.f"].value == 1
    assert report.score.documents == 3
    validation = read(str(dataset), "sentences", "validation")
    assert len(validation.elsewhere) + len(validation.texts) == 12


def test_articles_and_sentences_agree():
    assert [row["id"] for row in article_rows()] == sorted({row["id"].split(".")[0] for row in rows_of("ner")})
