"""`shuanglian annotate serve`."""

from __future__ import annotations

import json
import signal
from types import FrameType

import click

from shuanglian.cli.annotate.common import address_file, say
from shuanglian.cli.annotate.push import push_round
from shuanglian.cli.workspace import Workspace, workspace_option
from shuanglian.labelstudio.client import Connection
from shuanglian.labelstudio.server import ADMINISTRATOR, running_server


@click.command("serve")
@workspace_option
@click.option("--round", "rounds", multiple=True, help="A round to push at once; may be repeated.")
@click.option("--port", type=int, help="Listen on this port of the loopback address.  [default: a free one]")
def command(workspace: Workspace, rounds: tuple[str, ...], port: int | None) -> None:
    """Start a Label Studio of this workspace's own, and keep it running until Ctrl-C.

    It listens on this machine only, lies in .label-studio/, and has users for two annotators and
    an adjudicator; their passwords are in .label-studio/credentials.json, which only you can read.
    """
    signal.signal(signal.SIGTERM, _leave)
    with running_server(workspace.server, say, port) as server:
        address_file(workspace).write_text(json.dumps({"url": server.url}), "utf-8")
        try:
            for name in rounds:
                push_round(workspace, Connection(server.url, server.user(ADMINISTRATOR).token), name)
            say(f"Label Studio is at {server.url}")
            say(f"Users and passwords: {workspace.server.name}/credentials.json. Stop with Ctrl-C.")
            signal.pause()
        except KeyboardInterrupt:
            say("Stopping")
        finally:
            address_file(workspace).unlink(missing_ok=True)


def _leave(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
