"""spacy.blank("zh") with the segmenter pkuseg and pkuseg's default model and dictionary."""

import os
import runpy
import tempfile
from pathlib import Path

from shuanglian.baselines.adapter import run, words_row
from shuanglian.baselines.pickles import KnownPickles, check_file


def load(arguments):
    os.environ.setdefault("PKUSEG_HOME", tempfile.gettempdir())
    import spacy
    import spacy_pkuseg

    known = runpy.run_path(str(Path(__file__).parent.parent / "pkuseg" / "predict.py"))
    spacy_pkuseg.pkl = spacy_pkuseg.feature_extractor.pickle = KnownPickles(known["HASHES"])
    check_file(known["MODEL"] / "weights.npz", known["HASHES"])
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    nlp.tokenizer.initialize(pkuseg_model=str(known["MODEL"]), pkuseg_user_dict="default")
    return lambda record: words_row(record["text"], (token.text for token in nlp(record["text"])))


if __name__ == "__main__":
    run({"segmentation": load}, packages=["spacy", "spacy-pkuseg"])
