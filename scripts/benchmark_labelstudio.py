"""How fast sentences with annotations go to Label Studio and come back, beside Label Studio's own.

    python scripts/benchmark_labelstudio.py [NUMBER OF SENTENCES]

Sentences of the corpus are sent with two annotations and a prediction each, and pulled. Label
Studio's own import takes the same tasks in one request; its own export writes the same project
as JSON. What `submit` and `pull` add is the checks, the canonical form and the identity of users.
The server is the one of the tests, in build/label-studio.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import httpx

from shuanglian.cli.annotate.common import sentences_of
from shuanglian.cli.workspace import Workspace
from shuanglian.labelstudio.annotation import Annotation, Region, Relation, values_of
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.configuration import labelling_configuration
from shuanglian.labelstudio.layers import layer
from shuanglian.labelstudio.rounds import AnnotatedSentence
from shuanglian.labelstudio.server import ANNOTATORS, Server, running_server
from shuanglian.labelstudio.transfer import Sentence, pull, submit
from shuanglian.schema import load_schema

ROOT = Path(__file__).resolve().parent.parent
NUMBER = re.compile(r"\d+(\.\d+)?")
SECONDS = 900


def sentences(number: int) -> list[Sentence]:
    corpus = islice(cycle(sentences_of(Workspace(ROOT))), number)
    return [Sentence(f"{n}", s.text, s.text_sha256, s.heading, s.context[:500]) for n, s in enumerate(corpus)]


def facts(text: str) -> Annotation:
    """Every number a quantity, linked to the beginning of the sentence."""
    quantities = [
        Region(*m.span(), "quantity", f"q{m.start()}", values_of({"kind": ["count"], "value": [m.group()]}))
        for m in NUMBER.finditer(text)
        if m.start() > 1
    ]
    links = tuple(Relation(region.id, "e1") for region in quantities)
    return Annotation((Region(0, 1, "measured_entity", "e1"), *quantities), links)


class Bench:
    """A server, and projects on it that are deleted when they have been measured."""

    def __init__(self, server: Server) -> None:
        user = server.user("adjudicator")
        self.connection = Connection(server.url, user.token)
        self.http = httpx.Client(
            base_url=f"{server.url}/api/projects/", headers={"Authorization": f"Token {user.token}"}, timeout=SECONDS
        )
        self.asked = layer(load_schema(ROOT / "annotation" / "schema.toml"), "facts")

    def project(self) -> Project:
        title = f"benchmark {time.time_ns()}"
        return self.connection.project(title, labelling_configuration(self.asked))

    def delete(self, project: Project) -> None:
        self.http.delete(f"{project.id}/").raise_for_status()

    def submit(self, project: Project, items: list[Sentence]) -> None:
        made = {item.id: facts(item.text) for item in items}
        given = [AnnotatedSentence(item.id, item.text_sha256, "submitted", made[item.id]) for item in items]
        submit(self.connection, project, self.asked, items, dict.fromkeys(ANNOTATORS, given), {"model": made})

    def pull(self, project: Project, items: list[Sentence]) -> None:
        pulled = pull(self.connection, project, self.asked, {item.id: item for item in items})
        counts = [len(taken) for hands in (pulled.annotators, pulled.predictions) for taken in hands.values()]
        if pulled.findings or counts != [len(items)] * 3:
            raise SystemExit(f"not what was sent: {counts}, {pulled.findings[:3]}")

    def own_export(self, project: Project) -> list[dict[str, Any]]:
        answer = self.http.get(f"{project.id}/export", params={"exportType": "JSON"})
        tasks: list[dict[str, Any]] = answer.raise_for_status().json()
        return tasks

    def own_import(self, project: Project, tasks: list[dict[str, Any]]) -> None:
        self.http.post(f"{project.id}/import", json=tasks).raise_for_status()


def importable(task: dict[str, Any]) -> dict[str, Any]:
    """Return an exported task as one to import, with its annotations and a prediction."""
    annotations = [{key: item[key] for key in ("completed_by", "result")} for item in task["annotations"]]
    prediction = {"model_version": "model", "result": annotations[0]["result"]}
    return {"data": task["data"], "annotations": annotations, "predictions": [prediction]}


def seconds(step: Callable[[], object]) -> float:
    before = time.perf_counter()
    step()
    return time.perf_counter() - before


def row(step: str, number: int, ours: float, own: float) -> str:
    return f"| {step} | {number / ours:,.0f} | {number / own:,.0f} | {own / ours:.2f} |"


def main() -> None:
    items = sentences(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
    with running_server(ROOT / "build" / "label-studio", lambda step: print(step, file=sys.stderr)) as server:
        bench = Bench(server)
        ours, own = bench.project(), bench.project()
        submitted = seconds(lambda: bench.submit(ours, items))
        pulled = seconds(lambda: bench.pull(ours, items))
        exported: list[dict[str, Any]] = []
        own_exported = seconds(lambda: exported.extend(bench.own_export(ours)))
        tasks = [importable(task) for task in exported]
        own_imported = seconds(lambda: bench.own_import(own, tasks))
        bench.delete(ours)
        bench.delete(own)
    print(f"{len(items):,} sentences, two annotations and a prediction each, {len(json.dumps(tasks)) / 1e6:.0f} MB\n")
    print("| step | tasks a second | Label Studio's own | ratio |")
    print("| --- | ---: | ---: | ---: |")
    print(row("submit, import", len(items), submitted, own_imported))
    print(row("pull, export", len(items), pulled, own_exported))


if __name__ == "__main__":
    main()
