"""Drawing bars, columns and intervals as SVG, the same bytes every time.

The panel is white, so that a plot reads the same on a light and a dark page; the colours are those
of Okabe and Ito, which colour-blind readers can tell apart. Text becomes outlines: no font is needed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

Series = dict[str, dict[str, float]]
"""Numbers by series and category; every series has the same categories."""

Draw = Callable[[Series, str], bytes]

BLUE, VERMILION = "#0072B2", "#D55E00"
COLOURS = {"train": BLUE, "validation": "#E69F00", "test": "#009E73"}
OTHER_COLOURS = ("#56B4E9", "#CC79A7", VERMILION, "#F0E442")
"""For series that are no splits, so that a colour means one thing in all plots."""
_STYLE: dict[str, Any] = {
    "svg.hashsalt": "shuanglian",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.edgecolor": "#666666",
    "grid.color": "#DDDDDD",
    "legend.frameon": False,
}
_WIDTH = 7.0
_GROUP = 0.8
"""How much of a category's place its bars fill."""


def _svg(height: float, paint: Callable[[Any], None]) -> bytes:
    """Draw on axes of our own style, whatever the user's is."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context():
        mpl.rcdefaults()
        parameters: Any = mpl.rcParams
        parameters.update(_STYLE)
        figure = Figure(figsize=(_WIDTH, height), layout="constrained", facecolor="white")
        paint(figure.add_subplot())
        stream = BytesIO()
        figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
    return _without_references(stream.getvalue())


def _without_references(svg: bytes) -> bytes:
    """Leave out what names an address: the document type, and metadata on the program."""
    svg = re.sub(rb"<!DOCTYPE.*?>\s*", b"", svg, flags=re.DOTALL)
    return re.sub(rb"\s*<metadata>.*?</metadata>", b"", svg, flags=re.DOTALL)


def _colour(name: str, number: int) -> str:
    return COLOURS.get(name) or OTHER_COLOURS[number % len(OTHER_COLOURS)]


def bars(series: Series, axis: str) -> bytes:
    """Horizontal bars, those of a category side by side."""
    categories = list(next(iter(series.values())))
    thick = _GROUP / len(series)

    def paint(axes: Any) -> None:
        for number, (name, values) in enumerate(series.items()):
            places = [place - _GROUP / 2 + (number + 0.5) * thick for place in range(len(categories))]
            drawn = axes.barh(places, list(values.values()), thick, label=name, color=_colour(name, number))
            axes.bar_label(drawn, labels=[f"{value:g}" for value in values.values()], padding=2, fontsize=7)
        _finish_bars(axes, categories, axis)

    return _svg(0.9 + 0.16 * len(categories) * len(series), paint)


def stacked_bars(series: Series, axis: str) -> bytes:
    """Horizontal bars, those of a category one after the other, with their sum."""
    categories = list(next(iter(series.values())))

    def paint(axes: Any) -> None:
        left = [0.0] * len(categories)
        for number, (name, values) in enumerate(series.items()):
            widths = list(values.values())
            drawn = axes.barh(range(len(categories)), widths, _GROUP, left, label=name, color=_colour(name, number))
            left = [start + width for start, width in zip(left, widths, strict=True)]
        axes.bar_label(drawn, labels=[f"{value:g}" for value in left], padding=2, fontsize=7)
        _finish_bars(axes, categories, axis)

    return _svg(0.9 + 0.28 * len(categories), paint)


def _finish_bars(axes: Any, categories: list[str], axis: str) -> None:
    axes.set_yticks(range(len(categories)), categories)
    axes.invert_yaxis()
    axes.set_ylim(len(categories) - 0.5, -0.5)
    axes.margins(x=0.06)
    axes.set_xlabel(axis)
    axes.grid(axis="x")
    axes.legend(loc="lower right")


def columns(stacked: bool) -> Draw:
    """Vertical bars over categories that have an order."""

    def draw(series: Series, axis: str) -> bytes:
        categories = list(next(iter(series.values())))
        thick = _GROUP if stacked else _GROUP / len(series)

        def paint(axes: Any) -> None:
            base = [0.0] * len(categories)
            for number, (name, values) in enumerate(series.items()):
                heights = list(values.values())
                shift = 0 if stacked else (number + 0.5) * thick - _GROUP / 2
                places = [place + shift for place in range(len(categories))]
                axes.bar(places, heights, thick, base if stacked else 0, label=name, color=_colour(name, number))
                base = [start + height for start, height in zip(base, heights, strict=True)]
            axes.set_xticks(range(len(categories)), categories)
            axes.set_ylabel(axis.split(",")[0])
            axes.set_xlabel(axis.partition(" by ")[2])
            axes.grid(axis="y")
            axes.legend(loc="upper right")

        return _svg(3.2, paint)

    return draw


def intervals(series: Series, axis: str) -> bytes:
    """Points with the interval they lie in; `series` has value, low and high."""
    categories = list(series["value"])
    value, low, high = (list(series[name].values()) for name in ("value", "low", "high"))

    def paint(axes: Any) -> None:
        places = range(len(categories))
        axes.hlines(places, low, high, color=BLUE, linewidth=2)
        axes.plot(value, places, "o", color=VERMILION, markersize=5, clip_on=False)
        axes.set_yticks(places, categories)
        axes.set_ylim(len(categories) - 0.5, -0.5)
        axes.set_xlim(min(0.9, *low) - 0.01, 1.002)
        axes.set_xlabel(axis)
        axes.grid(axis="x")

    return _svg(0.9 + 0.24 * len(categories), paint)
