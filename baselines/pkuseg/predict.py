"""pkuseg with its default model and dictionary, or where it could not be built, spacy-pkuseg with the same model.

Model and dictionary are pickles: they are read only if their hashes are known, by an unpickler
that refuses every class.
"""

import importlib.util
import os
import sys
import tempfile
from pathlib import Path

from shuanglian.baselines.adapter import Told, run, words_row
from shuanglian.baselines.pickles import KnownPickles, check_file

MODEL = Path(sys.prefix) / "pkuseg-model"
HASHES = {
    "default.pkl": "3cf450d95719d51883fa49291302b9032372064d86805b130bb2ea0223196c67",
    "features.pkl": "265dcf5534a11d6429776f7e7450a9eef8e075b1a4bedb82ef996994d9c721ac",
    "weights.npz": "95d1632a1fed45993b5006d8ba85939cb110fae71313987673582d24669811dd",
}


def options(parser):
    parser.add_argument("--package", choices=("pkuseg", "spacy_pkuseg"), default=available())


def available():
    return "pkuseg" if importlib.util.find_spec("pkuseg") else "spacy_pkuseg"


def load(arguments):
    os.environ.setdefault("PKUSEG_HOME", tempfile.gettempdir())
    package = importlib.import_module(arguments.package)
    extractor = importlib.import_module(f"{arguments.package}.feature_extractor")
    package.pkl = extractor.pickle = KnownPickles(HASHES)
    check_file(MODEL / "weights.npz", HASHES)
    segmenter = package.pkuseg(model_name=str(MODEL))
    predict = lambda record: words_row(record["text"], segmenter.cut(record["text"]))  # noqa: E731
    return Told(predict, lambda: {"runs_on": arguments.package})


if __name__ == "__main__":
    run({"segmentation": load}, options=options)
