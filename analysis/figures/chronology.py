"""The whole chronology in one figure, on a scale that gives busy times the most room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import TOPICS, bounded, uncertain_bar
from analysis.figures.style import BAND, FAINT, SMALL, axes, colours_of, finish, styled
from analysis.language.answers import date_of, to_day
from analysis.language.phrasebook import phrase, plural
from analysis.language.words import short_month

_LABEL, _GAP = 0.045, 0.1  # shares of the width that the name of a year and of a gap need


class _Event(NamedTuple):
    label: str
    topic: str
    earliest: float
    latest: float
    bounds: list[tuple[float, float]]
    when: str
    n_camps: int
    claims: list[str]


@styled
def plot_chronology(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw every event, one line per event, on a scale that gives busy times the most room.

    Parameters
    ----------
    table : DataFrame
        As `analysis.events` gives it: ``label``, ``topic``, ``earliest``, ``latest`` (dates),
        ``bounds``, ``when``, ``n_camps`` and ``claims``; what has no first or last day is not
        drawn, but named.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``, as the table: see `analysis.dossier.in_language`.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one or has nothing to draw.

    Examples
    --------
    >>> from analysis import events, example
    >>> from analysis.figures import alt_text
    >>> ax = plot_chronology(events(example()), title="Three events")
    >>> print(alt_text(ax).partition("; ")[0])
    3 events from 2023 to 2024
    """
    table = check_table(table, _Event, "plot.chronology", "`analysis.events`")
    table, left_out = bounded(table, ["earliest", "latest"], lang)
    ax = axes(ax, height=1.6 + 0.225 * max(len(table), 3))
    events = rows_of(table, _Event)
    _draw(ax, events, lang)
    return finish(
        ax,
        title=title,
        source=_caption(events, lang) + left_out,
        reading=_alt(events, lang),
    )


def _draw(ax: Axes, events: list[_Event], lang: str) -> None:
    """Draw a line for each event, the scale of time, and the names of the topics."""
    scale = _Scale(events, lang)
    colours = colours_of((event.topic for event in events), TOPICS)
    for y, event in enumerate(events):
        _draw_event(ax, y, event, scale, colours[event.topic], lang)
    _mark_periods(ax, scale)
    _mark_months(ax, scale, lang)
    _mark_gaps(ax, scale, len(events) - 0.3)
    _set_frame(ax, len(events))
    _name_topics(ax, colours, lang)


def _draw_event(ax: Axes, y: float, event: _Event, scale: _Scale, colour: str, lang: str) -> None:
    """Draw an event's dates, and write its name and dates beside them."""
    ends = scale(np.array(event.bounds).ravel()).reshape(-1, 2)
    if len(ends) > 1:
        ax.plot([ends.min(), ends.max()], [y, y], color=colour, lw=1, ls=":")
    for low, high in ends:
        uncertain_bar(ax, y, (low, high), (0, 1), colour, width=5, dot=4.5, alpha=0.55)
    to_right = ends.min() < 0.42
    ax.text(
        ends.max() + 0.012 if to_right else ends.min() - 0.012,
        y,
        f"{event.label}, {_when(event, lang)}",
        ha="left" if to_right else "right",
        va="center",
        fontsize=SMALL,
    ).set_in_layout(False)


def _set_frame(ax: Axes, lines: int) -> None:
    """Set the limits; the lines have their names beside them."""
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(lines - 0.3, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)


def _name_topics(ax: Axes, colours: dict[str, str], lang: str) -> None:
    """Name the topics above, by colour; those that share a grey together."""
    shared = [topic for topic, colour in colours.items() if colour == FAINT]
    own = {topic: colour for topic, colour in colours.items() if colour != FAINT}
    if shared:
        own[phrase(lang, "other: {names}", names=", ".join(shared))] = FAINT
    for topic, colour in own.items():
        ax.plot([], [], color=colour, marker="o", ms=4.5, lw=0, label=topic)
    ax.legend(
        frameon=False,
        ncols=min(len(own), 7),
        loc="lower left",
        bbox_to_anchor=(-0.01, 1.005),
        fontsize=SMALL,
        handletextpad=0.1,
        columnspacing=1.2,
    )


def _caption(events: list[_Event], lang: str) -> str:
    """Say how to read the figure, and how much it holds."""
    answers = sum(len(event.claims) for event in events)
    return phrase(
        lang,
        "{events}, {answers}; dot: one day; bar: days left open; dotted: sources that disagree; "
        "//: nothing begins.",
        events=plural(lang, "{n} event", "{n} events", len(events)),
        answers=plural(lang, "{n} answer", "{n} answers", answers),
    )


def _alt(events: list[_Event], lang: str) -> str:
    """Say how many events there are, from when to when, and on which the sources disagree."""
    return f"{_spread(events, lang)} {_disputed(events, lang)}"


