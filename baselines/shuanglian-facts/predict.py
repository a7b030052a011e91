"""Numeric facts by this project's extractor."""

from shuanglian import extract_facts
from shuanglian.annotations.codec import facts_to_json
from shuanglian.baselines.adapter import run


def load(arguments):
    """Load rules and word lists, and return the function that predicts a record."""
    extract_facts("")
    return lambda record: facts_to_json(extract_facts(record["text"], date=record.get("date")))


if __name__ == "__main__":
    run({"numeric_facts": load})
