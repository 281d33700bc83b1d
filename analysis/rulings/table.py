"""A table of decisions: read, checked, and its numbers as intervals.

A court that held the notice given enough says "at most so much was due"; one that held it too short
says "more than that". Both are bounds, neither is a missing value.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import with_dates
from analysis.dossier.checks import Check, Schema, matches, one_of
from analysis.dossier.schemas import SCHEMAS, column_problems
from analysis.dossier.tables import DossierError, Problem, quoted, read_table
from analysis.language.answers import (
    NUMBER_FORMS,
    AnswerError,
    Kind,
    Tolerances,
    parse_dates,
    parse_numbers,
    to_day,
)
from analysis.language.words import say_answer

_WORKING = {  # columns within this module
    "_share": "dependence as coded",
}

EXAMPLE = Path(__file__).parent / "example"  # fictitious decisions that come with the library
FILES = "rulings.csv", "sources.csv"
LISTS = "list"  # the kind of a source that gives pairs of numbers and nothing else
NEW_TEXT = to_day("2019-04-26")  # ordinance 2019-359 in force; see `analysis.rulings.ceiling`
HELD = ("abrupt", "partly", "not abrupt", "")
FORMS = (
    "letter",
    "e-mail",
    "oral",
    "press release",
    "call for tenders",
    "unclear",
    "none",
    "",  # not known
)
# What a column of answers is called once it is read, and its unit.
NUMBERS = {
    "relation_years": ("relation", "years"),
    "dependence": ("dependence", "share"),
    "notice_given_months": ("given", "months"),
    "notice_due_months": ("due", "months"),
}
_EXACT = Tolerances(number=0)  # what a court fixes is fixed; "about" keeps its tenth

_SOURCE, _CLAIM = SCHEMAS["sources"].columns, SCHEMAS["claims"].columns
_ID, _FILLED, _FREE = _SOURCE["source_id"], _SOURCE["publisher"], list[Check]()
_EDTF, _QUOTE = _CLAIM["period"], _CLAIM["quote"]
_EURO = [matches(r"\A([0-9]+(\.[0-9]+)?)?\Z", "a number of euros, or nothing")]
_COLUMNS = {
    "ruling_id": _ID,
    "court": _FREE,
    "date": _EDTF,
    "number": _FREE,
    "supplier": _FREE,
    "customer": _FREE,
    "who_broke": [one_of("customer", "supplier", "")],
    "sector": _FREE,
    "own_label": [one_of("yes", "")],
    "relation_years": _FREE,
    "dependence": _FREE,
    "break_date": _EDTF,
    "text_in_force": [one_of("old", "new", "")],
    "notice_form": [one_of(*FORMS)],
    "notice_given_months": _FREE,
    "notice_due_months": _FREE,
    "held": [one_of(*HELD)],
    "damages_eur": _EURO,
    "tender": [one_of("yes", "")],
    "status": [one_of("final", "appealed", "quashed", "unknown")],
    "later": _FREE,
    "source_id": _FILLED,
    "also": _FREE,
    "quote": _QUOTE,
    "note": _FREE,
}
_SOURCES = {
    "source_id": _ID,
    "publisher": _FILLED,
    "kind": [one_of("court", "law firm", "legal publisher", "press", LISTS)],
    "title": _FILLED,
    "language": _FILLED,
    "url": [*_FILLED, *_SOURCE["url"]],
    "read": _SOURCE["read"],
}


def read_rulings(folder: str | Path) -> pd.DataFrame:
    """Read a table of decisions with the pages that each was read on.

    Parameters
    ----------
    folder : str or Path
        A folder with ``rulings.csv`` and ``sources.csv`` as ``data/rulings/README.md`` tells them.

    Returns
    -------
    DataFrame
        One row per decision; numbers are NaN where nothing is known, and unbounded where a bound
        is:

        - the columns of the file as text (``held``, ``tender`` …);
        - ``relation_low``, ``relation_high``: years; ``relation``: the same in words;
        - ``dependence_low``, ``dependence_high``: share, 0 to 1; ``dependence``;
        - ``given_low``, ``given_high``: months; ``given``;
        - ``due_low``, ``due_high``: months; ``due``;
        - ``break_low``, ``break_high``: dates; NaT where open, or not known: ``break_date`` says;
        - ``publisher``, ``kind``, ``title``, ``url``, ``read``: of the source.

    Raises
    ------
    DossierError
        Naming each cell that does not fit.

    Examples
    --------
    >>> rulings = read_rulings(EXAMPLE).set_index("ruling_id")
    >>> rulings.loc["example-16", ["relation", "due", "publisher"]].tolist()
    ['10 years', 'at most 12 months', 'Example Page']
    """
    folder = Path(folder)
    tables = [
        read_table(folder / file, list(columns))
        for file, columns in zip(FILES, (_COLUMNS, _SOURCES), strict=True)
    ]
    cells, sources = tables
    problems = column_problems(FILES[0], Schema(_COLUMNS), cells, "ruling_id")
    problems += column_problems(FILES[1], Schema(_SOURCES), sources, "source_id")
    rulings, more = _with_numbers(cells)
    problems = problems or more
    problems = problems or [*_link_problems(cells, sources), *_sense_problems(rulings, cells)]
    if problems:
        raise DossierError(problems)
    rulings = rulings.merge(sources, on="source_id", how="left", validate="many_to_one")
    return with_dates(rulings.reset_index(drop=True))


def _with_numbers(rulings: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the answers as intervals and words; list those that are outside the grammar."""
    problems: list[Problem] = []
    read: dict[str, pd.Series[Any]] = {}
    for column, (name, unit) in NUMBERS.items():
        ends, bad = _parsed(rulings[column], lambda cells: parse_numbers(cells, _EXACT))
        problems += [_problem(rulings, row, column, NUMBER_FORMS) for row in bad]
        read |= {f"{name}_low": ends["low"], f"{name}_high": ends["high"]}
        read[name] = (
            pd.Series(
                [say_answer(cell, Kind.QUANTITY, unit) if cell else "" for cell in rulings[column]],
                index=rulings.index,
                dtype="str",
            )
            if not bad
            else rulings[column]
        )
    days, _ = _parsed(rulings["break_date"], parse_dates)  # whose cells the schema has checked
    read |= {"break_low": days["low"], "break_high": days["high"]}
    rulings = rulings.rename(columns={"dependence": "_share"}).assign(**read)
    return rulings.drop(columns="_share"), problems


