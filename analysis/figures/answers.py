"""The figure of the answers to one question."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import (
    beside,
    first_lines,
    label_numbers,
    label_time,
    name_rows,
    uncertain_bar,
)
from analysis.figures.style import BAND, axes, finish, styled
from analysis.language.phrasebook import phrase, plural


class _Answer(NamedTuple):
    question_id: str
    question: str
    kind: str
    unit: str
    who: str
    colour: str
    words: str
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
        ``who``, ``colour``, ``words``, ``low``, ``high``, ``camp``, ``camp_low`` and
        ``camp_high``; the answers to one question that has numbers or dates for answers.
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
    answers = rows_of(drawn, _Answer)
    _check_kind(answers[0])
    labels, height = beside(
        phrase(lang, "{who}: {answer}", who=row.who, answer=row.words) for row in answers
    )
    ax = axes(ax, height=0.9 + height * len(labels))
    _draw(ax, answers, lang)
    name_rows(ax, labels)
    return finish(
        ax,
        title=title,
        source=_caption(table, lang) + cut,
        reading=_alt(answers, len(table), lang),
    )


def _check_kind(answer: _Answer) -> None:
    """Raise on answers that have no place on an axis."""
    if answer.kind == "yes-no":
        raise ValueError(
            f"{answer.question_id!r} is a yes-no question; plot.answers draws numbers and dates, "
            "plot.positions draws yes and no"
        )


def _caption(table: pd.DataFrame, lang: str) -> str:
    """Say how to read the figure, and what it leaves out."""
    caption = phrase(
        lang,
        "{answers}; shaded: values that answers share which can all be true.",
        answers=plural(lang, "{n} answer", "{n} answers", len(table)),
    )
    elsewhere = table.attrs.get("n_elsewhere", 0)
    if not elsewhere:
        return caption
    left = plural(
        lang,
        "{n} answer of another scope is not drawn.",
        "{n} answers of other scopes are not drawn.",
        elsewhere,
    )
    return f"{caption} {left}"


def _alt(answers: list[_Answer], count: int, lang: str) -> str:
    """Say how many answers there are, and which of those that are drawn can all be true."""
    return phrase(
        lang,
        "{question} {count}. Those that can all be true: {answers}.",
        question=answers[0].question,
        count=plural(lang, "{n} answer", "{n} answers", count),
        answers=phrase(lang, "; ").join(_together(answers)),
    )


def _draw(ax: Axes, answers: list[_Answer], lang: str) -> None:
    """Draw a bar for each answer, shade what each camp shares, and write the scale below."""
    left, right = span = _span(answers)
    for shared in dict.fromkeys((row.camp_low, row.camp_high) for row in answers):
        ax.axvspan(max(shared[0], left), min(shared[1], right), color=BAND, lw=0)
    for y, row in enumerate(answers):
        uncertain_bar(ax, y, (row.low, row.high), span, row.colour)
    ax.set_xlim(*span)
    ax.grid(axis="x")
    if answers[0].kind == "date":
        label_time(ax, *span, lang)
    else:
        label_numbers(ax.xaxis, answers[0].unit, lang)


def _span(answers: list[_Answer]) -> tuple[float, float]:
    """Return what the axis shows: all stated ends, and room beyond them for open ones."""
    ends = np.array([(row.low, row.high) for row in answers])
    stated = ends[np.isfinite(ends)]
    length = float(stated.max() - stated.min()) or max(1.0, 0.1 * abs(float(stated.max())))
    before, after = (0.2 if np.isinf(ends[:, side]).any() else 0.06 for side in (0, 1))
    return float(stated.min() - before * length), float(stated.max() + after * length)


def _together(answers: list[_Answer]) -> list[str]:
    """Format which answers can all be true, and how many give them; one may fit several groups."""
    groups = []
    for low, high in sorted({(row.camp_low, row.camp_high) for row in answers}):
        words = [row.words for row in answers if row.low <= low and row.high >= high]
        groups.append(f"{', '.join(dict.fromkeys(words))} ({len(words)})")
    return groups
