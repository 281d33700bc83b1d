"""Rules between the files of a dossier: ids that exist, answers that fit their question."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from math import inf, isinf
from typing import Any, NamedTuple

import pandas as pd

from analysis.dossier.about import ABOUT, About
from analysis.dossier.schemas import FILES, REQUIRED, TIMES, Side, cell_problems
from analysis.dossier.speakers import speaker_problems
from analysis.dossier.tables import Problem, quoted
from analysis.dossier.what_if import what_if_problems
from analysis.language.answers import (
    DATE_FORMS,
    NUMBER_FORMS,
    YES_NO,
    AnswerError,
    Kind,
    read_date,
    read_number,
    to_day,
)
from analysis.language.shares import BOUNDS, accepted_share
from analysis.language.text import as_typed, same_text_key


class Link(NamedTuple):
    """A column whose cells are ids of another table."""

    table: str
    column: str
    home: str
    key: str
    may_be_empty: bool


LINKS = (
    Link("claims", "question_id", "questions", "question_id", False),
    Link("claims", "source_id", "sources", "source_id", False),
    Link("claims", "side", "parties", "side", False),
    Link("zones", "claim_id", "claims", "claim_id", False),
    Link("questions", "yes_favours", "parties", "side", True),
)


# What a dossier says in words of its own: these cells may have a translation.
WORDS = {
    "parties": ("label", "who"),
    "questions": ("label", "text", "topic", "unit", "definition"),
    "claims": ("scope", "statement", "speaker"),
    "sources": ("publisher", "title"),
}
WORDS_ABOUT = ("title", "authors", "licence", "contact")


def link_problems(about: About | None, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List ids that point nowhere, and dates that cannot be."""
    problems: list[Problem] = []
    for name, column, home, key, may_be_empty in LINKS:
        if name in tables and home in tables:
            known = {*tables[home][key].tolist(), ""}  # the schema names what must be filled
            accepted = f"a {key} of {FILES[home]}" + (", or nothing" if may_be_empty else "")
            problems += _unknown(name, tables[name], column, known, accepted)
    if "questions" in tables:
        problems += _event_problems(tables) + _time_problems(tables["questions"])
        problems += _idle_problems(tables["questions"])
    if "claims" in tables:
        problems += speaker_problems(tables)
    if {"names", "claims"} <= tables.keys():
        problems += _name_problems(tables["names"], tables["claims"])
    if about is not None:  # else it is named alone, and not what would follow from it
        if {"translations", *REQUIRED} <= tables.keys():
            problems += _translation_problems(about, tables)
        for key, home, column in (
            ("supplier", "parties", "side"),
            ("customer", "parties", "side"),
            ("main_source", "sources", "source_id"),
        ):
            value = getattr(about, key)
            if home in tables and value not in tables[home][column].tolist():
                accepted = f"a {column} of {FILES[home]}"
                problems.append(Problem(ABOUT, None, key, quoted(value), accepted))
        if "sources" in tables:
            problems += _late_problems(about, tables["sources"])
        problems += what_if_problems(about.what_if, tables)
    return problems


