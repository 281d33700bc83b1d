"""Figures of a simulated shock: what drives it, and how it compares with what came."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import beside, label_numbers, name_rows, uncertain_bar
from analysis.figures.style import FAINT, INK, axes, finish, styled
from analysis.language.phrasebook import digits, phrase, word
from analysis.language.words import say_number

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
        ``middle``, ``swing`` and ``total``; inputs that move nothing are left out. Where none
        moves the result, the figure says so.
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
        If the table is another one, or an input moves the result to what is no number.

    Examples
    --------
    >>> from analysis.figures import alt_text
    >>> table = pd.DataFrame({"name": ["turnover"], "basis": ["fact"], "at_low": [1.0]})
    >>> table = table.assign(at_high=3.0, middle=2.0, swing=2.0, first=1.0, total=1.0)
    >>> print(alt_text(plot_sensitivity(table, unit="persons", title="Turnover drives it")))
    2 persons where every input lies in its middle, which is not the middle of all draws. What ...
    """
    check_table(table, _Driver, "plot.sensitivity", "`analysis.sensitivity`")
    if not np.isfinite(table[["at_low", "at_high", "middle"]]).all(axis=None):
        raise ValueError("nothing to draw: an input moves the result to never, which has no place")
    middle = float(table["middle"].iloc[0])
    rows = rows_of(table[table["swing"] > 0], _Driver)
    if not rows:
        return _draw_nothing(axes(ax, height=1.0), middle, unit, title, lang)
    labels, height = beside(_label(row, lang) for row in rows)
    ax = axes(ax, height=1.0 + height * len(rows))
    _draw_drivers(ax, rows, middle)
    name_rows(ax, labels)
    label_numbers(ax.xaxis, unit, lang)
    ax.grid(axis="x")
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Light: the input at its low end, dark: at its high end, all others in the middle; "
            "Sobol total: its part of what is uncertain.",
        ),
        reading=_alt(rows, _rounded(middle, unit, lang), lang),
    )


def _label(row: _Driver, lang: str) -> str:
    """Name an input, what it rests on, and its part of what is uncertain."""
    return phrase(
        lang,
        "{name} ({basis}): Sobol total {total}",
        name=_name(row, lang),
        basis=word(lang, row.basis),
        total=_total(row, lang),
    )


def _alt(rows: list[_Driver], middle: str, lang: str) -> str:
    """Say where the result lies, and what moves it."""
    return phrase(
        lang,
        "{middle} where every input lies in its middle, which is not the middle of all draws. "
        "What moves it, widest first, with Sobol's total index: {drivers}.",
        middle=middle,
        drivers=", ".join(f"{_name(row, lang)} ({_total(row, lang)})" for row in rows),
    )


def _draw_drivers(ax: Axes, rows: list[_Driver], middle: float) -> None:
    """Draw for each input a bar to either side of the middle."""
    ax.axvline(middle, color=FAINT, lw=1, zorder=1)
    for y, row in enumerate(rows):
        for end, colour in ((row.at_low, _LESS), (row.at_high, _MORE)):
            ax.barh(y, end - middle, 0.5, left=middle, color=colour)


def _draw_nothing(ax: Axes, middle: float, unit: str, title: str, lang: str) -> Axes:
    """Say that no input moves the result."""
    words = phrase(
        lang,
        "No input moves the result: it stays at {middle}.",
        middle=_rounded(middle, unit, lang),
    )
    ax.text(0, 0.5, words, va="center", transform=ax.transAxes)
    ax.set_axis_off()
    return finish(ax, title=title, source="", reading=words)


def _rounded(number: float, unit: str, lang: str) -> str:
    """Format a number that is simulated to two digits."""
    return say_number(float(f"{number:.2g}"), unit, lang)


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

    Examples
    --------
    >>> from analysis import example, values_of
    >>> from analysis.figures import alt_text
    >>> table = values_of(example(), {"lost": "weekly-c6"})
    >>> print(alt_text(plot_outcomes(table, unit="share", title="Half")))
    lost: 50 % (published).
    """
    check_table(table, _Outcome, "plot.outcomes", "`analysis.values_of`")
    rows = rows_of(table, _Outcome)
    labels, height = beside(
        phrase(lang, "{who}: {answer}", who=row.label, answer=row.words) for row in rows
    )
    ax = axes(ax, height=0.9 + height * len(rows))
    _draw_outcomes(ax, rows, _span(table))
    name_rows(ax, labels)
    label_numbers(ax.xaxis, unit, lang)
    ax.grid(axis="x")
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Blue: simulated, the middle draw and nine draws in ten; black: published, with the "
            "tolerance.",
        ),
        reading=_alt_of_outcomes(rows, lang),
    )


def _draw_outcomes(ax: Axes, rows: list[_Outcome], span: tuple[float, float]) -> None:
    """Draw each range, and a dot at its number."""
    for y, row in enumerate(rows):
        colour = _MORE if row.basis == "simulated" else INK
        uncertain_bar(ax, y, (row.low, row.high), span, colour, width=4)
        if np.isfinite(row.value):
            ax.plot(row.value, y, "o", ms=7, color=colour, mec="white")
    ax.set_xlim(*span)


def _alt_of_outcomes(rows: list[_Outcome], lang: str) -> str:
    """Say each range, and whether it is simulated or published."""
    said = [
        phrase(
            lang,
            "{label}: {words} ({basis})",
            label=row.label,
            words=row.words,
            basis=word(lang, row.basis),
        )
        for row in rows
    ]
    return phrase(lang, "; ").join(said) + "."


def _span(table: pd.DataFrame) -> tuple[float, float]:
    """Return what the axis shows: nought, all stated numbers, and room for open ends."""
    ends = table[["low", "value", "high"]].to_numpy(dtype=float)
    stated = ends[np.isfinite(ends)]
    low, high = min(0.0, *stated), max(0.0, *stated)
    length = high - low or 1.0
    left = 0.15 if np.isneginf(ends).any() else 0.06 if low < 0 else 0.0
    right = 0.15 if np.isposinf(ends).any() else 0.06
    return low - left * length, high + right * length
