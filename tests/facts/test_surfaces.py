"""Short texts of many kinds, written from the guideline alone: no group may fall below what it reached.

`python -m tests.facts.surfaces [GROUP]...` lists what fails.
"""

from collections import defaultdict

import pytest

from tests.annotations.samples import SCHEMA
from tests.facts.surfaces import EITHER, NONE, OPEN, failures, read_cases, split_item

# Cases right of each group. A floor rises with the extractor and falls only with a case that was wrong.
FLOORS = {
    "numbers": 56,
    "ordinals": 40,
    "fractions": 16,
    "percent": 36,
    "multiples": 17,
    "length-area-volume": 31,
    "mass-temperature-energy": 45,
    "rates": 25,
    "money": 53,
    "classifiers": 82,
    "ranges": 23,
    "approximations": 49,
    "age-duration": 36,
    "dates": 46,
    "relative": 74,
    "fuzzy": 24,
    "clock-sets": 24,
    "festivals": 43,
    "identifiers": 46,
    "idioms": 30,
    "figures-words": 67,
    "traditional": 24,
    "news": 44,
    "in-context": 94,
    "news-2": 40,
    "news-3": 24,
    "spaced": 0,
    "shared": 2,
}
ADMITS = {attribute.name: attribute.admits for attribute in SCHEMA.attributes}
CASES = defaultdict(list)
for _case in read_cases():
    CASES[_case.group].append(_case)


def test_every_group_has_a_floor():
    assert CASES.keys() == FLOORS.keys()


@pytest.mark.parametrize("group", CASES)
def test_cases_are_well_formed(group):
    """A surface stands in its text, and what is expected is something that the schema admits."""
    for case in CASES[group]:
        for item in case.expected:
            _, surfaces, fields = split_item(item)
            assert any(surface in case.text for surface in surfaces), (case.text, item)
            for name, value in fields.items():
                assert all(_admitted(name, part) for part in value.split(EITHER)), (case.text, item, name)


def _admitted(name, value):
    ends = value.removesuffix("~").split("..") if name == "value" else [value]
    return value in (OPEN, NONE) or name in SCHEMA.slots or all(ADMITS[name](end) for end in ends)


@pytest.mark.parametrize("group", FLOORS)
def test_group_keeps_its_floor(group):
    failed = [f"{case.text}: {problem}" for case in CASES[group] for problem in failures(case)[:1]]
    assert len(CASES[group]) - len(failed) >= FLOORS[group], "\n".join(failed)