def _rows(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Yield each row of a table: its number and its cells in some columns."""
    return zip(table.index.tolist(), *(table[name].tolist() for name in columns), strict=True)


def _unknown(
    name: str, table: pd.DataFrame, column: str, known: Container[str], accepted: str
) -> list[Problem]:
    """Make one problem of each cell that is none of the known."""
    lost = [(row, cell) for row, cell in _rows(table, column) if cell not in known]
    return cell_problems(FILES[name], column, lost, accepted)


def _late_problems(about: About, sources: pd.DataFrame) -> list[Problem]:
    """List sources that appeared after the day on which all had been collected."""
    last = to_day(about.collected)
    accepted = f"a date up to {about.collected}, the day 'collected' of {ABOUT}"
    days = [(row, cell, _first_day(cell, about)) for row, cell in _rows(sources, "published")]
    late = [(row, cell) for row, cell, day in days if day > last]
    return cell_problems(FILES["sources"], "published", late, accepted)


def _first_day(published: str, about: About) -> float:
    """Return the first day on which a source may have appeared; the schema names what is none."""
    try:
        return read_date(published, about.tolerances)[0]
    except AnswerError:
        return -inf


def _event_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List durations and orders that do not name two date questions."""
    questions = tables["questions"]
    rows = _rows(questions, "question_id", "kind")
    events = {one for _, one, kind in rows if kind == Kind.DATE}
    accepted = "the question_id of a date question"
    problems: list[Problem] = []
    for column in ("from_question", "to_question"):
        lost = [
            (row, cell)
            for row, cell, kind in _rows(questions, column, "kind")
            if kind == "duration" and cell not in events
        ]
        problems += cell_problems(FILES["questions"], column, lost, accepted)
    if "order" in tables:
        for column in ("earlier", "later"):
            problems += _unknown("order", tables["order"], column, events, accepted)
    return problems


def _idle_problems(questions: pd.DataFrame) -> list[Problem]:
    """List cells that would have no effect on a question of their kind."""
    idle = {"yes_favours": Kind.YES_NO}
    idle |= dict.fromkeys(("from_question", "to_question"), Kind.DURATION)
    problems: list[Problem] = []
    for column, kind in idle.items():
        filled = [(row, c) for row, c, own in _rows(questions, column, "kind") if c and own != kind]
        accepted = f"nothing: only a {kind} question has it"
        problems += cell_problems(FILES["questions"], column, filled, accepted)
    return problems


def _time_problems(questions: pd.DataFrame) -> list[Problem]:
    """List questions that do not say whether answers of different times speak of one thing."""
    times = [(row, time, kind in _JUDGED) for row, time, kind in _rows(questions, "time", "kind")]
    unsaid = [(row, time) for row, time, judged in times if judged and not time]
    lasting = [(row, time) for row, time, judged in times if not judged and time == "state"]
    accepted = f"{' or '.join(TIMES)}: whether it happened once, or holds for a while"
    one_time = "event, or nothing (a date or a length has one time)"
    return [
        *cell_problems(FILES["questions"], "time", unsaid, accepted),
        *cell_problems(FILES["questions"], "time", lasting, one_time),
    ]


_JUDGED = (Kind.YES_NO, Kind.QUANTITY)


def _name_problems(names: pd.DataFrame, claims: pd.DataFrame) -> list[Problem]:
    """List speakers of whom it is not said how they appear, and names that nobody bears.

    So no private person's name slips in. Newspapers and courts are bodies, whoever writes.
    """
    first: dict[str, int] = {}
    for row, speaker, side in _rows(claims, "speaker", "side"):
        if side not in [*Side]:
            first.setdefault(speaker, row)
    known = set(map(same_text_key, names["speaker"].tolist()))
    lost = [(row, name) for name, row in first.items() if same_text_key(name) not in known]
    bear = set(map(same_text_key, first))
    idle = [(row, n) for row, n in _rows(names, "speaker") if same_text_key(n) not in bear]
    nobody = "a speaker of claims, no newspaper or court"
    return [
        *cell_problems(FILES["claims"], "speaker", lost, f"a speaker of {FILES['names']}"),
        *cell_problems(FILES["names"], "speaker", idle, nobody),
    ]


def _translation_problems(about: About, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List translations of what does not stand in the dossier, or no longer does."""
    cells = (tables[name][column].tolist() for name in WORDS for column in WORDS[name])
    words = {word for column in cells for word in column}
    words |= {getattr(about, key) for key in WORDS_ABOUT}
    lost = [
        (row, text)
        for row, text in _rows(tables["translations"], "text")
        if text not in words  # which spares most the comparison by typography
    ]
    if lost:
        known = set(map(as_typed, words))
        lost = [(row, text) for row, text in lost if as_typed(text) not in known]
    homes = {FILES[name]: columns for name, columns in WORDS.items()} | {ABOUT: WORDS_ABOUT}
    places = "; ".join(f"{' or '.join(columns)} in {file}" for file, columns in homes.items())
    return cell_problems(FILES["translations"], "text", lost, f"a cell of: {places}")


def answer_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List answers that do not fit the kind of their question."""
    if not {"claims", "questions"} <= tables.keys():
        return []
    asked = {one: of for _, one, *of in _rows(tables["questions"], "question_id", "kind", "unit")}
    problems: list[Problem] = []
    for row, question_id, answer in _rows(tables["claims"], "question_id", "answer"):
        kind, unit = asked.get(question_id, ("", ""))
        if kind != Kind.YES_NO and not answer:  # which the schema names
            continue
        cell = FILES["claims"], "answer", [(row, answer)]
        if kind == Kind.QUANTITY and unit in BOUNDS:
            if not _is_share(answer, unit):
                problems += cell_problems(*cell, _share_forms(answer, unit))
        elif not _fits(answer, kind):
            found = cell_problems(*cell, f"{FORMS[kind]} (a {kind} question)")
            problems += map(_with_point, found)
    return problems


_COMMA = re.compile(r"'(-?[0-9]+),([0-9]+~?)'")


def _with_point(problem: Problem) -> Problem:
    """Return for a decimal comma that a point is meant; 1,300 may also be a thousand and more."""
    found = _COMMA.fullmatch(problem.found)
    if found is None:
        return problem
    return replace(problem, accepted=f"{found[1]}.{found[2]}, with a point; {problem.accepted}")


def _fits(answer: str, kind: str) -> bool:
    """Return whether an answer is one to a question of its kind."""
    if kind == Kind.YES_NO:
        return answer in YES_NO
    try:
        return kind not in READERS or bool(READERS[kind](answer))
    except AnswerError:
        return False


def _is_share(answer: str, unit: str) -> bool:
    """Return whether an answer is a part of a whole, as far as its ends are known."""
    low, high = BOUNDS[unit]
    return _fits(answer, Kind.QUANTITY) and all(
        isinf(end) or low <= end <= high for end in read_number(answer)
    )


def _share_forms(cell: str, unit: str) -> str:
    """Format what is accepted: what was probably meant, or else the forms of a number."""
    accepted = accepted_share(cell, unit)
    if unit == "share" and "-" in cell:
        accepted += " (a rise or a fall is asked for in the unit change)"
    return accepted if "(" in accepted else f"{accepted}: {NUMBER_FORMS}"


READERS: dict[str, Callable[..., tuple[float, float]]] = {
    Kind.QUANTITY: read_number,
    Kind.DURATION: read_number,
    Kind.DATE: read_date,
}
FORMS: dict[str, str] = {
    Kind.YES_NO: ", ".join(YES_NO),
    Kind.QUANTITY: NUMBER_FORMS,
    Kind.DURATION: NUMBER_FORMS,
    Kind.DATE: DATE_FORMS,
}


def kinds_of(claims: pd.DataFrame, questions: pd.DataFrame) -> list[str]:
    """Kind of question that each claim answers; nothing for an unknown question."""
    kinds = dict(zip(questions["question_id"].tolist(), questions["kind"].tolist(), strict=True))
    return [kinds.get(question_id, "") for question_id in claims["question_id"].tolist()]
