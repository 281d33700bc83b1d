"""The figure of events in lanes by topic."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.textpath import TextPath

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import TOPICS, bounded, label_time, uncertain_bar
from analysis.figures.style import BAND, axes, colours_of, finish, styled
from analysis.language.phrasebook import phrase, plural

_SMALL = 8.0  # points, of the labels
_POINTS = 475.0  # width of the axes
_ROW = 0.3  # inches, the height of a row


class _Event(NamedTuple):
    label: str
    topic: str
    earliest: float
    latest: float
    bounds: list[tuple[float, float]]
    when: str


@styled
def plot_lanes(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw events on lanes by topic, each camp of dates as a dot or a bar.

    Parameters
    ----------
    table : DataFrame
        Rows of `analysis.events`: ``label``, ``topic``, ``earliest``, ``latest`` (dates),
        ``bounds`` and ``when``; what has no first or last day is not drawn, but named.
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
    >>> ax = plot_lanes(events(example()), title="Three events")
    >>> print(alt_text(ax).partition("; ")[0])
    Notice sent: 3 July 2023 or November 2023
    """
    table = check_table(table, _Event, "plot.lanes", "`analysis.events`")
    table, left_out = bounded(table, ["earliest", "latest"], lang)
    events = rows_of(table, _Event)
    first, last = float(table["earliest"].min()), float(table["latest"].max())
    margin = 0.03 * (last - first) + 1
    span = first - margin, last + margin
    rows = _stack(events, span)
    lanes = _lanes(events, rows)
    bottom = max(last for _, last in lanes.values())
    ax = axes(ax, height=1.1 + _ROW * (bottom + 1))
    ax.set_xlim(*span)
    ax.set_ylim(bottom + 0.38, -0.62)
    _draw_lanes(ax, lanes)
    _draw_events(ax, events, rows, span)
    label_time(ax, *span, lang)
    return finish(
        ax,
        title=title,
        source=_caption(len(events), lang) + left_out,
        reading=_alt(events, lang),
    )


def _caption(events: int, lang: str) -> str:
    """Say how to read the figure."""
    return phrase(
        lang,
        "{events}; dot: one day; bar: days left open; several under one name: sources that "
        "disagree.",
        events=plural(lang, "{n} event", "{n} events", events),
    )


def _alt(events: list[_Event], lang: str) -> str:
    """Say when each event was."""
    dated = [phrase(lang, "{who}: {answer}", who=e.label, answer=e.when) for e in events]
    return phrase(lang, "; ").join(dated) + "."


def _stack(events: list[_Event], span: tuple[float, float]) -> list[int]:
    """Assign each event to a row of its topic's lane in which its bar and label are free."""
    scale = _POINTS / (span[1] - span[0])
    ends: dict[str, list[float]] = {event.topic: [] for event in events}
    places = []
    for event in events:
        lane = ends[event.topic]
        width = max(_width(event.label) + 12, (event.latest - event.earliest) * scale)
        start = min((event.earliest - span[0]) * scale, _POINTS - width)
        free = next((n for n, end in enumerate(lane) if end <= start), len(lane))
        if free == len(lane):
            lane.append(0.0)
        lane[free] = start + width + 6
        places.append(free)
    sizes = [max(len(lane), _rows_of_name(topic)) for topic, lane in ends.items()]
    base = dict(zip(ends, np.cumsum([0, *sizes]).tolist(), strict=False))
    return [base[event.topic] + place for event, place in zip(events, places, strict=True)]


def _rows_of_name(topic: str) -> int:
    """Return how many rows a lane must have for its name, which is written upwards."""
    return ceil((_width(topic) + 6) / (72 * _ROW))


def _lanes(events: list[_Event], rows: list[int]) -> dict[str, tuple[int, int]]:
    """Return the first and the last row of each topic's lane."""
    lanes: dict[str, tuple[int, int]] = {}
    for event, y in zip(events, rows, strict=True):
        first, last = lanes.get(event.topic, (y, y + _rows_of_name(event.topic) - 1))
        lanes[event.topic] = first, max(last, y)
    return lanes


def _draw_lanes(ax: Axes, lanes: dict[str, tuple[int, int]]) -> None:
    """Shade every second lane, and name each at the left."""
    for first, last in [*lanes.values()][::2]:
        ax.axhspan(first - 0.62, last + 0.38, color=BAND, lw=0, zorder=0)
    middles = [(first + last) / 2 - 0.12 for first, last in lanes.values()]
    ax.set_yticks(middles, list(lanes), rotation=90, va="center", fontsize=_SMALL)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def _draw_events(
    ax: Axes, events: list[_Event], rows: list[int], span: tuple[float, float]
) -> None:
    """Draw each event's dates in its topic's colour, and write its name above them."""
    colours = colours_of((event.topic for event in events), TOPICS)
    for event, y in zip(events, rows, strict=True):
        for ends in event.bounds:
            uncertain_bar(ax, y + 0.08, ends, span, colours[event.topic], width=5)
        _write_name(ax, event, y, span)


def _write_name(ax: Axes, event: _Event, y: float, span: tuple[float, float]) -> None:
    """Write an event's name above its bar, within the axes."""
    share = (event.earliest - span[0]) / (span[1] - span[0])
    right = share * _POINTS + _width(event.label) > _POINTS - 10
    ax.text(
        span[1] if right else event.earliest,
        y - 0.3,
        event.label,
        ha="right" if right else "left",
        va="center",
        fontsize=_SMALL,
    )


def _width(text: str) -> float:
    """Width of a label in points."""
    return float(TextPath((0, 0), text, size=_SMALL).get_extents().width)
