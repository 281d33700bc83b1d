"""The report: the standard tables and figures of any dossier, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from analysis.camps import answers_to, camps
from analysis.dossier import Dossier
from analysis.figures import plot_answers
from analysis.page import figure, heading, listing, paragraph, write_page
from analysis.words import say_days, say_number

Say = Callable[[str], None]


def write_report(dossier: Dossier, progress: Say = lambda message: None) -> str:
    """Write a report on a dossier as one HTML page that needs no other file.

    Parameters
    ----------
    dossier : Dossier
    progress : callable, optional
        Called with a line of text before each part.

    Returns
    -------
    str
        HTML. All texts of the dossier are escaped; the page asks nothing of any host.

    Examples
    --------
    >>> from analysis import load
    >>> write_report(load("analysis/template"))[:15]
    '<!DOCTYPE html>'
    """
    body: list[str] = []
    for number, (title, part) in enumerate(_PARTS.items(), start=1):
        progress(f"{number}/{len(_PARTS)} {title}")
        body += [heading(title), *part(dossier, progress)]
    return write_page(dossier.about.title, body)


def _counts(dossier: Dossier, _: Say) -> Iterator[str]:
    """What the dossier holds."""
    about = dossier.about
    labels = dossier.parties.set_index("side")["label"]
    yield paragraph(
        f"Customer: {labels[about.customer]}. Supplier: {labels[about.supplier]}. "
        f"Main source: {about.main_source}, {about.reference_date}."
    )
    yield dossier._repr_html_()
    yield paragraph(_tolerances(dossier))


def _tolerances(dossier: Dossier) -> str:
    """Say how far words are widened."""
    widths = dossier.about.tolerances
    return (
        f"Tolerances: a stated number is widened by {say_number(widths.number, 'share')}, an "
        f"approximate one by {say_number(widths.number_about, 'share')}; an approximate day by "
        f"{widths.day} days, a month by {widths.month}, a year by {widths.year}."
    )


def _questions(dossier: Dossier, progress: Say) -> Iterator[str]:
    """Each question with its camps, and a figure where two or more figures or dates stand."""
    for row in dossier.questions.to_dict("records"):
        progress(f"    {row['question_id']}")
        yield heading(row["text"], 3)
        if row["definition"]:
            yield paragraph(row["definition"])
        found = camps(dossier, row["question_id"])
        yield listing(_apart(found, row), f"Camps of {row['question_id']}", _CAMPS)
        if row["kind"] != "yes-no":
            yield from _figures(dossier, row, found)


def _figures(dossier: Dossier, row: dict[str, str], found: pd.DataFrame) -> Iterator[str]:
    """Draw the answers of each scope that has two or more."""
    for scope in sorted(found["scope"].unique()):
        answers = answers_to(dossier, row["question_id"], scope)
        if len(answers) >= 2:
            title = row["label"] + (f" ({scope})" if scope else "")
            yield figure(plot_answers(answers, title=title))


def _apart(found: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    """Add how far each camp lies from the one before, and the days that its figures refer to."""
    unit = "days" if row["kind"] == "date" else row["unit"]
    gaps = [say_number(gap, unit) if gap == gap else "" for gap in found["gap"]]
    periods = [
        say_days(*ends) for ends in zip(found["period_low"], found["period_high"], strict=True)
    ]
    return found.assign(apart=gaps, period=[p.replace("any day", "") for p in periods])


def _sources(dossier: Dossier, _: Say) -> Iterator[str]:
    """All sources, by date of publication."""
    table = dossier.sources.sort_values(["published_low", "source_id"])
    days = [
        say_days(*ends)
        for ends in zip(table["published_low"], table["published_high"], strict=True)
    ]
    yield listing(table.assign(days=days), "Sources", _SOURCES)


_CAMPS = {
    **{"answer": "answer", "scope": "scope", "period": "period", "apart": "from the one above"},
    **{"sides": "sides", "speakers": "speakers", "claims": "claims"},
}
_SOURCES = {
    **{"source_id": "source", "publisher": "publisher", "title": "title", "days": "published"},
    **{"read": "read", "url": "address"},
}
_PARTS: dict[str, Callable[[Dossier, Say], Iterator[str]]] = {
    "What does the dossier hold?": _counts,
    "What does each question get for answers?": _questions,
    "Where was it published?": _sources,
}
