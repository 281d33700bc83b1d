"""Figures of answers and of sources."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator
from matplotlib.ticker import FuncFormatter, MultipleLocator

from analysis.figures.house import BAND, axes, finish, house
from analysis.language.answers import to_date
from analysis.language.phrasebook import phrase, word
from analysis.language.words import say_answer, say_month, say_number, short_month

_KINDS = "#4C72B0", "#DDA73B", "#5FA37E", "#A05195", "#8C8C8C", "#333333", "#C44E52"


@house
def plot_answers(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the answers to one question, a line each, and shade the camps that they form.

    Parameters
    ----------
    table : DataFrame
        As `analysis.answers_to` returns it.
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
    ax = axes(ax, height=1.4 + 0.38 * len(table))
    kind, unit = str(table["kind"].iloc[0]), str(table["unit"].iloc[0])
    table = table.assign(words=[say_answer(a, kind, unit, lang) for a in table["answer"]])
    left, right = _span(table)
    for _, camp in table.groupby("camp", sort=True):
        shared = camp["camp_low"].iloc[0], camp["camp_high"].iloc[0]
        ax.axvspan(max(shared[0], left), min(shared[1], right), color=BAND, lw=0)
    for y, row in enumerate(table.itertuples()):
        _draw_range(ax, y + 0.12, row.low, row.high, (left, right), row.colour)
    _label_answers(ax, table, lang)
    ax.set_xlim(left, right)
    _label_values(ax, kind, unit, lang)
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)
    count, camps = len(table), table["camp"].nunique()
    return finish(
        ax,
        title=title,
        source=phrase(
            lang, "{count} claims on {question}. Shaded: the values that a camp shares.",
            count=count, question=table["question_id"].iloc[0],
        ),
        reading=phrase(
            lang,
            "{question} {count} answers form 1 camp: {answers}."
            if camps == 1
            else "{question} {count} answers form {camps} camps: {answers}.",
            question=table["question"].iloc[0], count=count, camps=camps,
            answers=phrase(lang, "; ").join(_camp_words(table, lang)),
        ),
    )  # fmt: skip


def _label_answers(ax: Axes, table: pd.DataFrame, lang: str) -> None:
    """Write above each bar who answers, in the side's colour, and what."""
    ax.set_ylim(len(table) - 0.6, -0.8)
    ax.set_yticks([])
    for y, row in enumerate(table.itertuples()):
        text = phrase(lang, "{who}: {answer}", who=row.who, answer=row.words)
        label = ax.annotate(
            text, (0, y - 0.16), (2, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="bottom", fontsize=8.5, color=row.colour,
        )  # fmt: skip
        label.set_in_layout(False)  # it may run over the right edge of the axes


def _label_values(ax: Axes, kind: str, unit: str, lang: str) -> None:
    """Write the values under the axis: dates as dates, numbers with their unit."""
    if kind == "date":
        # matplotlib counts days as the dossier does, from 1 January 1970
        left, right = ax.get_xlim()
        days = MultipleLocator(1) if right - left < 6 else AutoDateLocator(minticks=3, maxticks=6)
        ax.xaxis.set_major_locator(days)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: _short_date(x, lang)))
    else:
        ax.locator_params(axis="x", nbins=5)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: say_number(x, unit, lang)))


def _short_date(day: float, lang: str) -> str:
    """Write a day briefly, in any locale alike."""
    when = to_date(day)
    return f"{when.day} {short_month(when.month, lang)}\n{when.year}" if when else ""


def _camp_words(table: pd.DataFrame, lang: str) -> list[str]:
    """Say each camp by the answers in it and how many give them."""
    return [
        f"{phrase(lang, ' or ').join(dict.fromkeys(camp['words']))} ({len(camp)})"
        for _, camp in table.groupby("camp", sort=True)
    ]


def _span(table: pd.DataFrame) -> tuple[float, float]:
    """Give the finite range that holds every answer, with a margin for open ends."""
    ends = table[["low", "high"]].to_numpy()
    ends = ends[np.isfinite(ends)]
    margin = 0.06 * (ends.max() - ends.min()) or 1.0
    return float(ends.min() - margin), float(ends.max() + margin)


def _draw_range(
    ax: Axes, y: float, low: float, high: float, span: tuple[float, float], colour: str
) -> None:
    """Draw an interval as a bar; an open end fades out."""
    left, right = max(low, span[0]), min(high, span[1])
    if right - left < 0.004 * (span[1] - span[0]):
        ax.plot([(left + right) / 2], [y], marker="o", ms=7, color=colour)
        return
    ax.plot([left, right], [y, y], color=colour, lw=6, solid_capstyle="butt")
    fade = np.linspace(0, 0.18 * (span[1] - span[0]), 13)
    for end, inward in ((left, 1), (right, -1)):
        if np.isinf(low if inward == 1 else high):
            for alpha, (a, b) in zip(np.linspace(1, 0, 12), pairwise(fade), strict=True):
                xs = [end + inward * a, end + inward * b]
                ax.plot(xs, [y, y], color="white", alpha=alpha, lw=7, solid_capstyle="butt")


@house
def plot_sources(
    sources: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how many sources of each kind appeared, month by month in the densest years.

    Parameters
    ----------
    sources : DataFrame
        As `Dossier.sources` gives it.
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
    ax = axes(ax, height=3.4)
    dated = sources[sources["published_high"] - sources["published_low"] <= 31]
    days = pd.to_datetime(dated["published_low"], unit="D")
    start, end = days.quantile(0.11), days.quantile(0.96)
    middle = days.between(start, end)
    counts = pd.crosstab(days[middle].dt.to_period("M"), dated.loc[middle, "kind"])
    months = counts.index
    counts = counts.reindex(pd.period_range(months.min(), months.max(), freq="M"), fill_value=0)
    counts = counts[counts.sum().sort_values(ascending=False).index]
    bottom = np.zeros(len(counts))
    for colour, kind in zip(_KINDS, counts, strict=False):
        name = word(lang, kind)
        ax.bar(range(len(counts)), counts[kind], 0.8, bottom, color=colour, label=name)
        bottom += counts[kind].to_numpy()
    ticks = range(0, len(counts), max(1, len(counts) // 8))
    shown = [counts.index[t] for t in ticks]
    ax.set_xticks(ticks, [f"{short_month(m.month, lang)}\n{m.year}" for m in shown])
    ax.set_ylabel(phrase(lang, "sources"))
    ax.legend(frameon=False, ncols=6, loc="lower left", bbox_to_anchor=(0, 1), fontsize=8.5)
    busiest = counts.sum(axis=1).idxmax()
    kinds = sources["kind"].value_counts()
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count} sources by month. Not drawn: {earlier} earlier, {later} later, "
            "{undated} not dated to the month.",
            count=middle.sum(), earlier=(days < start).sum(), later=(days > end).sum(),
            undated=len(sources) - len(dated),
        ),
        reading=phrase(
            lang, "{count} sources; most in {month} ({most}). By kind: {kinds}.",
            count=len(sources), month=say_month(busiest.year, busiest.month, lang),
            most=counts.sum(axis=1).max(),
            kinds=", ".join(f"{word(lang, str(kind))} {n}" for kind, n in kinds.items()),
        ),
    )  # fmt: skip
