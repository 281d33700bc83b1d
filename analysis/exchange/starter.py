"""A notebook to start from: the usual questions put to one's own dossier, its ids filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from analysis.dossier.dossier import Dossier
from analysis.language.answers import Kind

Cell = tuple[str, str]  # its kind and its text


def to_notebook(dossier: Dossier) -> str:
    """Write a notebook that asks a dossier the usual questions, with its own ids.

    It is to lie in the dossier's folder. Cells for which the dossier has no questions are left out.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    str
        A notebook of format 4.5, not yet run.

    References
    ----------
    Project Jupyter, *The Notebook file format*: https://nbformat.readthedocs.io

    Examples
    --------
    >>> import json
    >>> from analysis import example
    >>> cells = json.loads(to_notebook(example()))["cells"]
    >>> "".join(cells[-1]["source"])
    'analysis.conflicts(dossier)'
    """
    cells = [_cell(number, *cell) for number, cell in enumerate(_cells(dossier), start=1)]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    book = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    """Make a cell of the notebook's format."""
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{number:02}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _cells(dossier: Dossier) -> Iterator[Cell]:
    """Yield the cells in order."""
    used = dossier.questions[dossier.questions["question_id"].isin(dossier.claims["question_id"])]
    ids = {kind: group["question_id"].tolist() for kind, group in used.groupby("kind", sort=False)}
    yield "markdown", "# The case in tables\n\nSay here in two sentences what you found."
    yield "code", 'import analysis\n\ndossier = analysis.load(".")\ndossier'
    yield from _disputed(ids)
    yield from _dated(dossier, ids.get("date", []))


def _disputed(ids: dict[str, list[str]]) -> Iterator[Cell]:
    """Ask who says what, and what each answer rests on."""
    if Kind.YES_NO in ids:
        yield "markdown", "## Who says what?"
        yield "code", "analysis.positions(dossier)"
        yield "markdown", "## What does each answer rest on?"
        columns = '["question_id", "answer", "standing", "why", "claims"]'
        yield "code", f"analysis.standing(dossier)[{columns}]"
    if Kind.QUANTITY in ids:
        first, *others = ids[Kind.QUANTITY][:6]
        yield "markdown", "## Which figures agree?"
        shown = '["words", "sides", "n_voices", "claims"]'
        asked = f'question = "{first}"' + (f"  # or: {', '.join(others)}" if others else "")
        yield "code", f"{asked}\nanalysis.camps(dossier, question)[{shown}]"


def _dated(dossier: Dossier, dates: list[str]) -> Iterator[Cell]:
    """Ask what happened when, and how long the notice was."""
    if not dates:
        return
    yield "markdown", "## What happened when?"
    yield "code", 'analysis.events(dossier)[["label", "when", "n_voices", "sides", "claims"]]'
    ends = ends_of_notice(dossier)
    if ends is not None:
        start, end = ends
        yield "markdown", "## How long was it from one to the other, by whose date?"
        yield (
            "code",
            "\n".join(
                [
                    f'start, end = "{start}", "{end}"  # of: {", ".join(dates[:8])}',
                    'shown = ["label", "side", "when", "months", "claims"]',
                    "analysis.notice(dossier, end=end, starts=[start])[shown]",
                ]
            ),
        )
    yield "markdown", "## Do the dates contradict one another?"
    yield "code", "analysis.conflicts(dossier)"


def ends_of_notice(dossier: Dossier) -> tuple[str, str] | None:
    """Choose two events: those of a duration, else the first dated and the last, if there are two.

    Examples
    --------
    >>> from analysis import example
    >>> ends_of_notice(example())
    ('d-notice', 'd-end')
    """
    claims = dossier.claims[dossier.claims["kind"] == Kind.DATE]
    dates = set(claims["question_id"])
    durations = dossier.questions[dossier.questions["kind"] == Kind.DURATION]
    for row in durations.itertuples():
        if {row.from_question, row.to_question} <= dates:
            return str(row.from_question), str(row.to_question)
    first = claims.groupby("question_id")["low"].min().sort_values(kind="stable").index
    return (str(first[0]), str(first[-1])) if len(dates) > 1 else None
