"""Three systems for the sample gold of tests/tasks: characters, perfect and noisy."""

import json

from shuanglian.leaderboard.data import Gold, leaderboard_data
from shuanglian.leaderboard.systems import read_systems
from tests.leaderboard.generated import meta_of
from tests.tasks.samples import gold_rows, write

KEPT = {"segmentation": ["words"], "ner": ["entities"], "numeric_facts": ["facts", "non_facts", "times"]}


def perfect(task, rows):
    return [{"id": row["id"], **{name: row[name] for name in KEPT[task]}} for row in rows]


def characters(rows):
    return [{"id": row["id"], "words": [c for c in row["text"] if c.strip()]} for row in rows]


def noisy(task, rows):
    rows = perfect(task, rows)
    match task:
        case "segmentation":
            rows[1]["words"][0:2] = ["长三角国家"]
        case "ner":
            rows[1]["entities"] = [
                {"start": 0, "end": 11, "label": "COM"},
                {"start": 1, "end": 3, "label": "LOC"},
                {"start": 13, "end": 15, "label": "PER"},
                {"start": 17, "end": 20, "label": "COM"},
                {"start": 21, "end": 22, "label": "ORG"},
            ]
        case "numeric_facts":
            rows[3]["facts"] = [{**rows[3]["facts"][0], "value": "3", "unit": "{元}"}]
    return rows


def write_system(folder, predictions, meta=None):
    (folder / "predictions").mkdir(parents=True)
    for task, rows in predictions.items():
        write(folder / "predictions" / f"{task}.jsonl", rows)
    (folder / "meta.json").write_text(json.dumps(meta or meta_of(folder.name)), "utf-8")
    return folder


def write_samples(folder):
    rows = gold_rows()
    write_system(folder / "characters", {"segmentation": characters(rows)})
    write_system(folder / "perfect", {task: perfect(task, rows) for task in KEPT})
    write_system(folder / "noisy", {task: noisy(task, rows) for task in KEPT})
    return folder


def sample_data(folder, submissions=(), rows=None, **gold):
    """Score the samples; articles are not among the rows, so that there are three tasks."""
    return leaderboard_data(read_systems(write_samples(folder), submissions), Gold(rows or gold_rows(), **gold))


def board(data, task, view=None, split="all"):
    found = (one for one in data["boards"] if one["task"] == task and one["split"] == split)
    return next(one for one in found if view in (None, one["view"]))
