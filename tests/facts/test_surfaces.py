"""Short texts of many kinds, written from the guideline alone: no group may fall below what it reached.

`python -m tests.facts.surfaces [GROUP]...` lists what fails.
"""

from collections import defaultdict

import pytest

from tests.annotations.samples import SCHEMA
from tests.facts.surfaces import EITHER, NONE, OPEN, failures, read_cases, split_item

# Cases right of each group. A floor rises with the extractor and falls only with a case that was wrong.
FLOORS = {
    "numbers": 58,
    "ordinals": 42,
    "fractions": 17,
    "percent": 37,
    "multiples": 18,
    "length-area-volume": 32,
    "mass-temperature-energy": 50,
    "rates": 26,
    "money": 57,
    "classifiers": 85,
    "ranges": 24,
    "approximations": 51,
    "age-duration": 37,
    "dates": 52,
    "relative": 78,
    "fuzzy": 24,
    "clock-sets": 27,
    "festivals": 44,
    "identifiers": 54,
    "idioms": 30,
    "figures-words": 67,
    "traditional": 26,
    "news": 60,
    "in-context": 105,
    "news-2": 48,
    "news-3": 33,
    "spaced": 28,
    "shared": 13,
    "fresh": 44,
    "fresh-2": 39,
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
