"""What several figures draw alike: intervals as bars, and the axis of time."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import ceil, floor

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.style import SMALL
from analysis.language.answers import date_of, to_date, to_day
from analysis.language.phrasebook import counted, phrase
from analysis.language.words import say_number, short_month

TOPICS = "#0072B2", "#D55E00", "#00805E", "#A8487D", "#5D4037", "#9C6A00", "#2A7FA8"
LETTERS = 44  # in a line of a label beside a row
LINE = 0.15  # inches, the height of such a line
MOST = 10  # labels under an axis of the page's width
MOST_LINES = 150  # of a figure that has a line for each answer or event
# A scale of time, from the finest: days of each month, then months counted from year 0.
_DAYS = [range(1, 32), range(1, 30, 2), (1, 6, 11, 16, 21, 26), (1, 11, 21), (1, 16)]
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 3000)


def beside(labels: Iterable[str]) -> tuple[list[str], float]:
    """Break labels into lines that fit beside a row; also return how high a row is, in inches.

    A label that is too long for one line is broken first where its last part begins.
    """
    words = []
    for label in labels:
        first, colon, last = label.rpartition(": ")
        parts = [label] if len(label) <= LETTERS else [f"{first}{colon}", last]
        words.append("\n".join(line for part in parts for line in textwrap.wrap(part, LETTERS)))
    return words, LINE * (0.9 + max(text.count("\n") + 1 for text in words))


def name_rows(ax: Axes, labels: list[str], *, room: float = 0.5) -> None:
    """Write the labels of rows 0, 1 and so on beside them, with so much room above and below."""
    ax.set_yticks(range(len(labels)), labels, fontsize=SMALL)
    ax.set_ylim(len(labels) - 1 + room, -room)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def label_numbers(axis: Axis, unit: str, lang: str) -> None:
    """Write round numbers along an axis; what is counted is said once, beside it."""
    axis.set_major_locator(MaxNLocator(5))
    if say_number(2, unit, lang).startswith("2 ") and "%" not in say_number(2, unit, lang):
        axis.set_label_text(counted(lang, 2, unit))
        unit = ""
    axis.set_major_formatter(FuncFormatter(lambda number, _: say_number(number, unit, lang)))


def uncertain_bar(
    ax: Axes,
    y: float,
    ends: tuple[float, float],
    span: tuple[float, float],
    colour: str,
    *,
    width: float = 6.0,
    dot: float | None = None,
    alpha: float | None = None,
) -> None:
    """Draw an interval: a dot where it is short, else a bar, with a fading arrow at an open end.

    Parameters
    ----------
    ax : Axes
    y : float
        Height of the line.
    ends : pair of float
        The interval, unbounded where open.
    span : pair of float
        What the axis shows; an open end runs on to its edge.
    colour : str
    width : float, optional
        Of the bar, in points.
    dot : float, optional
        Of the dot, in points; a little more than the bar's if not given.
    alpha : float, optional
        How opaque the bar is; wholly if not given.
    """
    low, high = max(ends[0], span[0]), min(ends[1], span[1])
    length = span[1] - span[0]
    if np.isfinite(ends).all() and high - low < 0.008 * length:
        ax.plot([(low + high) / 2], [y], marker="o", ms=dot or width + 1, color=colour)
        return
    fade = min(0.4 * (high - low), 0.1 * length)
    sure = low + fade * np.isinf(ends[0]), high - fade * np.isinf(ends[1])
    fading_bar(ax, y, sure, (low, high), colour, width, alpha)
    for end, edge, arrow in zip(ends, (low, high), "<>", strict=True):
        if np.isinf(end):
            ax.plot([edge], [y], marker=arrow, ms=width + 1, color=colour, clip_on=False)


def fading_bar(
    ax: Axes,
    y: float,
    sure: tuple[float, float],
    possible: tuple[float, float],
    colour: str,
    width: float,
    alpha: float | None = None,
) -> None:
    """Draw a bar that is full where it is sure, and gets paler to where it may possibly reach."""
    ax.plot(sure, [y, y], color=colour, lw=width, alpha=alpha, solid_capstyle="butt")
    for ends in zip(sure, possible, strict=True):
        if ends[0] == ends[1]:
            continue
        steps = pairwise(np.linspace(*ends, 13).tolist())
        for pale, step in zip(np.linspace(0.9, 0.15, 12), steps, strict=True):
            ax.plot(step, [y, y], color=colour, alpha=pale, lw=width, solid_capstyle="butt")


def label_time(ax: Axes, low: float, high: float, lang: str, most: int = MOST) -> None:
    """Name days, months or years under the axis, whichever a span of time has room for.

    Parameters
    ----------
    ax : Axes
        Its horizontal axis counts days since 1970-01-01.
    low, high : float
        First and last day to name.
    lang : str
        ``"en"`` or ``"fr"``.
    most : int, optional
        How many names there is room for.
    """
    names = next(names for names in _scales(low, high, lang) if len(names) <= most)
    ax.set_xticks(list(names), list(names.values()))


def _scales(low: float, high: float, lang: str) -> Iterator[dict[float, str]]:
    """Yield the days to name and their names, from the finest scale to the coarsest."""
    first, last = date_of(low), date_of(high)
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    if high - low <= 31 * MOST:
        days = [when for day in range(ceil(low), floor(high) + 1) if (when := to_date(day))]
        for shown in _DAYS:
            yield {
                to_day(day): f"{day.day} {short_month(day.month, lang)}\n{day.year}"
                for day in days
                if day.day in shown
            }
    for step in _MONTHS:
        starts = [(month // 12, month % 12 + 1) for month in months if month % step == 0]
        yield {
            day: f"{year}" if step % 12 == 0 else f"{short_month(month, lang)}\n{year}"
            for year, month in starts
            if low <= (day := to_day(f"{year:04}-{month:02}-01"))
        }


def bounded(table: pd.DataFrame, ends: list[str], lang: str) -> tuple[pd.DataFrame, str]:
    """Keep the rows with a first and a last day, and name the others for the line below."""
    whole = np.isfinite(table[ends]).all(axis=1)
    if not whole.any():
        raise ValueError("nothing to draw: no row has a first and a last day")
    names = ", ".join(table.loc[~whole, "label"].drop_duplicates())
    shown, cut = first_lines(table[whole], lang)
    if not names:
        return shown, cut
    left_out = phrase(
        lang, " Not drawn, since no source gives a first and a last day: {names}.", names=names
    )
    return shown, left_out + cut


def first_lines(table: pd.DataFrame, lang: str) -> tuple[pd.DataFrame, str]:
    """Keep as many lines as a figure has room for, and say for the line below if there are more."""
    if len(table) <= MOST_LINES:
        return table, ""
    cut = phrase(
        lang,
        " Only the first {shown} of {all} lines are drawn.",
        shown=MOST_LINES,
        all=len(table),
    )
    return table[:MOST_LINES], cut
