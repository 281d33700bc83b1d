"""Figures of the dispute: who answers what, and how each question moved up the ladder."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle

from analysis.dispute.positions import strongest
from analysis.dispute.standing import Standing
from analysis.figures.check import check_table, rows_of
from analysis.figures.marks import beside, name_rows
from analysis.figures.style import FAINT, INK, SMALL, axes, finish, styled
from analysis.language.answers import to_date, to_day
from analysis.language.phrasebook import phrase, plural, word
from analysis.language.words import short_month

_WORKING = {  # columns within this module
    "rung": "place of a standing on the ladder",
    "final": "standing on the last day",
    "since": "first day with the final standing",
}

_QUESTION = ["question_id", "scope"]
_STEP = 0.23  # inches, the height of a cell
_MOST_NARROW = 6  # sides that have room on a telephone
# Dark for what is settled, amber for what is disputed, pale for what one voice says; no side's
# colour but the courts' for what they found.
_RUNGS: dict[str, str] = {
    Standing.FOUND_BY_A_COURT: "#000000",
    Standing.COURTS_DIFFER: "#7A4A00",
    Standing.REVERSED_IN_PART: "#5A5A5A",
    Standing.REVERSED: "#8C8C8C",
    Standing.CONCEDED: "#6A51A3",
    Standing.CONTESTED: "#E69F00",
    Standing.CORROBORATED: "#A3C9A8",
    Standing.ONE_SIDES_WORD: "#CFC9BC",
    Standing.PRESS_ONLY: "#ECE9E2",
    Standing.KNOWN_FROM_A_COPY: "#F7F5F1",
}


class _Position(NamedTuple):
    question_id: str
    scope: str
    topic: str
    label: str
    side: str
    who: str
    colour: str
    answer: str
    n_voices: int
    disputed: int


class _Standing(NamedTuple):
    question_id: str
    scope: str
    label: str
    answer: str
    standing: str
    day: str


class _Outcome(NamedTuple):
    question_id: str
    scope: str
    label: str
    answer: str
    reversed: str


@styled
def plot_positions(
    table: pd.DataFrame,
    *,
    title: str,
    lang: str = "en",
    narrow: bool = False,
    ax: Axes | None = None,
) -> Axes:
    """Draw who answers what: a line per question, a column per side, the answer in each cell.

    A full cell is a yes, a framed one a no, a pale one neither; the colour is the side's.

    Parameters
    ----------
    table : DataFrame
        As `analysis.positions` returns it: ``question_id``, ``scope``, ``topic``, ``label``,
        ``side``, ``who``, ``colour``, ``answer``, ``n_voices`` and ``disputed``; keep the questions
        to be drawn.
    title : str
        What the figure says.
    lang : str, optional
        ``"en"`` or ``"fr"``, as the table: see `analysis.dossier.in_language`.
    narrow : bool, optional
        Draw it for a telephone, 330 pixels wide: each question above its line, not beside it.
        More than six sides have no room there, and are drawn as wide as ever.
    ax : Axes, optional
        Axes to draw on.

    Returns
    -------
    Axes
        Which show themselves as a picture where they end a notebook's cell.

    Raises
    ------
    ValueError
        If the table is another one, or is empty.

    Examples
    --------
    >>> from analysis import example, positions
    >>> from analysis.figures import alt_text
    >>> ax = plot_positions(positions(example()), title="Two disputes")
    >>> print(alt_text(ax).partition(".")[0])
    2 questions by 3 sides
    """
    check_table(table, _Position, "plot.positions", "`analysis.positions`")
    lines = rows_of(table.drop_duplicates(_QUESTION), _Position)
    sides, names = _columns(table)
    narrow = narrow and len(sides) <= _MOST_NARROW
    _, height = beside(map(_name, lines))
    step = (1.0 if narrow else 0.0) + height / _STEP  # its words have a line of their own, or none
    room = _STEP * (step * len(lines) + table["topic"].nunique())
    ax = axes(ax, height=1.5 + room, narrow=narrow)
    places, topics = _lay_out([line.topic for line in lines], step)
    where = {(line.question_id, line.scope): y for line, y in zip(lines, places, strict=True)}
    for cell in rows_of(table, _Position):
        _draw_answer(ax, sides[cell.side], where[cell.question_id, cell.scope], cell, lang)
    _name_lines(ax, lines, places, narrow * step / 2)
    for topic, y in topics.items():
        _write(ax, y, topic.capitalize(), narrow=narrow, weight="bold")
    _set_frame(ax, len(sides), places[-1], names, turned=60 if narrow else 32)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Full: yes; framed: no; pale: partly, or several answers (mixed); a number: so many "
            "speakers.",
        ),
        reading=_alt_of_positions(lines, len(sides), lang),
    )


def _alt_of_positions(lines: list[_Position], sides: int, lang: str) -> str:
    """Say how many questions and sides there are, and what is disputed."""
    disputed = [_name(line) for line in lines if line.disputed > 0]
    counts = {
        "questions": plural(lang, "{n} question", "{n} questions", len(lines)),
        "sides": plural(lang, "{n} side", "{n} sides", sides),
    }
    if not disputed:
        return phrase(
            lang,
            "{questions} by {sides}. On none does one side say yes and another no.",
            **counts,
        )
    return phrase(
        lang,
        "{questions} by {sides}. On {disputed} some side says yes and some side no: {names}.",
        **counts,
        disputed=len(disputed),
        names=phrase(lang, "; ").join(disputed),
    )


def _columns(table: pd.DataFrame) -> tuple[dict[str, int], list[str]]:
    """Place the sides from left to right, those who answer most first, and name them."""
    sides = table["side"].value_counts(sort=True).index
    names = table.drop_duplicates("side").set_index("side")["who"]
    return {str(side): place for place, side in enumerate(sides)}, names[sides].tolist()


def _lay_out(topics: list[str], step: float) -> tuple[list[float], dict[str, float]]:
    """Place a line for each question, so far below the one before, and one above each topic."""
    places: list[float] = []
    heads: dict[str, float] = {}
    y = 0.0
    for topic, lines in groupby(topics):
        heads[topic] = y
        for _ in lines:
            y += step
            places.append(y)
        y += 1.25
    return places, heads


def _name(line: _Position | _Standing | _Outcome) -> str:
    """Name a question by its label, and its scope if it has one."""
    return f"{line.label} ({line.scope})" if line.scope else line.label


def _name_lines(ax: Axes, lines: list[_Position], places: list[float], above: float) -> None:
    """Write each question beside its line, or on a telephone so far above it."""
    labels, _ = beside(map(_name, lines))
    for label, y in zip(labels, places, strict=True):
        _write(ax, y - above, label, narrow=above > 0)


def _write(ax: Axes, y: float, text: str, *, narrow: bool, weight: str = "normal") -> None:
    """Write a label to the left of the columns, or on a telephone above them."""
    x, side = (-0.48, "left") if narrow else (-0.62, "right")
    ax.text(x, y, text, ha=side, va="center", fontsize=SMALL, fontweight=weight)


def _draw_answer(ax: Axes, x: int, y: float, cell: _Position, lang: str) -> None:
    """Draw one side's answer as a cell: full for yes, framed for no, pale for neither."""
    answer, colour = cell.answer, cell.colour
    pale = tuple(0.22 * part + 0.78 for part in to_rgb(colour))
    face = {"yes": to_rgb(colour), "no": (1.0, 1.0, 1.0)}.get(answer, pale)
    ax.add_patch(Rectangle((x - 0.46, y - 0.38), 0.92, 0.76, fc=face, ec=colour, lw=1.4))
    ink = _readable_on(colour) if answer == "yes" else INK
    words = f"{word(lang, answer)} {cell.n_voices}" if cell.n_voices > 1 else word(lang, answer)
    ax.text(x, y, words, ha="center", va="center", fontsize=SMALL, color=ink)


