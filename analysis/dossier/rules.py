"""Rules between the files of a dossier: ids that exist, answers that fit their question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from analysis.dossier.about import ABOUT, About
from analysis.dossier.schemas import FILES, REQUIRED, TIMES, Side
from analysis.dossier.speakers import speaker_problems
from analysis.dossier.tables import Problem, quoted
from analysis.dossier.what_if import what_if_problems
from analysis.language.answers import (
    DATE_FORMS,
    EXACT,
    NUMBER_FORMS,
    YES_NO,
    AnswerError,
    Kind,
    parse_dates,
    parse_numbers,
    to_day,
)
from analysis.language.shares import BOUNDS, accepted_share, outside
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
            ids = tables[home][key]
            accepted = f"a {key} of {FILES[home]}" + (", or nothing" if may_be_empty else "")
            cells = tables[name][column]
            lost = cells[~cells.isin(ids) & (cells != "")]
            problems += _name_cells(name, lost, accepted)
    if "questions" in tables:
        problems += _event_problems(tables) + _time_problems(tables["questions"])
        problems += _idle_problems(tables["questions"])
    if "claims" in tables:
        problems += speaker_problems(tables)
    if {"names", "claims"} <= tables.keys():
        problems += _name_problems(tables["names"]["speaker"], tables["claims"])
    if {"translations", *REQUIRED} <= tables.keys():
        problems += _translation_problems(about, tables)
    if about is not None:
        for key, home, column in (
            ("supplier", "parties", "side"),
            ("customer", "parties", "side"),
            ("main_source", "sources", "source_id"),
        ):
            value = getattr(about, key)
            if home in tables and not (tables[home][column] == value).any():
                accepted = f"a {column} of {FILES[home]}"
                problems.append(Problem(ABOUT, None, key, quoted(value), accepted))
        if "sources" in tables:
            problems += _late_problems(about, tables["sources"]["published"])
        problems += what_if_problems(about.what_if, tables)
    return problems


def _late_problems(about: About, published: pd.Series[str]) -> list[Problem]:
    """List sources that appeared after the day on which all had been collected."""
    try:
        first = parse_dates(published, about.tolerances)["low"]
    except AnswerError:  # which the schema names
        return []
    accepted = f"a date up to {about.collected}, the day 'collected' of {ABOUT}"
    return _name_cells("sources", published[first > to_day(about.collected)], accepted)


def _event_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List durations and orders that do not name two date questions."""
    questions = tables["questions"]
    events = questions.loc[questions["kind"] == Kind.DATE, "question_id"]
    accepted = "the question_id of a date question"
    problems: list[Problem] = []
    durations = questions[questions["kind"] == Kind.DURATION]
    for column in ("from_question", "to_question"):
        problems += _name_cells(
            "questions", durations.loc[~durations[column].isin(events), column], accepted
        )
    if "order" in tables:
        for column in ("earlier", "later"):
            cells = tables["order"][column]
            problems += _name_cells("order", cells[~cells.isin(events)], accepted)
    return problems


def _idle_problems(questions: pd.DataFrame) -> list[Problem]:
    """List cells that would have no effect on a question of their kind."""
    idle = {"yes_favours": Kind.YES_NO}
    idle |= dict.fromkeys(("from_question", "to_question"), Kind.DURATION)
    return [
        problem
        for column, kind in idle.items()
        for problem in _name_cells(
            "questions",
            questions.loc[(questions["kind"] != kind) & (questions[column] != ""), column],
            f"nothing: only a {kind} question has it",
        )
    ]


def _time_problems(questions: pd.DataFrame) -> list[Problem]:
    """List questions that do not say whether answers of different times speak of one thing."""
    judged = questions["kind"].isin([Kind.YES_NO, Kind.QUANTITY])
    unsaid = questions.loc[judged & (questions["time"] == ""), "time"]
    accepted = f"{' or '.join(TIMES)}: whether it happened once, or holds for a while"
    lasting = questions.loc[~judged & (questions["time"] == "state"), "time"]
    return [
        *_name_cells("questions", unsaid, accepted),
        *_name_cells("questions", lasting, "event, or nothing (a date or a length has one time)"),
    ]


def _name_problems(listed: pd.Series[str], claims: pd.DataFrame) -> list[Problem]:
    """List speakers of whom it is not said how they appear, and names that nobody bears.

    So no private person's name slips in. Newspapers and courts are bodies, whoever writes.
    """
    bodies = claims["side"].isin([*Side])
    speakers = claims.loc[~bodies, "speaker"].drop_duplicates()
    keys, known = speakers.map(same_text_key), listed.map(same_text_key)
    return [
        *_name_cells("claims", speakers[~keys.isin(known)], f"a speaker of {FILES['names']}"),
        *_name_cells(
            "names", listed[~known.isin(keys)], "a speaker of claims, no newspaper or court"
        ),
    ]


