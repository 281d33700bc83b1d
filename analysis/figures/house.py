"""The house style: one look for all figures, a reading beneath each, pixels that never vary."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

WIDTH = 7.0  # inches: 700 pixels on a page, 1400 in the file
DPI = 100
INK, FAINT, BAND = "#222222", "#666666", "#F0EDE6"
STYLE: Any = {
    "figure.dpi": DPI,
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same everywhere
    "font.size": 9.5,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.labelsize": 9.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": "#DDDDDD",
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.0,
    "svg.hashsalt": "figures",
    "text.parse_math": False,  # a dossier's "$" is a dollar
}

P = ParamSpec("P")


def house(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw a figure in the house style, whatever the reader's own settings."""

    @wraps(plot)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with plt.rc_context(STYLE):
            return plot(*args, **kwargs)

    return styled


def axes(ax: Axes | None, height: float) -> Axes:
    """Give the axes to draw on: the caller's, or new ones of the page's width."""
    if ax is not None:
        return ax
    return plt.subplots(figsize=(WIDTH, height), layout="constrained")[1]


def finish(ax: Axes, *, title: str, source: str, reading: str) -> Axes:
    """Set the title, the line that names the source, and the reading in one sentence."""
    figure = ax.get_figure()
    if isinstance(figure, Figure):
        title = textwrap.fill(title, 66)
        figure.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
        figure.supxlabel(textwrap.fill(source, 120), x=0.012, ha="left", fontsize=7.5, color=FAINT)
    ax.set_label(reading)
    return ax


def reading(ax: Axes) -> str:
    """Say what a figure shows in one sentence; this is also its alternative text."""
    return str(ax.get_label())


def picture(ax: Axes) -> bytes:
    """Give a figure as PNG and close it.

    The picture has twice the pixels of its size on the page, and holds no version or date, so that
    the same data give the same bytes.

    Parameters
    ----------
    ax : Axes
        As any ``plot_…`` function returns it.

    Returns
    -------
    bytes
    """
    figure = _figure(ax)
    with plt.rc_context(STYLE):
        data = _small_png(figure)
    plt.close(figure)
    return data


def show(ax: Axes) -> None:
    """Show a figure in a notebook, print its reading under it, and close it.

    Parameters
    ----------
    ax : Axes
        As any ``plot_…`` function returns it.
    """
    from IPython import display

    width = round(_figure(ax).get_figwidth() * DPI)
    display.display(display.Image(data=picture(ax), format="png", width=width, alt=reading(ax)))
    print(reading(ax))


def _figure(ax: Axes) -> Figure:
    """Give the figure that holds the axes."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    return figure


def _small_png(figure: Figure) -> bytes:
    """Draw a figure with a palette of 256 colours: a third of the bytes, and the eye sees none."""
    whole, small = io.BytesIO(), io.BytesIO()
    figure.savefig(whole, format="png", dpi=2 * DPI, metadata={"Software": None})
    colours = Image.open(whole).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    colours.save(small, format="png", optimize=True)
    return small.getvalue()
