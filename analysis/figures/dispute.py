"""Figures of the dispute: who answers what, and how each question moved up the ladder."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from analysis.dispute.positions import strongest
from analysis.dispute.standing import LADDER
from analysis.figures.house import FAINT, INK, axes, finish, house
from analysis.language.answers import to_date, to_day
from analysis.language.phrasebook import phrase, word
from analysis.language.words import short_month

_CASE = ["question_id", "scope"]
# Dark for what is settled, amber for what is disputed, pale for what one voice says; no side's
# colour but the courts' for what they found.
_RUNGS = {
    "found by a court": "#000000",
    "courts differ": "#7A4A00",
    "reversed in part": "#5A5A5A",
    "reversed": "#8C8C8C",
    "conceded": "#6A51A3",
    "contested": "#E69F00",
    "corroborated": "#A3C9A8",
    "one side's word": "#CFC9BC",
    "press only": "#ECE9E2",
    "known from a copy": "#F7F5F1",
}


@house
def plot_positions(
    table: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw who answers what: a line a question, a column a side, the answer in each cell.

    A full cell is a yes, a framed one a no, a pale one neither; the colour is the side's.

    Parameters
    ----------
    table : DataFrame
        As `analysis.positions` returns it; keep the questions to be drawn.
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
    lines = list(table.drop_duplicates(_CASE).itertuples())
    sides = _columns(table)
    ax = axes(ax, height=1.5 + 0.23 * (len(lines) + table["topic"].nunique()))
    places, topics = _lay_out([str(line.topic) for line in lines])
    where = {(line.question_id, line.scope): y for line, y in zip(lines, places, strict=True)}
    for cell in table.itertuples():
        _draw_answer(ax, sides[cell.who], where[cell.question_id, cell.scope], cell, lang)
    for line, y in zip(lines, places, strict=True):
        _write(ax, y, _name(line))
    for topic, y in topics.items():
        _write(ax, y, topic.capitalize(), weight="bold")
    _set_frame(ax, len(sides), places[-1], list(sides))
    disputed = table[table["disputed"] > 0].drop_duplicates(_CASE)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Full: yes. Framed: no. Pale: partly, or several answers (mixed). "
            "A number: so many speakers.",
        ),
        reading=phrase(
            lang,
            "{count} questions by {sides} sides. On {disputed} some side says yes and some side "
            "no: {names}.",
            count=len(lines), sides=len(sides), disputed=len(disputed),
            names=phrase(lang, "; ").join(map(_name, disputed.itertuples()))
            or phrase(lang, "none"),
        ),
    )  # fmt: skip


def _columns(table: pd.DataFrame) -> dict[str, int]:
    """Place the sides from left to right, those who answer most first."""
    names = table["who"].value_counts(sort=True)
    return {str(name): place for place, name in enumerate(names.index)}


def _lay_out(topics: list[str]) -> tuple[list[float], dict[str, float]]:
    """Place a line for each question, and one above each topic."""
    places: list[float] = []
    heads: dict[str, float] = {}
    y = 0.0
    for topic, lines in groupby(topics):
        heads[topic] = y
        for _ in lines:
            y += 1
            places.append(y)
        y += 1.25
    return places, heads


def _name(line: object) -> str:
    """Name a question by its label, and its scope if it has one."""
    label, scope = str(line.label), str(line.scope)  # type: ignore[attr-defined]
    return f"{label} ({scope})" if scope else label


def _write(ax: Axes, y: float, text: str, weight: str = "normal") -> None:
    """Write a label to the left of the columns."""
    ax.text(-0.62, y, text, ha="right", va="center", fontsize=8, fontweight=weight)


def _draw_answer(ax: Axes, x: int, y: float, cell: object, lang: str) -> None:
    """Draw one side's answer as a cell: full for yes, framed for no, pale for neither."""
    answer, colour = str(cell.answer), str(cell.colour)  # type: ignore[attr-defined]
    pale = tuple(0.22 * part + 0.78 for part in to_rgb(colour))
    face = {"yes": to_rgb(colour), "no": (1.0, 1.0, 1.0)}.get(answer, pale)
    ax.add_patch(Rectangle((x - 0.46, y - 0.38), 0.92, 0.76, fc=face, ec=colour, lw=1.4))
    brightness = np.dot(to_rgb(colour), (0.299, 0.587, 0.114))
    ink = "white" if answer == "yes" and brightness < 0.53 else INK
    voices = int(cell.voices)  # type: ignore[attr-defined]
    words = f"{word(lang, answer)} {voices}" if voices > 1 else word(lang, answer)
    ax.text(x, y, words, ha="center", va="center", fontsize=7.5, color=ink)


