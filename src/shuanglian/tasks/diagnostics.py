"""Diagnostics: numeric facts of constructed sentences, each about one phenomenon.

Predictions are those of `numeric_facts`, and so is what is counted; on top of it, value and unit,
relaxed tuples and false alarms on non-facts are given for each phenomenon. A phenomenon is a
document: its sentences are right and wrong together, so intervals draw whole phenomena.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from shuanglian.annotations.model import Facts
from shuanglian.metrics.counts import Evaluation
from shuanglian.metrics.facts import evaluate_facts
from shuanglian.metrics.pairs import Pair
from shuanglian.metrics.parts import with_parts
from shuanglian.tasks.numeric_facts import TASK as NUMERIC_FACTS
from shuanglian.tasks.task import Options

_PARTS = {"value_unit": "value_unit", "relaxed": "relaxed", "non_facts": "alarms"}


def _evaluate(pairs: Sequence[Pair[Facts]], options: Options) -> Evaluation:
    return with_parts(evaluate_facts(pairs), [pair.document for pair in pairs], _PARTS)


TASK = replace(
    NUMERIC_FACTS,
    name="diagnostics",
    configuration="diagnostics",
    field="phenomenon",
    document="phenomenon",
    same_as=NUMERIC_FACTS.name,
    ranked_on="held_out",
    evaluate=_evaluate,
    captions={
        **NUMERIC_FACTS.captions,
        "value_unit *": "value and unit, *",
        "relaxed *": "relaxed tuples, *",
        "alarms *": "false alarms, *",
    },
)
