"""Write a pipeline of spaCy as zh_core_web is built, that has learnt a few sentences by heart.

python spacy-zh-core.py LESSONS FOLDER TASK: words by pkuseg's segmenter, entities by spaCy's recogniser.
"""

import json
import os
import random
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("PKUSEG_HOME", tempfile.gettempdir())

import numpy
import spacy
import spacy_pkuseg
from spacy.training import Example


def segmenter(lessons: list[dict], folder: Path) -> Path:
    """Train pkuseg's model on the lessons."""
    text = folder / "words.txt"
    text.write_text("".join(" ".join(lesson["words"]) + "\n" for lesson in lessons) * 10, "utf-8")
    spacy_pkuseg.train(str(text), str(text), str(folder / "model"), train_iter=20)
    return folder / "model"


def main(lessons: list[dict], folder: Path, task: str) -> None:
    """Train both parts and save the pipeline; `task` makes no difference."""
    random.seed(1)
    numpy.random.seed(1)
    spacy.util.fix_random_seed(1)
    with tempfile.TemporaryDirectory() as place:
        nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
        nlp.tokenizer.initialize(pkuseg_model=str(segmenter(lessons, Path(place))))
        nlp.add_pipe("ner")
        examples = [
            Example.from_dict(nlp.make_doc(one["text"]), {"entities": [tuple(item) for item in one["entities"]]})
            for one in lessons
        ]
        # The tokenizer is ready: only the recogniser is to be initialized.
        nlp.config["initialize"]["tokenizer"] = {}
        nlp.get_pipe("ner").initialize(lambda: examples, nlp=nlp)
        optimizer = nlp.create_optimizer()
        for _ in range(60):
            nlp.update(examples, sgd=optimizer)
        nlp.to_disk(folder)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]), sys.argv[3])
