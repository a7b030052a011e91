import random

from hypothesis import given
from hypothesis import strategies as st

from shuanglian.text.duplicates import clusters, differences, near_duplicates, shared_strings

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 800)]


def article(seed, length=600):
    return "".join(random.Random(seed).choices(HAN, k=length))


def test_near_duplicates_are_found_and_others_are_not():
    one = article(1)
    edited = one[:200] + "新" + one[205:400] + one[430:]
    found = near_duplicates({"a": one, "b": article(2), "c": edited, "d": article(3)})
    assert [(pair.one, pair.other) for pair in found] == [("a", "c")]
    shingles = [{text[at : at + 5] for at in range(len(text) - 4)} for text in (one, edited)]
    assert found[0].similarity == len(shingles[0] & shingles[1]) / len(shingles[0] | shingles[1])


@given(st.text("甲乙丙丁", max_size=60), st.text("甲乙丙丁", max_size=60))
def test_shared_strings_against_all_pairs_of_positions(one, other):
    """Compare with the plain definition: a common substring that cannot be extended."""
    length = 12
    expected = set()
    for i in range(len(one)):
        for j in range(len(other)):
            if i and j and one[i - 1] == other[j - 1]:
                continue
            size = 0
            while i + size < len(one) and j + size < len(other) and one[i + size] == other[j + size]:
                size += 1
            if size >= length:
                expected.add((i, j, one[i : i + size]))
    found = shared_strings({"one": one, "other": other}, length)
    assert {(item.start, item.other_start, item.text) for item in found} == expected


def test_shared_strings_end_with_the_line():
    shared = "人力资源社会保障部等8部门引导企业对高技能人才实行激励"
    [found] = shared_strings({"a": f"一\n{shared}\n二", "b": f"三\n{shared}\n二"})
    assert found.text == shared


@given(st.text("甲乙丙\n", max_size=40), st.text("甲乙丙\n", max_size=40))
def test_differences_lead_from_one_text_to_the_other(canonical, variant):
    text = canonical
    for edit in reversed(differences(canonical, variant)):
        text = text[: edit.start] + variant[edit.variant_start : edit.variant_end] + text[edit.end :]
    assert text == variant


def test_operations_have_their_names():
    edits = differences("可以产出了车辆。", "可产出两车辆。！")
    assert [(edit.operation, edit.start, edit.end) for edit in edits] == [
        ("delete", 1, 2),
        ("replace", 4, 5),
        ("insert", 8, 8),
    ]


def test_clusters_take_the_first_name():
    assert clusters("abcde", [("d", "b"), ("d", "e")]) == {"a": "a", "b": "b", "c": "c", "d": "b", "e": "b"}
