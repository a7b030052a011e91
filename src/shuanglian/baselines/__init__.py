"""Baselines: one folder a system, run in an environment of its own, scored like any other predictions."""