def _parsed(
    cells: pd.Series[str], parse: Callable[[pd.Series[str]], pd.DataFrame]
) -> tuple[pd.DataFrame, list[int]]:
    """Parse the filled cells; give also the rows of those outside the grammar."""
    ends = pd.DataFrame({"low": np.nan, "high": np.nan}, index=cells.index)
    filled = cells[cells != ""]
    try:
        ends.loc[filled.index] = parse(filled)
    except AnswerError as error:
        return ends, [int(row) for row in error.bad.index]
    return ends, []


def _link_problems(rulings: pd.DataFrame, sources: pd.DataFrame) -> list[Problem]:
    """List decisions without a source, and sources without a decision."""
    given, used = set(sources["source_id"]), set(rulings["source_id"])
    lost = rulings.index[~rulings["source_id"].isin(given)]
    idle = sources.index[~sources["source_id"].isin(used)]
    return [
        *(_problem(rulings, row, "source_id", f"a source_id of {FILES[1]}") for row in lost),
        *(_problem(sources, row, "source_id", f"one used in {FILES[0]}", FILES[1]) for row in idle),
    ]


def _sense_problems(rulings: pd.DataFrame, cells: pd.DataFrame) -> list[Problem]:
    """List cells that contradict another, or what the number means."""
    low, high = rulings["break_low"], rulings["break_high"]
    text, held = rulings["text_in_force"], rulings["held"]
    share = rulings[["dependence_low", "dependence_high"]]
    enough = rulings["due_low"] <= rulings["given_high"]
    least = {column: rulings[f"{name}_low"] for column, (name, _) in NUMBERS.items()}
    checks = {column: np.isfinite(ends) & (ends < 0) for column, ends in least.items()}
    checks |= {
        "dependence": ((share < 0) | (share > 1)).any(axis=1),
        "text_in_force": ((text == "old") & (low >= NEW_TEXT))
        | ((text == "new") & (high < NEW_TEXT)),
        "held": (held == "not abrupt") & ~enough & rulings["due_low"].notna(),
    }
    accepted = dict.fromkeys(NUMBERS, "0 or more") | {
        "dependence": "a share from 0 to 1",
        "text_in_force": "old before 26 April 2019, new from then on, as break_date says",
        "held": "a notice that was enough is at least as long as the one held due",
    }
    return [
        _problem(cells, row, column, accepted[column])
        for column, wrong in checks.items()
        for row in rulings.index[wrong]
    ]


def _problem(
    table: pd.DataFrame, row: int, column: str, accepted: str, file: str = FILES[0]
) -> Problem:
    """Name one cell."""
    return Problem(file, int(row), column, quoted(str(table.loc[row, column])), accepted)
