"""The picture that stands beside a link to the site when it is sent: the case and a first chart."""

from __future__ import annotations

import io
import textwrap

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.dossier import Dossier
from analysis.figures.style import FAINT, INK, STYLE
from analysis.site.story import Bar, Chapter, Chart

_WIDTH, _HEIGHT = 1200, 630  # pixels, as those who show previews ask for
_SURE, _POSSIBLE = "#1A559A", "#A9C0DB"


def preview(dossier: Dossier, chapters: list[Chapter]) -> bytes:
    """Draw the picture of a site for previews of links to it.

    Parameters
    ----------
    dossier : Dossier
    chapters : list of Chapter
        Its story, whose first chart is drawn; without one the picture says what the dossier holds.

    Returns
    -------
    bytes
        A PNG of 1200 by 630 pixels.
    """
    with plt.rc_context(STYLE):
        figure = Figure(figsize=(_WIDTH / 100, _HEIGHT / 100), dpi=100)
        _head(figure, dossier.about.title)
        chart = next((p for c in chapters for p in c.parts if isinstance(p, Chart)), None)
        if chart:
            _bars(figure, chart)
        else:
            figure.text(0.06, 0.4, _holdings(dossier), fontsize=21, linespacing=1.6)
        data = io.BytesIO()
        figure.savefig(data, format="png", dpi=100, metadata={"Software": None})
    return data.getvalue()


def _head(figure: Figure, title: str) -> None:
    """Write the case's name, and what it is about."""
    name, _, rest = title.partition(":")
    short = textwrap.shorten(name, 40, placeholder=" …")
    figure.text(0.06, 0.85, short, fontsize=36, fontweight="bold")
    figure.text(0.06, 0.82, _lines(rest.strip(), 66, 2), fontsize=21, va="top", color=FAINT)


def _bars(figure: Figure, chart: Chart) -> None:
    """Draw a chart of the story."""
    figure.text(0.06, 0.63, _lines(chart.title, 76, 1), fontsize=19, color=INK)
    ax = figure.add_axes((0.46, 0.06, 0.33, 0.53))
    for y, bar in enumerate(chart.bars):
        _bar(ax, y, bar)
    ax.set_xlim(0, 100)
    ax.set_ylim(len(chart.bars) - 0.4, -0.6)
    ax.set_axis_off()


def _bar(ax: Axes, y: int, bar: Bar) -> None:
    """Draw one bar between its name and its value."""
    ax.barh(y, bar.possible, height=0.5, color=_POSSIBLE)
    ax.barh(y, bar.sure, height=0.5, color=_SURE)
    ax.text(-3, y, _lines(bar.label, 32, 3), ha="right", va="center", fontsize=17)
    value = _lines(bar.words, 16, 3)
    ax.text(bar.possible + 2, y, value, va="center", fontsize=17, fontweight="bold")


def _lines(words: str, width: int, most: int) -> str:
    """Break a text into lines, and say where some are left out."""
    return "\n".join(textwrap.wrap(words, width, max_lines=most, placeholder=" …"))


def _holdings(dossier: Dossier) -> str:
    """Format what the dossier holds."""
    lines = [
        f"{len(dossier.claims):,} claims by named speakers",
        f"on {dossier.claims['question_id'].nunique():,} questions",
        f"in {len(dossier.sources):,} published sources",
    ]
    return "\n".join(lines)
