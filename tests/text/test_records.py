from shuanglian.text.reading import document_from_bytes
from shuanglian.text.records import split_document

PAGE = "两地共建！创新中心\n\n□本报记者 张三\n\n第一句。“内句。对。”他说。\n\n第二段 2 句。好！\n\n本报北京2月15日电\n"


def records(text):
    return list(split_document(document_from_bytes(text.encode(), "a.txt"), "x"))


def test_ids_roles_and_order():
    found = records(PAGE)
    assert [(r.id, r.role, r.index, r.text) for r in found] == [
        ("x-1.t01.s1", "title", 0, "两地共建！创新中心"),
        ("x-1.p01.s1", "paragraph", 1, "第一句。"),
        ("x-1.p01.s2", "paragraph", 2, "“内句。对。”他说。"),
        ("x-1.p02.s1", "paragraph", 3, "第二段2句。"),
        ("x-1.p02.s2", "paragraph", 4, "好！"),
    ]
    assert [r.sub_boundaries for r in found] == [(5,), (), (4,), (), ()]


def test_an_edit_leaves_the_ids_of_other_paragraphs_alone():
    before = {record.text: record.id for record in records(PAGE)}
    after = {record.text: record.id for record in records(PAGE.replace("第一句。", "第一句。插入一句。"))}
    assert after["第二段2句。"] == before["第二段2句。"]
    assert after["好！"] == before["好！"]


def test_the_published_form():
    record = records(PAGE)[3].as_json()
    start = PAGE.index("第二段")
    assert record["provenance"] == {
        "file": "a.txt",
        "ranges": [
            {"start": start, "end": start + 3},
            {"start": start + 4, "end": start + 5},
            {"start": start + 6, "end": start + 8},
        ],
    }
    # printf '第二段2句。' | sha256sum
    assert record["text_sha256"] == "416458c8a0ddcfe97718a7b896783938b2fc5861b3febfc3a7de8f55752ec616"
