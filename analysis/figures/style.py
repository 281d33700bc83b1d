"""One look for all figures: their style, a sentence that reads them, pixels that never vary."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterable
from functools import partial, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import rcParamsDefault
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from PIL import Image

WIDTH = 7.0  # inches: 700 pixels on a page, 1400 in the file
NARROW = 3.3  # inches: 330 pixels, what a telephone has room for beside its margins
DPI = 100
SMALL = 8.0  # points: 11 pixels, the least that can be read on a telephone
_LETTERS_AN_INCH = 9.4, 15.0  # of the title and of the line below
_LINE_HEIGHT = 0.2, 0.14  # inches, of the same
INK, FAINT, BAND = "#222222", "#666666", "#F0EDE6"
HALO = [withStroke(linewidth=2.5, foreground="white")]  # around labels that stand on a grid
_NOT_OF_FIGURES = (
    "_internal",
    "animation",
    "backend",
    "date.epoch",
    "docstring",
    "figure.max_open",
    "figure.raise",
    "interactive",
    "keymap",
    "macosx",
    "savefig.directory",
    "timezone",
    "tk",
    "toolbar",
    "webagg",
)
# What Matplotlib comes with, and ours: of a person's own settings none that a figure shows.
STYLE: Any = {
    **{key: value for key, value in rcParamsDefault.items() if not key.startswith(_NOT_OF_FIGURES)},
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

    narrow: Callable[[], Axes] | None = None  # draws the same for a telephone, if that is possible

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = _image(self)._repr_mimebundle_()
        return {**data, "text/plain": alt_text(self)}, metadata


def styled(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw a figure in the style of this module, whatever the reader's own settings.

    What a function with the option ``narrow`` draws can be drawn once more, for a telephone.
    """

    @wraps(plot)
    def in_style(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with plt.rc_context(STYLE):
            ax = plot(*args, **kwargs)
        if isinstance(ax, Picture) and "narrow" in signature(plot).parameters:
            again: Callable[..., Axes] = in_style
            ax.narrow = partial(again, *args, **{**kwargs, "narrow": True, "ax": None})
        return ax

    return in_style


def axes(ax: Axes | None, height: float, *, narrow: bool = False) -> Axes:
    """Return the axes to draw on: the caller's, or new ones as wide as a page or a telephone."""
    if ax is not None:
        return ax
    # Not by pyplot, which would show the figure a second time and keep it until it is closed.
    figure = Figure(figsize=(NARROW if narrow else WIDTH, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot(axes_class=Picture)


def finish(ax: Axes, *, title: str, source: str, reading: str) -> Axes:
    """Set the title, the line that names the source, and the reading in one sentence."""
    figure = ax.get_figure()
    if isinstance(figure, Figure):
        title, source = (
            textwrap.fill(text, round(letters * figure.get_figwidth()))
            for text, letters in zip((title, source), _LETTERS_AN_INCH, strict=True)
        )
        figure.suptitle(title, x=0.012, ha="left", fontsize=12, fontweight="bold")
        figure.supxlabel(source, x=0.012, ha="left", fontsize=SMALL, color=FAINT)
        if isinstance(ax, Picture):  # what is written around it takes nothing from the drawing
            more = (text.count("\n") for text in (title, source))
            height = sum(n * line for n, line in zip(more, _LINE_HEIGHT, strict=True))
            figure.set_figheight(figure.get_figheight() + height)
    ax.set_label(reading)
    return ax


def colours_of(names: Iterable[Name], palette: tuple[str, ...]) -> dict[Name, str]:
    """Assign a colour to each name in order of appearance; those beyond the palette share a grey.

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

    Examples
    --------
    >>> from analysis import example, plot
    >>> print(plot.alt_text(plot.sources(example().sources, title="Three sources")))
    3 sources; most in May 2024 (1). By kind: press 2, court 1.
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

    Examples
    --------
    >>> from analysis import example, plot
    >>> picture(plot.sources(example().sources, title="Three sources"))[1:4]
    b'PNG'
    """
    figure = _figure(ax)
    with plt.rc_context(STYLE):
        data = _small_png(figure)
    plt.close(figure)
    return data


def narrow_picture(ax: Axes) -> bytes:
    """Return a figure's version for a telephone as PNG, 330 pixels wide; nothing if it has none."""
    if not isinstance(ax, Picture) or ax.narrow is None:
        return b""
    again = ax.narrow()
    return picture(again) if _figure(again).get_figwidth() == NARROW else b""


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
    figure.set_dpi(2 * DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    whole = Image.frombuffer("RGBA", canvas.get_width_height(), canvas.buffer_rgba())
    small = io.BytesIO()
    indexed(whole.convert("RGB")).save(small, format="png", optimize=True)
    return small.getvalue()


def indexed(image: Image.Image) -> Image.Image:
    """Keep the 256 commonest colours, and give every other pixel the one nearest to its own.

    Pillow's own choice of colours may turn a few dots of one hue into another.
    """
    found = image.getcolors(image.width * image.height) or []
    counts, colours = (np.array(column) for column in zip(*found, strict=True))
    kept = colours[np.lexsort((_code(colours), -counts))[:256]]
    nearest = [((kept - colour) ** 2).sum(axis=1).argmin() for colour in colours]
    places = np.zeros(1 << 24, "uint8")  # of every colour there can be: no pixel is searched for
    places[_code(colours)] = nearest
    small = Image.fromarray(places[_code(np.asarray(image))])
    small.putpalette(kept.astype("uint8").tobytes())
    return small


def _code(colours: np.ndarray) -> np.ndarray:
    """Write red, green and blue as one number."""
    red, green, blue = np.moveaxis(colours.astype("uint32"), -1, 0)
    code: np.ndarray = red << 16 | green << 8 | blue
    return code
