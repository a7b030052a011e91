"""The published dataset: rows, Parquet files, card, and proofs that a folder is what it says."""
