import random
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shuanglian.text.duplicates import _DIVIDER, clusters, differences, near_duplicates, shared_strings

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
    """Compare with the plain definition: common substrings that cannot be extended, all within what is found."""
    assume(not _DIVIDER.search(one) and not _DIVIDER.search(other))
    length = 12
    maximal = set()
    for i in range(len(one)):
        for j in range(len(other)):
            if i and j and one[i - 1] == other[j - 1]:
                continue
            size = 0
            while i + size < len(one) and j + size < len(other) and one[i + size] == other[j + size]:
                size += 1
            if size >= length:
                maximal.add((i, j, one[i : i + size]))
    found = {(item.start, item.other_start, item.text) for item in shared_strings({"one": one, "other": other}, length)}
    assert found <= maximal
    for _, j, text in maximal:
        assert any(start <= j and j + len(text) <= start + len(whole) for _, start, whole in found)


@pytest.mark.parametrize(
    "divider", ["=" * 40, "-=" * 30, "· " * 20, "哈" * 30, "0" * 25, "_" * 50, "*** *** *** *** ***"]
)
def test_dividers_are_no_shared_text(divider):
    assert shared_strings({"a": f"{article(1)}\n{divider}\n", "b": f"{divider}{article(2)}"}) == []


SHARED = "人力资源社会保障部等8部门引导企业对高技能人才实行激励"


def test_every_text_is_linked_with_another_that_shares_the_string():
    texts = {str(n): "字" * (n % 7) + "".join(random.Random(n).sample(HAN, 30)) + SHARED + "！" for n in range(50)}
    linked = clusters(texts, ((item.one, item.other) for item in shared_strings(texts)))
    assert set(linked.values()) == {"0"}


def steps(work):
    """Count the calls and returns of Python functions and built-ins that some work takes."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def copies(number):
    return {str(n): article(1, 300) + str(n) for n in range(number)}


@pytest.mark.parametrize("work", [near_duplicates, shared_strings])
def test_the_work_grows_with_the_number_of_copies(work):
    few, many = (steps(lambda number=number: work(copies(number))) for number in (20, 80))
    assert many < 6 * few


def test_each_copy_is_named_once():
    assert [(pair.one, pair.other) for pair in near_duplicates(copies(30))] == [("0", str(n)) for n in range(1, 30)]


def test_long_dividers_take_no_longer_than_text():
    texts = dict.fromkeys("abc", ("=" * 100000 + "\n") * 3 + "甲乙" * 100000)
    assert shared_strings(texts) == []


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
