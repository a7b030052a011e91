"""jieba as it is by default, and the names among its parts of speech: nr a person, ns a place, nt an organisation."""

import tempfile

from shuanglian.annotations.codec import word_spans
from shuanglian.baselines.adapter import entity, run, words_row

LABELS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "ns": "GPE", "nt": "ORG"}


def initialized():
    import jieba

    jieba.dt.tmp_dir = tempfile.gettempdir()  # a folder of this run: nobody else's cache is read
    jieba.initialize()
    return jieba


def load_words(arguments):
    jieba = initialized()
    return lambda record: words_row(record["text"], jieba.cut(record["text"]))


def load_entities(arguments):
    initialized()
    from jieba import posseg

    def predict(record):
        pairs = [(pair.word, pair.flag) for pair in posseg.cut(record["text"]) if pair.word.strip()]
        spans = word_spans(record["text"], [word for word, _ in pairs])
        named = zip(spans, (LABELS.get(flag) for _, flag in pairs), strict=True)
        return {"entities": [entity(*span, label) for span, label in named if label]}

    return predict


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["jieba"])