def _translation_problems(about: About | None, tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List translations of what does not stand in the dossier, or no longer does."""
    words = {cell for name in WORDS for column in WORDS[name] for cell in tables[name][column]}
    words |= {getattr(about, key) for key in WORDS_ABOUT if about is not None}
    texts = tables["translations"]["text"]
    homes = {FILES[name]: columns for name, columns in WORDS.items()} | {ABOUT: WORDS_ABOUT}
    places = "; ".join(f"{' or '.join(columns)} in {file}" for file, columns in homes.items())
    known = {as_typed(word) for word in words}
    lost = texts[~texts.map(as_typed).isin(known)]
    return _name_cells("translations", lost, f"a cell of: {places}")


def answer_problems(tables: Mapping[str, pd.DataFrame]) -> list[Problem]:
    """List answers that do not fit the kind of their question."""
    if not {"claims", "questions"} <= tables.keys():
        return []
    answers = tables["claims"]["answer"]
    kinds = kinds_of(tables["claims"], tables["questions"])
    units = dict(zip(tables["questions"]["question_id"], tables["questions"]["unit"], strict=True))
    unit = tables["claims"]["question_id"].map(lambda question_id: units.get(question_id, ""))
    yes_no = answers[(kinds == Kind.YES_NO) & ~answers.isin(YES_NO)]
    problems = _name_cells("claims", yes_no, f"{', '.join(YES_NO)} (a yes-no question)")
    for kind, parse, forms in PARSERS:
        try:
            parse(answers[kinds == kind])
        except AnswerError as error:
            bad = error.bad[(error.bad != "") & ~unit[error.bad.index].isin(BOUNDS)]
            problems += _name_cells("claims", bad, f"{forms} (a {kind} question)")
    problems = [_with_point(problem) for problem in problems]
    return problems + _share_problems(answers[kinds == Kind.QUANTITY], unit)


_COMMA = re.compile(r"'(-?[0-9]+),([0-9]+~?)'")


def _with_point(problem: Problem) -> Problem:
    """Return for a decimal comma that a point is meant; 1,300 may also be a thousand and more."""
    found = _COMMA.fullmatch(problem.found)
    if found is None:
        return problem
    return replace(problem, accepted=f"{found[1]}.{found[2]}, with a point; {problem.accepted}")


def _share_problems(answers: pd.Series[str], unit: pd.Series[str]) -> list[Problem]:
    """List shares that are no part of a whole, each with what was probably meant."""
    problems: list[Problem] = []
    for name in BOUNDS:
        cells = answers[(unit[answers.index] == name) & (answers != "")]
        try:
            unread = cells[:0]
            ends = parse_numbers(cells, EXACT)
        except AnswerError as error:
            unread = error.bad
            ends = parse_numbers(cells.drop(unread.index), EXACT)
        wrong = ends.index[outside(ends, name).any(axis=1)].union(unread.index)
        problems += [
            Problem(
                FILES["claims"], int(str(row)), "answer", quoted(cell), _share_forms(cell, name)
            )
            for row, cell in cells.loc[wrong].items()
        ]
    return problems


def _share_forms(cell: str, unit: str) -> str:
    """Format what is accepted: what was probably meant, or else the forms of a number."""
    accepted = accepted_share(cell, unit)
    if unit == "share" and "-" in cell:
        accepted += " (a rise or a fall is asked for in the unit change)"
    return accepted if "(" in accepted else f"{accepted}: {NUMBER_FORMS}"


PARSERS = (
    (Kind.QUANTITY, parse_numbers, NUMBER_FORMS),
    (Kind.DURATION, parse_numbers, NUMBER_FORMS),
    ("date", parse_dates, DATE_FORMS),
)


def _name_cells(name: str, cells: pd.Series[str], accepted: str) -> list[Problem]:
    """Make one problem of each cell."""
    return [
        Problem(
            FILES[name],
            int(str(row)),
            str(cells.name),
            quoted(cell) if cell else "an empty cell",
            accepted,
        )
        for row, cell in cells.items()
    ]


def kinds_of(claims: pd.DataFrame, questions: pd.DataFrame) -> pd.Series[str]:
    """Kind of question that each claim answers; nothing for an unknown question."""
    kinds = dict(zip(questions["question_id"], questions["kind"], strict=True))
    # Not map(kinds) and fillna: where no kind is known, pandas makes floats of them.
    return claims["question_id"].map(lambda question_id: kinds.get(question_id, "")).astype("str")
