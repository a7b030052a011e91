import pytest

import shuanglian.files as files


def make(folder, content):
    folder.mkdir()
    (folder / "file").write_text(content)
    return folder


@pytest.mark.parametrize("exchange", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, exchange):
    if not exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    target = make(tmp_path / "target", "old")
    files.replace_folder(make(tmp_path / "new", "new"), target)
    assert (target / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_folder_is_put_where_none_was(tmp_path):
    files.replace_folder(make(tmp_path / "new", "new"), tmp_path / "target")
    assert (tmp_path / "target" / "file").read_text() == "new"


def test_a_half_done_replacement_is_undone(tmp_path):
    make(tmp_path / ".target.old", "old")
    files.recover_folder(tmp_path / "target")
    assert (tmp_path / "target" / "file").read_text() == "old"
    make(tmp_path / ".target.old", "older")
    files.recover_folder(tmp_path / "target")
    assert (tmp_path / "target" / "file").read_text() == "old"
    assert not (tmp_path / ".target.old").exists()


def test_files_below_come_in_order_without_hidden_ones(tmp_path):
    for name in ("b/2", "b/1", "a", ".hidden", ".git/x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert [path.relative_to(tmp_path).as_posix() for path in files.files_below(tmp_path)] == ["a", "b/1", "b/2"]
