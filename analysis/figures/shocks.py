"""Figures of a simulated shock: what drives it, and how it compares with what came."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.house import FAINT, INK, axes, finish, house
from analysis.language.phrasebook import phrase, word
from analysis.language.words import digits, say_number

_LESS, _MORE = "#56B4E9", "#0072B2"
_WHITE = {"fc": "white", "lw": 0, "pad": 0.6}


@house
def plot_sensitivity(
    table: pd.DataFrame, *, unit: str, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw a tornado: how far each input alone moves the result, the widest first.

    Parameters
    ----------
    table : DataFrame
        As `analysis.sensitivity` returns it; inputs that move nothing are left out.
    unit : str
        Unit of the result, as `analysis.say_number` takes it.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    table = table[table["swing"] > 0]
    ax = axes(ax, height=1.5 + 0.46 * len(table))
    middle = float(table["middle"].iloc[0])
    for y, row in enumerate(table.itertuples()):
        for end, colour in ((row.at_low, _LESS), (row.at_high, _MORE)):
            ax.barh(y + 0.14, end - middle, 0.34, left=middle, color=colour)
        name = phrase(
            lang, "{name} ({basis}): Sobol total {total}",
            name=_name(row, lang), basis=word(lang, row.basis), total=_total(row, lang),
        )  # fmt: skip
        left = min(row.at_low, row.at_high)
        ax.text(left, y - 0.08, name, va="bottom", fontsize=8.5, bbox=_WHITE)
    ax.axvline(middle, color=FAINT, lw=1, zorder=1)
    ax.set_ylim(len(table) - 0.5, -0.7)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    _value_axis(ax, unit, lang)
    drivers = [f"{_name(row, lang)} ({_total(row, lang)})" for row in table.itertuples()]
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
            middle=say_number(float(f"{middle:.2g}"), unit, lang), drivers=", ".join(drivers),
        ),
    )  # fmt: skip


def _name(row: Any, lang: str) -> str:
    """Name an input in words."""
    return word(lang, row.name.replace("_", " "))


def _total(row: Any, lang: str) -> str:
    """Write Sobol's total index of an input."""
    return digits(f"{row.total:z.2f}", lang)


@house
def plot_outcomes(
    table: pd.DataFrame, *, unit: str, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw simulated ranges beside what was published of the outcome.

    Parameters
    ----------
    table : DataFrame
        One row a line, from above: ``label``, ``low``, ``high``, ``value``, ``words`` (for all
        three) and ``basis`` (``"simulated"`` is drawn in blue, anything else in black).
    unit : str
        Unit of the values, as `analysis.say_number` takes it.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    ax = axes(ax, height=1.3 + 0.44 * len(table))
    top = 1.06 * table[["low", "value"]].max(axis=None)
    top = max(top, 1.03 * table["high"].where(table["high"] < float("inf")).max())
    for y, row in enumerate(table.itertuples()):
        colour = _MORE if row.basis == "simulated" else INK
        ax.plot([row.low, min(row.high, top)], [y + 0.15] * 2, color=colour, lw=6, alpha=0.45,
                solid_capstyle="butt")  # fmt: skip
        ax.plot(row.value, y + 0.15, "o", ms=6, color=colour)
        ax.annotate(
            phrase(lang, "{who}: {answer}", who=row.label, answer=row.words),
            (0, y - 0.1), va="bottom", fontsize=8.5, color=colour,
        )  # fmt: skip
    ax.set(xlim=(0, top), ylim=(len(table) - 0.5, -0.7), yticks=[])
    ax.spines["left"].set_visible(False)
    _value_axis(ax, unit, lang)
    lines = [
        phrase(
            lang, "{label}: {words} ({basis})",
            label=row.label, words=row.words, basis=word(lang, row.basis),
        )
        for row in table.itertuples()
    ]  # fmt: skip
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Blue: simulated, the range that holds nine draws in ten and the middle one. Black: "
            "published, with the tolerance.",
        ),
        reading=phrase(lang, "; ").join(lines) + ".",
    )


def _value_axis(ax: Axes, unit: str, lang: str) -> None:
    """Write the values with their unit."""
    ax.xaxis.set_major_locator(MaxNLocator(5))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: say_number(x, unit, lang)))
    ax.grid(axis="x")
