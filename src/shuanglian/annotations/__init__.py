"""The annotation of a sentence, layer by layer: words, entities, numeric facts."""
