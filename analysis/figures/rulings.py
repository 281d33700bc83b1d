"""A figure of decisions: length of the relation against the months that courts held due."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table
from analysis.figures.style import FAINT, INK, axes, finish, styled
from analysis.language.phrasebook import digits, phrase
from analysis.language.words import say_number, say_numbers

_WORKING = {  # columns within this module
    "years": "length of the relation",
    "at": "where a decision is drawn",
}

_OLD, _NEW, _CASE = "#0072B2", "#B2182B", "#00805E"  # dark enough for small letters
_BOUND = FAINT  # paler than what a court fixed
_CEILING = 18  # months, of the text in force since 26 April 2019
_STEM = 2.2  # months: how long the stem of a bound is drawn
_BESIDE = 0.8  # years: how far points on the same spot stand apart
_LETTERS = 8.5
_LINE = 20  # letters in a line of a label
_LINE_HEIGHT = 0.042  # of the height of the axes
_LEFT = 0.75  # of the width: marks within it have their labels at the right
_ROOM = 0.3  # of the width: what the words on the ceiling need
_WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}


class _Ruling(NamedTuple):
    ruling_id: str
    url: str
    kind: str
    text_in_force: str
    relation_low: float
    relation_high: float
    due_low: float
    due_high: float


@styled
def plot_rulings(
    rulings: pd.DataFrame,
    *,
    years: float,
    marks: Mapping[str, float],
    title: str,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw a point a decision, an arrow a bound, and the starts of one case at its length.

    In SVG each point is a link to the page on which the decision was read.

    Parameters
    ----------
    rulings : DataFrame
        As `analysis.read_rulings` gives it; decisions without a length, or without months due or a
        bound, are counted but not drawn.
    years : float
        Length of the relation in the case.
    marks : mapping of str to float
        The starts that the case may count from: their name, and months of notice from each.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from analysis.figures import alt_text
    >>> from analysis.rulings.table import EXAMPLE, read_rulings
    >>> ax = plot_rulings(read_rulings(EXAMPLE), years=20, marks={}, title="Longer, more")
    >>> print(alt_text(ax).partition(".")[0])
    15 decisions with both numbers, 2 to 40 years and 3 months to 24 months, and 3 bounds
    """
    check_table(rulings, _Ruling, "plot.rulings", "`analysis.read_rulings`")
    drawn = _drawn(rulings)
    ax = axes(ax, height=4.9)
    for row in drawn.itertuples():
        _draw(ax, row)
    _set_frame(ax, drawn, years, marks, lang)
    _draw_ceiling(ax, years, lang)
    _draw_case(ax, years, marks, lang)
    return finish(
        ax,
        title=title,
        source=_caption(drawn, len(rulings), lang),
        reading=_alt(drawn, years, marks, lang),
    )


def _caption(drawn: pd.DataFrame, count: int, lang: str) -> str:
    """Say how to read the figure."""
    caption = phrase(
        lang,
        "{shown} of {count} decisions, not drawn at random; dot: months held due; arrow: a bound, "
        "up or down; hollow: from a list without the facts; bar: length in doubt.",
        shown=len(drawn),
        count=count,
    )
    if not drawn["text_in_force"].eq("new").any():
        return caption
    return caption + phrase(lang, " Red: broken since 26 April 2019.")


def _drawn(rulings: pd.DataFrame) -> pd.DataFrame:
    """Keep what has both numbers, or one and a bound."""
    length = rulings[["relation_low", "relation_high"]]
    drawn = rulings[np.isfinite(length).all(axis=1) & rulings["due_low"].notna()]
    drawn = drawn.assign(years=length.mean(axis=1))
    twins = drawn.groupby(["years", "due_low", "due_high"]).cumcount()
    return drawn.assign(at=drawn["years"] + _BESIDE * twins)


def _set_frame(
    ax: Axes, drawn: pd.DataFrame, years: float, marks: Mapping[str, float], lang: str
) -> None:
    """Set the limits so that all is inside, and say what the axes count."""
    right = float(np.ceil(max(drawn["relation_high"].max(), years) / 10) * 10)
    top = max([np.nanmax(drawn[["due_low", "due_high"]].replace(np.inf, np.nan)), *marks.values()])
    ax.set(xlim=(0, right + 1), ylim=(0, np.ceil((top + _STEM) / 6) * 6))
    ax.set_xlabel(phrase(lang, "length of the relation in years"))
    ax.set_ylabel(phrase(lang, "months of notice held due"))
    ax.set_yticks(np.arange(0, ax.get_ylim()[1] + 1, 6))
    ax.grid()


