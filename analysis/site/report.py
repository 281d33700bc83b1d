"""The report: the standard tables and figures of any dossier, on one page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd

from analysis.dispute.camps import answers_to, camps
from analysis.timeline.chronology import conflicts
from analysis.dispute.positions import positions
from analysis.dossier.dossier import Dossier
from analysis.figures import plot_answers, plot_chronology, plot_positions
from analysis.dispute.standing import standing
from analysis.site.page import figure, heading, listing, paragraph, write_page
from analysis.timeline.events import events
from analysis.language.shares import BOUNDS
from analysis.language.words import say_days, say_number

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
    >>> write_report(load("analysis/dossier/template"))[:15]
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


def _positions(dossier: Dossier, _: Say) -> Iterator[str]:
    """Say what each side answers to each yes-no question, and draw what they dispute."""
    table = positions(dossier)
    disputed = table[table["disputed"] > 0]
    if len(disputed):
        brief = {name: disputed[name].map(partial(_brief, size)) for name, size in _ROOM.items()}
        drawn = disputed.assign(**brief)
        yield figure(plot_positions(drawn, title="What the sides dispute"))
    yield listing(table, "Each side's answers", _POSITIONS)


_ROOM = {"topic": 40, "label": 50, "scope": 20, "who": 25}


def _brief(size: int, text: str) -> str:
    """Cut a text that is no label, so that a figure keeps room; the table below has it whole."""
    return text if len(text) <= size else text[: size - 1] + "…"


def _standing(dossier: Dossier, _: Say) -> Iterator[str]:
    """Say what each answer to a yes-no question rests on."""
    labels = dossier.questions.set_index("question_id")["label"]
    table = standing(dossier)
    yield listing(
        table.assign(label=table["question_id"].map(labels)), "Standing of each answer", _STANDING
    )


def _questions(dossier: Dossier, progress: Say) -> Iterator[str]:
    """Give the camps of each question, and a figure of two or more figures or dates."""
    for row in dossier.questions.to_dict("records"):
        progress(f"    {row['question_id']}")
        yield heading(row["text"], 3)
        if row["definition"]:
            yield paragraph(row["definition"])
        found = camps(dossier, row["question_id"])
        yield listing(_in_words(found, row), f"Camps of {row['question_id']}", _CAMPS)
        if row["kind"] != "yes-no":
            yield from _figures(dossier, row, found)


def _figures(dossier: Dossier, row: dict[str, str], found: pd.DataFrame) -> Iterator[str]:
    """Draw the answers of each scope that has two or more."""
    for scope in sorted(found["scope"].unique()):
        answers = answers_to(dossier, row["question_id"], scope)
        if len(answers) >= 2:
            title = row["label"] + (f" ({scope})" if scope else "")
            yield figure(plot_answers(answers, title=title))


def _in_words(found: pd.DataFrame, row: dict[str, str]) -> pd.DataFrame:
    """Say how far each camp lies from the one before, and which days its figures refer to."""
    unit = {"date": "days"}.get(row["kind"], row["unit"])
    apart = [_points(gap, unit) if gap > 0 else "" for gap in found["gap"]]
    periods = [
        "" if np.isinf(low) and np.isinf(high) else say_days(low, high)
        for low, high in zip(found["period_low"], found["period_high"], strict=True)
    ]
    return found.assign(apart=apart, period=periods)


def _points(gap: float, unit: str) -> str:
    """Say a difference: of shares it is in points."""
    return f"{100 * gap:.3g} points" if unit in BOUNDS else say_number(gap, unit)


def _events(dossier: Dossier, _: Say) -> Iterator[str]:
    """Give the events in their order, and draw those with an earliest and a latest day."""
    table = events(dossier)
    if np.isfinite(table[["earliest", "latest"]]).all(axis=1).any():
        yield figure(plot_chronology(table, title="The events, as dated by those who speak"))
    yield listing(table, "Events", _EVENTS)


def _conflicts(dossier: Dossier, _: Say) -> Iterator[str]:
    """Give each smallest set of claims about dates and lengths that cannot all be true."""
    table = conflicts(dossier)
    yield listing(table, "Claims that cannot all be true", _CONFLICTS)
    if not table.attrs["complete"]:
        yield paragraph("There are more, or larger, sets than are listed here.")


def _sources(dossier: Dossier, _: Say) -> Iterator[str]:
    """All sources, by date of publication."""
    table = dossier.sources.sort_values(["published_low", "source_id"])
    days = [
        say_days(*ends)
        for ends in zip(table["published_low"], table["published_high"], strict=True)
    ]
    yield listing(table.assign(days=days), "Sources", _SOURCES)


_POSITIONS = {
    **{"topic": "topic", "label": "question", "scope": "scope", "who": "side"},
    **{"answer": "answer", "voices": "voices", "claims": "claims"},
}
_STANDING = {
    **{"label": "question", "scope": "scope", "answer": "answer", "standing": "standing"},
    **{"why": "why", "claims": "claims", "against": "against"},
}
_CAMPS = {
    **{"answer": "answer", "scope": "scope", "period": "period", "apart": "from the one above"},
    **{"sides": "sides", "speakers": "speakers", "claims": "claims"},
}
_EVENTS = {
    **{"label": "event", "when": "when", "camps": "camps", "voices": "voices"},
    **{"sides": "sides", "claims": "claims"},
}
_CONFLICTS = {"words": "who says what", "gap": "days apart", "claims": "claims"}
_SOURCES = {
    **{"source_id": "source", "publisher": "publisher", "title": "title", "days": "published"},
    **{"read": "read", "url": "address"},
}
_PARTS: dict[str, Callable[[Dossier, Say], Iterator[str]]] = {
    "What does the dossier hold?": _counts,
    "Who answers what?": _positions,
    "What does each answer rest on?": _standing,
    "Which answers can be true together?": _questions,
    "What happened when?": _events,
    "Which claims about time exclude one another?": _conflicts,
    "Where was it published?": _sources,
}
