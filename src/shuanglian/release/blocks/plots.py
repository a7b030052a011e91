"""Blocks that show a plot."""

from __future__ import annotations

from shuanglian.corpus.model import Corpus
from shuanglian.release.plots import PLOTS, PREFIX, Plot
from shuanglian.release.tables import NOTHING, Block, Tables


def _block(plot: Plot) -> Block:
    def show(corpus: Corpus, tables: Tables) -> str:
        return f"![{plot.alt}]({plot.path})" if plot.data(corpus) else NOTHING

    return show


BLOCKS: dict[str, Block] = {f"{PREFIX}{plot.name}": _block(plot) for plot in PLOTS}
