"""The figure of events in lanes by topic."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.textpath import TextPath

from analysis.figures.check import check_table
from analysis.figures.marks import TOPICS, bounded, draw_interval, label_time
from analysis.figures.style import BAND, HALO, axes, colours_of, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_dates

_SMALL = 8.0  # points, of the labels
_POINTS = 475.0  # width of the axes
_COLUMNS = ["label", "topic", "earliest", "latest", "bounds"]


@styled
def plot_lanes(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw events on lanes by topic, each camp of dates as a dot or a bar.

    Parameters
    ----------
    table : DataFrame
        Rows of `analysis.events`: ``label``, ``topic``, ``earliest``, ``latest`` (days) and
        ``bounds``; what has no first or last day is not drawn, but named.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``; for the dossier's own words see `analysis.translate`.
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
    """
    check_table(table, "plot_lanes", "`analysis.events`", _COLUMNS)
    table, left_out = bounded(table.reset_index(drop=True), ["earliest", "latest"], lang)
    first, last = float(table["earliest"].min()), float(table["latest"].max())
    margin = 0.03 * (last - first) + 1
    span = first - margin, last + margin
    rows = _stack(table, span)
    ax = axes(ax, height=1.1 + 0.3 * (max(rows) + 1))
    _draw_lanes(ax, table, rows)
    _draw_events(ax, table, rows, span)
    ax.set_xlim(*span)
    ax.set_ylim(max(rows) + 0.38, -0.62)
    label_time(ax, *span, lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count:event|events}. Dot: one day. Bar: days left open. Several under one name: "
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


def _stack(table: pd.DataFrame, span: tuple[float, float]) -> list[int]:
    """Give each event a row of its topic's lane in which its bar and label are free."""
    scale = _POINTS / (span[1] - span[0])
    base, rows = 0, dict.fromkeys(table.index, 0)
    for _, lane in table.groupby("topic", sort=False):
        ends: list[float] = []
        for at, event in lane.iterrows():
            start = (event["earliest"] - span[0]) * scale
            width = max(_width(event["label"]) + 12, (event["latest"] - event["earliest"]) * scale)
            start = min(start, _POINTS - width)
            free = next((n for n, end in enumerate(ends) if end <= start), len(ends))
            if free == len(ends):
                ends.append(0.0)
            ends[free] = start + width + 6
            rows[at] = base + free
        base += len(ends)
    return [rows[at] for at in table.index]


def _draw_lanes(ax: Axes, table: pd.DataFrame, rows: list[int]) -> None:
    """Shade every second lane, and name each at the left."""
    middles = []
    topics = table["topic"].drop_duplicates().tolist()
    for number, topic in enumerate(topics):
        lane = [y for y, other in zip(rows, table["topic"], strict=True) if other == topic]
        if number % 2 == 0:
            ax.axhspan(min(lane) - 0.62, max(lane) + 0.38, color=BAND, lw=0, zorder=0)
        middles.append((min(lane) + max(lane)) / 2)
    ax.set_yticks(middles, topics, rotation=90, va="center", fontsize=_SMALL)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _draw_events(ax: Axes, table: pd.DataFrame, rows: list[int], span: tuple[float, float]) -> None:
    """Draw each event's dates in its topic's colour, and write its name above them."""
    colours = colours_of(table["topic"], TOPICS)
    for (_, event), y in zip(table.iterrows(), rows, strict=True):
        for low, high in event["bounds"]:
            draw_interval(ax, y + 0.08, (low, high), span, colours[event["topic"]], 5)
        _write_name(ax, event, y, span)


def _write_name(ax: Axes, event: pd.Series[Any], y: float, span: tuple[float, float]) -> None:
    """Write an event's name above its bar, within the axes."""
    share = (event["earliest"] - span[0]) / (span[1] - span[0])
    right = share * _POINTS + _width(event["label"]) > _POINTS - 10
    ax.text(
        span[1] if right else event["earliest"],
        y - 0.3,
        event["label"],
        ha="right" if right else "left",
        va="center",
        fontsize=_SMALL,
        path_effects=HALO,
    )


def _width(text: str) -> float:
    """Width of a label in points."""
    return float(TextPath((0, 0), text, size=_SMALL).get_extents().width)
