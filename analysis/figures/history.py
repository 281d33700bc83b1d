"""The figure of published numbers over time: what was said of each period, conflicts and all."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import label_numbers, label_time
from analysis.figures.style import FAINT, axes, colours_of, finish, styled
from analysis.language.answers import date_of
from analysis.language.phrasebook import message, phrase, plural, word
from analysis.language.words import say_month, say_number

_SERIES = "#0072B2", "#D55E00", "#009E73", "#882255", "#56B4E9", "#E69F00"


class _Number(NamedTuple):
    period_low: float
    period_high: float
    value: float
    firm: bool
    series: str


class _Drawn(NamedTuple):
    period_low: float
    period_high: float
    value: float
    firm: bool
    low: float
    high: float
    colour: str


@styled
def plot_over_time(
    table: pd.DataFrame,
    *,
    unit: str,
    title: str,
    source: str,
    hollow: str = message("forecast or target"),
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw every published number at the time that it is about, none averaged away.

    A filled mark is a firm number, a hollow one is not. A bar across is the period, a
    bar up and down the range with its tolerance; an open end runs on to the edge.

    Parameters
    ----------
    table : DataFrame
        As `analysis.over_time` or `analysis.dependency.market_series` returns it: ``period_low``,
        ``period_high`` (dates), ``value``, ``firm``, ``series`` and, if there are any, ``low`` and
        ``high`` (else the value) and the series' ``colour``; without colours, series beyond the
        sixth share a grey.
    unit : str
        Unit of the numbers, as `analysis.language.say_number` takes it.
    title : str
        What the figure says.
    source : str
        Where the numbers come from.
    hollow : str, optional
        What the numbers that are not firm are, in the language of the figure.
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
        If the table is another one, or is empty.

    Examples
    --------
    >>> from analysis import example, over_time
    >>> from analysis.figures import alt_text
    >>> table = over_time(example(), "q-revenue")
    >>> ax = plot_over_time(table, unit="EUR/year", title="Revenue grew", source="2 claims.")
    >>> print(alt_text(ax).partition(", the highest")[0])
    Press: 2 numbers, the first EUR 18m a year (2022), the last EUR 20m a year (2023)
    """
    made_by = "`analysis.over_time` or `analysis.dependency.market_series`"
    table = check_table(table, _Number, "plot.over_time", made_by)
    table = _completed(table)
    ax = axes(ax, height=4.2)
    _draw(ax, rows_of(table, _Drawn), *_limits(table))
    label_numbers(ax.yaxis, unit, lang)
    ax.grid(axis="y")
    label_time(ax, table["period_low"].min(), table["period_high"].max(), lang)
    _name_series(ax, table, hollow, lang)
    return finish(ax, title=title, source=source, reading=_alt(table, unit, lang))


def _draw(ax: Axes, numbers: list[_Drawn], bottom: float, top: float) -> None:
    """Draw each number as a mark, its period across it and its range up and down."""
    for row in numbers:
        middle = (row.period_low + row.period_high) / 2
        ends = [max(row.low, bottom), min(row.high, top)]
        ax.plot([row.period_low, row.period_high], [row.value] * 2, color=row.colour, lw=1.2)
        ax.plot([middle] * 2, ends, color=row.colour, lw=4, alpha=0.3, solid_capstyle="butt")
        face = row.colour if row.firm else "white"
        ax.plot(middle, row.value, "o", ms=5.5, mfc=face, mec=row.colour, mew=1.3, zorder=3)
    ax.set_ylim(bottom, top)


def _completed(table: pd.DataFrame) -> pd.DataFrame:
    """Add a colour to each series, and ends to each number, where it has none of its own."""
    own = {end: table.get(end, table["value"]) for end in ("low", "high")}
    if "colour" in table:
        return table.assign(**own)
    return table.assign(**own, colour=table["series"].map(colours_of(table["series"], _SERIES)))


def _limits(table: pd.DataFrame) -> tuple[float, float]:
    """Return the range of the numbers with nought in it, and a margin at the ends they are at."""
    low, high = min(0.0, table["value"].min()), max(0.0, table["value"].max())
    margin = 0.12 * (high - low) or 1.0
    return low - margin * (low < 0), high + margin * (high > 0 or low == 0)


def _name_series(ax: Axes, table: pd.DataFrame, hollow: str, lang: str) -> None:
    """Name the series, those in grey together, and what a hollow mark means, above the axes."""
    shared = table.loc[table["colour"] == FAINT, "series"].drop_duplicates()
    for name, rows in table[~table["series"].isin(shared)].groupby("series", sort=False):
        ax.plot([], [], "o", ms=5.5, color=rows["colour"].iloc[0], label=name)
    if len(shared):
        names = phrase(lang, "other: {names}", names=", ".join(shared))
        ax.plot([], [], "o", ms=5.5, color=FAINT, label=names)
    if not table["firm"].all():
        what = phrase(lang, "hollow: {what}", what=word(lang, hollow))
        ax.plot([], [], "o", ms=5.5, mfc="white", mec="#444444", label=what)
    if len(ax.get_legend_handles_labels()[0]) > 1:
        ax.legend(
            frameon=False,
            ncols=3,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            fontsize=8.5,
            handletextpad=0.1,
            columnspacing=1.2,
        )


def _alt(table: pd.DataFrame, unit: str, lang: str) -> str:
    """Describe each series from its first number to its last."""
    sentences = []
    for name, rows in table[table["firm"]].groupby("series", sort=False):
        rows = rows.sort_values(["period_low", "value"], kind="stable")
        told = [rows.iloc[0], rows.iloc[-1], rows.loc[rows["value"].idxmax()]]
        words = [f"{say_number(row['value'], unit, lang)} ({_when(row, lang)})" for row in told]
        sentences.append(_of_series(str(name), len(rows), words, lang))
    said = phrase(lang, "; ").join(sentences) + "."
    if not sentences:
        numbers = plural(lang, "{n} number", "{n} numbers", len(table))
        said = phrase(lang, "{numbers}, none firm.", numbers=numbers)
    undated = len(table.attrs.get("undated", ()))
    if not undated:
        return said
    left = plural(
        lang,
        "{n} number without a date is not drawn.",
        "{n} numbers without a date are not drawn.",
        undated,
    )
    return f"{said} {left}"


def _of_series(name: str, count: int, words: list[str], lang: str) -> str:
    """Describe a series by its first, its last and its highest number."""
    numbers = plural(lang, "{n} number", "{n} numbers", count)
    first, last, most = words
    if count == 1:
        return phrase(
            lang, "{series}: {numbers}, {first}", series=name, numbers=numbers, first=first
        )
    return phrase(
        lang,
        "{series}: {numbers}, the first {first}, the last {last}, the highest {most}",
        series=name,
        numbers=numbers,
        first=first,
        last=last,
        most=most,
    )


def _when(row: pd.Series[float], lang: str) -> str:
    """Name the year, and the month if it is one."""
    first, last = date_of(row["period_low"]), date_of(row["period_high"])
    if (first.year, first.month) == (last.year, last.month):
        return say_month(first.year, first.month, lang)
    if first.year == last.year:
        return f"{first.year}"
    return phrase(lang, "{low} to {high}", low=first.year, high=last.year)
