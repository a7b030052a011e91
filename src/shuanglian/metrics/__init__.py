"""Scores, as plain functions over spans; nothing here knows files or formats."""
