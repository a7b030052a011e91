"""Write a tiny BERT that has learnt a few sentences by heart: python -P transformers.py LESSONS FOLDER TASK."""

import json
import sys
from pathlib import Path

import torch
from transformers import BertConfig, BertForTokenClassification, BertTokenizer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def tags_of(lesson: dict, task: str) -> list[str]:
    """A tag for each character: BMES of words, or BIO of entities."""
    if task == "segmentation":
        words = lesson["words"]
        return [tag for word in words for tag in (["S"] if len(word) == 1 else ["B", *"M" * (len(word) - 2), "E"])]
    characters = [(place, character) for place, character in enumerate(lesson["text"]) if character != " "]
    tags = {}
    for start, end, label in lesson["entities"]:
        tags |= {place: f"{'B' if place == start else 'I'}-{label}" for place in range(start, end)}
    return [tags.get(place, "O") for place, _ in characters]


def main(lessons: list[dict], folder: Path, task: str) -> None:
    """Train until every tag is right, and save model and tokenizer."""
    torch.manual_seed(1)
    torch.set_num_threads(1)
    characters = sorted({character for lesson in lessons for character in lesson["text"] if character != " "})
    vocabulary = [*SPECIAL, *characters]
    tokenizer = BertTokenizer({token: number for number, token in enumerate(vocabulary)}, do_lower_case=False)
    tags = [tags_of(lesson, task) for lesson in lessons]
    names = sorted({tag for one in tags for tag in one})
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        hidden_dropout_prob=0,
        attention_probs_dropout_prob=0,
        id2label=dict(enumerate(names)),
        label2id={name: number for number, name in enumerate(names)},
    )
    model = BertForTokenClassification(config)
    lines = [[character for character in lesson["text"] if character != " "] for lesson in lessons]
    given = tokenizer(lines, is_split_into_words=True, padding=True, return_tensors="pt")
    labels = torch.full(given["input_ids"].shape, -100)
    for row, one in enumerate(tags):
        labels[row, 1 : 1 + len(one)] = torch.tensor([names.index(tag) for tag in one])
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(200):
        optimizer.zero_grad()
        answer = model(**given, labels=labels)
        answer.loss.backward()
        optimizer.step()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text("utf-8")), Path(sys.argv[2]), sys.argv[3])
