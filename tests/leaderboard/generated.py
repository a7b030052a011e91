"""Gold and systems drawn at random, the same ones each time, in any size: what a full leaderboard weighs."""

import json
import random

from shuanglian.files import json_line, sha256

LABELS = ("PER", "TITLE", "GOV", "COM", "ORG", "GPE", "LOC", "PRODUCT", "POLICY", "EVENT")
KINDS = (("count", "{家}"), ("percent", "%"), ("money", "CNY"), ("measure", "t"))
CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 2000)]
SENTENCES_IN_A_DOCUMENT = 40


def gold_rows(sentences):
    draw = random.Random(1)
    return [_sentence(draw, number) for number in range(sentences)]


def _sentence(draw, number):
    words = ["".join(draw.choices(CHARACTERS, k=draw.choice((1, 1, 2, 2, 2, 3)))) for _ in range(draw.randint(12, 32))]
    starts = [sum(map(len, words[:place])) for place in range(len(words) + 1)]
    text = "".join(words)
    document, place = divmod(number, SENTENCES_IN_A_DOCUMENT)
    return {
        "id": f"d{document:02}-1.p01.s{place + 1}",
        "text": text,
        "text_sha256": sha256(text),
        "split": "test",
        "words": words,
        "groups": [{"start": starts[2], "end": starts[4], "label": "NAME"}],
        "entities": [_mention(draw, starts, at) for at in range(0, len(words) - 2, 6)],
        "facts": [_fact(draw, starts, at) for at in range(3, len(words) - 2, 9)],
        "non_facts": [],
        "times": [{"start": 0, "end": starts[1], "value": "2025"}],
    }


def _mention(draw, starts, at):
    return {"start": starts[at], "end": starts[at + 2], "label": draw.choice(LABELS)}


def _fact(draw, starts, at):
    kind, unit = draw.choice(KINDS)
    return {
        "quantity": [starts[at], starts[at + 1]],
        "kind": kind,
        "value": str(draw.randint(1, 10**6)),
        "unit": unit,
        "measured_entity": [starts[at + 1], starts[at + 2]],
        "time": [0, starts[1]],
        "time_value": "2025",
    }


def write_systems(folder, rows, number, meta=None):
    """Write systems that are wrong in 3 %, 6 %, 9 %… of all places, each in its own."""
    for place in range(1, number + 1):
        write_system(folder / f"system-{place}", rows, 0.03 * place, place, meta)


def write_system(folder, rows, wrong, seed=1, meta=None):
    draw = random.Random(seed)
    predictions = folder / "predictions"
    predictions.mkdir(parents=True)
    for task, predict in (("segmentation", _words), ("ner", _entities), ("numeric_facts", _facts)):
        lines = ({"id": row["id"], **predict(draw, row, wrong)} for row in rows)
        (predictions / f"{task}.jsonl").write_text("".join(map(json_line, lines)), "utf-8")
    (folder / "meta.json").write_text(json.dumps(meta or meta_of(folder.name), ensure_ascii=False), "utf-8")


def meta_of(name):
    return {
        "system": name,
        "version": "1.0",
        "hardware": "2 cores",
        "seconds": 2.0,
        "training_data": "a corpus of news, 1 million words",
        "licence": "MIT",
        "runs": {"ner": {"seconds": 0.5, "characters": 40000, "peak_memory_mb": 150, "texts": 1000}},
    }


def _words(draw, row, wrong):
    words = []
    for word in row["words"]:
        if words and draw.random() < wrong:
            words[-1] += word
        elif len(word) > 1 and draw.random() < wrong:
            words += [word[0], word[1:]]
        else:
            words.append(word)
    return {"words": words}


def _entities(draw, row, wrong):
    mentions = []
    for mention in row["entities"]:
        match draw.random() / wrong if wrong else 9:
            case share if share < 0.4:
                continue
            case share if share < 0.7:
                mentions.append({**mention, "label": draw.choice(LABELS)})
            case share if share < 1:
                mentions.append({**mention, "end": mention["end"] + 1})
            case _:
                mentions.append(mention)
    return {"entities": mentions}


def _facts(draw, row, wrong):
    facts = []
    for fact in row["facts"]:
        match draw.random() / wrong if wrong else 9:
            case share if share < 0.3:
                continue
            case share if share < 0.5:
                facts.append({**fact, "value": "42"})
            case share if share < 0.7:
                facts.append({**fact, "unit": "{个}"})
            case share if share < 0.85:
                facts.append({**fact, "measured_entity": None})
            case share if share < 1:
                facts.append({**fact, "time": None, "time_value": "2024"})
            case _:
                facts.append(fact)
    return {"facts": facts, "times": row["times"]}
