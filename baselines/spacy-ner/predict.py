"""spaCy's entity recogniser on characters, trained on the outermost mentions of the rows it is given."""

import random

from shuanglian.annotations.codec import spans_from_json
from shuanglian.annotations.views import outermost
from shuanglian.baselines.adapter import entity, run, training_rows

EPOCHS, BATCH, DROPOUT = 30, 8, 0.2
"""Of eight settings, those that were best on the validation split."""


def load(arguments):
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed, minibatch

    fix_random_seed(1)
    order = random.Random(1)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner")
    examples = []
    for row in training_rows(arguments):
        mentions = outermost(spans_from_json(row, "entities", "label"))
        spans = [(mention.start, mention.end, mention.label) for mention in mentions]
        examples.append(Example.from_dict(nlp.make_doc(row["text"]), {"entities": spans}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(EPOCHS):
        order.shuffle(examples)
        for batch in minibatch(examples, BATCH):
            nlp.update(batch, drop=DROPOUT, sgd=optimizer)

    def predict(record):
        return {"entities": [entity(span.start_char, span.end_char, span.label_) for span in nlp(record["text"]).ents]}

    return predict


if __name__ == "__main__":
    run({"ner": load}, packages=["spacy"])
