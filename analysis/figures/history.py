"""The figure of published numbers over time: what was said of each period, conflicts and all."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from analysis.figures.house import axes, finish, house
from analysis.language.answers import to_date, to_day
from analysis.language.phrasebook import phrase, word
from analysis.language.words import say_month, say_number, short_month

_SERIES = "#0072B2", "#D55E00", "#009E73", "#882255", "#7F7F7F", "#E69F00"


@house
def plot_over_time(
    table: pd.DataFrame,
    *,
    unit: str,
    title: str,
    source: str,
    hollow: str = "forecast or target",
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw every published number at the time that it is about, none averaged away.

    A filled mark is a firm number, a hollow one is not. A bar across is the period, a
    bar up and down the range with its tolerance; an open end runs on to the edge.

    Parameters
    ----------
    table : DataFrame
        As `analysis.over_time` returns it: ``period_low``, ``period_high`` (days), ``value``,
        ``low``, ``high``, ``firm``, ``series`` and, if the series have colours of their own,
        ``colour``.
    unit : str
        Unit of the numbers, as `analysis.say_number` takes it.
    title : str
        What the figure says.
    source : str
        Where the numbers come from.
    hollow : str, optional
        What the numbers that are not firm are, in the language of the figure.
    lang : str, optional
        ``"en"`` or ``"fr"``; for the dossier's own words see `analysis.translate`.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    ax = axes(ax, height=4.2)
    table = _coloured(table)
    top = 1.12 * table["value"].max()
    for row in table.itertuples():
        middle = (row.period_low + row.period_high) / 2
        ends = [max(row.low, 0), min(row.high, top)]
        ax.plot([row.period_low, row.period_high], [row.value] * 2, color=row.colour, lw=1.2)
        ax.plot([middle] * 2, ends, color=row.colour, lw=4, alpha=0.3, solid_capstyle="butt")
        face = row.colour if row.firm else "white"
        ax.plot(middle, row.value, "o", ms=5.5, mfc=face, mec=row.colour, mew=1.3, zorder=3)
    _draw_axes(ax, table, unit, top, lang)
    _name_series(ax, table, phrase(lang, "hollow: {what}", what=word(lang, hollow)))
    return finish(ax, title=title, source=source, reading=_reading(table, unit, lang))


def _coloured(table: pd.DataFrame) -> pd.DataFrame:
    """Give each series a colour, unless it has its own."""
    if "colour" in table:
        return table
    series = list(dict.fromkeys(table["series"]))
    return table.assign(colour=table["series"].map(dict(zip(series, _SERIES, strict=False))))


def _draw_axes(ax: Axes, table: pd.DataFrame, unit: str, top: float, lang: str) -> None:
    """Draw the scales: numbers with their unit, and years, or months if there are few years."""
    ax.set_ylim(0, top)
    ax.yaxis.set_major_locator(MaxNLocator(5))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: say_number(y, unit, lang)))
    ax.grid(axis="y")
    first, last = to_date(table["period_low"].min()), to_date(table["period_high"].max())
    assert first is not None
    assert last is not None
    months = np.arange(12 * first.year + first.month - 1, 12 * last.year + last.month + 1)
    step = next(s for s in (1, 2, 3, 6, 12, 24, 48, 120) if len(months) / s <= 11)
    months = months[months % step == 0]
    ticks = [to_day(f"{m // 12}-{m % 12 + 1:02d}-01") for m in months.tolist()]
    names = [
        f"{m // 12}" if step >= 12 else f"{short_month(m % 12 + 1, lang)}\n{m // 12}"
        for m in months.tolist()
    ]
    ax.set_xticks(ticks, names)


def _name_series(ax: Axes, table: pd.DataFrame, hollow: str) -> None:
    """Name the series, and what a hollow mark means, above the axes."""
    for name, rows in table.groupby("series", sort=False):
        ax.plot([], [], "o", ms=5.5, color=rows["colour"].iloc[0], label=name)
    if not table["firm"].all():
        ax.plot([], [], "o", ms=5.5, mfc="white", mec="#444444", label=hollow)
    if len(ax.get_legend_handles_labels()[0]) > 1:
        ax.legend(
            frameon=False, ncols=3, loc="lower left", bbox_to_anchor=(0, 1), fontsize=8.5,
            handletextpad=0.1, columnspacing=1.2,
        )  # fmt: skip


def _reading(table: pd.DataFrame, unit: str, lang: str) -> str:
    """Say each series from its first number to its last."""
    sentences = []
    for name, rows in table[table["firm"]].groupby("series", sort=False):
        rows = rows.sort_values(["period_low", "value"])
        told = [rows.iloc[0], rows.iloc[-1], rows.loc[rows["value"].idxmax()]]
        words = [f"{say_number(row['value'], unit, lang)} ({_when(row, lang)})" for row in told]
        sentences.append(
            phrase(
                lang,
                "{series}: 1 number, {first}"
                if len(rows) == 1
                else "{series}: {count} numbers, the first {first}, the last {last}, the highest "
                "{most}",
                series=name, count=len(rows), first=words[0], last=words[1], most=words[2],
            )
        )  # fmt: skip
    return phrase(lang, "; ").join(sentences) + "."


def _when(row: pd.Series[float], lang: str) -> str:
    """Name the year, and the month if it is one."""
    first, last = to_date(row["period_low"]), to_date(row["period_high"])
    assert first is not None
    assert last is not None
    if (first.year, first.month) == (last.year, last.month):
        return say_month(first.year, first.month, lang)
    if first.year == last.year:
        return f"{first.year}"
    return phrase(lang, "{low} to {high}", low=first.year, high=last.year)
