"""From bytes to sentence records: reading, layout, sentences, duplicates."""
