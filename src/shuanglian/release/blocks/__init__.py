"""The generated blocks of the card, one module for each part of the data."""

from shuanglian.release.blocks import agreement, configurations, diagnostics, layers, plots, splits, text

__all__ = ["agreement", "configurations", "diagnostics", "layers", "plots", "splits", "text"]
