"""Where stages run: on this machine, on Ray or on Slurm, by datatrove's executors."""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from datatrove.executor import LocalPipelineExecutor, SlurmPipelineExecutor
from datatrove.executor.base import PipelineExecutor

from shuanglian.findings import FindingsError
from shuanglian.scale.plan import Stage
from shuanglian.scale.problems import BAD_OPTION, NO_SLURM, TASK_FAILED

Watch = Callable[[Stage, PipelineExecutor], AbstractContextManager[Any]]


@dataclass(frozen=True)
class Machine:
    """Where to run: `workers` tasks at a time, `options` are parameters of datatrove's executor."""

    executor: Literal["local", "ray", "slurm"]
    workers: int
    options: dict[str, Any] = field(default_factory=dict)


def run(stages: Sequence[Stage], output: str, machine: Machine, watch: Watch) -> None:
    """Run the stages one after the other; those on Slurm are submitted only.

    What is done already is not done again. Raises `FindingsError` when a task fails.
    """
    if machine.executor == "slurm":
        submit(slurm_executors(stages, output, machine))
    elif machine.executor == "ray":
        _run_on_ray(stages, output, machine, watch)
    else:
        _run_all(stages, output, machine, watch, _LocalExecutor)


def _run_all(
    stages: Sequence[Stage], output: str, machine: Machine, watch: Watch, kind: type[PipelineExecutor]
) -> None:
    for stage in stages:
        executor = _made(kind, stage, output, machine, tasks=stage.tasks, workers=min(machine.workers, stage.tasks))
        try:
            with watch(stage, executor):
                executor.run()
        except Exception as error:
            raise _failed(stage, output, f"{type(error).__name__}: {error}") from error
        if left := executor.get_incomplete_ranks(skip_completed=True):
            raise _failed(stage, output, f"{len(left)} of {stage.tasks} tasks are not done")


def _made(kind: type[PipelineExecutor], stage: Stage, output: str, machine: Machine, **settings: Any) -> Any:
    try:
        return kind(stage.pipeline, logging_dir=f"{output}/logs/{stage.name}", **(settings | machine.options))
    except TypeError as error:
        raise FindingsError([BAD_OPTION.at("--option", "", str(error))]) from error


def _failed(stage: Stage, output: str, message: str) -> FindingsError:
    return FindingsError([TASK_FAILED.at(f"{output}/logs/{stage.name}", "", message)])


# --- this machine ---------------------------------------------------------------------------


class _LocalExecutor(LocalPipelineExecutor):
    """Keeps tasks from printing their logs, and from going on when the run was killed."""

    def run(self) -> Any:
        self.owner = os.getpid()
        return super().run()

    def _run_for_rank(self, rank: int, local_rank: int = 0, node_rank: int = -1) -> Any:
        if self.owner != os.getpid():
            threading.Thread(target=_end_with, args=(self.owner,), daemon=True).start()
        return super()._run_for_rank(rank, local_rank + 1, node_rank)  # the first one would log to stderr


def _end_with(owner: int) -> None:
    """End this process once the run's has: it may be taken up again, and two must not write one shard."""
    try:
        while True:
            os.kill(owner, 0)  # asks whether it is there
            time.sleep(0.5)
    except ProcessLookupError:
        os._exit(1)


# --- Ray ------------------------------------------------------------------------------------


def _run_on_ray(stages: Sequence[Stage], output: str, machine: Machine, watch: Watch) -> None:
    import ray
    from datatrove.executor.ray import RayPipelineExecutor

    cluster = "RAY_ADDRESS" in os.environ
    size: dict[str, Any] = {} if cluster else {"num_cpus": machine.workers, "include_dashboard": False}
    ray.init(log_to_driver=False, logging_level=logging.ERROR, **size)
    try:
        _run_all(stages, output, machine, watch, RayPipelineExecutor)
    finally:
        ray.shutdown()


# --- Slurm ----------------------------------------------------------------------------------


def slurm_executors(stages: Sequence[Stage], output: str, machine: Machine) -> list[SlurmPipelineExecutor]:
    """Make an executor for each stage, each waiting for the one before it."""
    activate = Path(sys.prefix, "bin", "activate")
    defaults = {"time": "24:00:00", "venv_path": str(activate) if activate.is_file() else None}
    if "partition" not in machine.options:
        raise FindingsError([BAD_OPTION.at("--option", "", "Slurm needs a partition: --option partition=NAME")])
    made: list[SlurmPipelineExecutor] = []
    for stage in stages:
        settings = defaults | {"tasks": stage.tasks, "workers": machine.workers, "job_name": f"shuanglian-{stage.name}"}
        settings["depends"] = made[-1] if made else None
        made.append(_made(SlurmPipelineExecutor, stage, output, machine, **settings))
    return made


def submit(executors: Sequence[SlurmPipelineExecutor]) -> None:
    """Submit the jobs, the last one with all that it waits for; `FindingsError` where there is no Slurm."""
    if shutil.which("sbatch") is None:
        raise FindingsError([NO_SLURM.at("--executor slurm", "", "there is no sbatch on the search path")])
    executors[-1].run()


def slurm_script(executor: SlurmPipelineExecutor) -> str:
    """Return the batch script of a job; nothing is written."""
    logs = executor.slurm_logs_folder
    with tempfile.TemporaryDirectory() as folder:
        executor.slurm_logs_folder = folder  # datatrove makes it
        arguments = executor.get_sbatch_args(min(executor.tasks, executor.max_array_size))
        command = f"srun -l -n 1 launch_pickled_pipeline {executor.logging_dir.resolve_paths('executor.pik')}"
        script: str = executor.get_launch_file_contents(arguments, command).replace(folder, logs)
    executor.slurm_logs_folder = logs
    return script
