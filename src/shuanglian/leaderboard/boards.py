"""A board: the systems of one task, view and split, ranked, tested in pairs and broken down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shuanglian.leaderboard import breakdowns
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.intervals import Estimate
from shuanglian.metrics.significance import compare_all, ranked
from shuanglian.tasks.meta import Meta, Run
from shuanglian.tasks.report import Report
from shuanglian.tasks.scoring import Bench
from shuanglian.tasks.submissions import Submission
from shuanglian.tasks.task import Options

Json = dict[str, Any]


def board(
    bench: Bench, options: Options, submissions: Mapping[str, Submission[Any]], costs: Mapping[str, Json]
) -> Json:
    """Score submissions, which are given by their systems' keys, as are their costs."""
    view = options.view or bench.task.views[0]
    evaluations = {key: bench.task.evaluate(one.pairs, options) for key, one in submissions.items()}
    reports = {key: bench.report(submissions[key], evaluations[key], options) for key in submissions}
    measures = list(bench.task.headlines[view])
    return {
        "task": bench.task.name,
        "view": view,
        "texts": len(bench.reference.texts),
        "documents": len({text.document for text in bench.reference.texts}),
        "measures": measures,
        "rows": [
            {**_row(key, report, bench.task.notes(submissions[key].pairs, options)), **costs[key]}
            for key, report in reports.items()
        ],
        "rankings": {measure: _ranking(evaluations, measure) for measure in measures},
        "breakdowns": _breakdowns(bench, view, submissions, evaluations, reports),
        "signature": dict(next(iter(reports.values())).signature) if reports else {},
    }


def _row(key: str, report: Report, notes: Sequence[str]) -> Json:
    families = dict.fromkeys(measure.rpartition(".")[0] for measure in report.headlines)
    names = [f"{family}.{which}" for family in families for which in ("f", "precision", "recall")]
    values = {name: _values(report.score[name]) for name in names}
    return {"system": key, "values": values, "notes": list(notes)}


def cost(meta: Meta, task: str) -> Json:
    """What a system took for a task; the seconds of all it did where no run was measured."""
    run = meta.runs.get(task, Run() if meta.runs else Run(meta.seconds))
    return {"seconds": run.seconds, "speed": run.speed, "memory": run.peak_memory_mb}


def _values(estimate: Estimate) -> list[float | None]:
    return [estimate.value, estimate.low, estimate.high]


def _ranking(evaluations: Mapping[str, Evaluation], measure: str) -> Json:
    """Return systems in their order with their tie group, and the test of each pair, the better one first."""
    compared = compare_all(evaluations, measure)
    places = ranked(evaluations, measure, compared)
    return {
        "places": [[place.system, place.group] for place in places],
        "pairs": [[*pair, found.difference, found.p] for pair, found in compared.items()],
        "unit": next((found.unit for found in compared.values()), None),
    }


def _breakdowns(
    bench: Bench,
    view: str,
    submissions: Mapping[str, Submission[Any]],
    evaluations: Mapping[str, Evaluation],
    reports: Mapping[str, Report],
) -> list[Json]:
    scores = [report.score for report in reports.values()]
    evaluated = list(evaluations.values())
    measure = bench.task.headlines[view][0]
    pairs = [one.pairs for one in submissions.values()] if view == bench.task.views[0] else []
    parts = breakdowns.parts(scores)
    by_document = any(part["name"] == measure.rpartition(".")[0] for part in parts)
    return [
        *breakdowns.measures(bench.task.captions, scores),
        *parts,
        *breakdowns.word_groups(pairs),
        *([] if by_document else breakdowns.documents(measure, evaluated)),
    ]
