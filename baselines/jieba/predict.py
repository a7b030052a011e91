"""jieba, accurate mode with the hidden Markov model, as `jieba.cut` is by default."""

import tempfile

from shuanglian.baselines.adapter import run, words_row


def load(arguments):
    import jieba

    jieba.dt.tmp_dir = tempfile.gettempdir()  # a folder of this run: nobody else's cache is read
    jieba.initialize()
    return lambda record: words_row(record["text"], jieba.cut(record["text"]))


if __name__ == "__main__":
    run({"segmentation": load}, packages=["jieba"])
