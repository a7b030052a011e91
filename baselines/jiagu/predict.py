"""Jiagu: its words, and the names that it finds in them. A place is taken for a GPE, as most are."""

from shuanglian.annotations.codec import word_spans
from shuanglian.baselines.adapter import entity, run, words_row
from shuanglian.baselines.pickles import KnownPickles
from shuanglian.tasks.tags import read_tags

LABELS = {"PER": "PER", "LOC": "GPE", "ORG": "ORG"}


def package():
    import jiagu
    from jiagu import perceptron

    perceptron.pickle = KnownPickles()
    return jiagu


def load_words(arguments):
    jiagu = package()
    return lambda record: words_row(record["text"], jiagu.seg(record["text"]))


def load_entities(arguments):
    jiagu = package()

    def predict(record):
        words = [word for word in jiagu.seg(record["text"]) if word.strip()]
        spans = word_spans(record["text"], words)
        chunks = read_tags(jiagu.ner(words), "conlleval", False).chunks
        named = ((spans[first][0], spans[after - 1][1], LABELS.get(label)) for first, after, label in chunks)
        return {"entities": [entity(*mention) for mention in named if mention[2]]}

    return predict


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["jiagu"])
