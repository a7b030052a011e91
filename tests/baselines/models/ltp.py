"""Write a tiny neural model of LTP that has learnt a few sentences by heart: python -P ltp.py LESSONS FOLDER TASK."""

import json
import sys
from pathlib import Path

import torch
from ltp_core.models.utils import instantiate
from torch.nn.functional import cross_entropy
from transformers import BertTokenizerFast

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS, ENTITIES = ["I-W", "B-W"], ["O", "S-Nh", "S-Ni"]
LABELS = {"PER": "S-Nh", "ORG": "S-Ni"}
SIZE = 32
CORE = "ltp_core.models"


def configuration(vocabulary: int) -> dict:
    """What config.json of LTP's own models says, with a small BERT and the two tasks."""
    bert = {"vocab_size": vocabulary, "hidden_size": SIZE, "num_hidden_layers": 1, "num_attention_heads": 2}
    bert |= {"intermediate_size": 64, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    head = {"_ltp_target_": f"{CORE}.components.token.MLPTokenClassifier", "input_size": SIZE, "dropout": 0.0}
    model = {
        "_ltp_target_": f"{CORE}.ltp_model.LTPModule",
        "backbone": {
            "_ltp_target_": "transformers.BertModel",
            "config": {"_ltp_target_": "transformers.BertConfig", **bert},
        },
        "heads": {"cws": {**head, "num_labels": len(WORDS)}, "ner": {**head, "num_labels": len(ENTITIES)}},
        "processor": {
            "cws": {"_ltp_target_": f"{CORE}.processor.TokenOnly", "dropout": 0.0},
            "ner": {"_ltp_target_": f"{CORE}.processor.WordsOnly", "dropout": 0.0},
        },
    }
    return {"nerual": True, "model": model, "vocabs": {"cws": WORDS, "ner": ENTITIES}}


def answers(lesson: dict) -> tuple[list[int], list[int], list[int]]:
    """The place of each word's first character, a tag for each character, and one for each word; blanks left out."""
    starts, characters, words, at = [], [], [], 0
    for word in lesson["words"]:
        start = lesson["text"].index(word, at)
        at = start + len(word)
        starts.append(len(characters))
        characters += [1, *[0] * (len(word) - 1)]
        label = next((label for first, end, label in lesson["entities"] if (first, end) == (start, at)), None)
        words.append(ENTITIES.index(LABELS[label]) if label else 0)
    return starts, characters, words


def main(lessons: list[dict], folder: Path, task: str) -> None:
    """Train both tasks and save the folder; `task` makes no difference."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    characters = sorted({character for lesson in lessons for character in lesson["text"] if character != " "})
    vocabulary = [*SPECIAL, *characters, *(f"##{character}" for character in characters)]
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    tokenizer = BertTokenizerFast(str(folder / "vocab.txt"), do_lower_case=False)
    config = configuration(len(vocabulary))
    model = instantiate(config["model"])
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(150):
        for lesson in lessons:
            starts, cuts, words = answers(lesson)
            given = dict(tokenizer(lesson["text"], return_tensors="pt"))
            places = {"word_index": torch.tensor([starts]), "word_attention_mask": torch.ones(1, len(starts)).bool()}
            optimizer.zero_grad()
            loss = cross_entropy(model("cws", **given).logits[0], torch.tensor(cuts))
            loss = loss + cross_entropy(model("ner", **given, **places).logits[0], torch.tensor(words))
            loss.backward()
            optimizer.step()
    tokenizer.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps(config), "utf-8")
    torch.save(model.state_dict(), folder / "pytorch_model.bin")


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]), sys.argv[3])
