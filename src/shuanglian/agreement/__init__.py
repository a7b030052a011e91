"""Comparing annotators: what they agree on, where they differ, and what an adjudicator made of it."""
