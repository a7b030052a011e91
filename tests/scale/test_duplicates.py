import numpy as np
import pytest
from datatrove.pipeline.dedup import MinhashDedupSignature
from hypothesis import given
from hypothesis import strategies as st

from scripts.made_articles import articles, blocks_of
from shuanglian.scale.duplicates import CharacterSignatures
from shuanglian.text.duplicates import SHINGLE, similarity
from tests.scale.archives import made_rows, rows, scale, write_table

texts = st.text(st.sampled_from("上半年增长9.5%,。 \n𠮷a"), max_size=60)


@pytest.fixture(scope="module")
def signatures(tmp_path_factory):
    return CharacterSignatures(str(tmp_path_factory.mktemp("signatures")))


def shingles(text):
    text = "".join(text.split())
    return {text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1))} - {""}


@given(texts, texts)
def test_hashes_stand_for_shingles(signatures, one, other):
    hashes, others = (set(signatures.get_shingles(text).ravel().tolist()) for text in (one, other))
    assert len(hashes) == len(shingles(one))
    assert len(hashes & others) == len(shingles(one) & shingles(other))


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=50))
def test_signatures_are_those_of_datatrove(signatures, hashes):
    column = np.array(hashes, np.uint64).reshape(-1, 1)
    assert signatures.get_signature(column) == MinhashDedupSignature.get_signature(signatures, column)


def test_signatures_estimate_the_similarity(signatures):
    planted = [made for made in articles(600) if made.kind != "original"]
    errors = []
    for made in planted:
        like = "\n\n".join(blocks_of(made.like, "original", None))
        hashes = [np.array(signatures.get_signature(signatures.get_shingles(text))) for text in (made.text, like)]
        errors.append(np.mean(hashes[0] == hashes[1]) - similarity(made.text, like))
    assert len(errors) > 20
    assert abs(np.mean(errors)) < 0.02
    assert np.max(np.abs(errors)) < 0.2


LONG = "，".join(
    f"第{number}季度完成投资{number * 37}亿元，比去年同期增长{number}.{number}%" for number in range(1, 12)
)


def archive_with_copies(folder):
    originals = made_rows(12)
    text = "各地加快建设创新中心\n\n" + LONG + "。\n"
    copy = text.replace("第3季度", "第三季度")
    other = "各地加快建设创新中心\n\n" + "今天天气很好，大家都去公园里看花。" * 8 + "\n"
    write_table(folder / "one.jsonl", [*originals, {"id": "m", "text": text}, {"id": "q", "text": other}])
    write_table(folder / "two.jsonl", [{"id": "k", "text": copy}, {"id": "z", "text": text}])


def test_of_what_nearly_repeats_the_first_id_is_kept(tmp_path):
    archive_with_copies(tmp_path / "in")
    assert scale(tmp_path / "in", tmp_path / "out", "--tasks", 2, "--workers", 1, "--deduplicate").exit_code == 0
    dropped = rows(tmp_path / "out", "duplicates")
    assert [(row["id"], row["duplicate_of"], row["reason"]) for row in dropped] == [
        ("m-1", "k-1", "near-duplicate"),
        ("z-1", "k-1", "near-duplicate"),
    ]
    assert LONG in dropped[0]["text"]
    kept = {row["id"] for row in rows(tmp_path / "out", "articles")}
    assert {"k-1", "q-1"} <= kept
    assert not {"m-1", "z-1"} & kept
    assert {row["article_id"] for row in rows(tmp_path / "out", "sentences")} == kept


def test_what_is_kept_does_not_depend_on_the_number_of_tasks(tmp_path):
    archive_with_copies(tmp_path / "in")
    for tasks in (1, 5):
        scale(tmp_path / "in", tmp_path / str(tasks), "--tasks", tasks, "--workers", 1, "--deduplicate")
    for table in ("articles", "sentences", "facts", "duplicates"):
        assert rows(tmp_path / "1", table) == rows(tmp_path / "5", table)
        assert rows(tmp_path / "1", table)


def test_articles_without_a_shingle_are_no_duplicates_of_one_another(tmp_path):
    write_table(tmp_path / "in" / "t.jsonl", [{"id": str(number), "text": f"{number}\n"} for number in range(4)])
    result = scale(tmp_path / "in", tmp_path / "out", "--tasks", 1, "--workers", 1, "--deduplicate")
    assert result.exit_code == 0, result.output
    assert rows(tmp_path / "out", "duplicates") == []
