"""The figure of notice: a bar from each start to the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import bounded, fade_out, label_time
from analysis.figures.style import HALO, INK, axes, finish, styled
from analysis.language.months import add_months
from analysis.language.phrasebook import phrase
from analysis.language.words import say_days, say_months

_SMALL, _BAR = 8.0, 6.5  # points, of the words and of the bars


class _Notice(NamedTuple):
    label: str
    who: str
    basis: str
    low: float
    high: float
    end_low: float
    end_high: float
    months_low: float
    months_high: float
    claims: list[str]
    colour: str


@styled
def plot_notice(
    table: pd.DataFrame,
    *,
    marks: Mapping[str, float],
    title: str,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the notice as a bar from each start to the end, pale where either is uncertain.

    Parameters
    ----------
    table : DataFrame
        As `analysis.notice` gives it: ``label``, ``who``, ``basis``, ``low``, ``high``,
        ``end_low``, ``end_high`` (days), ``months_low``, ``months_high``, ``claims`` and
        ``colour``; what has no first or last day is not drawn, but named.
    marks : mapping of str to float
        Reference lengths to mark on each bar: their name, and whole months before the end. Where
        the end is a span of days, so is the mark.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``; for the dossier's own words see `analysis.dossier.translate`.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one or has nothing to draw, or a mark is a fraction of a month.
    """
    check_table(table, _Notice, "plot.notice", "`analysis.notice`")
    lengths = {name: _whole(name, months) for name, months in marks.items()}
    table, left_out = bounded(table, ["low", "high", "end_low", "end_high"], lang)
    rows = rows_of(table, _Notice)
    ax = axes(ax, height=1.4 + 0.37 * len(table))
    _draw_bars(ax, rows)
    _draw_marks(ax, rows, lengths)
    _set_frame(ax, rows, lengths, lang)
    _write_rows(ax, rows, lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count:answer|answers}. Pale: days on which the notice may have begun or ended. "
            "“Length”: the speaker gave months, from which the start follows.",
            count=sum(len(row.claims) for row in rows),
        )
        + left_out,
        reading=phrase(
            lang,
            "Notice by start. {lines}.",
            lines=phrase(lang, "; ").join(_words(row, lang) for row in rows),
        ),
    )


def _whole(name: str, months: float) -> int:
    """Return a length in whole months; a fraction of one has no last day of its own."""
    if months != int(months):
        raise ValueError(f"marks: found {months} months for {name!r}; accepted: whole months")
    return int(months)


def _before(end: float, months: int) -> float:
    """Return the day that lies so many months before another."""
    return float(add_months(np.array(end), np.array(-months)))


def _draw_bars(ax: Axes, rows: list[_Notice]) -> None:
    """Draw a bar for each row: full on the days that are sure, pale before and after them."""
    for y, row in enumerate(rows):
        full = [row.high, max(row.high, row.end_low)]
        ax.plot(full, [y, y], color=row.colour, lw=_BAR, solid_capstyle="butt")
        fade_out(ax, y, (row.high, row.low), row.colour, _BAR)
        if row.end_high > full[1]:
            fade_out(ax, y, (full[1], row.end_high), row.colour, _BAR)


def _draw_marks(ax: Axes, rows: list[_Notice], lengths: Mapping[str, int]) -> None:
    """Mark each reference length on each bar, from the bar's own end, and name it above."""
    for name, months in lengths.items():
        for y, row in enumerate(rows):
            first, last = _before(row.end_low, months), _before(row.end_high, months)
            if last > first:
                ax.fill_between([first, last], y - 0.17, y + 0.25, color=INK, alpha=0.25, lw=0)
            for day in sorted({first, last}):
                ax.plot([day, day], [y - 0.17, y + 0.25], color=INK, lw=1.2, zorder=3)
        middle = (_before(rows[0].end_low, months) + _before(rows[0].end_high, months)) / 2
        ax.plot([middle, middle], [-0.86, -0.6], color=INK, lw=1.2)
        ax.text(middle, -1.05, name, ha="center", va="center", fontsize=_SMALL)


def _set_frame(ax: Axes, rows: list[_Notice], lengths: Mapping[str, int], lang: str) -> None:
    """Set the limits so that all bars and marks are inside, and name the days below."""
    first, last = min(row.end_low for row in rows), max(row.end_high for row in rows)
    left = min([row.low for row in rows] + [_before(first, months) for months in lengths.values()])
    margin = 0.02 * (last - left) + 1
    span = left - margin, max([last, *(row.high for row in rows)]) + margin
    ax.set_xlim(*span)
    ax.set_ylim(len(rows) - 0.5, -1.3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    label_time(ax, *span, lang)


def _write_rows(ax: Axes, rows: list[_Notice], lang: str) -> None:
    """Write above each bar what it shows."""
    left = ax.get_xlim()[0]
    for y, row in enumerate(rows):
        words = _words(row, lang)
        ax.text(left, y - 0.36, words, va="center", fontsize=_SMALL, path_effects=HALO)


def _words(row: _Notice, lang: str) -> str:
    """Say who dates the start, by what event, and what notice follows."""
    return phrase(
        lang,
        "{who}: {event}, length, {when}: {months}"
        if row.basis == "duration"
        else "{who}: {event}, {when}: {months}",
        who=row.who,
        event=row.label,
        when=say_days(row.low, row.high, lang),
        months=say_months(row.months_low, row.months_high, lang),
    )
