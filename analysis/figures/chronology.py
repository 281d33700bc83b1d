"""The whole chronology in one figure, on a scale that gives full years the most room."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.house import BAND, FAINT, INK, axes, finish, house
from analysis.figures.timeline import SMALL, bounded, topic_colours, year_of
from analysis.language.answers import to_day
from analysis.language.phrasebook import phrase
from analysis.language.words import say_dates, short_month


@house
def plot_chronology(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw every event, a line each, on a scale that gives full years the most room.

    Parameters
    ----------
    table : DataFrame
        As `analysis.events` gives it; what has no first or last day is not drawn, but named.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``; for the dossier's own words see `analysis.translate`.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    table, left_out = bounded(table, ["earliest", "latest"], lang)
    ax = axes(ax, height=1.6 + 0.225 * len(table))
    scale = _Scale(table)
    colours = topic_colours(table)
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
            f"{event.label}, {_when(event, lang)}", ha="left" if to_right else "right", va="center",
            fontsize=7.5, color=INK,
        ).set_in_layout(False)  # fmt: skip
    _mark_years(ax, scale, lang)
    ax.set_xlim(-0.01, 1.01)
    ax.set_ylim(len(table) - 0.3, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    for topic, colour in colours.items():
        ax.plot([], [], color=colour, marker="o", ms=4.5, lw=0, label=topic)
    ax.legend(
        frameon=False, ncols=len(colours), loc="lower left", bbox_to_anchor=(-0.01, 1.005),
        fontsize=SMALL, handletextpad=0.1, columnspacing=1.2,
    )  # fmt: skip
    disputed = table.loc[table["camps"] > 1, "label"]
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{events} events, {answers} answers. Dot: one day. Bar: days left open. Dotted: "
            "sources that disagree. A year is as wide as it is full of events.",
            events=len(table), answers=table["claims"].map(len).sum(),
        )
        + left_out,
        reading=phrase(
            lang,
            "{events} events from {first} to {last}; the fullest year is {fullest}; on {disputed} "
            "the sources disagree: {names}.",
            events=len(table), first=year_of(table["earliest"].min()),
            last=year_of(table["latest"].max()), fullest=scale.years[int(np.argmax(scale.room))],
            disputed=len(disputed), names=", ".join(disputed),
        ),
    )  # fmt: skip


def _when(event: Any, lang: str) -> str:
    """Say when an event was, or how many dates are given for it."""
    if event.camps > 1:
        return phrase(lang, "{number} dates given", number=event.camps)
    return say_dates(event.bounds, lang)


class _Scale:
    """A scale of time on which each year has room by the events that begin in it."""

    def __init__(self, table: pd.DataFrame) -> None:
        first, last = year_of(table["earliest"].min()), year_of(table["latest"].max())
        self.years = np.arange(first, last + 1)
        begin = table["earliest"].map(year_of)
        counts = np.array([(begin == year).sum() for year in self.years])
        self.room = 0.03 + np.sqrt(counts)
        self.days = np.array([to_day(f"{year}-01-01") for year in [*self.years, last + 1]])
        self.at = np.concatenate([[0.0], np.cumsum(self.room)]) / self.room.sum()

    def __call__(self, days: np.ndarray) -> np.ndarray:
        """Place days between 0 and 1."""
        placed: np.ndarray = np.interp(days, self.days, self.at)
        return placed


def _mark_years(ax: Axes, scale: _Scale, lang: str) -> None:
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
                ax.text(x, -0.6, short_month(month, lang), ha="center", fontsize=7.5, color=FAINT)
    ax.set_xticks(ticks, names, fontsize=7.5)
    ax.tick_params(axis="x", length=0)
