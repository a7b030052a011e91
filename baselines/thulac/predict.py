"""THULAC with its model for segmentation alone."""

from shuanglian.baselines.adapter import run, words_row


def load(arguments):
    import thulac

    segmenter = thulac.thulac(seg_only=True)
    return lambda record: words_row(record["text"], (word for word, _ in segmenter.cut(record["text"])))


if __name__ == "__main__":
    run({"segmentation": load}, packages=["thulac"])
