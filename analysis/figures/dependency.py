"""The figure that holds published shares, parts lost and losses against one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.figures.check import check_table, rows_of
from analysis.figures.style import FAINT, INK, axes, colours_of, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_number

_LOSSES = "#2878B5", "#B06000", "#1B7F5C", "#8E3B78", "#5A5A00", "#7A1F1F"
_NEAR = 0.065  # labels closer than this part of the width would touch


class _Share(NamedTuple):
    value: float
    low: float
    high: float


@styled
def plot_reconciliation(
    share: pd.DataFrame,
    lost: pd.DataFrame,
    loss: pd.DataFrame,
    *,
    title: str,
    lang: str = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw published figures in the plane where they must meet.

    Across: the customer's share of turnover. Up: the part of its contracts lost. Each share of
    turnover lost is a curve of that plane. A published customer's share is a vertical line, a part
    lost a horizontal band: figures are true together only where all three cross.

    Parameters
    ----------
    share, lost, loss : DataFrame
        Answers as `analysis.published_answers` lists them, all of them shares: ``value``, ``low``
        and ``high``. Losses beyond the sixth share a grey.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If a table is another one, is empty or holds something else than shares.
    """
    share, lost, loss = (_each_value(table) for table in (share, lost, loss))
    ax = axes(ax, height=5.2)
    _set_frame(ax, share, lost, loss)
    colours = colours_of(loss["value"], _LOSSES)
    for row in rows_of(loss, _Share):
        _draw_loss(ax, (row.low, row.high, row.value), colours[row.value], lang)
    for row in rows_of(lost, _Share):
        ax.axhspan(row.low, min(row.high, 1), color=INK, alpha=0.2, lw=0)
    for value, near in _crowded(ax, share["value"]):
        ax.axvline(value, color=FAINT, lw=1.2, ls=(0, (4, 2)))
        side, gap = ("left", 0.004) if near else ("right", -0.004)
        _write(ax, (value, ax.get_ylim()[0]), (gap, 0.02), _percent(value, lang), side, turned=90)
    _mark_shares(ax, share, lost, lang)
    _mark_needs(ax, lost, colours, lang)
    ax.set_xlabel(phrase(lang, "customer's share of turnover (dashed: as published)"))
    ax.set_ylabel(phrase(lang, "part of its contracts lost (grey: as published)"))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Published answers; bands with their tolerances. Black: what a published share and "
            "part lost amount to. Diamond: the share that a published loss would need.",
        ),
        reading=_reading(share, lost, loss, lang),
    )


def _set_frame(ax: Axes, share: pd.DataFrame, lost: pd.DataFrame, loss: pd.DataFrame) -> None:
    """Set limits that hold every published number, and every share needed that there can be."""
    needs = [value / part for part in lost["value"] for value in loss["value"]]
    across = [*share["value"], *loss["value"], *(need for need in needs if need <= 1)]
    ax.set_xlim(max(min(across) / 2, min(across) - 0.1), min(1.0, max(across) + 0.1))
    ax.set_ylim(max(0.0, lost["low"].min() - 0.2), 1.0)


def _each_value(answers: pd.DataFrame) -> pd.DataFrame:
    """Take each stated value once, in its narrowest wording; open answers have none to draw."""
    check_table(answers, _Share, "plot.reconciliation", "`analysis.published_answers`")
    width = answers["high"] - answers["low"]
    narrow = answers.assign(width=width).sort_values(["value", "width"], kind="stable")
    stated = narrow.dropna(subset="value").drop_duplicates("value")
    if stated.empty or not stated["value"].between(0, 1, inclusive="right").all():
        found = ", ".join(f"{value:g}" for value in stated["value"]) or "open answers alone"
        raise ValueError(f"plot.reconciliation draws shares; found {found}; accepted: 0 to 1")
    return stated


def _draw_loss(ax: Axes, loss: tuple[float, float, float], colour: str, lang: str) -> None:
    """Draw the curve of a loss with its tolerance, and name it at the upper edge."""
    low, high, value = loss
    x = np.linspace(*ax.get_xlim(), 200)
    ax.fill_between(x, low / x, high / x, color=colour, alpha=0.35, lw=0)
    ax.plot(x, value / x, color=colour, lw=1.4)
    words = phrase(lang, "{share} of turnover lost", share=_percent(value, lang))
    _write(ax, (value, 1.0), (0.0, 0.02), words, "left", turned=30, weight="bold")


def _crowded(ax: Axes, values: pd.Series[float]) -> Iterator[tuple[float, bool]]:
    """Yield each value, in order, and whether its label would touch the one before."""
    left, right = ax.get_xlim()
    before = -np.inf
    for value in values:
        yield value, value - before < _NEAR * (right - left)
        before = value


def _mark_shares(ax: Axes, share: pd.DataFrame, lost: pd.DataFrame, lang: str) -> None:
    """Mark what each share amounts to at each part lost."""
    for part in lost["value"]:
        for value, near in _crowded(ax, share["value"]):
            ax.plot(value, part, "o", ms=6, color=INK)
            shift = 0.01, 0.033 + 0.054 * near
            _write(ax, (value, part), shift, _percent(value * part, lang), "left")


def _mark_needs(ax: Axes, lost: pd.DataFrame, colours: dict[float, str], lang: str) -> None:
    """Mark the share that each loss needs at each part lost; over 1 there is none."""
    for part in lost["value"]:
        for value, colour in colours.items():
            need = value / part
            if need <= 1:
                ax.plot(need, part, "D", ms=7, color=colour, mec="white", mew=1.2)
                words = _percent(need, lang)
                _write(ax, (need, part), (-0.01, -0.082), words, "right", weight="bold")


def _write(
    ax: Axes,
    at: tuple[float, float],
    shift: tuple[float, float],
    words: str,
    side: str,
    *,
    turned: int = 0,
    weight: str = "normal",
) -> None:
    """Write a label beside a point, so far from it in parts of the axes' size."""
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    ax.text(
        at[0] + shift[0] * (right - left),
        at[1] + shift[1] * (top - bottom),
        words,
        rotation=turned,
        ha=side,
        va="bottom",
        fontsize=8.5,
        fontweight=weight,
        bbox={"fc": "white", "alpha": 0.7, "lw": 0, "pad": 0.6},
    )


def _percent(share: float, lang: str) -> str:
    """Write a share in per cent with at most one decimal."""
    return say_number(round(share, 3), "share", lang)


def _reading(share: pd.DataFrame, lost: pd.DataFrame, loss: pd.DataFrame, lang: str) -> str:
    """Say what meets what."""

    def say(number: float) -> str:
        return _percent(number, lang)

    sentences = []
    for part in lost["value"]:
        amounts = [f"{say(s)} × {say(part)} = {say(s * part)}" for s in share["value"]]
        needs = [
            phrase(lang, "{loss} needs {share}", loss=say(v), share=say(v / part))
            for v in loss["value"]
        ]
        sentences.append(
            phrase(
                lang,
                "With {part} of the contracts lost, the published shares amount to these losses of "
                "turnover: {amounts}; a loss of {needs}.",
                part=say(part),
                amounts=", ".join(amounts),
                needs=", ".join(needs),
            )
        )
    return " ".join(sentences)
