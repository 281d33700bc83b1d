"""Figures of a simulated shock: what drives it, and how it compares with what came."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import draw_interval
from analysis.figures.style import FAINT, HALO, INK, axes, finish, styled
from analysis.language.phrasebook import phrase, word
from analysis.language.words import digits, say_number

_LESS, _MORE = "#56B4E9", "#0072B2"


class _Driver(NamedTuple):
    name: str
    basis: str
    at_low: float
    at_high: float
    middle: float
    swing: float
    total: float


class _Outcome(NamedTuple):
    label: str
    low: float
    high: float
    value: float
    words: str
    basis: str


@styled
def plot_sensitivity(
    table: pd.DataFrame, *, unit: str, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw a tornado: how far each input alone moves the result, the widest first.

    Parameters
    ----------
    table : DataFrame
        As `analysis.sensitivity` returns it: ``name``, ``basis``, ``at_low``, ``at_high``,
        ``middle``, ``swing`` and ``total``; inputs that move nothing are left out.
    unit : str
        Unit of the result, as `analysis.language.say_number` takes it.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one, or no input moves the result to a number.
    """
    check_table(table, _Driver, "plot.sensitivity", "`analysis.sensitivity`")
    table = table[table["swing"] > 0]
    if table.empty:
        raise ValueError("nothing to draw: no input moves the result")
    if not np.isfinite(table[["at_low", "at_high", "middle"]]).all(axis=None):
        raise ValueError("nothing to draw: an input moves the result to never, which has no place")
    rows = rows_of(table, _Driver)
    ax = axes(ax, height=1.5 + 0.46 * len(rows))
    _draw_drivers(ax, rows, lang)
    _value_axis(ax, unit, lang)
    drivers = [f"{_name(row, lang)} ({_total(row, lang)})" for row in rows]
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Light: the input at its low end; dark: at its high end; all others in the middle. "
            "Sobol total: the part of the variance that would stay if it alone were unknown.",
        ),
        reading=phrase(
            lang,
            "{middle} in the middle. What moves it, widest first, with Sobol's total index: "
            "{drivers}.",
            middle=say_number(float(f"{rows[0].middle:.2g}"), unit, lang),
            drivers=", ".join(drivers),
        ),
    )


def _draw_drivers(ax: Axes, rows: list[_Driver], lang: str) -> None:
    """Draw for each input a bar to either side of the middle, and name it above."""
    middle = rows[0].middle
    ax.axvline(middle, color=FAINT, lw=1, zorder=1)
    for y, row in enumerate(rows):
        for end, colour in ((row.at_low, _LESS), (row.at_high, _MORE)):
            ax.barh(y + 0.14, end - middle, 0.34, left=middle, color=colour)
        name = phrase(
            lang,
            "{name} ({basis}): Sobol total {total}",
            name=_name(row, lang),
            basis=word(lang, row.basis),
            total=_total(row, lang),
        )
        left = min(row.at_low, row.at_high)
        ax.text(left, y - 0.08, name, va="bottom", fontsize=8.5, path_effects=HALO)
    ax.set_ylim(len(rows) - 0.5, -0.7)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def _name(row: _Driver, lang: str) -> str:
    """Name an input in words."""
    return word(lang, row.name.replace("_", " "))


def _total(row: _Driver, lang: str) -> str:
    """Write Sobol's total index of an input."""
    return digits(f"{row.total:z.2f}", lang)


@styled
def plot_outcomes(
    table: pd.DataFrame, *, unit: str, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw simulated ranges beside what was published of the outcome.

    Parameters
    ----------
    table : DataFrame
        One row per line, from above: ``label``, ``low``, ``high``, ``value``, ``words`` (for all
        three) and ``basis`` (``"simulated"`` is drawn in blue, anything else in black); as
        `analysis.values_of` returns it.
    unit : str
        Unit of the values, as `analysis.language.say_number` takes it.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one, or is empty.
    """
    check_table(table, _Outcome, "plot.outcomes", "`analysis.values_of`")
    rows = rows_of(table, _Outcome)
    ax = axes(ax, height=1.3 + 0.44 * len(table))
    span = _span(table)
    for y, row in enumerate(rows):
        colour = _MORE if row.basis == "simulated" else INK
        words = phrase(lang, "{who}: {answer}", who=row.label, answer=row.words)
        draw_interval(ax, y + 0.15, (row.low, row.high), span, colour, 4)
        if np.isfinite(row.value):
            ax.plot(row.value, y + 0.15, "o", ms=7, color=colour, mec="white")
        ax.annotate(words, (span[0], y - 0.1), va="bottom", fontsize=8.5, path_effects=HALO)
    ax.set(xlim=span, ylim=(len(table) - 0.5, -0.7), yticks=[])
    ax.spines["left"].set_visible(False)
    _value_axis(ax, unit, lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Blue: simulated, the range that holds nine draws in ten and the middle one. Black: "
            "published, with the tolerance.",
        ),
        reading=phrase(lang, "; ").join(
            phrase(
                lang,
                "{label}: {words} ({basis})",
                label=row.label,
                words=row.words,
                basis=word(lang, row.basis),
            )
            for row in rows
        )
        + ".",
    )


def _span(table: pd.DataFrame) -> tuple[float, float]:
    """Return what the axis shows: nought, all stated numbers, and room for open ends."""
    ends = table[["low", "value", "high"]].to_numpy(dtype=float)
    stated = ends[np.isfinite(ends)]
    low, high = min(0.0, *stated), max(0.0, *stated)
    length = high - low or 1.0
    left = 0.15 if np.isneginf(ends).any() else 0.06 if low < 0 else 0.0
    right = 0.15 if np.isposinf(ends).any() else 0.06
    return low - left * length, high + right * length


def _value_axis(ax: Axes, unit: str, lang: str) -> None:
    """Write the values with their unit."""
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: say_number(x, unit, lang)))
    ax.grid(axis="x")
