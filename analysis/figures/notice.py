"""The figure of notice: a bar from each start to the end."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import LETTERS, LINE, MOST, bounded, fading_bar, label_time
from analysis.figures.style import HALO, INK, SMALL, axes, finish, styled
from analysis.language.months import add_months
from analysis.language.phrasebook import phrase, plural

_BAR = 6.5  # points
_LETTERS_NARROW = 48  # in a line of a label above a bar
_MOST_NARROW = 5  # days named under an axis of a telephone's width


class _Notice(NamedTuple):
    label: str
    who: str
    basis: str
    when: str
    months: str
    start_low: float
    start_high: float
    end_low: float
    end_high: float
    claims: list[str]
    colour: str


@styled
def plot_notice(
    table: pd.DataFrame,
    *,
    marks: Mapping[str, float],
    title: str,
    lang: str = "en",
    narrow: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw the notice as a bar from each start to the end, pale where either is uncertain.

    Parameters
    ----------
    table : DataFrame
        As `analysis.notice` gives it: ``label``, ``who``, ``basis``, ``when``, ``months``,
        ``start_low``, ``start_high``, ``end_low``, ``end_high`` (dates), ``claims`` and ``colour``;
        what has no first or last day is not drawn, but named.
    marks : mapping of str to float
        Reference lengths to mark on each bar: their name, and whole months before the end. Where
        the end is a span of days, so is the mark.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``, as the table: see `analysis.dossier.in_language`.
    narrow : bool, optional
        Draw it for a telephone, 330 pixels wide: the words above each bar, not beside it.
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

    Examples
    --------
    >>> from analysis import example, notice
    >>> from analysis.figures import alt_text
    >>> table = notice(example(), end="d-end", starts="d-notice")
    >>> ax = plot_notice(table, marks={"18 months": 18}, title="Five to eleven months")
    >>> print(alt_text(ax).split("; ")[1])
    Court: Notice sent, 3 July 2023: 9.9 months
    """
    table = check_table(table, _Notice, "plot.notice", "`analysis.notice`")
    lengths = {name: _whole(name, months) for name, months in marks.items()}
    table, left_out = bounded(table, ["start_low", "start_high", "end_low", "end_high"], lang)
    rows = rows_of(table, _Notice)
    labels = [_label(row, lang, _LETTERS_NARROW if narrow else LETTERS) for row in rows]
    lanes = _lanes(labels, narrow)
    ax = axes(ax, height=1.1 + lanes[-1].bottom, narrow=narrow)
    _draw(ax, rows, lanes, lengths)
    label_time(ax, *ax.get_xlim(), lang, _MOST_NARROW if narrow else MOST)
    _write_rows(ax, labels, lanes, narrow)
    return finish(
        ax,
        title=title,
        source=_caption(rows, lang) + left_out,
        reading=_alt(rows, lang),
    )


def _caption(rows: list[_Notice], lang: str) -> str:
    """Say how to read the figure."""
    claims = sum(len(row.claims) for row in rows)
    caption = phrase(
        lang,
        "{answers}; pale are the days on which the notice may have begun or ended.",
        answers=plural(lang, "{n} answer", "{n} answers", claims),
    )
    if not any(row.basis == "duration" for row in rows):
        return caption
    return caption + phrase(
        lang, " Counted back: the speaker gave months, from which the start follows."
    )


def _alt(rows: list[_Notice], lang: str) -> str:
    """Say from when each bar runs, and how long it is."""
    lines = phrase(lang, "; ").join(_words(row, lang) for row in rows)
    return phrase(lang, "Notice by start. {lines}.", lines=lines)


def _whole(name: str, months: float) -> int:
    """Return a length in whole months; a fraction of one has no last day of its own."""
    if months != int(months):
        raise ValueError(f"marks: found {months} months for {name!r}; accepted: whole months")
    return int(months)


def _before(end: float, months: int) -> float:
    """Return the day that lies so many months before another."""
    return float(add_months(np.array(end), np.array(-months)))


class _Lane(NamedTuple):
    """Where a row lies, in inches from the top: the row, its bar, and the marks on it."""

    top: float
    bar: float
    marks: tuple[float, float]
    bottom: float


