"""The figure of the answers to one question."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import (
    beside,
    draw_interval,
    first_lines,
    label_numbers,
    label_time,
    name_rows,
)
from analysis.figures.style import BAND, axes, finish, styled
from analysis.language.phrasebook import phrase
from analysis.language.words import say_answer


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
    """Draw the answers to one question, one line per answer, and shade what compatible ones share.

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

    Examples
    --------
    >>> from analysis import answers_to, example
    >>> from analysis.figures import alt_text
    >>> ax = plot_answers(answers_to(example(), "q-share"), title="Two answers")
    >>> print(alt_text(ax).partition("? ")[2])
    2 answers. Those that can all be true: 40 % to 45 % (1); about 60 % (1).
    """
    table = check_table(table, _Answer, "plot.answers", "`analysis.answers_to`")
    drawn, cut = first_lines(table, lang)
    first, *_ = answers = rows_of(drawn, _Answer)
    if first.kind == "yes-no":
        raise ValueError(
            f"{first.question_id!r} is a yes-no question; plot.answers draws numbers and dates, "
            "plot.positions draws yes and no"
        )
    labels, height = beside(
        phrase(lang, "{who}: {answer}", who=row.who, answer=_words(row, lang)) for row in answers
    )
    ax = axes(ax, height=0.9 + height * len(labels))
    _draw(ax, answers)
    name_rows(ax, labels)
    if first.kind == "date":
        label_time(ax, *ax.get_xlim(), lang)
    else:
        label_numbers(ax.xaxis, first.unit, lang)
    return finish(
        ax,
        title=title,
        source=_caption(table, lang) + cut,
        reading=phrase(
            lang,
            "{question} {count:answer|answers}. Those that can all be true: {answers}.",
            question=first.question,
            count=len(table),
            answers=phrase(lang, "; ").join(_together(answers, lang)),
        ),
    )


def _caption(table: pd.DataFrame, lang: str) -> str:
    """Say how to read the figure, and what it leaves out."""
    caption = phrase(
        lang,
        "{count:answer|answers}; shaded: values that answers share which can all be true.",
        count=len(table),
    )
    elsewhere = table.attrs.get("n_elsewhere", 0)
    if not elsewhere:
        return caption
    left = phrase(
        lang,
        "{count:answer of another scope is|answers of other scopes are} not drawn.",
        count=elsewhere,
    )
    return f"{caption} {left}"


def _draw(ax: Axes, answers: list[_Answer]) -> None:
    """Draw a bar for each answer, and shade what each camp shares."""
    left, right = span = _span(answers)
    for shared in dict.fromkeys((row.camp_low, row.camp_high) for row in answers):
        ax.axvspan(max(shared[0], left), min(shared[1], right), color=BAND, lw=0)
    for y, row in enumerate(answers):
        draw_interval(ax, y, (row.low, row.high), span, row.colour)
    ax.set_xlim(*span)
    ax.grid(axis="x")


def _span(answers: list[_Answer]) -> tuple[float, float]:
    """Return what the axis shows: all stated ends, and room beyond them for open ones."""
    ends = np.array([(row.low, row.high) for row in answers])
    stated = ends[np.isfinite(ends)]
    length = float(stated.max() - stated.min()) or max(1.0, 0.1 * abs(float(stated.max())))
    before, after = (0.2 if np.isinf(ends[:, side]).any() else 0.06 for side in (0, 1))
    return float(stated.min() - before * length), float(stated.max() + after * length)


def _words(row: _Answer, lang: str) -> str:
    """Format an answer as its source gave it."""
    return say_answer(row.answer, row.kind, row.unit, lang)


def _together(answers: list[_Answer], lang: str) -> list[str]:
    """Format which answers can all be true, and how many give them; one may fit several groups."""
    groups = []
    for low, high in sorted({(row.camp_low, row.camp_high) for row in answers}):
        words = [_words(row, lang) for row in answers if row.low <= low and row.high >= high]
        groups.append(f"{', '.join(dict.fromkeys(words))} ({len(words)})")
    return groups
