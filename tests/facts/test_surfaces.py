"""Short texts of many kinds, written from the guideline alone: no group may fall below what it reached.

`python -m tests.facts.surfaces [GROUP]...` lists what fails.
"""

from collections import defaultdict

import pytest

from tests.facts.surfaces import failures, read_cases

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
    "money": 52,
    "classifiers": 82,
    "ranges": 22,
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
}
CASES = defaultdict(list)
for _case in read_cases():
    CASES[_case.group].append(_case)


def test_every_group_has_a_floor():
    assert CASES.keys() == FLOORS.keys()


@pytest.mark.parametrize("group", FLOORS)
def test_group_keeps_its_floor(group):
    failed = [f"{case.text}: {problem}" for case in CASES[group] for problem in failures(case)[:1]]
    assert len(CASES[group]) - len(failed) >= FLOORS[group], "\n".join(failed)
