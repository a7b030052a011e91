"""The cases of data/surfaces.tsv (its head says how they are written) and how a result fails them.

python -m tests.facts.surfaces [GROUP]...    every failure, and each group's count
"""

import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from shuanglian.annotations.model import Facts
from shuanglian.facts import extract_facts

DATE = "2025-06-18"
OPEN, NONE, EITHER = "?", "-", "‖"
ATTRIBUTES = ("kind", "value", "unit", "modifier")
SPANS = {
    "e": "measured_entity",
    "p": "measured_property",
    "t": "time",
    "pl": "place",
    "w": "whole",
    "c": "comparator",
    "per": "per",
}
VALUES = {"d": "direction", "b": "basis", "f": "factuality", "g": "group_type"}


class Case(NamedTuple):
    group: str
    text: str
    date: str | None
    expected: tuple[str, ...]


def read_cases() -> list[Case]:
    group, cases = "", []
    for line in Path(__file__).with_name("data").joinpath("surfaces.tsv").read_text("utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            text, *expected = line.split("\t")
            dated = re.fullmatch(r"\[([\d-]*)] (.+)", text)
            date, text = (dated[1] or None, dated[2]) if dated else (DATE, text)
            cases.append(Case(group, text, date, () if expected == [NONE] else tuple(expected)))
    return cases


def failures(case: Case) -> list[str]:
    """What differs: each an expected item, `->`, and what was found in its place."""
    facts = extract_facts(case.text, date=case.date)
    found, problems = _found(case.text, facts), []
    for item in case.expected:
        layer, surfaces = item[0], item[2:].split("|")[0].split(EITHER)
        at = next(
            (n for n, other in enumerate(found) if other["layer"] == layer and other["surface"] in surfaces), None
        )
        wrong = _differences(item, found.pop(at)) if at is not None else "missing"
        if wrong:
            problems.append(f"{item} -> {wrong}")
    return problems + [f"nothing -> {other['layer']} {other['surface']} {_written(other)}" for other in found]


def _found(text: str, facts: Facts) -> list[dict[str, str]]:
    """Every quantity, non-fact and time of the result, its fields as a case writes them."""
    found = []
    for fact in facts.facts:
        amount = fact.value or f"{fact.low}..{fact.high}"
        fields = {"kind": fact.kind, "value": amount + "~" * fact.approx, "unit": fact.unit, "modifier": fact.modifier}
        fields |= {key: (span := getattr(fact, name)) and text[slice(*span)] for key, name in SPANS.items()}
        fields |= {key: getattr(fact, name) for key, name in VALUES.items()}
        found.append({"layer": "Q", "surface": text[slice(*fact.quantity)]} | {k: v or NONE for k, v in fields.items()})
    for layer, spans in (("N", facts.non_facts), ("T", facts.times)):
        found += [{"layer": layer, "surface": text[slice(*span.span)], "value": span.label} for span in spans]
    return found


def _differences(item: str, found: dict[str, str]) -> str:
    written = item.split("|")[1:]
    slots = dict(field.split("=", 1) for field in written if re.match(r"[a-z]+=", field))
    plain = [field for field in written if not re.match(r"[a-z]+=", field)]
    names = ATTRIBUTES if found["layer"] == "Q" else ("value",)
    plain += [NONE] * (len(names) - len(plain))
    expected = dict(zip(names, plain, strict=True)) | slots
    return " ".join(
        f"{name}={found[name]}"
        for name, value in expected.items()
        if value != OPEN and found[name] not in value.split(EITHER)
    )


def _written(found: dict[str, str]) -> str:
    return " ".join(found[name] for name in ("kind", "value", "unit", "modifier") if found.get(name, NONE) != NONE)


def main(groups: list[str]) -> None:
    right, total = defaultdict(int), defaultdict(int)
    for case in read_cases():
        if groups and case.group not in groups:
            continue
        total[case.group] += 1
        problems = failures(case)
        right[case.group] += not problems
        for problem in problems:
            print(f"{case.group}\t{case.text}\t{problem}")
    for group in total:
        print(f"{group} {right[group]}/{total[group]}", file=sys.stderr)
    print(f"all {sum(right.values())}/{sum(total.values())}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
