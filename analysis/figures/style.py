"""One look for all figures: their style, a sentence that reads them, pixels that never vary."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from PIL import Image

WIDTH = 7.0  # inches: 700 pixels on a page, 1400 in the file
DPI = 100
INK, FAINT, BAND = "#222222", "#666666", "#F0EDE6"
HALO = [withStroke(linewidth=2.5, foreground="white")]  # around labels that stand on a grid
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
Name = TypeVar("Name")


class Picture(Axes):
    """Axes that show themselves as a picture where they end a notebook's cell."""

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = _image(self)._repr_mimebundle_()
        return {**data, "text/plain": alt_text(self)}, metadata


def styled(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw a figure in the style of this module, whatever the reader's own settings."""

    @wraps(plot)
    def in_style(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with plt.rc_context(STYLE):
            return plot(*args, **kwargs)

    return in_style


def axes(ax: Axes | None, height: float) -> Axes:
    """Return the axes to draw on: the caller's, or new ones of the page's width."""
    if ax is not None:
        return ax
    # Not by pyplot, which would show the figure a second time and keep it until it is closed.
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot(axes_class=Picture)


def finish(ax: Axes, *, title: str, source: str, reading: str) -> Axes:
    """Set the title, the line that names the source, and the reading in one sentence."""
    figure = ax.get_figure()
    if isinstance(figure, Figure):
        title = textwrap.fill(title, 66)
        figure.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
        figure.supxlabel(textwrap.fill(source, 120), x=0.012, ha="left", fontsize=7.5, color=FAINT)
    ax.set_label(reading)
    return ax


def colours_of(names: Iterable[Name], palette: tuple[str, ...]) -> dict[Name, str]:
    """Give each name a colour in order of appearance; those beyond the palette share a grey.

    >>> colours_of(["a", "b", "a", "c"], ("red", "blue"))
    {'a': 'red', 'b': 'blue', 'c': '#666666'}
    """
    distinct = list(dict.fromkeys(names))
    rest = [FAINT] * max(0, len(distinct) - len(palette))
    return dict(zip(distinct, [*palette[: len(distinct)], *rest], strict=True))


def alt_text(ax: Axes) -> str:
    """Return what a figure shows in one sentence; this is also its alternative text.

    Parameters
    ----------
    ax : Axes
        As any ``plot.…`` function returns it.

    Returns
    -------
    str
    """
    return str(ax.get_label())


def picture(ax: Axes) -> bytes:
    """Return a figure as PNG and close it.

    The picture has twice the pixels of its size on the page, and holds no version or date, so that
    the same data give the same bytes.

    Parameters
    ----------
    ax : Axes
        As any ``plot.…`` function returns it.

    Returns
    -------
    bytes
    """
    figure = _figure(ax)
    with plt.rc_context(STYLE):
        data = _small_png(figure)
    plt.close(figure)
    return data


def _image(ax: Axes) -> Any:
    """Return a figure as IPython's image, of its size on the page, with alternative text."""
    from IPython import display

    width = round(_figure(ax).get_figwidth() * DPI)
    return display.Image(data=picture(ax), format="png", width=width, alt=alt_text(ax))


def _figure(ax: Axes) -> Figure:
    """Return the figure that holds the axes."""
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    return figure


def _small_png(figure: Figure) -> bytes:
    """Draw a figure with 256 colours: a third of the size, with no visible difference."""
    whole, small = io.BytesIO(), io.BytesIO()
    figure.savefig(whole, format="png", dpi=2 * DPI, metadata={"Software": None})
    colours = Image.open(whole).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    colours.save(small, format="png", optimize=True)
    return small.getvalue()
