"""pkuseg's model, trained on the rows it is given; its own dictionary is left out."""

import os
import random
import tempfile
from pathlib import Path

from shuanglian.baselines.adapter import run, training_rows, words_row


def load(arguments):
    os.environ.setdefault("PKUSEG_HOME", tempfile.gettempdir())
    import numpy
    import spacy_pkuseg

    random.seed(1)
    numpy.random.seed(1)
    folder = Path(tempfile.mkdtemp())
    text = folder / "train.txt"
    lines = (" ".join(row["words"]) for row in training_rows(arguments))
    text.write_text("\n".join(lines) + "\n", "utf-8")
    # It wants a text to measure itself on while it trains; nothing is chosen by that.
    spacy_pkuseg.train(str(text), str(text), str(folder / "model"), train_iter=20)
    segmenter = spacy_pkuseg.pkuseg(str(folder / "model"), user_dict=None)
    return lambda record: words_row(record["text"], segmenter.cut(record["text"]))


if __name__ == "__main__":
    run({"segmentation": load}, packages=["spacy-pkuseg"])
