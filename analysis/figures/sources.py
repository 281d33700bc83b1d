"""The figure of the sources: how many of each kind, and when they appeared."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table
from analysis.figures.style import axes, finish, styled
from analysis.language.phrasebook import phrase, plural, word
from analysis.language.words import say_month, short_month

_KINDS = "#4C72B0", "#DDA73B", "#5FA37E", "#A05195", "#8C8C8C", "#333333", "#C44E52"
_MOST = 72  # months that have room for a bar each


class _Source(NamedTuple):
    published_low: float
    published_high: float
    kind: str


@styled
def plot_sources(
    sources: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how many sources of each kind appeared, month by month in the densest years.

    Parameters
    ----------
    sources : DataFrame
        As `Dossier.sources` gives it: ``published_low``, ``published_high`` (dates) and ``kind``.
        Kinds beyond the seventh are drawn together as other.
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
        If the table is another one, is empty or dates no source to the month.

    Examples
    --------
    >>> from analysis import example
    >>> from analysis.figures import alt_text
    >>> print(alt_text(plot_sources(example().sources, title="Three sources")))
    3 sources; most in May 2024 (1). By kind: press 2, court 1.
    """
    sources = check_table(sources, _Source, "plot.sources", "`Dossier.sources`")
    dated = sources[sources["published_high"] - sources["published_low"] <= 31]
    if dated.empty:
        raise ValueError("nothing to draw: no source is dated to the month")
    days = pd.to_datetime(dated["published_low"], unit="D")
    start, end = _densest(days)
    drawn = days.between(start, end)
    undated = len(sources) - len(dated)
    counts = _count(days[drawn], dated.loc[drawn, "kind"])
    ax = axes(ax, height=3.4)
    _draw(ax, counts, lang)
    return finish(
        ax,
        title=title,
        source=_caption(drawn.sum(), (days < start).sum(), (days > end).sum(), undated, lang),
        reading=_alt(sources, counts, lang),
    )


def _caption(drawn: int, earlier: int, later: int, undated: int, lang: str) -> str:
    """Say how many sources are drawn, and how many are not and why."""
    return phrase(
        lang,
        "{sources} by month. Not drawn: {earlier}, {later}, {undated} not dated to the month.",
        sources=plural(lang, "{n} source", "{n} sources", drawn),
        earlier=plural(lang, "{n} earlier", "{n} earlier", earlier),
        later=plural(lang, "{n} later", "{n} later", later),
        undated=undated,
    )


def _densest(days: pd.Series[pd.Timestamp]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day to draw: all where months have room, else the densest years."""
    first, last = days.min(), days.max()
    if (last - first).days <= 31 * _MOST:
        return first, last
    start, end = days.quantile(0.11), days.quantile(0.96)
    if (end - start).days <= 31 * _MOST:
        return start, end
    # the window of so many months that holds most sources
    window = pd.Timedelta(days=31 * _MOST)
    held = [days.between(day, day + window).sum() for day in days]
    start = days.iloc[int(np.argmax(held))]
    return start, start + window


def _count(days: pd.Series[pd.Timestamp], kinds: pd.Series[str]) -> pd.DataFrame:
    """Count sources by month and kind, the commonest kind first, the rarest together."""
    often = kinds.value_counts().index
    kept = often if len(often) <= len(_KINDS) else often[: len(_KINDS) - 1]
    counts = pd.crosstab(days.dt.to_period("M"), kinds.where(kinds.isin(kept), "other"))
    months = pd.period_range(counts.index.min(), counts.index.max(), freq="M")
    counts = counts.reindex(months, fill_value=0)
    return counts[counts.sum().sort_values(ascending=False, kind="stable").index]


def _draw(ax: Axes, counts: pd.DataFrame, lang: str) -> None:
    """Draw a bar for each month, in layers by kind."""
    bottom = np.zeros(len(counts))
    for colour, kind in zip(_KINDS, counts, strict=False):
        name = word(lang, str(kind))
        ax.bar(range(len(counts)), counts[kind], 0.8, bottom, color=colour, label=name)
        bottom += counts[kind].to_numpy()
    ticks = range(0, len(counts), max(1, len(counts) // 8))
    shown = [counts.index[t] for t in ticks]
    ax.set_xticks(ticks, [f"{short_month(m.month, lang)}\n{m.year}" for m in shown])
    ax.set_ylabel(phrase(lang, "sources"))
    ax.legend(frameon=False, ncols=6, loc="lower left", bbox_to_anchor=(0, 1), fontsize=8.5)


def _alt(sources: pd.DataFrame, counts: pd.DataFrame, lang: str) -> str:
    """Say how many there are, when most appeared, and of what kinds."""
    busiest = counts.sum(axis=1).idxmax()
    kinds = sources["kind"].value_counts()
    return phrase(
        lang,
        "{sources}; most in {month} ({most}). By kind: {kinds}.",
        sources=plural(lang, "{n} source", "{n} sources", len(sources)),
        month=say_month(busiest.year, busiest.month, lang),
        most=counts.sum(axis=1).max(),
        kinds=", ".join(f"{word(lang, str(kind))} {n}" for kind, n in kinds.items()),
    )
