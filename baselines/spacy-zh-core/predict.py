"""A pipeline of spaCy for Chinese from a local folder: its words and its entities."""

from shuanglian.baselines.adapter import entity, local_model, model_meta, model_option, run, words_row
from shuanglian.baselines.labels import our_label


def loaded(arguments):
    path = local_model(arguments)
    import spacy

    return spacy.load(path)


def load_words(arguments):
    nlp = loaded(arguments)
    predict = lambda record: words_row(record["text"], (token.text for token in nlp.make_doc(record["text"])))  # noqa: E731
    return model_meta(arguments, predict)


def load_entities(arguments):
    nlp = loaded(arguments)

    def predict(record):
        found = [(span.start_char, span.end_char, our_label(span.label_)) for span in nlp(record["text"]).ents]
        return {"entities": [entity(*mention) for mention in found if mention[2]]}

    return model_meta(arguments, predict)


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["spacy"], options=model_option)
