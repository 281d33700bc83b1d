"""The figure of the answers to one question."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import draw_interval, label_time
from analysis.figures.style import BAND, HALO, axes, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_answer, say_number


class _Answer(NamedTuple):
    question_id: str
    question: str
    kind: str
    unit: str
    who: str
    colour: str
    answer: str
    low: float
    high: float
    camp: int
    camp_low: float
    camp_high: float


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
        ``"en"`` or ``"fr"``; for the dossier's own words see `analysis.dossier.translate`.
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
    check_table(table, _Answer, "plot.answers", "`analysis.answers_to`")
    first, *_ = answers = rows_of(table, _Answer)
    if first.kind == "yes-no":
        raise ValueError(
            f"{first.question_id!r} is a yes-no question; plot.answers draws numbers and dates, "
            "plot.positions draws yes and no"
        )
    ax = axes(ax, height=1.4 + 0.38 * len(table))
    _draw(ax, answers)
    _label_values(ax, first.kind, first.unit, lang)
    _label_answers(ax, answers, lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "{count:claim|claims} on {question}. Shaded: the values that a camp shares. An answer "
            "that fits several camps stands in the largest.",
            count=len(table),
            question=first.question_id,
        ),
        reading=phrase(
            lang,
            "{question} {count:answer|answers} in {camps:camp|camps}: {answers}.",
            question=first.question,
            count=len(table),
            camps=table["camp"].nunique(),
            answers=phrase(lang, "; ").join(_camp_words(answers, lang)),
        ),
    )


def _draw(ax: Axes, answers: list[_Answer]) -> None:
    """Draw a bar for each answer, and shade what each camp shares."""
    left, right = span = _span(answers)
    for shared in dict.fromkeys((row.camp_low, row.camp_high) for row in answers):
        ax.axvspan(max(shared[0], left), min(shared[1], right), color=BAND, lw=0)
    for y, row in enumerate(answers):
        draw_interval(ax, y + 0.12, (row.low, row.high), span, row.colour)
    ax.set_xlim(*span)
    ax.set_ylim(len(answers) - 0.6, -0.8)
    ax.set_yticks([])
    ax.grid(axis="x")
    ax.spines["left"].set_visible(False)


def _span(answers: list[_Answer]) -> tuple[float, float]:
    """Return what the axis shows: all stated ends, and room beyond them for open ones."""
    ends = np.array([(row.low, row.high) for row in answers])
    stated = ends[np.isfinite(ends)]
    length = float(stated.max() - stated.min()) or max(1.0, 0.1 * abs(float(stated.max())))
    before, after = (0.2 if np.isinf(ends[:, side]).any() else 0.06 for side in (0, 1))
    return float(stated.min() - before * length), float(stated.max() + after * length)


def _label_answers(ax: Axes, answers: list[_Answer], lang: str) -> None:
    """Write above each bar who answers what."""
    for y, row in enumerate(answers):
        label = ax.annotate(
            phrase(lang, "{who}: {answer}", who=row.who, answer=_words(row, lang)),
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


def _words(row: _Answer, lang: str) -> str:
    """Format an answer as its source gave it."""
    return say_answer(row.answer, row.kind, row.unit, lang)


def _camp_words(answers: list[_Answer], lang: str) -> list[str]:
    """Say each camp by the answers in it and how many give them."""
    camps: dict[int, list[str]] = {}
    for row in sorted(answers, key=lambda row: row.camp):
        camps.setdefault(row.camp, []).append(_words(row, lang))
    return [
        f"{phrase(lang, ' or ').join(dict.fromkeys(words))} ({len(words)})"
        for words in camps.values()
    ]
