"""A conditional random field over characters, trained by CRFsuite on the rows it is given."""

import tempfile
import unicodedata
from pathlib import Path

from shuanglian.annotations.codec import spans_from_json, word_spans
from shuanglian.annotations.views import bio, bmes, outermost
from shuanglian.baselines.adapter import entity, run, training_rows
from shuanglian.tasks.tags import read_tags

COMMON = {"max_iterations": 100, "feature.possible_transitions": True}
WORDS, ENTITIES = {**COMMON, "c1": 0.0, "c2": 0.1}, {**COMMON, "c1": 0.1, "c2": 0.01}
"""Settings of L-BFGS with regularisation; of eight pairs, those that were best on the validation split."""


def features(text):
    """Return for every character what stands within two places of it, alone, in pairs and by type."""
    around = ["<", "<", *text, ">", ">"]
    kinds = ["<", "<", *map(kind, text), ">", ">"]
    found = []
    for at in range(2, len(around) - 2):
        characters, types = around[at - 2 : at + 3], kinds[at - 2 : at + 3]
        row = ["bias"]
        row += [f"c{place}={character}" for place, character in enumerate(characters)]
        row += [f"p{place}={characters[place]}{characters[place + 1]}" for place in range(4)]
        row += [f"s={characters[1]}{characters[3]}", f"t={''.join(characters[1:4])}", f"k={''.join(types)}"]
        row += [f"k{place}={''.join(types[place : place + 2])}" for place in range(4)]
        row += [f"same{step}" for step in (1, 2) if around[at] == around[at - step]]
        found.append(row)
    return found


def kind(character):
    if character.isdigit():
        return "1"
    if character in "零〇一二两三四五六七八九十百千万亿":
        return "n"
    if character in "年月日时分秒":
        return "d"
    if character.isascii() and character.isalpha():
        return "a"
    return "p" if unicodedata.category(character)[0] in "PZS" else "z"


def trained(rows, settings):
    """Train on pairs of text and tags; return what tags a text."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=settings, verbose=False)
    for text, tags in rows:
        trainer.append(features(text), tags)
    model = str(Path(tempfile.mkdtemp(), "model.crfsuite"))
    trainer.train(model)
    tagger = pycrfsuite.Tagger()
    tagger.open(model)
    return lambda text: tagger.tag(features(text))


def load_words(arguments):
    rows = [(row["text"], bmes(row["text"], word_spans(row["text"], row["words"]))) for row in training_rows(arguments)]
    tag = trained(rows, WORDS)

    def predict(record):
        text = record["text"]
        chunks = read_tags(tag(text), "conlleval", True).chunks
        return {"words": [text[start:end] for start, end, _ in chunks]}

    return predict


def load_entities(arguments):
    rows = [
        (row["text"], bio(row["text"], outermost(spans_from_json(row, "entities", "label"))))
        for row in training_rows(arguments)
    ]
    tag = trained(rows, ENTITIES)

    def predict(record):
        chunks = read_tags(tag(record["text"]), "conlleval", False).chunks
        return {"entities": [entity(*chunk) for chunk in chunks]}

    return predict


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["python-crfsuite"])
