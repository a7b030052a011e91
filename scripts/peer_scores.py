"""Write what other people's scorers say of the generated corpora: tests/tasks/peers.json.

    python -m venv peers && peers/bin/pip install seqeval==1.2.2 nervaluate==1.2.1
    peers/bin/python scripts/peer_scores.py --conll conll18_ud_eval.py --sighan score

`conll18_ud_eval.py` is the evaluation of the CoNLL 2018 shared task (version 1.2), `score` the Perl
script of the SIGHAN bakeoffs (in icwb2-data/scripts), with its two temporary files and its diff
named as this machine has them. Neither is on PyPI by itself; both are free software. The tests
compare our numbers with the file.
"""

import argparse
import importlib.util
import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.tasks.generated import LABELS, SEGMENTED, TAGGED, segmented, tagged, word_list  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--conll", type=Path, required=True)
    parser.add_argument("--sighan", type=Path, required=True)
    options = parser.parse_args()
    scores = {
        "conll2018": {name: conll(options.conll, segmented(name)) for name in SEGMENTED},
        "sighan": {name: sighan(options.sighan, segmented(name)) for name in SEGMENTED},
        "seqeval": {name: with_seqeval(name) for name in TAGGED},
        "nervaluate": {name: with_nervaluate(name) for name in TAGGED if "broken" not in name},
    }
    written = json.dumps(scores, indent=1, ensure_ascii=False) + "\n"
    ROOT.joinpath("tests", "tasks", "peers.json").write_text(written, "utf-8")


def conll(script, corpus):
    spec = importlib.util.spec_from_file_location("conll18_ud_eval", script)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold, predicted = (module.load_conllu(io.StringIO(_conllu(side))) for side in zip(*corpus, strict=True))
    words = module.evaluate(gold, predicted)["Words"]
    return {"precision": words.precision, "recall": words.recall, "f": words.f1}


def _conllu(sentences):
    return "".join(
        "".join(f"{n}\t{word}\t_\t_\t_\t_\t{n - 1}\tdep\t_\t_\n" for n, word in enumerate(words, 1)) + "\n"
        for words in sentences
    )


def sighan(script, corpus):
    with tempfile.TemporaryDirectory() as folder:
        words, gold, predicted = (Path(folder, name) for name in ("words", "gold", "predicted"))
        words.write_text("\n".join(word_list()) + "\n", "utf-8")
        for path, side in zip((gold, predicted), zip(*corpus, strict=True), strict=True):
            path.write_text("".join("  ".join(sentence) + "\n" for sentence in side), "utf-8")
        answer = subprocess.run(["perl", script, words, gold, predicted], capture_output=True, check=True).stdout
    lines = dict(line.split(":\t") for line in answer.decode("utf-8", "replace").splitlines() if ":\t" in line)
    named = {
        "recall": "=== TOTAL TRUE WORDS RECALL",
        "precision": "=== TOTAL TEST WORDS PRECISION",
        "f": "=== F MEASURE",
        "oov.recall": "=== OOV Recall Rate",
        "iv.recall": "=== IV Recall Rate",
    }
    return {name: float(lines[line]) for name, line in named.items()}


def with_seqeval(name):
    from seqeval.metrics.sequence_labeling import precision_recall_fscore_support
    from seqeval.metrics.v1 import precision_recall_fscore_support as strict
    from seqeval.scheme import IOB2, IOBES

    gold, predicted = map(list, zip(*tagged(name), strict=True))
    scheme = IOB2 if name.startswith("bio ") or name == "bio" else IOBES
    answers = {
        "conlleval": precision_recall_fscore_support(gold, predicted, average="micro"),
        "strict": strict(gold, predicted, average="micro", scheme=scheme),
    }
    names = ("precision", "recall", "f")
    return {mode: dict(zip(names, map(float, answer[:3]), strict=True)) for mode, answer in answers.items()}


def with_nervaluate(name):
    from nervaluate import Evaluator

    gold, predicted = map(list, zip(*tagged(name), strict=True))
    if "E" in TAGGED[name][2]:
        gold, predicted = ([_as_bio(tags) for tags in side] for side in (gold, predicted))
    strict = Evaluator(gold, predicted, tags=list(LABELS), loader="list").evaluate()["overall"]["strict"]
    return {"precision": strict.precision, "recall": strict.recall, "f": strict.f1}


def _as_bio(tags):
    return [tag.replace("S-", "B-").replace("E-", "I-") for tag in tags]


if __name__ == "__main__":
    main()
