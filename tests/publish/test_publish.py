"""`shuanglian publish` with the real client against a stand-in for the Hub, and what its users then load."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner
from huggingface_hub import RepoCard

from shuanglian.cli import cli
from shuanglian.release.build import build_dataset, dataset_tables
from tests.leaderboard.systems import write_system
from tests.publish.hub import Hub
from tests.workspaces import CARD, load, make_workspace, write_layout, write_sources

TOKEN, FOREIGN = "hf_dummy_of_me", "hf_dummy_of_another"
VERSIONED = CARD.replace("language:", "pretty_name: A corpus\nversion: 1.0.0\nlanguage:")


@pytest.fixture
def hub():
    with Hub({TOKEN: "me", FOREIGN: "another"}) as running:
        yield running


@pytest.fixture
def ready(tmp_path):
    workspace = make_workspace(tmp_path / "workspace")
    workspace.card.write_text(VERSIONED, "utf-8")
    workspace.changelog.write_text("# Changelog\n\n## 1.0.0 (2026-01-01)\n\n- All is new.\n", "utf-8")
    build(workspace)
    return workspace


def build(workspace):
    build_dataset(load(workspace), workspace.card.read_text("utf-8"), workspace.card.name, workspace.dataset)


def next_version(workspace):
    workspace.card.write_text(VERSIONED.replace("1.0.0", "1.1.0"), "utf-8")
    workspace.changelog.write_text("# Changelog\n\n## 1.1.0 (2026-02-01)\n\n- A number was wrong.\n", "utf-8")
    seed = workspace.corpus.seeds / "a.txt"
    seed.write_text(seed.read_text("utf-8").replace("26 个项目", "27 个项目"), "utf-8")
    write_sources(workspace)
    write_layout(workspace, "a")
    build(workspace)


def environment(hub, home, token=TOKEN):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    told = {"HF_ENDPOINT": hub.endpoint, "HF_HUB_DISABLE_XET": "1", "HF_HOME": str(home), "PYTHONUTF8": "1"}
    return {**kept, **told, **({"HF_TOKEN": token} if token else {})}


def publish(hub, workspace, *options, token=TOKEN):
    command = [sys.executable, "-m", "shuanglian", "publish", "me/corpus", "--workspace", str(workspace.root), *options]
    home = workspace.root.parent / "home"
    result = subprocess.run(command, env=environment(hub, home, token), capture_output=True, text=True)
    for secret in (TOKEN, FOREIGN):
        assert secret not in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    return result


def python(hub, home, code):
    result = subprocess.run([sys.executable, "-c", code], env=environment(hub, home), capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout


def content(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_is_loaded_by_its_tag_is_what_was_built(hub, ready, tmp_path):
    result = publish(hub, ready)
    assert result.returncode == 0, result.stderr
    assert "tag     v1.0.0" in result.stdout
    code = (
        "import json, sys; from datasets import get_dataset_config_names, load_dataset\n"
        "names = get_dataset_config_names('me/corpus', revision='v1.0.0')\n"
        "read = lambda name: load_dataset('me/corpus', name, revision='v1.0.0').items()\n"
        "print(json.dumps({name: {split: list(rows) for split, rows in read(name)} for name in names}))"
    )
    assert json.loads(python(hub, tmp_path / "fresh", code)) == dataset_tables(load(ready))

    code = "from huggingface_hub import snapshot_download as get\nprint(get('me/corpus', repo_type='dataset', revision='v1.0.0'))"
    [folder] = python(hub, tmp_path / "fresh", code).splitlines()
    found = content(type(tmp_path)(folder))
    del found[".gitattributes"]  # the Hub's own
    assert found == content(ready.dataset)


def test_publishing_again_does_nothing(hub, ready):
    assert publish(hub, ready).returncode == 0
    before, commits = hub.writes(), hub.repos["datasets/me/corpus"].messages
    again = publish(hub, ready)
    assert again.returncode == 0
    assert "nothing to do" in again.stdout
    assert hub.writes() == before
    assert len(commits) == 2  # the Hub's own, and ours


def test_a_dry_run_tells_the_plan_and_changes_nothing(hub, ready):
    dry = publish(hub, ready, "--dry-run", token=None)
    assert dry.returncode == 0, dry.stderr
    assert "dataset me/corpus, to be created" in dry.stdout
    assert "upload  " in dry.stdout
    assert "Dry run: nothing was changed" in dry.stderr
    assert hub.writes() == []
    assert hub.repos == {}
    plan = json.loads(publish(hub, ready, "--dry-run", "--json").stdout)["plans"][0]
    assert plan["upload"] == sorted(content(ready.dataset))
    assert (plan["new"], plan["tag"], plan["since"]) == (True, "v1.0.0", None)


def test_a_second_version_tells_what_changed_since_the_first(hub, ready):
    publish(hub, ready)
    next_version(ready)
    plan = json.loads(publish(hub, ready, "--dry-run", "--json").stdout)["plans"][0]
    assert plan["since"] == "v1.0.0"
    changed = {item["configuration"]: item["changed"] for item in plan["changes"]}
    assert changed == {"sentences": 1, "articles": 1, "segmentation": 0, "ner": 0, "numeric_facts": 0, "variants": 0}

    assert publish(hub, ready).returncode == 0
    repo = hub.repos["datasets/me/corpus"]
    assert set(repo.tags) == {"v1.0.0", "v1.1.0"}
    title, notes = repo.messages[-1]
    assert title == repo.tag_messages["v1.1.0"] == "A corpus 1.1.0"
    assert "Changes since v1.0.0" in notes
    assert "A number was wrong." in notes
    assert "All is new." not in notes


def test_files_that_are_no_longer_built_are_removed(hub, ready):
    publish(hub, ready)
    next_version(ready)
    shutil.rmtree(ready.annotation.gold)
    build(ready)
    assert publish(hub, ready).returncode == 0
    repo = hub.repos["datasets/me/corpus"]
    assert set(repo.commits[repo.head]) - {".gitattributes"} == set(content(ready.dataset))
    assert "data/ner/train.parquet" in repo.commits[repo.tags["v1.0.0"]]


def test_a_tag_with_other_content_is_refused(hub, ready):
    publish(hub, ready)
    before = hub.writes()
    ready.card.write_text(VERSIONED + "\nAnother sentence.\n", "utf-8")
    build(ready)
    result = publish(hub, ready)
    assert result.returncode == 1
    assert "publish-tag-differs" in result.stderr
    assert "README.md" in result.stderr
    assert hub.writes() == before


def test_a_kill_while_uploading_leaves_nothing_to_see_and_a_second_run_completes_it(hub, ready):
    hub.uploads_until_hold = 3
    command = [sys.executable, "-m", "shuanglian", "publish", "me/corpus", "--workspace", str(ready.root)]
    process = subprocess.Popen(command, env=environment(hub, ready.root.parent / "home"), stderr=subprocess.DEVNULL)
    assert hub.held.wait(60)
    process.kill()
    process.wait()
    repo = hub.repos["datasets/me/corpus"]
    assert set(repo.commits[repo.head]) == {".gitattributes"}
    assert repo.tags == {}
    stored = set(hub.stored)
    assert len(stored) == 3

    hub.uploads_until_hold = None
    hub.release.set()
    hub.requests.clear()
    assert publish(hub, ready).returncode == 0
    assert not {f"/storage/{oid}" for oid in stored} & {path for _, path in hub.requests}
    assert set(repo.commits[repo.tags["v1.0.0"]]) - {".gitattributes"} == set(content(ready.dataset))


def test_a_commit_without_its_tag_gets_the_tag(hub, ready):
    publish(hub, ready)
    repo = hub.repos["datasets/me/corpus"]
    commits, _ = len(repo.commits), repo.tags.clear()
    assert publish(hub, ready).returncode == 0
    assert (len(repo.commits), list(repo.tags)) == (commits, ["v1.0.0"])


@pytest.mark.parametrize(
    ("token", "finding"),
    [("hf_wrong", "publish-refused"), (FOREIGN, "publish-refused"), (None, "publish-no-token")],
)
def test_tokens_that_will_not_do_are_told(hub, ready, token, finding):
    result = publish(hub, ready, token=token)
    assert result.returncode == 1
    assert finding in result.stderr
    assert "hf auth login" in result.stderr
    assert "hf_wrong" not in result.stderr
    assert hub.repos == {}


def test_a_hub_that_is_not_there_is_told(hub, ready):
    hub.server.shutdown()
    hub.server.server_close()
    result = publish(hub, ready)
    assert result.returncode == 1
    assert "publish-unreachable" in result.stderr
    ready.changelog.unlink()
    told = publish(hub, ready, "--dry-run").stderr
    assert "publish-unreachable" in told
    assert "publish-not-in-changelog" in told


def test_everything_that_speaks_against_it_is_told_at_once_and_nothing_is_sent(hub, ready):
    ready.changelog.write_text("# Changelog\n\n## 1.0.0 (unreleased)\n", "utf-8")
    ready.dataset.joinpath("README.md").write_text("by hand", "utf-8")
    for command in (["init", "-q"], ["add", "seeds"]):
        subprocess.run(["git", "-C", str(ready.root), *command], check=True)
    result = publish(hub, ready)
    assert result.returncode == 1
    for finding in ("publish-not-in-changelog", "publish-uncommitted", "release-stale", "release-checksum"):
        assert finding in result.stderr
    assert hub.writes() == []
    ready.changelog.write_text("# Changelog\n\n## 0.9.0\n", "utf-8")
    assert "no section `## 1.0.0`" in publish(hub, ready, "--dry-run").stderr


def test_repositories_are_private_where_that_is_asked_for(hub, ready):
    assert publish(hub, ready, "--private").returncode == 0
    assert hub.repos["datasets/me/corpus"].private


def test_the_leaderboard_goes_along_as_a_static_space(hub, ready):
    ready.corpus.splits.write_text('"a-1" = "test"\n"b-1" = "test"\n', "utf-8")
    build(ready)
    words = [{"id": "a-1.p01.s1", "words": list("上半年，产量同比增长9.5%。")}]
    write_system(ready.baselines / "characters", {"segmentation": words})
    assert publish(hub, ready).returncode == 0
    space = hub.repos["spaces/me/corpus-leaderboard"]
    files = space.commits[space.head]
    assert space.sdk == "static"
    assert set(files) == {".gitattributes", "README.md", "index.html"}
    card = RepoCard(files["README.md"].content.decode(), ignore_metadata_errors=False)
    told = card.data.to_dict()
    assert (told["sdk"], told["app_file"], told["datasets"]) == ("static", "index.html", ["me/corpus"])
    assert "上半年，产量" in files["index.html"].content.decode()

    before = hub.writes()
    assert publish(hub, ready).stdout.count("nothing to do") == 2
    assert hub.writes() == before
    assert publish(hub, ready, "--no-space", "--dry-run").stdout.count("nothing to do") == 1
    assert "space me/elsewhere, to be created" in publish(hub, ready, "--space", "me/elsewhere", "--dry-run").stdout


def test_without_text_it_goes_up_comes_down_and_is_whole_again_for_who_holds_the_seeds(hub, ready, tmp_path):
    write_system(ready.baselines / "characters", {"segmentation": []})
    result = publish(hub, ready, "--standoff")
    assert result.returncode == 0, result.stderr
    assert list(hub.repos) == ["datasets/me/corpus"]  # the leaderboard shows sentences
    repo = hub.repos["datasets/me/corpus"]
    assert repo.messages[-1][0] == "A corpus without text 1.0.0"
    uploaded = b"".join(blob.content for blob in repo.commits[repo.head].values())
    assert "中国国家铁路集团有限公司".encode() not in uploaded
    assert "nothing to do" in publish(hub, ready, "--standoff").stdout
    before = hub.writes()
    told = ready.changelog.read_text("utf-8")
    ready.changelog.write_text(told + "\n- 各地铁路部门多措并举 is one word less.\n", "utf-8")
    assert "CHANGELOG.md: textfree-leak" in publish(hub, ready, "--standoff").stderr
    assert hub.writes() == before

    code = "from huggingface_hub import snapshot_download as get\nprint(get('me/corpus', repo_type='dataset', revision='v1.0.0'))"
    [folder] = python(hub, tmp_path / "fresh", code).splitlines()
    command = ["rehydrate", folder, "--seeds", str(ready.corpus.seeds), "-o", str(tmp_path / "full")]
    assert CliRunner().invoke(cli, command).exit_code == 0
    assert content(tmp_path / "full") == content(ready.dataset)
