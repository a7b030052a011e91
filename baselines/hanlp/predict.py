"""A multi-task model of HanLP from a local folder: fine words, and entities of OntoNotes or MSRA."""

from shuanglian.annotations.codec import word_spans
from shuanglian.baselines.adapter import entity, local_model, model_meta, model_option, run, words_row
from shuanglian.baselines.labels import our_label

WORDS = ("tok/fine", "tok", "tok/coarse")
ENTITIES = ("ner/ontonotes", "ner", "ner/msra", "ner/pku")


def loaded(arguments):
    path = local_model(arguments)
    import hanlp

    return hanlp.load(str(path))


def first(document, names):
    """Return what a document holds under the first of these names that it has."""
    return next(((name, document[name]) for name in names if name in document), (None, []))


def load_words(arguments):
    model = loaded(arguments)
    return model_meta(arguments, lambda record: words_row(record["text"], first(model(record["text"]), WORDS)[1]))


def load_entities(arguments):
    model = loaded(arguments)

    def predict(record):
        document = model(record["text"])
        spans = word_spans(record["text"], first(document, WORDS)[1])
        name, mentions = first(document, ENTITIES)
        place = "LOC" if name == "ner/ontonotes" else "GPE"
        named = [(spans[at][0], spans[after - 1][1], our_label(label, place)) for _, label, at, after in mentions]
        return {"entities": [entity(*mention) for mention in named if mention[2]]}

    return model_meta(arguments, predict)


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["hanlp"], options=model_option)
