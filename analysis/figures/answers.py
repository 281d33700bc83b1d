"""The figure of the answers to one question."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.figures.check import check_table
from analysis.figures.marks import draw_interval, label_time
from analysis.figures.style import BAND, HALO, axes, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_answer, say_number

_COLUMNS = [
    "question_id",
    "question",
    "kind",
    "unit",
    "who",
    "colour",
    "answer",
    "low",
    "high",
    "camp",
    "camp_low",
    "camp_high",
]


@styled
def plot_answers(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw the answers to one question, a line each, and shade the camps that they form.

    Parameters
    ----------
    table : DataFrame
        As `analysis.answers_to` returns it: ``question_id``, ``question``, ``kind``, ``unit``,
        ``who``, ``colour``, ``answer``, ``low``, ``high``, ``camp``, ``camp_low`` and
        ``camp_high``; the answers to one question that has numbers or dates for answers.
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
        If the table is another one, is empty or answers a yes-no question.
    """
    check_table(table, "plot_answers", "`analysis.answers_to`", _COLUMNS)
    question, kind, unit = (str(table[name].iloc[0]) for name in ("question_id", "kind", "unit"))
    if kind == "yes-no":
        raise ValueError(
            f"{question!r} is a yes-no question; plot_answers draws numbers and dates, "
            "plot_positions draws yes and no"
        )
    table = table.assign(words=[say_answer(a, kind, unit, lang) for a in table["answer"]])
    ax = axes(ax, height=1.4 + 0.38 * len(table))
    _draw(ax, table)
    _label_values(ax, kind, unit, lang)
    _label_answers(ax, table, lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count:claim|claims} on {question}. Shaded: the values that a camp shares. An answer "
            "that fits several camps stands in the largest.",
            count=len(table),
            question=question,
        ),
        reading=phrase(
            lang,
            "{question} {count:answer|answers} in {camps:camp|camps}: {answers}.",
            question=table["question"].iloc[0],
            count=len(table),
            camps=table["camp"].nunique(),
            answers=phrase(lang, "; ").join(_camp_words(table, lang)),
        ),
    )


def _draw(ax: Axes, table: pd.DataFrame) -> None:
    """Draw a bar for each answer, and shade what each camp shares."""
    left, right = span = _span(table)
    for _, camp in table.groupby("camp", sort=True):
        shared = camp["camp_low"].iloc[0], camp["camp_high"].iloc[0]
        ax.axvspan(max(shared[0], left), min(shared[1], right), color=BAND, lw=0)
    for y, row in enumerate(table.itertuples()):
        draw_interval(ax, y + 0.12, (row.low, row.high), span, row.colour)
    ax.set_xlim(*span)
    ax.set_ylim(len(table) - 0.6, -0.8)
    ax.set_yticks([])
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _span(table: pd.DataFrame) -> tuple[float, float]:
    """Return what the axis shows: all stated ends, and room beyond them for open ones."""
    ends = table[["low", "high"]].to_numpy(dtype=float)
    stated = ends[np.isfinite(ends)]
    length = float(stated.max() - stated.min()) or max(1.0, 0.1 * abs(float(stated.max())))
    before, after = (0.2 if np.isinf(ends[:, side]).any() else 0.06 for side in (0, 1))
    return float(stated.min() - before * length), float(stated.max() + after * length)


def _label_answers(ax: Axes, table: pd.DataFrame, lang: str) -> None:
    """Write above each bar who answers what."""
    for y, row in enumerate(table.itertuples()):
        label = ax.annotate(
            phrase(lang, "{who}: {answer}", who=row.who, answer=row.words),
            (0, y - 0.16),
            (2, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="bottom",
            fontsize=8.5,
            path_effects=HALO,
        )
        label.set_in_layout(False)  # it may run over the right edge of the axes


def _label_values(ax: Axes, kind: str, unit: str, lang: str) -> None:
    """Write the values under the axis: dates as dates, numbers with their unit."""
    if kind == "date":
        label_time(ax, *ax.get_xlim(), lang)
    else:
        ax.locator_params(axis="x", nbins=5)
        ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: say_number(x, unit, lang)))


def _camp_words(table: pd.DataFrame, lang: str) -> list[str]:
    """Say each camp by the answers in it and how many give them."""
    return [
        f"{phrase(lang, ' or ').join(dict.fromkeys(camp['words']))} ({len(camp)})"
        for _, camp in table.groupby("camp", sort=True)
    ]
