"""spacy.blank("zh") with the segmenter jieba."""

import tempfile

from shuanglian.baselines.adapter import run, words_row


def load(arguments):
    import jieba
    import spacy

    jieba.dt.tmp_dir = tempfile.gettempdir()  # a folder of this run: nobody else's cache is read
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    return lambda record: words_row(record["text"], (token.text for token in nlp(record["text"])))


if __name__ == "__main__":
    run({"segmentation": load}, packages=["spacy", "jieba"])
