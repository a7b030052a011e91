"""Every character is a word."""

from shuanglian.baselines.adapter import run, words_row


def load(arguments):
    return lambda record: words_row(record["text"], record["text"])


if __name__ == "__main__":
    run({"segmentation": load})
