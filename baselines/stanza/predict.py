"""Stanza's pipeline for simplified Chinese from local resources; a record is one sentence."""

from shuanglian.baselines.adapter import entity, local_model, model_meta, model_option, run, words_row
from shuanglian.baselines.labels import our_label


def pipeline(arguments, processors):
    path = local_model(arguments)
    import stanza

    return stanza.Pipeline(
        "zh-hans",
        dir=str(path),
        processors=processors,
        tokenize_no_ssplit=True,
        download_method=None,
        use_gpu=False,
        verbose=False,
    )


def load_words(arguments):
    nlp = pipeline(arguments, "tokenize")

    def predict(record):
        tokens = (token.text for sentence in nlp(record["text"]).sentences for token in sentence.tokens)
        return words_row(record["text"], tokens)

    return model_meta(arguments, predict)


def load_entities(arguments):
    nlp = pipeline(arguments, "tokenize,ner")

    def predict(record):
        found = [(item.start_char, item.end_char, our_label(item.type)) for item in nlp(record["text"]).ents]
        return {"entities": [entity(*mention) for mention in found if mention[2]]}

    return model_meta(arguments, predict)


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["stanza"], options=model_option)