def _readable_on(colour: str) -> str:
    """Return black or white, whichever contrasts more; the better one always does by 4.5 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(colour)
    )
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue  # as WCAG 2 defines it
    return "white" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "black"


def _set_frame(ax: Axes, columns: int, bottom: float, names: list[str], *, turned: float) -> None:
    """Set the limits, and name the columns above."""
    ax.set_xlim(-0.6, columns - 0.4)
    ax.set_ylim(bottom + 0.6, -0.6)
    ax.set_yticks([])
    ax.set_xticks(range(columns), names, fontsize=SMALL, rotation=turned, ha="left", va="bottom")
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[["left", "bottom"]].set_visible(False)


@styled
def plot_standing(
    over_time: pd.DataFrame, *, title: str, lang: str = "en", ax: Axes | None = None
) -> Axes:
    """Draw how high the best founded answer to each question stood, day by day.

    Parameters
    ----------
    over_time : DataFrame
        As `analysis.standing_over_time` returns it: ``question_id``, ``scope``, ``label``,
        ``answer``, ``standing`` and ``day``; keep the questions to be drawn.
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
        If the table is another one, or is empty.

    Examples
    --------
    >>> from analysis import example, standing_over_time
    >>> from analysis.figures import alt_text
    >>> table = standing_over_time(example(), ["2024-05-02", "2024-06-30"])
    >>> print(alt_text(plot_standing(table, title="After the ruling")))
    2 questions. At first: 2 one side's word. At the end: 1 found by a court, 1 contested.
    """
    check_table(over_time, _Standing, "plot.standing", "`analysis.standing_over_time`")
    best = strongest(over_time)
    days = sorted({to_day(day) for day in best["day"]})
    first, last = (best[best["day"].map(to_day) == day] for day in (days[0], days[-1]))
    lines = _by_outcome(best)
    labels, height = beside(name for *_, name in lines)
    ax = axes(ax, height=1.7 + height * len(lines))
    ends = _ends(days)
    _draw_cells(ax, rows_of(best, _Standing), lines, ends)
    _set_days(ax, days, ends, lang)
    name_rows(ax, labels, room=0.6)
    _explain_colours(ax, set(best["standing"]), lang)
    _write_outcomes(ax, last, lines, ends[days[-1]], lang)
    return finish(
        ax,
        title=title,
        source=phrase(
            lang,
            "Cell: how the best founded answer stood on the day where it begins; at the right: "
            "that answer, unless contested; white: nothing yet.",
        ),
        reading=phrase(
            lang,
            "{questions}. At first: {first}. At the end: {last}.",
            questions=plural(lang, "{n} question", "{n} questions", len(lines)),
            first=_say(first, lang),
            last=_say(last, lang),
        ),
    )


def _ends(days: list[float]) -> dict[float, float]:
    """Return where the cell of each day ends: where the next begins, the last a little later."""
    length = days[-1] - days[0] or 30.0
    return dict(zip(days, [*days[1:], days[-1] + 0.08 * length], strict=True))


def _draw_cells(
    ax: Axes,
    cells: list[_Standing],
    lines: dict[tuple[str, str, str], int],
    ends: dict[float, float],
) -> None:
    """Draw how each question stood from each day on."""
    for cell in cells:
        start = to_day(cell.day)
        y = lines[cell.question_id, cell.scope, _name(cell)]
        box = (start, y - 0.38), ends[start] - start, 0.76
        ax.add_patch(Rectangle(*box, fc=_RUNGS[cell.standing], ec="white", lw=0.8))


def _set_days(ax: Axes, days: list[float], ends: dict[float, float], lang: str) -> None:
    """Set the limits, with room for the outcomes, and write the days below."""
    length = days[-1] - days[0] or 30.0
    ax.set_xlim(days[0], ends[days[-1]] + 0.07 * length)
    _label_days(ax, days, lang)
    ax.spines["bottom"].set_visible(False)
    ax.tick_params(axis="x", length=0)


def _write_outcomes(
    ax: Axes, last: pd.DataFrame, lines: dict[tuple[str, str, str], int], right: float, lang: str
) -> None:
    """Write at the right end of each line the answer that stands highest, unless contested."""
    for cell in rows_of(last[last["standing"] != Standing.CONTESTED], _Outcome):
        y = lines[cell.question_id, cell.scope, _name(cell)]
        answer = _answers(cell.answer, " or ", lang)
        if cell.reversed:
            earlier = _answers(cell.reversed, "; ", lang)
            answer = phrase(lang, "{answer} (reversed: {earlier})", answer=answer, earlier=earlier)
        ax.text(right, y, f" {answer}", va="center_baseline", fontsize=8, color=INK)


def _answers(answers: str, between: str, lang: str) -> str:
    """Format answers that are listed in one cell, and which were reversed in part only."""
    parts = [
        ", ".join(word(lang, piece) for piece in part.split(", "))
        for part in answers.split(between)
    ]
    return phrase(lang, between).join(parts)


def _by_outcome(best: pd.DataFrame) -> dict[tuple[str, str, str], int]:
    """Place the questions, those that ended highest and got there first on top."""
    rung = best["standing"].map({name: place for place, name in enumerate(Standing)})
    table = best.assign(rung=rung, order=best["day"].map(to_day))
    last = (
        table.sort_values("order", kind="stable")
        .drop_duplicates(_QUESTION, keep="last")
        .set_index(_QUESTION)
    )
    at_end = table.join(last["standing"].rename("final"), on=_QUESTION).query("standing == final")
    since = at_end.groupby(_QUESTION)["order"].min().rename("since")
    ordered = (
        last.join(since).reset_index().sort_values(["rung", "since", *_QUESTION], kind="stable")
    )
    rows = rows_of(ordered, _Standing)
    return {(row.question_id, row.scope, _name(row)): y for y, row in enumerate(rows)}


def _label_days(ax: Axes, days: list[float], lang: str) -> None:
    """Write the days under the axis, as many as fit beside one another."""
    left, right = ax.get_xlim()
    room = 0.12 * (right - left)
    shown: list[float] = []
    for day in days:
        if not shown or day - shown[-1] >= room:
            shown.append(day)
    dates = [to_date(day) for day in shown]
    words = [f"{d.day} {short_month(d.month, lang)}\n{d.year}" for d in dates if d]
    ax.set_xticks(shown, words, ha="left", fontsize=8, color=FAINT)


def _explain_colours(ax: Axes, drawn: set[str], lang: str) -> None:
    """Name the colours that are drawn above the figure, from the highest to the lowest."""
    rungs = [rung for rung in Standing if rung in drawn]
    keys = [Rectangle((0, 0), 1, 1, fc=_RUNGS[rung]) for rung in rungs]
    ax.legend(
        keys,
        [word(lang, rung) for rung in rungs],
        frameon=False,
        ncols=3,
        fontsize=8.5,
        loc="lower right",
        bbox_to_anchor=(1, 1),
        borderaxespad=0.2,
    )


def _say(cells: pd.DataFrame, lang: str) -> str:
    """Format how many questions stand on each rung."""
    counts = cells["standing"].value_counts().to_dict()
    return ", ".join(f"{counts[name]} {word(lang, name)}" for name in Standing if name in counts)
