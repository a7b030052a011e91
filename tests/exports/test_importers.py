"""What `score` reads of other people's formats, it reads of ours: F is 1 where nothing was left out."""

import pytest

from shuanglian import score
from tests.exports.samples import small, written
from tests.tasks.samples import gold_rows


@pytest.mark.parametrize(
    ("name", "options", "task", "form", "view"),
    [
        ("bio", {}, "ner", "conll", "outermost"),
        ("bioes", {}, "ner", "conll", "outermost"),
        ("bioes", {"view": "innermost"}, "ner", "conll", "innermost"),
        ("bio", {"tokens": "words"}, "ner", "conll", "outermost"),
        ("cluener", {}, "ner", "cluener", "all"),
        ("bmes", {}, "segmentation", "conll", "fine"),
        ("bmes", {"view": "coarse"}, "segmentation", "conll", "coarse"),
        ("sighan", {}, "segmentation", "sighan", "fine"),
        ("sighan", {"view": "coarse"}, "segmentation", "sighan", "coarse"),
    ],
)
def test_our_own_exports(tmp_path, name, options, task, form, view):
    path = tmp_path / name
    path.write_bytes(written(name, small(), **options).content)
    for repair in ("conlleval", "strict"):
        report = score(task, path, gold_rows(), form=form, view=view, repair=repair)
        assert [report.score[headline].value for headline in report.headlines] == [1]
        assert report.signature["tags"] in ("none", f"{repair}, 0 out of place")