def _place(low: float, high: float) -> tuple[float, float]:
    """Return the months at which a decision is drawn, and how far the arrow of a bound goes on."""
    if np.isinf(low):
        return high, -_STEM
    return (low, _STEM) if np.isinf(high) else ((low + high) / 2, 0.0)


def _draw(ax: Axes, row: Any) -> None:
    """Draw one decision: its length as a bar, its months as a point or an arrow."""
    y, stem = _place(row.due_low, row.due_high)
    colour = _NEW if row.text_in_force == "new" else _BOUND if stem else _OLD
    if row.relation_high > row.relation_low:
        ax.plot([row.relation_low, row.relation_high], [y, y], color=colour, lw=1, alpha=0.5)
    tip = max(0, y + stem)
    if stem:
        ax.plot([row.at, row.at], [y, tip], color=colour, lw=1.2, alpha=0.8)
    (point,) = ax.plot(
        row.at,
        tip,
        "v" if stem < 0 else "^" if stem else "o",
        ms=5 if stem else 6.5,
        alpha=0.85,
        mec=colour,
        mfc="white" if row.kind == "list" else colour,
        clip_on=False,
    )
    point.set_url(row.url)
    point.set_gid(row.ruling_id)


def _draw_ceiling(ax: Axes, years: float, lang: str) -> None:
    """Draw the eighteen months of the law, and name them where the line of the case is not."""
    ax.axhline(_CEILING, color=INK, lw=1, ls=(0, (4, 3)), zorder=0)
    words = phrase(lang, "{count} months are enough for breaks since 26 April 2019", count=_CEILING)
    right = ax.get_xlim()[1]
    beside = right if right - years > _ROOM * right else years - 0.01 * right
    ax.text(
        beside,
        _CEILING - 0.4,
        textwrap.fill(words, 32),
        ha="right",
        va="top",
        fontsize=_LETTERS,
        bbox=_WHITE,
        zorder=1,
    )


def _draw_case(ax: Axes, years: float, marks: Mapping[str, float], lang: str) -> None:
    """Draw the starts of the case at its length, each named beside its mark."""
    ax.axvline(years, color=_CASE, lw=1, alpha=0.5, zorder=0)
    sign = 1 if years < _LEFT * ax.get_xlim()[1] else -1
    named = sorted(marks.items(), key=lambda mark: (-mark[1], mark[0]))
    texts = [
        textwrap.fill(phrase(lang, "{who}: {answer}", who=name, answer=_months(m, lang)), _LINE)
        for name, m in named
    ]
    line = _LINE_HEIGHT * ax.get_ylim()[1]
    tops = _apart([m for _, m in named], [line * (text.count("\n") + 1) for text in texts])
    for (_, months), text, top in zip(named, texts, tops, strict=True):
        ax.plot(years, months, "D", ms=6, color=_CASE, zorder=4)
        _name_start(ax, (years, top), text, sign)


def _name_start(ax: Axes, at: tuple[float, float], text: str, sign: int) -> None:
    """Name a start of the case at one side of its line."""
    label = ax.annotate(
        text,
        at,
        (7 * sign, 0),
        textcoords="offset points",
        va="top",
        color=_CASE,
        ha="left" if sign > 0 else "right",
        fontsize=_LETTERS,
        bbox=_WHITE,
        zorder=1,
    )
    label.set_in_layout(False)


def _apart(tops: list[float], heights: list[float]) -> list[float]:
    """Move labels, the highest first, so that none covers the next and none runs out below."""
    below = 0.0
    for n in reversed(range(len(tops))):  # from the lowest: stand on the axis, or on the next
        tops[n] = max(tops[n], below + heights[n])
        below = tops[n]
    return tops


def _months(months: float, lang: str) -> str:
    """Write a number of months to a tenth."""
    return digits(f"{months:.1f}", lang)


def _alt(drawn: pd.DataFrame, years: float, marks: Mapping[str, float], lang: str) -> str:
    """Say what the figure shows."""
    exact = drawn[drawn["due_low"] == drawn["due_high"]]
    starts = [
        phrase(lang, "{who}: {answer}", who=name, answer=_months(months, lang))
        for name, months in marks.items()
    ]
    return phrase(
        lang,
        "{numbers} decisions with both numbers, {least} to {most} years and {months}, and {bounds} "
        "bounds. Longer relations go with more months, loosely. The case: {case}.",
        numbers=len(exact),
        bounds=len(drawn) - len(exact),
        most=f"{exact['years'].max():g}",
        least=digits(f"{exact['years'].min():g}", lang),
        months=say_numbers(exact["due_low"].min(), exact["due_low"].max(), "months", lang),
        case=phrase(lang, "; ").join([say_number(years, "years", lang), *starts]),
    )
