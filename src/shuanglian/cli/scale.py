"""`shuanglian scale`."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from shuanglian.scale.settings import Archive, Settings, begin, difference_from_run, look_at

if TYPE_CHECKING:
    from shuanglian.scale.executors import Machine
    from shuanglian.scale.plan import Stage

_POLL_SECONDS = 1.0


def _columns(context: click.Context, parameter: click.Parameter, value: str) -> tuple[str, str, str]:
    match value.split(","):
        case [text, identity, date]:
            return text, identity, date
    raise click.BadParameter("give three names: of the text, the id and the date")


def _options(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    pairs = [value.partition("=") for value in values]
    if wrong := [name for name, equals, _ in pairs if not equals]:
        raise click.BadParameter(f"{wrong[0]} has no value; write NAME=VALUE")
    return {name: int(value) if value.isdecimal() else value for name, _, value in pairs}


@click.command("scale", short_help="Split and extract from an archive of millions of articles.")
@click.argument("input", metavar="INPUT")
@click.argument("output", metavar="OUTPUT")
@click.option("--tasks", type=click.IntRange(1), default=32, show_default=True, help="Shards to cut the work into.")
@click.option(
    "--workers", type=click.IntRange(1), help="Tasks to run at a time.  [default: one for each core; on Slurm all]"
)
@click.option("--executor", type=click.Choice(["local", "ray", "slurm"]), default="local", show_default=True)
@click.option("--option", "options", multiple=True, callback=_options, metavar="NAME=VALUE",
              help="A parameter of datatrove's executor, such as partition=cpu; may be repeated.")  # fmt: skip
@click.option("--deduplicate", is_flag=True, help="Leave out articles that nearly repeat another one.")
@click.option("--format", "form", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True)
@click.option("--columns", default="text,id,date", show_default=True, callback=_columns,
              help="What tables call text, id and date of publication.")  # fmt: skip
@click.option("--encoding", help="Read article files in this encoding.  [default: detected for each]")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and what is done already; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    input: str, output: str, tasks: int, workers: int | None, executor: Any, options: dict[str, Any], deduplicate: bool,
    form: Any, columns: tuple[str, str, str], encoding: str | None, dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Split the articles of the folder INPUT into sentences and extract their facts into the folder OUTPUT.

    INPUT holds article files (text or HTML) and tables (.jsonl, packed or not, and .parquet) with an
    article a row, here or at an address that fsspec knows. OUTPUT gets sentences/ and facts/ as `split`
    and `facts` print them, articles/, and what was left out: dropped/, duplicates/ and problems/.

    A run that was stopped goes on when the command is repeated. Exit code 1: some articles had problems.
    """
    settings = Settings(_folder(input), _folder(output), tasks, form, deduplicate, columns, encoding)
    os.environ.setdefault("LOGURU_LEVEL", "ERROR")  # datatrove's logs are in OUTPUT/logs
    from shuanglian.scale import executors, plan

    unlimited = -1 if executor == "slurm" else os.cpu_count() or 1
    machine = executors.Machine(executor, workers or unlimited, options)
    archive = look_at(settings)
    stages = plan.stages(settings)
    if dry_run:
        _tell_plan(settings, archive, stages, machine)
        return
    begin(settings, archive)
    with _ended_in_order():
        executors.run(stages, settings.output, machine, _watched)
    if executor == "slurm":
        click.echo(f"Submitted; {settings.output}/{plan.SUMMARY} appears when all is done.", err=True)
        return
    _tell_summary(settings, plan.SUMMARY, as_json)


def _folder(given: str) -> str:
    return given if "://" in given else os.path.abspath(given)  # noqa: PTH100 - tasks may have another current folder


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a termination end the workers, too, as an interrupt does."""
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# --- what is told ---------------------------------------------------------------------------


@contextmanager
def _watched(stage: Stage, executor: Any) -> Iterator[None]:
    """Show how many tasks of a stage are done while it runs."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(_POLL_SECONDS):
            bar.update(stage.tasks - len(executor.get_incomplete_ranks(skip_completed=True)) - bar.n)

    with tqdm(total=stage.tasks, desc=stage.name, unit="task", disable=None, delay=1, leave=False) as bar:
        looking = threading.Thread(target=look, daemon=True)
        if not bar.disable:
            looking.start()
        try:
            yield
        finally:
            over.set()
            if looking.is_alive():
                looking.join()


def _tell_plan(settings: Settings, archive: Archive, stages: list[Stage], machine: Machine) -> None:
    from datatrove.io import get_datafolder

    from shuanglian.scale.executors import slurm_executors, slurm_script

    megabytes = archive.bytes / 1e6
    click.echo(f"{settings.input}: {archive.files:,} files ({archive.tables:,} tables), {megabytes:,.1f} MB")
    at_a_time = f"{machine.workers} tasks" if machine.workers > 0 else "all tasks"
    click.echo(f"{settings.output}: {settings.format}, {at_a_time} at a time ({machine.executor})")
    if difference := difference_from_run(settings, archive):
        click.echo(f"holds another run, and would be refused: {difference}")
    output = get_datafolder(settings.output)
    for stage in stages:
        done = f"logs/{stage.name}/completions"
        number = len(output.list_files(done)) if output.exists(done) else 0
        click.echo(f"{stage.name}: {number} of {stage.tasks} tasks done")
        for block in stage.pipeline:
            click.echo(f"    {block.name}")
    if machine.executor == "slurm":
        for executor in slurm_executors(stages, settings.output, machine):
            click.echo(f"\n# {executor.job_name}\n{slurm_script(executor)}")


def _tell_summary(settings: Settings, name: str, as_json: bool) -> None:
    from datatrove.io import get_datafolder

    with get_datafolder(settings.output).open(name, "rt", encoding="utf-8") as file:
        summary = json.load(file)
    if as_json:
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        for what in ("articles", "near-duplicates", "sentences", "facts", "problems"):
            click.echo(f"{what:16}{summary[what]:>16,}")
        for fate, number in summary["characters"].items():
            click.echo(f"{number:>32,} characters {fate}")
    if summary["problems"]:
        click.echo(f"{summary['problems']} problems are listed in {settings.output}/problems", err=True)
        sys.exit(1)
