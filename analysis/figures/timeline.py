"""Figures of time: notice as bars, events in lanes by topic."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.textpath import TextPath

from analysis.figures.house import BAND, INK, axes, finish, house
from analysis.language.answers import to_date, to_day
from analysis.language.months import add_months
from analysis.language.phrasebook import phrase
from analysis.language.words import say_dates, say_days, say_months

_TOPICS = "#0072B2", "#D55E00", "#00805E", "#A8487D", "#666666", "#9C6A00", "#2A7FA8"
SMALL = 8.0  # points, of the labels of events


@house
def plot_notice(
    table: pd.DataFrame,
    *,
    marks: Mapping[str, float],
    title: str,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw the notice as a bar from each start to the end, pale where the start is uncertain.

    Parameters
    ----------
    table : DataFrame
        As `analysis.notice` gives it; what has no first or last day is not drawn, but named.
    marks : mapping of str to float
        Reference lengths to draw as lines: their name, and whole months before the end.
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
    table, left_out = bounded(table, ["low", "high", "end_low", "end_high"], lang)
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
        label = ax.text(left, y - 0.36, _notice_words(row, lang), va="center", color=row.colour)
        label.set_fontsize(SMALL)
        label.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})
    for name, day in days.items():
        ax.plot([day, day], [-0.8, len(table) - 0.5], color=INK, lw=1, ls=(0, (4, 3)), zorder=0)
        ax.text(day, -1.05, name, ha="center", va="center", fontsize=SMALL)
    ax.set_xlim(left, end + 15)
    ax.set_ylim(len(table) - 0.5, -1.3)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    years = _year_starts(left, end)
    ax.set_xticks(years, [f"{year_of(day)}" for day in years])
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count} answers. Pale: days on which the notice may have begun. “Length”: the speaker "
            "gave months, from which the start follows.",
            count=table["claims"].map(len).sum(),
        )
        + left_out,
        reading=phrase(
            lang,
            "Notice by start. {lines}.",
            lines=phrase(lang, "; ").join(_notice_words(row, lang) for row in table.itertuples()),
        ),
    )


def _notice_words(row: Any, lang: str) -> str:
    """Say who dates the start, by what event, and what notice follows."""
    return phrase(
        lang,
        "{who}: {event}, length, {when}: {months}"
        if row.basis == "duration"
        else "{who}: {event}, {when}: {months}",
        who=row.who, event=row.label, when=say_days(row.low, row.high, lang),
        months=say_months(row.months_low, row.months_high, lang),
    )  # fmt: skip


def _fade(ax: Axes, y: float, low: float, high: float, colour: str) -> None:
    """Draw an uncertain start: the paler, the less sure that the bar has begun."""
    edges = np.linspace(low, high, 25)
    for alpha, (a, b) in zip(np.linspace(0.1, 0.9, 24), pairwise(edges), strict=True):
        ax.plot([a, b], [y, y], color=colour, alpha=alpha, lw=6.5, solid_capstyle="butt")


@house
def plot_lanes(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw events on lanes by topic, each camp of dates as a bar with faded ends.

    Parameters
    ----------
    table : DataFrame
        Rows of `analysis.events`; what has no first or last day is not drawn, but named.
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
    first, last = float(table["earliest"].min()), float(table["latest"].max())
    margin = 0.03 * (last - first) + 1
    span = first - margin, last + margin
    rows = _stack(table, span, 475.0)
    ax = axes(ax, height=1.1 + 0.3 * (max(rows) + 1))
    colours = topic_colours(table)
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
    ax.set_yticks(middles, topics, rotation=90, va="center", fontsize=SMALL)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    years = _year_starts(*span)
    ax.set_xticks(years, [f"{year_of(day)}" for day in years])
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count} events. Pale ends: days in doubt. Several bars or dots under one name: "
            "sources that disagree.",
            count=len(table),
        )
        + left_out,
        reading=phrase(lang, "; ").join(
            phrase(lang, "{who}: {answer}", who=e.label, answer=say_dates(e.bounds, lang))
            for e in table.itertuples()
        )
        + ".",
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
        ha="right" if right else "left", va="center", fontsize=SMALL, color=colour,
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


def bounded(table: pd.DataFrame, ends: list[str], lang: str) -> tuple[pd.DataFrame, str]:
    """Keep the rows with a first and a last day, and name the others for the line below."""
    whole = np.isfinite(table[ends]).all(axis=1)
    if not whole.any():
        raise ValueError("nothing to draw: no row has a first and a last day")
    names = ", ".join(table.loc[~whole, "label"].drop_duplicates())
    if not names:
        return table, ""
    left_out = phrase(
        lang, " Not drawn, since no source gives a first and a last day: {names}.", names=names
    )
    return table[whole], left_out


def topic_colours(table: pd.DataFrame) -> dict[str, str]:
    """Give each topic a colour, in order of appearance."""
    topics = table["topic"].drop_duplicates()
    return {topic: _TOPICS[n % len(_TOPICS)] for n, topic in enumerate(topics)}


def _width(text: str) -> float:
    """Width of a label in points."""
    return float(TextPath((0, 0), text, size=SMALL).get_extents().width)


def year_of(day: float) -> int:
    """Year of a day."""
    when = to_date(day)
    assert when is not None
    return when.year


def _year_starts(low: float, high: float) -> list[float]:
    """First days of the years between two days."""
    years = range(year_of(low), year_of(high) + 2)
    return [day for year in years if low <= (day := to_day(f"{year}-01-01")) <= high]