def _lanes(labels: list[list[str]], narrow: bool) -> list[_Lane]:
    """Assign to each row the room of its label; on a telephone the bar stands under it."""
    lanes: list[_Lane] = []
    for label in labels:
        top = lanes[-1].bottom if lanes else 0.0
        words = top + LINE * len(label)
        half = _BAR / 72  # as high as the bar, and a little more
        if narrow:
            bar, bottom = words + 0.09, words + 0.3
            lanes.append(_Lane(top, bar, (bar - half / 1.5, bar + half / 1.5), bottom))
        else:
            bottom = words + 0.14
            lanes.append(_Lane(top, (top + bottom) / 2, (top, bottom), bottom))
    return lanes


def _draw(ax: Axes, rows: list[_Notice], lanes: list[_Lane], lengths: Mapping[str, int]) -> None:
    """Draw a bar for each row: full on the days that are sure, pale before and after them."""
    for row, lane in zip(rows, lanes, strict=True):
        sure = row.start_high, max(row.start_high, row.end_low)
        possible = row.start_low, max(sure[1], row.end_high)
        fading_bar(ax, lane.bar, sure, possible, row.colour, _BAR)
    for name, months in lengths.items():
        _draw_mark(ax, rows, lanes, name, months)
    _set_frame(ax, rows, lanes[-1].bottom, lengths)


def _draw_mark(ax: Axes, rows: list[_Notice], lanes: list[_Lane], name: str, months: int) -> None:
    """Mark a reference length on each bar, from the bar's own end, and name it above."""
    ends = [(_before(row.end_low, months), _before(row.end_high, months)) for row in rows]
    for (first, last), lane in zip(ends, lanes, strict=True):
        if last > first:
            ax.fill_between([first, last], *lane.marks, color=INK, alpha=0.25, lw=0)
        for day in sorted({first, last}):
            ax.plot([day, day], lane.marks, color=INK, lw=1.2, zorder=3, path_effects=HALO)
    ax.annotate(
        name,
        (sum(ends[0]) / 2, 1),
        (0, 2),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=SMALL,
    )


def _set_frame(ax: Axes, rows: list[_Notice], bottom: float, lengths: Mapping[str, int]) -> None:
    """Set the limits so that all bars and marks are inside."""
    first, last = min(row.end_low for row in rows), max(row.end_high for row in rows)
    left = min(
        [row.start_low for row in rows] + [_before(first, months) for months in lengths.values()]
    )
    margin = 0.02 * (last - left) + 1
    ax.set_xlim(left - margin, max([last, *(row.start_high for row in rows)]) + margin)
    ax.set_ylim(bottom, 0)
    ax.spines["left"].set_visible(False)


def _write_rows(ax: Axes, labels: list[list[str]], lanes: list[_Lane], narrow: bool) -> None:
    """Write what each bar shows: beside it, or on a telephone above it."""
    words = ["\n".join(lines) for lines in labels]
    ax.tick_params(axis="y", length=0)
    if not narrow:
        ax.set_yticks([lane.bar for lane in lanes], words, fontsize=SMALL)
        return
    ax.set_yticks([])
    for text, lane in zip(words, lanes, strict=True):
        ax.text(ax.get_xlim()[0], lane.top, text, va="top", fontsize=SMALL)


def _label(row: _Notice, lang: str, letters: int) -> list[str]:
    """Format what a bar shows in lines: who names which event, then when, and how long it was."""
    event = phrase(lang, "{who}: {event}", who=row.who, event=row.label)
    when = {"when": row.when, "months": row.months}
    if row.basis == "duration":
        length = phrase(lang, "{when}, counted back: {months}", **when)
    else:
        length = phrase(lang, "{when}: {months}", **when)
    if len(length) > letters:  # break it before the months
        length = length.removesuffix(when["months"])
        return [*textwrap.wrap(event, letters), *textwrap.wrap(length, letters), when["months"]]
    return [*textwrap.wrap(event, letters), length]


def _words(row: _Notice, lang: str) -> str:
    """Format who dates the start, by what event, and what notice follows."""
    told = {"who": row.who, "event": row.label, "when": row.when, "months": row.months}
    if row.basis == "duration":
        return phrase(lang, "{who}: {event}, {when}, counted back: {months}", **told)
    return phrase(lang, "{who}: {event}, {when}: {months}", **told)