def _spread(events: list[_Event], lang: str) -> str:
    """Say how many events there are, and from when to when."""
    begun = sorted(_year(event.earliest) for event in events)
    first, last = begun[0], max(_year(event.latest) for event in events)
    counted = plural(lang, "{n} event", "{n} events", len(events))
    if first == last:
        return phrase(lang, "{events} in {year}.", events=counted, year=first)
    return phrase(
        lang,
        "{events} from {first} to {last}; the fullest year is {fullest}.",
        events=counted,
        first=first,
        last=last,
        fullest=max(begun, key=begun.count),
    )


def _disputed(events: list[_Event], lang: str) -> str:
    """Say on which events the sources disagree."""
    names = [event.label for event in events if event.n_camps > 1]
    if not names:
        return phrase(lang, "The sources disagree on none.")
    return phrase(
        lang,
        "The sources disagree on {disputed}: {names}.",
        disputed=len(names),
        names=", ".join(names),
    )


def _year(day: float) -> int:
    """Year of a day."""
    return date_of(day).year


def _when(event: _Event, lang: str) -> str:
    """Format when an event was, or how many dates are given for it."""
    if event.n_camps > 1:
        return plural(lang, "{n} date given", "{n} dates given", event.n_camps)
    return event.when


class _Scale:
    """A scale of time on which each year, month or day has room by the events that begin in it."""

    def __init__(self, events: list[_Event], lang: str) -> None:
        low, high = min(e.earliest for e in events), max(e.latest for e in events)
        self.days, self.names = _periods(low, high, lang)
        self.counts, _ = np.histogram([event.earliest for event in events], self.days)
        room = 0.03 + np.sqrt(self.counts)
        self.at = np.concatenate([[0.0], np.cumsum(room)]) / room.sum()

    def gaps(self) -> Iterator[tuple[int, int]]:
        """Yield the first and last place of each run of periods in which no event begins."""
        for empty, run in groupby(range(len(self.names)), lambda at: not self.counts[at]):
            places = list(run)
            if empty and len(places) > 1:
                yield places[0], places[-1]

    def __call__(self, days: np.ndarray) -> np.ndarray:
        """Place days between 0 and 1."""
        placed: np.ndarray = np.interp(days, self.days, self.at)
        return placed


def _periods(low: float, high: float, lang: str) -> tuple[np.ndarray, list[str]]:
    """Return where the periods from one day to another begin and the last ends, and their names.

    They are years, or months where there are few years, or days where there are few months.
    """
    unit = "D" if high - low < 62 else "M" if high - low < 731 else "Y"
    first, last = (
        np.datetime64(int(day), "D").astype(f"datetime64[{unit}]") for day in (low, high)
    )
    starts = np.arange(first, last + 2)
    names = [_name(day, unit, lang) for day in starts[:-1].astype("datetime64[D]").tolist()]
    return starts.astype("datetime64[D]").astype(float), names


def _name(day: date, unit: str, lang: str) -> str:
    """Name the year, month or day that begins on a day."""
    if unit == "Y":
        return f"{day.year}"
    month = f"{short_month(day.month, lang)}\n{day.year}"
    return month if unit == "M" else f"{day.day} {month}"


def _mark_periods(ax: Axes, scale: _Scale) -> None:
    """Name the periods that have room; shade every second one."""
    room = _LABEL if "\n" not in scale.names[0] else 1.6 * _LABEL
    wide = np.flatnonzero(np.diff(scale.at) > room)
    ticks = [(scale.at[at] + scale.at[at + 1]) / 2 for at in wide]
    for at in wide[::2]:
        ax.axvspan(scale.at[at], scale.at[at + 1], color=BAND, lw=0, zorder=0)
    ax.set_xticks(ticks, [scale.names[at] for at in wide], fontsize=SMALL)
    ax.tick_params(axis="x", length=0)


def _mark_months(ax: Axes, scale: _Scale, lang: str) -> None:
    """Name every third month of the years that have room for it."""
    for at in np.flatnonzero(np.diff(scale.at) > 0.15):
        if "\n" in scale.names[at]:
            continue
        for month in (4, 7, 10):
            x = float(scale(np.array(to_day(f"{scale.names[at]}-{month:02}-01"))))
            ax.plot([x, x], [-0.45, -0.25], color=FAINT, lw=0.8)
            ax.text(x, -0.6, short_month(month, lang), ha="center", fontsize=SMALL, color=FAINT)


def _mark_gaps(ax: Axes, scale: _Scale, bottom: float) -> None:
    """Mark where periods are left out in which no event begins; name years if there is room."""
    named = -1.0
    for first, last in scale.gaps():
        x = (scale.at[first] + scale.at[last + 1]) / 2
        ax.text(x, bottom, "//", ha="center", va="center", fontsize=8, clip_on=False)
        if x - named > _GAP and "\n" not in scale.names[0]:
            ax.annotate(
                f"{scale.names[first]}–{scale.names[last]}",
                (x, bottom),
                (0, -15),
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=SMALL,
                color=FAINT,
            )
            named = x
