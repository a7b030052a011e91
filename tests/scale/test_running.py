"""Stopped runs, other machines, and what is told of a run."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shuanglian.scale.executors import _end_with
from tests.scale.archives import findings_of, made_rows, rows, scale, shards, write_table

COMMAND = [sys.executable, "-m", "shuanglian", "scale"]


@pytest.fixture
def archive(tmp_path):
    made = made_rows(70)[:60]
    made[59] = made[0] | {"id": "again"}
    for number in range(0, len(made), 10):
        write_table(tmp_path / "in" / f"{number}.jsonl", made[number : number + 10])
    return tmp_path / "in"


def run(*arguments, **settings):
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, **settings)


# --- stopped --------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_was_stopped_goes_on_to_the_same_end(tmp_path, how):
    made = made_rows(800)
    for number in range(8):
        write_table(tmp_path / "in" / f"{number}.jsonl", made[number::8])
    alone, stopped = tmp_path / "alone", tmp_path / "stopped"
    assert scale(tmp_path / "in", alone, "--tasks", 8, "--workers", 1).exit_code == 0
    arguments = [str(tmp_path / "in"), str(stopped), "--tasks", "8", "--workers", "2"]
    done = stopped / "logs" / "records" / "completions"
    with subprocess.Popen([*COMMAND, *arguments], start_new_session=True, stderr=subprocess.DEVNULL) as process:
        while not any(done.glob("*")):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(how)
    before = {path.name: path.stat().st_mtime_ns for path in done.glob("*")}
    assert 0 < len(before) < 8
    assert not (stopped / "summary.json").exists()
    result = run(*arguments)
    assert result.returncode == 0, result.stderr
    assert shards(stopped) == shards(alone)
    assert before.items() <= {path.name: path.stat().st_mtime_ns for path in done.glob("*")}.items()


def test_a_worker_ends_when_the_run_has_ended():
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    code = f"from {_end_with.__module__} import _end_with; import sys; _end_with(int(sys.argv[1]))"
    assert subprocess.run([sys.executable, "-c", code, str(ended.pid)]).returncode == 1
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code, str(os.getpid())], timeout=8)


def test_a_run_is_not_taken_up_with_other_settings_or_input(tmp_path, archive):
    assert scale(archive, tmp_path / "out", "--tasks", 2, "--workers", 1).exit_code == 0
    before = shards(tmp_path / "out")
    [finding] = findings_of(archive, tmp_path / "out", "--tasks", 3, "--deduplicate")
    assert finding.id == "scale-other-run"
    assert finding.message == "tasks was 2, is 3; deduplicate was False, is True"
    write_table(archive / "new.jsonl", [{"text": "新的一天。"}])
    [finding] = findings_of(archive, tmp_path / "out", "--tasks", 2)
    assert "files was 6, is 7; input_sha256 was" in finding.message
    assert shards(tmp_path / "out") == before


def test_a_folder_of_something_else_is_left_alone(tmp_path, archive):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("…")
    [finding] = findings_of(archive, tmp_path / "out")
    assert (finding.id, finding.message) == ("scale-other-run", "it holds what no run has written: thesis.txt")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_task_that_fails_is_told_and_can_be_repeated(tmp_path, archive):
    scale(archive, tmp_path / "out", "--tasks", 2, "--workers", 1)
    done = tmp_path / "out" / "logs" / "records" / "completions" / "00001"
    done.unlink()
    (tmp_path / "out" / "run" / "inputs.jsonl").rename(tmp_path / "aside")
    [finding] = findings_of(archive, tmp_path / "out", "--tasks", 2, "--workers", 1)
    assert finding.id == "scale-task-failed"
    assert finding.path.endswith("out/logs/records")
    (tmp_path / "aside").rename(tmp_path / "out" / "run" / "inputs.jsonl")
    assert scale(archive, tmp_path / "out", "--tasks", 2, "--workers", 1).exit_code == 0
    assert done.exists()


# --- told -----------------------------------------------------------------------------------


def test_a_dry_run_writes_nothing_and_says_what_is_done(tmp_path, archive):
    told = scale(archive, tmp_path / "out", "--tasks", 2, "--deduplicate", "--dry-run")
    assert told.exit_code == 0
    assert "6 files (6 tables)" in told.stdout
    assert "clusters: 0 of 1 tasks done" in told.stdout
    assert not (tmp_path / "out").exists()
    scale(archive, tmp_path / "out", "--tasks", 2, "--workers", 1)
    assert "records: 2 of 2 tasks done" in scale(archive, tmp_path / "out", "--tasks", 2, "--dry-run").stdout
    assert "would be refused: tasks was 2" in scale(archive, tmp_path / "out", "--tasks", 3, "--dry-run").stdout


def test_the_summary_counts_what_was_written(tmp_path, archive):
    told = scale(archive, tmp_path / "out", "--tasks", 3, "--workers", 1).stdout.splitlines()
    numbers = dict(line.split() for line in told[:5])
    assert int(numbers["articles"]) == len(rows(tmp_path / "out", "articles"))
    assert int(numbers["sentences"].replace(",", "")) == len(rows(tmp_path / "out", "sentences"))
    facts = sum(len(row["facts"]) for row in rows(tmp_path / "out", "facts"))
    assert int(numbers["facts"].replace(",", "")) == facts > 0


def test_an_empty_archive_is_told(tmp_path):
    (tmp_path / "in").mkdir()
    for place in ("in", "nowhere"):
        assert [finding.id for finding in findings_of(tmp_path / place, tmp_path / "out")] == ["scale-no-input"]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("missing", ["datatrove", "tokenizers"])
def test_a_missing_extra_is_named(tmp_path, archive, missing):
    code = f"import sys; sys.modules[{missing!r}] = None; from shuanglian.cli import main; main()"
    command = [sys.executable, "-c", code, "scale", str(archive), str(tmp_path / "out")]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "pip install 'shuanglian[scale]'" in result.stderr


def test_an_option_that_the_executor_does_not_have_is_told(tmp_path, archive):
    [finding] = findings_of(archive, tmp_path / "out", "--option", "speed=9")
    assert finding.id == "scale-bad-option"
    assert "speed" in finding.message
    assert scale(archive, tmp_path / "out", "--option", "speed").exit_code == 2


# --- other machines -------------------------------------------------------------------------


def test_ray_with_two_workers_is_equal_to_this_machine(tmp_path, archive):
    arguments = ["--tasks", 4, "--deduplicate"]
    assert scale(archive, tmp_path / "local", *arguments, "--workers", 1).exit_code == 0
    options = ["--option", "tasks_per_job=2", "--option", "mem_per_cpu_gb=0"]
    result = run(archive, tmp_path / "ray", *arguments, "--workers", 2, "--executor", "ray", *options)
    assert result.returncode == 0, result.stderr
    assert shards(tmp_path / "ray") == shards(tmp_path / "local")
    assert rows(tmp_path / "ray", "duplicates")


def test_without_ray_the_extra_is_named(tmp_path, archive):
    code = "import sys; sys.modules['ray'] = None; from shuanglian.cli import main; main()"
    command = [sys.executable, "-c", code, "scale", str(archive), str(tmp_path / "out"), "--executor", "ray"]
    result = subprocess.run(command, capture_output=True, text=True)
    assert (result.returncode, "pip install 'shuanglian[ray]'" in result.stderr) == (1, True)


def test_slurm_scripts_are_shown_without_a_cluster(tmp_path, archive):
    arguments = [archive, tmp_path / "out", "--tasks", 4, "--executor", "slurm", "--option", "partition=cpu"]
    told = scale(*arguments, "--workers", 3, "--option", "mem_per_cpu_gb=4", "--dry-run")
    assert told.exit_code == 0
    for line in ("--partition=cpu", "--array=0-3%3", "--mem-per-cpu=4G", "--job-name=shuanglian-records"):
        assert f"#SBATCH {line}\n" in told.stdout
    assert f"launch_pickled_pipeline {tmp_path}/out/logs/records/executor.pik" in told.stdout
    assert not (tmp_path / "out").exists()


def test_without_slurm_or_a_partition_that_is_told(tmp_path, archive, monkeypatch):
    [finding] = findings_of(archive, tmp_path / "out", "--executor", "slurm")
    assert (finding.id, "partition=NAME" in finding.message) == ("scale-bad-option", True)
    monkeypatch.setenv("PATH", str(tmp_path))
    [finding] = findings_of(archive, tmp_path / "out", "--executor", "slurm", "--option", "partition=cpu")
    assert finding.id == "scale-no-slurm"


STAND_INS = {
    "sbatch": """#!/bin/bash
        set -e
        echo x >> "$QUEUE"; number=$(wc -l < "$QUEUE"); script="${@: -1}"
        echo "$number $* $(grep -o 'job-name=.*' "$script")" >> "$QUEUE.log"
        last=$(sed -n 's/^#SBATCH --array=0-\\([0-9]*\\).*/\\1/p' "$script")
        for at in $(seq 0 "$last"); do SLURM_NODELIST=here SLURM_ARRAY_TASK_ID=$at bash "$script" > "$QUEUE.out" 2>&1; done
        echo "Submitted batch job $number" """,
    "srun": '#!/bin/bash\nshift 3\nexec "$@"\n',
    "scontrol": "#!/bin/bash\necho here\n",
}


def test_what_is_submitted_to_slurm_does_the_work(tmp_path, archive):
    """The commands of Slurm are stand-ins that run each task of an array at once; the jobs are real."""
    for name, script in STAND_INS.items():
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line.strip() for line in script.splitlines()) + "\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
    places = os.pathsep.join([str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": places, "QUEUE": str(tmp_path / "queue")}
    arguments = [archive, tmp_path / "slurm", "--tasks", 2, "--executor", "slurm", "--option", "partition=cpu"]
    result = run(*arguments, env=environment)
    assert result.returncode == 0, result.stderr + (tmp_path / "queue.out").read_text()
    log = (tmp_path / "queue.log").read_text().splitlines()
    records, summary = (next(line for line in log if line.endswith(name)) for name in ("-records", "-summary"))
    assert f"--dependency=afterok:{records.split()[0]}" in summary
    assert scale(archive, tmp_path / "local", "--tasks", 2, "--workers", 1).exit_code == 0
    assert shards(tmp_path / "slurm") == shards(tmp_path / "local")
    assert (tmp_path / "slurm" / "summary.json").exists()
