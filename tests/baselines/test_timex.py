from datetime import datetime

import pytest

from shuanglian.baselines.labels import our_label
from shuanglian.baselines.timex import between


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        ("2025-01-01", "2025-12-31 23:59:59", "2025"),
        ("2025-01-01", "2025-06-30 23:59:59", "2025-H1"),
        ("2025-07-01", "2025-12-31", "2025-H2"),
        ("2025-04-01", "2025-06-30", "2025-Q2"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2025-01-01", "2025-05-31", "2025-01/2025-05"),
        ("2021-01-01", "2023-12-31", "2021/2023"),
        ("2023-11-01", "2024-01-31", "2023-11/2024-01"),
        ("2025-02-15 07:00", "2025-02-15 11:59", "2025-02-15TMO"),
        ("2025-02-15", "2025-02-15 23:59", "2025-02-15"),
        ("2025-01-01", None, "2025/.."),
        ("2025-01-14", None, "2025-01-14/.."),
    ],
)
def test_the_shortest_value(start, end, value):
    assert between(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None) == value


def test_labels_of_other_sets():
    assert [our_label(name) for name in ("PERSON", "Nh", "LAW", "GOV", "DATE", "CARDINAL")] == [
        "PER",
        "PER",
        "POLICY",
        "GOV",
        None,
        None,
    ]
    assert (our_label("LOC"), our_label("LOC", "GPE")) == ("LOC", "GPE")
