"""What the tests of killed commands kill: `python -m tests.labelstudio.interrupted STEP URL PROJECT`, token on stdin.

Says "ready" when all is loaded and the work begins.
"""

import sys

from shuanglian.labelstudio.annotation import Annotation, Region, values_of
from shuanglian.labelstudio.client import Connection, Project
from shuanglian.labelstudio.transfer import push, submit
from tests.labelstudio.samples import FACTS, annotated, sentence

SENTENCES = [sentence(number, f"第{number}句。") for number in range(800)]
PUSHED = SENTENCES[:30]
"""These are in the project before annotations are submitted: theirs are sent one by one."""


def ordinal(item):
    number = Region(1, len(item.text) - 2, "non_fact", "n1", values_of({"non_fact_kind": ["serial"]}))
    return annotated(item, Annotation((number,)))


GIVEN = {
    "first": [ordinal(item) for item in SENTENCES],
    "second": [annotated(item, Annotation(), "skipped") for item in SENTENCES],
}
STEPS = {
    "push": lambda connection, project: push(connection, project, FACTS, SENTENCES, {}),
    "submit": lambda connection, project: submit(connection, project, FACTS, SENTENCES, GIVEN),
}

if __name__ == "__main__":
    step, url, number = sys.argv[1:]
    connection = Connection(url, sys.stdin.read())
    print("ready", flush=True)
    STEPS[step](connection, Project(int(number), "interrupted"))
