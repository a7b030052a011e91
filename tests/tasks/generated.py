"""Corpora drawn at random, the same ones each time: for comparison with other people's scorers."""

import random
from itertools import pairwise

CHARACTERS = [chr(code) for code in range(0x4E00, 0x4E00 + 400)]
LABELS = ("PER", "ORG", "LOC", "COM")
SEGMENTED = {"plain": (1, 300, 0.1), "hard": (2, 300, 0.4), "repetitive": (3, 300, 0.3)}
TAGGED = {
    "bio": (4, 300, "BIO", 0.0),
    "bio broken": (5, 300, "BIO", 0.15),
    "bioes": (6, 300, "BIOES", 0.0),
    "bioes broken": (7, 300, "BIOES", 0.15),
}


def segmented(name):
    seed, sentences, wrong = SEGMENTED[name]
    return segmented_corpus(seed, sentences, wrong, CHARACTERS[:2] if name == "repetitive" else CHARACTERS)


def word_list():
    """Half of the words of the plain corpus' gold."""
    return sorted({word for gold, _ in segmented("plain") for word in gold})[::2]


def tagged(name):
    seed, sentences, scheme, broken = TAGGED[name]
    return tagged_corpus(seed, sentences, scheme, broken)


def segmented_corpus(seed, sentences, wrong=0.1, characters=CHARACTERS):
    """Return (gold words, predicted words) for each sentence; both spell the same text.

    A share of the places between characters is judged the other way by the prediction. No
    character stands twice in a sentence where there are enough of them.
    """
    draw = random.Random(seed)
    return [_sentence(draw, wrong, characters) for _ in range(sentences)]


def _sentence(draw, wrong, characters):
    length = draw.randint(2, 50)
    text = draw.sample(characters, length) if length <= len(characters) else draw.choices(characters, k=length)
    cuts = [draw.random() < 0.6 for _ in text[1:]]
    guesses = [cut != (draw.random() < wrong) for cut in cuts]
    return _cut(text, cuts), _cut(text, guesses)


def _cut(text, cuts):
    places = [0, *(at for at, cut in enumerate(cuts, 1) if cut), len(text)]
    return ["".join(text[start:end]) for start, end in pairwise(places)]


def tagged_corpus(seed, sentences, scheme="BIO", broken=0.0, wrong=0.2):
    """Return (gold tags, predicted tags) for each sentence.

    A share of chunks is predicted with another label, end or not at all; then a share of single
    tags is replaced by any tag, so that tags stand where the scheme does not let them.
    """
    draw = random.Random(seed)
    corpus = []
    for _ in range(sentences):
        length = draw.randint(3, 40)
        chunks = _chunks(draw, length)
        guesses = [guess for chunk in chunks for guess in _guess(draw, chunk, wrong)]
        tags = _tags(guesses, length, scheme)
        kinds = ["O", *(f"{prefix}-{label}" for prefix in scheme.replace("O", "") for label in LABELS)]
        predicted = [draw.choice(kinds) if draw.random() < broken else tag for tag in tags]
        corpus.append((_tags(chunks, length, scheme), predicted))
    return corpus


def _chunks(draw, length):
    chunks, at = [], 0
    while at < length:
        if draw.random() < 0.4:
            end = min(length, at + draw.randint(1, 4))
            chunks.append((at, end, draw.choice(LABELS)))
            at = end
        at += draw.randint(0, 3)
    return chunks


def _guess(draw, chunk, wrong):
    start, end, label = chunk
    if draw.random() >= wrong:
        return [chunk]
    match draw.randrange(3):
        case 0:
            return [(start, end, draw.choice(LABELS))]
        case 1:
            return [(start, end - 1, label)] if end - start > 1 else []
        case _:
            return []


def _tags(chunks, length, scheme):
    tags = ["O"] * length
    for start, end, label in chunks:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        if "E" in scheme:
            tags[end - 1] = f"E-{label}" if end - start > 1 else f"S-{label}"
    return tags
