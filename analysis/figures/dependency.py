"""The figure that holds published shares, parts lost and losses against one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from analysis.figures.check import check_table, rows_of
from analysis.figures.style import FAINT, INK, axes, colours_of, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_number

_WORKING = {  # columns within this module
    "width": "width of an answer",
}

_LOSSES = "#2878B5", "#B06000", "#1B7F5C", "#8E3B78", "#5A5A00", "#7A1F1F"
_LABEL, _TURNED = 0.58, 0.18  # inches: the width of a label, and of one that is turned
_MARGIN = 0.8  # inches beside the axes


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
    narrow: bool = False,
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
    narrow : bool, optional
        Draw it for a telephone, 330 pixels wide.
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

    Examples
    --------
    >>> from analysis import example, published_answers
    >>> from analysis.figures import alt_text
    >>> dossier = example()
    >>> three = [published_answers(dossier, q) for q in ("q-share", "q-lost", "q-loss")]
    >>> print(alt_text(plot_reconciliation(*three, title="They do not fit")).split(": ")[1])
    42.5 % × 50 % = 21.25 %, 60 % × 50 % = 30 %; a loss of 45 % needs 90 %.
    """
    share, lost, loss = (_each_value(table) for table in (share, lost, loss))
    ax = axes(ax, height=4.2 if narrow else 4.9, narrow=narrow)
    _draw(ax, share, lost, loss, lang)
    _name_axes(ax, lang, narrow=narrow)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Dot: the loss that a published share and part lost make; diamond: the share that a "
            "published loss would need; bands: tolerances.",
        ),
        reading=_alt(share, lost, loss, lang),
    )


def _draw(ax: Axes, share: pd.DataFrame, lost: pd.DataFrame, loss: pd.DataFrame, lang: str) -> None:
    """Draw the curves of the losses, the bands of the parts lost, and the lines of the shares."""
    _set_frame(ax, share, lost, loss)
    colours = colours_of(loss["value"], _LOSSES)
    for row in rows_of(loss, _Share):
        _draw_loss(ax, row, colours[row.value])
    _name_losses(ax, loss, colours, lang)
    for row in rows_of(lost, _Share):
        ax.axhspan(row.low, min(row.high, 1), color=INK, alpha=0.2, lw=0)
    _draw_shares(ax, share, lang)
    _mark_shares(ax, share, lost, lang)
    _mark_needs(ax, lost, colours, lang)


def _name_axes(ax: Axes, lang: str, *, narrow: bool) -> None:
    """Say what the axes count, in per cent."""
    across = phrase(lang, "customer's share of turnover (dashed: as published)")
    ax.set_xlabel(across.replace(" (", "\n(") if narrow else across)
    ax.set_ylabel(phrase(lang, "part of its contracts lost (grey: as published)"))
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(MaxNLocator(6 if narrow else 8, steps=[1, 2, 5, 10]))
        axis.set_major_formatter(PercentFormatter(1, symbol=" %"))


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


def _draw_loss(ax: Axes, loss: _Share, colour: str) -> None:
    """Draw the curve of a loss with its tolerance."""
    x = np.linspace(*ax.get_xlim(), 200)
    ax.fill_between(x, loss.low / x, loss.high / x, color=colour, alpha=0.35, lw=0)
    ax.plot(x, loss.value / x, color=colour, lw=1.4)


def _name_losses(ax: Axes, loss: pd.DataFrame, colours: dict[float, str], lang: str) -> None:
    """Name the curves where they leave the axes above, and say over them what they are."""
    bottom, top = ax.get_ylim()
    line = 0.05 * (top - bottom)
    highest = 0
    for value, level in _levels(ax, loss["value"], _LABEL):
        highest = max(highest, level)
        ax.text(
            value,
            top + (0.4 + level) * line,
            _percent(value, lang),
            ha="center",
            va="bottom",
            fontsize=8.5,
            fontweight="bold",
            color=colours[value],
        )
    words = phrase(lang, "curves: share of turnover lost")
    ax.text(ax.get_xlim()[0], top + (1.6 + highest) * line, words, va="bottom", fontsize=8.5)


def _draw_shares(ax: Axes, share: pd.DataFrame, lang: str) -> None:
    """Draw a line at each share, and name it at the side that is free."""
    for value, level in _levels(ax, share["value"], _TURNED):
        ax.axvline(value, color=FAINT, lw=1.2, ls=(0, (4, 2)))
        side, gap = ("left", 0.008) if level else ("right", -0.008)
        _write(ax, (value, ax.get_ylim()[0]), (gap, 0.02), _percent(value, lang), side, turned=90)


def _levels(ax: Axes, values: pd.Series[float], inches: float) -> Iterator[tuple[float, int]]:
    """Yield each value, in order, and the first line on which a label of that width is free."""
    left, right = ax.get_xlim()
    figure = ax.get_figure()
    assert isinstance(figure, Figure)
    width = inches / (figure.get_figwidth() - _MARGIN) * (right - left)
    ends: list[float] = []
    for value in values:
        level = next((n for n, end in enumerate(ends) if end <= value), len(ends))
        ends[level : level + 1] = [value + width]
        yield value, level


def _mark_shares(ax: Axes, share: pd.DataFrame, lost: pd.DataFrame, lang: str) -> None:
    """Mark what each share amounts to at each part lost."""
    for part in lost["value"]:
        for value, level in _levels(ax, share["value"], _LABEL):
            ax.plot(value, part, "o", ms=6, color=INK)
            shift = 0.01, 0.033 + 0.054 * level
            _write(ax, (value, part), shift, _product(value * part, lang), "left")


def _mark_needs(ax: Axes, lost: pd.DataFrame, colours: dict[float, str], lang: str) -> None:
    """Mark the share that each loss needs at each part lost; over 1 there is none."""
    for part in lost["value"]:
        needs = {value / part: colour for value, colour in colours.items() if value <= part}
        for need, level in _levels(ax, pd.Series([*needs]), _LABEL):
            ax.plot(need, part, "D", ms=7, color=needs[need], mec="white", mew=1.2)
            shift = -0.01, -0.082 - 0.054 * level
            _write(ax, (need, part), shift, _percent(need, lang), "right", weight="bold")


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
        bbox={"fc": "white", "alpha": 0.85, "lw": 0, "pad": 0.6},
    )


def _percent(share: float, lang: str) -> str:
    """Write a share in per cent with at most one decimal."""
    return say_number(round(share, 3), "share", lang)


def _product(share: float, lang: str) -> str:
    """Write a product of two shares, whole where two decimals are enough, as the text says it."""
    whole = round(share, 4)
    return say_number(whole, "share", lang) if abs(whole - share) < 1e-9 else _percent(share, lang)


def _alt(share: pd.DataFrame, lost: pd.DataFrame, loss: pd.DataFrame, lang: str) -> str:
    """Say what meets what."""
    return " ".join(_at(part, share["value"], loss["value"], lang) for part in lost["value"])


def _at(part: float, shares: Iterable[float], losses: Iterable[float], lang: str) -> str:
    """Say what follows from a part lost: of each share the loss, of each loss the share."""
    lost = _percent(part, lang)
    amounts = [f"{_percent(s, lang)} × {lost} = {_product(s * part, lang)}" for s in shares]
    needs = [
        phrase(lang, "{loss} needs {share}", loss=_percent(v, lang), share=_percent(v / part, lang))
        for v in losses
    ]
    return phrase(
        lang,
        "With {part} of the contracts lost, the published shares amount to these losses of "
        "turnover: {amounts}; a loss of {needs}.",
        part=lost,
        amounts=", ".join(amounts),
        needs=", ".join(needs),
    )
