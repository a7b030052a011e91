"""A neural model of LTP 4 from a local folder: words, and persons, places and organisations."""

from shuanglian.annotations.codec import word_spans
from shuanglian.baselines.adapter import entity, local_model, model_meta, model_option, run, words_row
from shuanglian.baselines.labels import our_label


def loaded(arguments):
    path = local_model(arguments)
    from ltp import LTP

    return LTP(str(path))


def load_words(arguments):
    model = loaded(arguments)

    def predict(record):
        return words_row(record["text"], model.pipeline([record["text"]], tasks=["cws"]).cws[0])

    return model_meta(arguments, predict)


def load_entities(arguments):
    model = loaded(arguments)

    def predict(record):
        found = model.pipeline([record["text"]], tasks=["cws", "ner"])
        spans = word_spans(record["text"], found.cws[0])
        named = [(spans[first][0], spans[last][1], our_label(label, "GPE")) for label, _, first, last in found.ner[0]]
        return {"entities": [entity(*mention) for mention in named if mention[2]]}

    return model_meta(arguments, predict)


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["ltp"], options=model_option)
