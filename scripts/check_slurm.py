"""Run `shuanglian scale` on a Slurm of one node, started here from Debian's packages, and compare with this machine.

    python -m scripts.check_slurm

Needs Debian or Ubuntu, `apt-get` that can download, and root, which Slurm's daemon asks for. The
packages are unpacked below build/slurm, not installed. The daemons listen on 127.0.0.1 only, without
authentication, and are ended at the end.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.benchmark_scale import hashes
from scripts.made_articles import articles

PLACE = Path("build/slurm").resolve()
ROOT = PLACE / "root"
LIBRARIES = ROOT / "usr/lib/x86_64-linux-gnu"
PACKAGES = [
    "slurmctld",
    "slurmd",
    "slurm-client",
    "slurm-wlm-basic-plugins",
    "libmunge2",
    "libpmix2",
    "libhwloc15",
    "libnuma1",
    "libjson-c5",
    "libjwt0",
    "libhttp-parser2.9",
    "libyaml-0-2",
    "liblua5.3-0",
    "libipmimonitoring6",
    "libfreeipmi17",
    "librrd8",
]
CONFIGURATION = """\
ClusterName=here
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort=16817
SlurmdPort=16818
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/none
CredType=cred/none
SlurmUser=root
SlurmdUser=root
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool
SlurmctldPidFile={place}/slurmctld.pid
SlurmdPidFile={place}/slurmd.pid
PluginDir={plugins}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=4000 State=UNKNOWN
PartitionName=here Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""
SECONDS = 600


def main() -> None:
    unpack()
    archive = PLACE / "archive"
    for name in ("archive", "slurm", "local", "state", "spool"):
        shutil.rmtree(PLACE / name, ignore_errors=True)
    write_articles(archive)
    options = ["--option", "partition=here", "--option", "mem_per_cpu_gb=1", "--option", "time=00:30:00"]
    with daemons() as environment:
        scale(archive, PLACE / "slurm", "--executor", "slurm", *options, environment=environment)
        wait_for(PLACE / "slurm" / "summary.json")
    scale(archive, PLACE / "local", environment=dict(os.environ))
    equal = hashes(PLACE / "slurm") == hashes(PLACE / "local")
    print(f"{len(hashes(PLACE / 'local'))} files of Slurm and of this machine: {'equal' if equal else 'DIFFERENT'}")
    sys.exit(not equal)


def unpack() -> None:
    if ROOT.exists():
        return
    packages = PLACE / "packages"
    packages.mkdir(parents=True, exist_ok=True)
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=packages, check=True, stdout=sys.stderr)
    for package in packages.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, ROOT], check=True)


def write_articles(folder: Path) -> None:
    folder.mkdir()
    made = [{"id": made.name, "date": made.date, "text": made.text} for made in articles(200)]
    for number in range(4):
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in made[number::4])
        (folder / f"{number}.jsonl").write_text("".join(lines), "utf-8")


@contextmanager
def daemons() -> Iterator[dict[str, str]]:
    """Run controller and node; yields the environment that reaches them."""
    configuration = PLACE / "slurm.conf"
    plugins = LIBRARIES / "slurm-wlm"
    host = socket.gethostname().split(".")[0]
    configuration.write_text(CONFIGURATION.format(host=host, place=PLACE, plugins=plugins), "utf-8")
    places = [str(Path(sys.executable).parent), str(ROOT / "usr/bin"), os.environ["PATH"]]
    environment = os.environ | {
        "SLURM_CONF": str(configuration),
        "LD_LIBRARY_PATH": f"{LIBRARIES}:{plugins}",
        "PATH": os.pathsep.join(places),
    }
    for name in ("state", "spool"):
        (PLACE / name).mkdir()
    binaries = ROOT / "usr/sbin"
    commands = (["slurmctld-wlm", "-D"], ["slurmd-wlm", "-D", "-d", str(binaries / "slurmstepd-wlm")])
    running = []
    try:
        for name, *arguments in commands:
            running.append(subprocess.Popen([binaries / name, *arguments], env=environment, stderr=subprocess.DEVNULL))
            time.sleep(3)
        yield environment
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def scale(archive: Path, output: Path, *more: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "shuanglian", "scale", archive, output, "--tasks", "4", "--deduplicate", *more]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def wait_for(path: Path) -> None:
    for _ in range(SECONDS):
        if path.exists():
            time.sleep(2)
            return
        time.sleep(1)
    sys.exit(f"{path} did not appear in {SECONDS} seconds; see {path.parent}/logs")


if __name__ == "__main__":
    main()
