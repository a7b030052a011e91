"""The validator: bytes, layout, offsets, records, release. It proves, and says how to mend."""
