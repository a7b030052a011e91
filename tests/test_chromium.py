"""How a Chromium is come by, without installing one."""

import pytest

from scripts import chromium


@pytest.fixture
def no_chromium(monkeypatch):
    """A machine without Chromium, on which every command fails; return the commands that were tried."""
    tried = []
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    monkeypatch.setattr(chromium, "_run", lambda *command: bool(tried.append(command)))
    return tried


def test_what_is_named_is_taken_before_all_others(monkeypatch, tmp_path):
    named = tmp_path / "my-chromium"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert chromium.find_chromium() == str(named)


def test_a_name_without_a_browser_behind_it_is_none(monkeypatch, tmp_path):
    stub = tmp_path / "chromium-browser"
    stub.write_text("#!/bin/sh\necho please install me; exit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(stub))
    assert chromium.find_chromium() is None


def test_playwrights_own_is_tried_before_debians_package(no_chromium, monkeypatch):
    monkeypatch.setattr(chromium, "_apt", lambda: ["apt-get"])
    chromium.install_chromium()
    assert [command[-1] for command in no_chromium] == ["chromium", "chromium", "update"]
    assert "playwright" in no_chromium[0]
    assert no_chromium[1][0] == "apt-get"


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_where_none_can_be_had_it_is_told_and_in_ci_a_failure(no_chromium, monkeypatch, capsys, ci, status):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(chromium.shutil, "which", lambda name: None)
    assert chromium.main() == status
    told = capsys.readouterr().err
    assert "No way to install chromium" in told
    assert "the browser tests will be skipped" in told
