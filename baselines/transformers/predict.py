"""A token classifier from a local folder, asked for a tag of every character.

Blanks are left out, a text longer than the model can read is cut into pieces, and a character of
several tokens has the tag of its first.
"""

from shuanglian.baselines.adapter import entity, local_model, model_meta, model_option, run
from shuanglian.baselines.labels import our_label
from shuanglian.spans import is_blank
from shuanglian.tasks.tags import closes_chunks, read_tags

LONGEST = 400


def options(parser):
    model_option(parser)
    parser.add_argument("--location", default="LOC", help="our label for LOC: GPE where the set has one kind of place")


def tagger(arguments):
    """Return what gives spans of characters with their labels."""
    path = local_model(arguments)
    import torch
    from transformers import AutoModelForTokenClassification, AutoTokenizer

    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True, trust_remote_code=False)
    model = AutoModelForTokenClassification.from_pretrained(path, local_files_only=True, trust_remote_code=False).eval()
    names = model.config.id2label
    closing = closes_chunks(names.values())

    def tags_of(characters):
        encoded = tokenizer(characters, is_split_into_words=True, return_tensors="pt")
        with torch.no_grad():
            best = model(**encoded).logits[0].argmax(-1).tolist()
        tags = {}
        for token, place in enumerate(encoded.word_ids()):
            if place is not None:
                tags.setdefault(place, names[best[token]])
        return [tags.get(place, "O") for place in range(len(characters))]

    def spans(text):
        places = [place for place, character in enumerate(text) if not is_blank(character)]
        tags = []
        for start in range(0, len(places), LONGEST):
            tags += tags_of([text[place] for place in places[start : start + LONGEST]])
        chunks = read_tags(tags, "conlleval", closing).chunks
        return [(places[first], places[after - 1] + 1, label) for first, after, label in chunks]

    return spans


def load_words(arguments):
    spans = tagger(arguments)

    def predict(record):
        text, words, at = record["text"], [], 0
        for start, end, _ in spans(text):
            words += [character for character in text[at:start] if not is_blank(character)]  # what it tags with O
            words.append(text[start:end])
            at = end
        return {"words": words + [character for character in text[at:] if not is_blank(character)]}

    return model_meta(arguments, predict)


def load_entities(arguments):
    spans = tagger(arguments)

    def predict(record):
        found = [(start, end, our_label(label, arguments.location)) for start, end, label in spans(record["text"])]
        return {"entities": [entity(*mention) for mention in found if mention[2]]}

    return model_meta(arguments, predict)


if __name__ == "__main__":
    run({"segmentation": load_words, "ner": load_entities}, packages=["transformers", "torch"], options=options)
