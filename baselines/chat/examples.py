"""Rows of the train split as examples: what the user says, and what a perfect model answers."""

import hashlib
import json

from shuanglian.annotations.model import SLOTS, occurrences

FIELD = {"segmentation": "words", "ner": "entities", "numeric_facts": "facts"}


def user_text(record):
    """What a model is shown of a sentence."""
    return json.dumps({"text": record["text"], "date": record.get("date")}, ensure_ascii=False)


def chosen(task, rows, number):
    """Choose rows that have something to show, in an order that has nothing to do with their content."""
    ordered = sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    return [row for row in ordered if row[FIELD[task]]][:number]


def answer(task, row):
    """Write a row's gold as the prompt asks for it."""
    text = row["text"]
    if task == "segmentation":
        return {"words": row["words"]}
    if task == "ner":
        return {
            "entities": [
                named(text, [item["start"], item["end"]], "text", label=item["label"]) for item in row["entities"]
            ]
        }
    times = [named(text, [item["start"], item["end"]], "text", value=item["value"]) for item in row.get("times") or []]
    return {"facts": [fact(text, item) for item in row["facts"]], "times": times}


def fact(text, item):
    values = {
        name: item.get(name)
        for name in ("kind", "value", "low", "high", "unit", "modifier", "factuality", "time_value")
    }
    values["approx"] = item.get("approx") or None
    values |= {name: text[slice(*pair(item[name]))] for name in SLOTS if item.get(name)}
    values |= item.get("change") or {}
    return named(
        text, pair(item["quantity"]), "quantity", **{key: value for key, value in values.items() if value is not None}
    )


def pair(span):
    """A span as start and end, however the row writes it."""
    return [span["start"], span["end"]] if isinstance(span, dict) else list(span)


def named(text, span, name, **values):
    """A span by its string, and by its number where the string stands several times."""
    surface = text[span[0] : span[1]]
    starts = occurrences(text, surface)
    which = {"occurrence": starts.index(span[0]) + 1} if len(starts) > 1 else {}
    return {name: surface, **which, **values}