def _set_frame(ax: Axes, columns: int, bottom: float, names: list[str]) -> None:
    """Set the limits, and name the columns above."""
    ax.set_xlim(-0.6, columns - 0.4)
    ax.set_ylim(bottom + 0.6, -0.6)
    ax.set_yticks([])
    ax.set_xticks(range(columns), names, fontsize=8, rotation=32, ha="left", va="bottom")
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)


@house
def plot_standing(
    over_time: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how high the best founded answer to each question stood, day by day.

    Parameters
    ----------
    over_time : DataFrame
        As `analysis.standing_over_time` returns it; keep the questions to be drawn.
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
    best = strongest(over_time)
    days = sorted({to_day(day) for day in best["day"]})
    ends = dict(zip(days, [*days[1:], days[-1] + 30], strict=True))
    lines = _by_outcome(best)
    ax = axes(ax, height=1.9 + 0.27 * len(lines))
    for cell in best.itertuples():
        start = to_day(cell.day)
        y = lines[cell.question_id, cell.scope, _name(cell)]
        box = (start, y - 0.38), ends[start] - start, 0.76
        ax.add_patch(Rectangle(*box, fc=_RUNGS[cell.standing], ec="white", lw=0.8))
    ax.set_xlim(days[0], ends[days[-1]] + 25)  # room for the outcomes
    ax.set_ylim(len(lines) - 0.4, -0.6)
    ax.set_yticks(range(len(lines)), [name for *_, name in lines], fontsize=8.5)
    _label_days(ax, days, lang)
    _explain_colours(ax, set(best["standing"]), lang)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    first, last = (best[best["day"].map(to_day) == day] for day in (days[0], days[-1]))
    _write_outcomes(ax, last, lines, ends[days[-1]], lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Each cell: the answer that stands highest, by what had been published on the day "
            "where the cell begins. At the right: that answer, unless contested. White: nothing "
            "yet.",
        ),
        reading=phrase(
            lang, "{count} questions from {first} to {last}.",
            count=len(lines), first=_say(first, lang), last=_say(last, lang),
        ),
    )  # fmt: skip


def _write_outcomes(
    ax: Axes, last: pd.DataFrame, lines: dict[tuple[str, str, str], int], right: float, lang: str
) -> None:
    """Write at the right end of each line the answer that stands highest, unless contested."""
    for cell in last[last["standing"] != "contested"].itertuples():
        y = lines[cell.question_id, cell.scope, _name(cell)]
        answer = _answers(cell.answer, " or ", lang)
        if cell.reversed:
            earlier = _answers(cell.reversed, "; ", lang)
            answer = phrase(lang, "{answer} (reversed: {earlier})", answer=answer, earlier=earlier)
        ax.text(right + 3, y, answer, va="center_baseline", fontsize=8, color=INK)


def _answers(answers: str, between: str, lang: str) -> str:
    """Say answers that are listed in one cell, and which were reversed in part only."""
    parts = [
        ", ".join(word(lang, piece) for piece in part.split(", "))
        for part in answers.split(between)
    ]
    return phrase(lang, between).join(parts)


def _by_outcome(best: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """Place the questions, those that ended highest and got there first on top."""
    rung = best["standing"].map({name: place for place, name in enumerate(LADDER)})
    table = best.assign(rung=rung, order=best["day"].map(to_day))
    last = table.sort_values("order").drop_duplicates(_CASE, keep="last").set_index(_CASE)
    at_end = table.join(last["standing"].rename("final"), on=_CASE).query("standing == final")
    since = at_end.groupby(_CASE)["order"].min().rename("since")
    ordered = last.join(since).reset_index().sort_values(["rung", "since", *_CASE])
    rows = ordered.itertuples()
    return {(row.question_id, row.scope, _name(row)): y for y, row in enumerate(rows)}


def _label_days(ax: Axes, days: list[float], lang: str) -> None:
    """Write the days under the axis, as many as fit."""
    shown = days[:: max(1, -(-len(days) // 6))]
    dates = [to_date(day) for day in shown]
    words = [f"{d.day} {short_month(d.month, lang)}\n{d.year}" for d in dates if d]
    ax.set_xticks(shown, words, ha="left", fontsize=8, color=FAINT)


def _explain_colours(ax: Axes, drawn: set[str], lang: str) -> None:
    """Name the colours that are drawn above the figure, from the highest to the lowest."""
    rungs = [rung for rung in LADDER if rung in drawn]
    keys = [Rectangle((0, 0), 1, 1, fc=_RUNGS[rung]) for rung in rungs]
    ax.legend(
        keys, [word(lang, rung) for rung in rungs], frameon=False, ncols=3, fontsize=8.5,
        loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0.2,
    )  # fmt: skip


def _say(cells: pd.DataFrame, lang: str) -> str:
    """Say how many questions stand on each rung."""
    counts = cells["standing"].value_counts().to_dict()
    return ", ".join(f"{counts[name]} {word(lang, name)}" for name in LADDER if name in counts)
