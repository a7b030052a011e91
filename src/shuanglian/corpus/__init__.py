"""The corpus: seeds with their sources, layouts and splits, read together and proven consistent."""
