"""Figures of time: notice as bars, events in lanes by topic, the whole chronology."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.textpath import TextPath

from analysis.answers import to_date, to_day
from analysis.figures.house import BAND, FAINT, INK, axes, finish, house
from analysis.months import add_months
from analysis.words import MONTHS

_TOPICS = "#0072B2", "#D55E00", "#00805E", "#A8487D", "#666666", "#9C6A00", "#2A7FA8"
_SMALL = 8.0  # points, of the labels of events


@house
def plot_notice(
    table: pd.DataFrame, *, marks: Mapping[str, float], title: str, ax: Axes | None = None
) -> Axes:
    """Draw the notice as a bar from each start to the end, pale where the start is uncertain.

    Parameters
    ----------
    table : DataFrame
        As `analysis.notice` gives it, with bounded dates.
    marks : mapping of str to float
        Reference lengths to draw as lines: their name, and whole months before the end.
    title : str
        What the figure says.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    ax = axes(ax, height=1.4 + 0.37 * len(table))
    end = float(table["end_high"].max())
    days = {
        name: float(add_months(np.array(end), np.array(-round(months))))
        for name, months in marks.items()
    }
    left = min([float(table["low"].min()), *days.values()]) - 30
    for y, row in enumerate(table.itertuples()):
        ax.plot([row.high, row.end_low], [y, y], color=row.colour, lw=6.5, solid_capstyle="butt")
        _fade(ax, y, row.low, row.high, row.colour)
        label = ax.text(left, y - 0.36, _notice_words(row), va="center", color=row.colour)
        label.set_fontsize(_SMALL)
        label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})
    for name, day in days.items():
        ax.plot([day, day], [-0.8, len(table) - 0.5], color=INK, lw=1, ls=(0, (4, 3)), zorder=0)
        ax.text(day, -1.05, name, ha="center", va="center", fontsize=_SMALL)
    ax.set_xlim(left, end + 15)
    ax.set_ylim(len(table) - 0.5, -1.3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    years = _year_starts(left, end)
    ax.set_xticks(years, [f"{_year(day)}" for day in years])
    return finish(
        ax,
        title=title,
        source=f"{table['claims'].map(len).sum()} answers. Pale: days on which the notice may have "
        "begun. “Length”: the speaker gave months, from which the start follows.",
        reading="Notice by start. " + "; ".join(map(_notice_words, table.itertuples())) + ".",
    )


def _notice_words(row: Any) -> str:
    """Say who dates the start, by what event, and what notice follows."""
    basis = ", length" if row.basis == "duration" else ""
    return f"{row.who}: {row.label}{basis}, {row.when}: {row.months}"


def _fade(ax: Axes, y: float, low: float, high: float, colour: str) -> None:
    """Draw an uncertain start: the paler, the less sure that the bar has begun."""
    edges = np.linspace(low, high, 25)
    for alpha, (a, b) in zip(np.linspace(0.1, 0.9, 24), pairwise(edges), strict=True):
        ax.plot([a, b], [y, y], color=colour, alpha=alpha, lw=6.5, solid_capstyle="butt")


@house
def plot_lanes(table: pd.DataFrame, *, title: str, ax: Axes | None = None) -> Axes:
    """Draw events on lanes by topic, each camp of dates as a bar with faded ends.

    Parameters
    ----------
    table : DataFrame
        Rows of `analysis.events`, with bounded dates.
    title : str
        What the figure says.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    first, last = float(table["earliest"].min()), float(table["latest"].max())
    margin = 0.03 * (last - first) + 1
    span = first - margin, last + margin
    rows = _stack(table, span, 475.0)
    ax = axes(ax, height=1.1 + 0.3 * (max(rows) + 1))
    colours = _topic_colours(table)
    topics, middles = table["topic"].drop_duplicates().tolist(), []
    for (_, event), y in zip(table.iterrows(), rows, strict=True):
        colour = colours[event["topic"]]
        for low, high in event["bounds"]:
            _draw_dates(ax, y, low, high, span, colour)
        _label_event(ax, event, y, span, colour)
    for number, topic in enumerate(topics):
        lane = [y for y, other in zip(rows, table["topic"], strict=True) if other == topic]
        if number % 2 == 0:
            ax.axhspan(min(lane) - 0.62, max(lane) + 0.38, color=BAND, lw=0, zorder=0)
        middles.append((min(lane) + max(lane)) / 2)
    ax.set_xlim(*span)
    ax.set_ylim(max(rows) + 0.38, -0.62)
    ax.set_yticks(middles, topics, rotation=90, va="center", fontsize=_SMALL)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    years = _year_starts(*span)
    ax.set_xticks(years, [f"{_year(day)}" for day in years])
    return finish(
        ax,
        title=title,
        source=f"{len(table)} events. Pale ends: days in doubt. Several bars or dots under one "
        "name: sources that disagree.",
        reading="; ".join(f"{e.label}: {e.when}" for e in table.itertuples()) + ".",
    )


def _stack(table: pd.DataFrame, span: tuple[float, float], points: float) -> list[int]:
    """Give each event a row of its topic's lane in which its bar and label are free."""
    scale = points / (span[1] - span[0])
    base, rows = 0, dict.fromkeys(table.index, 0)
    for _, lane in table.groupby("topic", sort=False):
        ends: list[float] = []
        for at, event in lane.iterrows():
            start = (event["earliest"] - span[0]) * scale
            width = max(_width(event["label"]) + 12, (event["latest"] - event["earliest"]) * scale)
            start = min(start, points - width)
            free = next((n for n, end in enumerate(ends) if end <= start), len(ends))
            ends[free : free + 1] = [start + width + 6]
            rows[at] = base + free
        base += len(ends)
    return [rows[at] for at in table.index]


def _label_event(
    ax: Axes, event: pd.Series[Any], y: float, span: tuple[float, float], colour: str
) -> None:
    """Write an event's name above its bar, within the axes."""
    share = (event["earliest"] - span[0]) / (span[1] - span[0])
    right = share * 475.0 + _width(event["label"]) > 465
    ax.text(
        span[1] if right else event["earliest"], y - 0.3, event["label"],
        ha="right" if right else "left", va="center", fontsize=_SMALL, color=colour,
    )  # fmt: skip


def _draw_dates(
    ax: Axes, y: float, low: float, high: float, span: tuple[float, float], colour: str
) -> None:
    """Draw a set of days: a dot where it is short, else a bar that is palest at its ends."""
    if high - low < 0.008 * (span[1] - span[0]):
        ax.plot([(low + high) / 2], [y + 0.08], marker="o", ms=5, color=colour)
        return
    edges, ramp = np.linspace(low, high, 37), np.linspace(0.1, 0.85, 12)
    alphas = np.concatenate([ramp, np.full(12, 0.85), ramp[::-1]])
    for alpha, (a, b) in zip(alphas, pairwise(edges), strict=True):
        ax.plot([a, b], [y + 0.08] * 2, color=colour, alpha=alpha, lw=5, solid_capstyle="butt")


@house
def plot_chronology(table: pd.DataFrame, *, title: str, ax: Axes | None = None) -> Axes:
    """Draw every event, a line each, on a scale that gives full years the most room.

    Parameters
    ----------
    table : DataFrame
        As `analysis.events` gives it, with bounded dates.
    title : str
        What the figure says.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    ax = axes(ax, height=1.6 + 0.225 * len(table))
    scale = _Scale(table)
    colours = _topic_colours(table)
    for y, event in enumerate(table.itertuples()):
        colour = colours[event.topic]
        ends = scale(np.array(event.bounds).ravel()).reshape(-1, 2)
        if len(ends) > 1:
            ax.plot([ends.min(), ends.max()], [y, y], color=colour, lw=1, ls=":")
        for low, high in ends:
            if high - low < 0.008:
                ax.plot([(low + high) / 2], [y], marker="o", ms=4.5, color=colour)
            else:
                ax.plot([low, high], [y, y], color=colour, lw=5, alpha=0.55, solid_capstyle="butt")
        to_right = ends.min() < 0.42
        ax.text(
            ends.max() + 0.012 if to_right else ends.min() - 0.012, y,
            f"{event.label}, {_when(event)}", ha="left" if to_right else "right", va="center",
            fontsize=7.5, color=INK,
        ).set_in_layout(False)  # fmt: skip
    _mark_years(ax, scale)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(table) - 0.3, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    for topic, colour in colours.items():
        ax.plot([], [], color=colour, marker="o", ms=4.5, lw=0, label=topic)
    ax.legend(
        frameon=False, ncols=len(colours), loc="lower left", bbox_to_anchor=(-0.01, 1.005),
        fontsize=_SMALL, handletextpad=0.1, columnspacing=1.2,
    )  # fmt: skip
    enlarged = f"{scale.years[int(np.argmax(scale.room))]}"
    return finish(
        ax,
        title=title,
        source=f"{len(table)} events, {table['claims'].map(len).sum()} answers. Dot: one day. Bar: "
        "days left open. Dotted: sources that disagree. A year is as wide as it is full of events.",
        reading=f"{len(table)} events from {_year(table['earliest'].min())} to "
        f"{_year(table['latest'].max())}; the fullest year is {enlarged}; on "
        f"{(table['camps'] > 1).sum()} the sources disagree: "
        + ", ".join(table.loc[table["camps"] > 1, "label"])
        + ".",
    )


def _when(event: Any) -> str:
    """Say when an event was, or how many dates are given for it."""
    return str(event.when) if event.camps <= 1 else f"{event.camps} dates given"


class _Scale:
    """A scale of time on which each year has room by the events that begin in it."""

    def __init__(self, table: pd.DataFrame) -> None:
        first, last = _year(table["earliest"].min()), _year(table["latest"].max())
        self.years = np.arange(first, last + 1)
        begin = table["earliest"].map(_year)
        counts = np.array([(begin == year).sum() for year in self.years])
        self.room = 0.03 + np.sqrt(counts)
        self.days = np.array([to_day(f"{year}-01-01") for year in [*self.years, last + 1]])
        self.at = np.concatenate([[0.0], np.cumsum(self.room)]) / self.room.sum()

    def __call__(self, days: np.ndarray) -> np.ndarray:
        """Place days between 0 and 1."""
        placed: np.ndarray = np.interp(days, self.days, self.at)
        return placed


def _mark_years(ax: Axes, scale: _Scale) -> None:
    """Name the years that have room, and the months of the widest; shade every second one."""
    width = np.diff(scale.at)
    wide = np.flatnonzero(width > 0.045)
    ticks, names = [], []
    for number, at in enumerate(wide):
        ticks.append((scale.at[at] + scale.at[at + 1]) / 2)
        names.append(f"{scale.years[at]}")
        if number % 2 == 0:
            ax.axvspan(scale.at[at], scale.at[at + 1], color=BAND, lw=0, zorder=0)
        if width[at] > 0.15:
            for month in (4, 7, 10):
                day = to_day(f"{scale.years[at]}-{month:02}-01")
                x = float(scale(np.array(day)))
                ax.axvline(x, color="#D8D4CA", lw=0.8, zorder=0)
                ax.text(x, -0.6, MONTHS[month - 1][:3], ha="center", fontsize=7.5, color=FAINT)
    ax.set_xticks(ticks, names, fontsize=7.5)
    ax.tick_params(axis="x", length=0)


def _topic_colours(table: pd.DataFrame) -> dict[str, str]:
    """Give each topic a colour, in order of appearance."""
    topics = table["topic"].drop_duplicates()
    return {topic: _TOPICS[n % len(_TOPICS)] for n, topic in enumerate(topics)}


def _width(text: str) -> float:
    """Width of a label in points."""
    return float(TextPath((0, 0), text, size=_SMALL).get_extents().width)


def _year(day: float) -> int:
    """Year of a day."""
    when = to_date(day)
    assert when is not None
    return when.year


def _year_starts(low: float, high: float) -> list[float]:
    """First days of the years between two days."""
    years = range(_year(low), _year(high) + 2)
    return [day for year in years if low <= (day := to_day(f"{year}-01-01")) <= high]
