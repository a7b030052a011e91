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
PLAIN = {"Q": ("kind", "value", "unit", "modifier"), "N": ("non_fact_kind",), "T": ("time_value",)}
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


def split_item(item: str) -> tuple[str, list[str], dict[str, str]]:
    """The layer of an expected item, its admitted surfaces, and its fields by their names in schema.toml."""
    surfaces, *written = item[2:].split("|")
    slots = dict(field.split("=", 1) for field in written if re.match(r"[a-z]+=", field))
    plain = [field for field in written if not re.match(r"[a-z]+=", field)]
    names = PLAIN[item[0]]
    plain += [NONE] * (len(names) - len(plain))
    fields = dict(zip(names, plain, strict=True)) | {(SPANS | VALUES)[key]: value for key, value in slots.items()}
    return item[0], surfaces.split(EITHER), fields


def failures(case: Case) -> list[str]:
    """What differs: each an expected item, `->`, and what was found in its place."""
    try:
        found = _found(case.text, extract_facts(case.text, date=case.date))
    except Exception as error:  # it must raise nothing for any text; here that is one failure among others
        return [f"raises {error!r}"]
    problems = []
    for item in case.expected:
        layer, surfaces, fields = split_item(item)
        at = next((n for n, other in enumerate(found) if other[0] == layer and other[1] in surfaces), None)
        wrong = _differences(fields, found.pop(at)[2]) if at is not None else "missing"
        if wrong:
            problems.append(f"{item} -> {wrong}")
    return problems + [f"nothing -> {layer} {surface} {_written(layer, fields)}" for layer, surface, fields in found]


def _found(text: str, facts: Facts) -> list[tuple[str, str, dict[str, str]]]:
    """Layer, surface and fields of every quantity, non-fact and time of the result, as a case writes them."""
    found = []
    for fact in facts.facts:
        amount = fact.value or f"{fact.low}..{fact.high}"
        fields = {name: getattr(fact, name) for name in ("kind", "unit", "modifier", *VALUES.values())}
        fields |= {name: (span := getattr(fact, name)) and text[slice(*span)] for name in SPANS.values()}
        fields = {name: value or NONE for name, value in fields.items()} | {"value": amount + "~" * fact.approx}
        found.append(("Q", text[slice(*fact.quantity)], fields))
    for layer, spans in (("N", facts.non_facts), ("T", facts.times)):
        found += [(layer, text[slice(*span.span)], {PLAIN[layer][0]: span.label}) for span in spans]
    return found


def _differences(expected: dict[str, str], found: dict[str, str]) -> str:
    return " ".join(
        f"{name}={found[name]}"
        for name, value in expected.items()
        if value != OPEN and found[name] not in value.split(EITHER)
    )


def _written(layer: str, fields: dict[str, str]) -> str:
    return " ".join(fields[name] for name in PLAIN[layer] if fields[name] != NONE)


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
