"""The figure that holds published shares, parts lost and losses against one another."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from analysis.figures.house import FAINT, INK, axes, finish, house
from analysis.language.phrasebook import phrase
from analysis.language.words import say_number

_LOSSES = "#2878B5", "#B06000", "#1B7F5C", "#8E3B78", "#5A5A00", "#7A1F1F"
_NEAR = 0.04  # two labels closer than this would touch
_LEFT, _RIGHT, _BOTTOM, _TOP = 0.3, 0.9, 0.45, 1.0


@house
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
        Answers as `analysis.published_answers` lists them, all of them shares.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
    """
    ax = axes(ax, height=5.2)
    ax.set(xlim=(_LEFT, _RIGHT), ylim=(_BOTTOM, _TOP))
    share, lost, loss = (_each_value(table) for table in (share, lost, loss))
    for colour, row in zip(_LOSSES, loss.itertuples(), strict=False):
        _draw_loss(ax, (row.low, row.high, row.value), colour, lang)
    for row in lost.itertuples():
        ax.axhspan(row.low, row.high, color=INK, alpha=0.2, lw=0)
    for value, near in _crowded(share["value"]):
        ax.axvline(value, color=FAINT, lw=1.2, ls=(0, (4, 2)))
        side, gap = ("left", 0.004) if near else ("right", -0.004)
        _write(ax, value + gap, _BOTTOM + 0.01, _percent(value, lang), 90, side)
    _mark_crossings(ax, share, lost, loss, lang)
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


def _each_value(answers: pd.DataFrame) -> pd.DataFrame:
    """Take each stated value once, in its narrowest wording; open answers have none to draw."""
    width = answers["high"] - answers["low"]
    narrow = answers.assign(width=width).sort_values(["value", "width"])
    return narrow.dropna(subset="value").drop_duplicates("value")


def _draw_loss(ax: Axes, loss: tuple[float, float, float], colour: str, lang: str) -> None:
    """Draw the curve of a loss with its tolerance, and name it at the upper edge."""
    low, high, value = loss
    x = np.linspace(_LEFT, _RIGHT, 200)
    ax.fill_between(x, low / x, high / x, color=colour, alpha=0.35, lw=0)
    ax.plot(x, value / x, color=colour, lw=1.4)
    words = phrase(lang, "{share} of turnover lost", share=_percent(value, lang))
    _write(ax, value / _TOP, _TOP + 0.012, words, 30, "left", colour)


def _crowded(values: pd.Series[float]) -> Iterator[tuple[float, bool]]:
    """Say of each value, in order, whether its label would touch the one before."""
    before = -np.inf
    for value in values:
        yield value, value - before < _NEAR
        before = value


def _mark_crossings(
    ax: Axes, share: pd.DataFrame, lost: pd.DataFrame, loss: pd.DataFrame, lang: str
) -> None:
    """Mark what each share amounts to at each part lost, and the share that each loss needs."""
    for part in lost["value"]:
        for value, near in _crowded(share["value"]):
            ax.plot(value, part, "o", ms=6, color=INK)
            words = _percent(value * part, lang)
            _write(ax, value + 0.006, part + 0.018 + 0.03 * near, words, 0, "left")
        for colour, value in zip(_LOSSES, loss["value"], strict=False):
            ax.plot(value / part, part, "D", ms=7, color=colour, mec="white", mew=1.2)
            if value / part < _RIGHT:
                words = _percent(value / part, lang)
                _write(ax, value / part - 0.006, part - 0.045, words, 0, "right", colour)


def _write(
    ax: Axes, x: float, y: float, words: str, turned: int, side: str, colour: str = INK
) -> None:
    """Write a label."""
    ax.text(
        x, y, words, rotation=turned, ha=side, va="bottom", fontsize=8.5, color=colour,
        fontweight="bold" if colour != INK else "normal",
        bbox={"fc": "white", "alpha": 0.7, "lw": 0, "pad": 0.6},
    )  # fmt: skip


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
                part=say(part), amounts=", ".join(amounts), needs=", ".join(needs),
            )
        )  # fmt: skip
    return " ".join(sentences)
