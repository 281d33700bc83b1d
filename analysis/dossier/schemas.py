"""What each file of a dossier must hold: a schema each, in a spreadsheet user's words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

import pandas as pd

from analysis.dossier.checks import Check, Schema, matches, one_of
from analysis.dossier.tables import OWN, Problem, quoted
from analysis.language.answers import DATE_FORMS, AnswerError, Kind, read_date
from analysis.language.periods import PERIOD_FORMS, period_in_edtf
from analysis.language.phrasebook import LANGUAGES
from analysis.language.text import words_of

KINDS = tuple(Kind)
TIMES = ("event", "state")


class SourceKind(StrEnum):
    """What a source is; a repost only prints another's text, and has no voice."""

    PRESS = "press"
    UNION = "union"
    COMMUNIQUE = "communique"
    COURT = "court"
    PARLIAMENT = "parliament"
    OTHER = "other"
    REPOST = "repost"


class Side(StrEnum):
    """Sides that have one name and one role in every dossier; the others are its own."""

    PRESS = "press"
    COURT = "court"


SOURCES = tuple(SourceKind)
QUOTE_WORDS = 12
# How a speaker who is no newspaper and no court appears; persons by name only if in such an office.
NAMED_AS = (
    "body",
    "role",
    "head or manager of a firm",
    "head of an association",
    "union or staff representative",
    "counsel",
    "court officer",
    "elected official",
    "journalist",
)

LONGEST = 25  # words a sentence, where readers are told something
# A unit that holds a factor: "GBP million", "k€", "%".
_SCALED = re.compile(
    r"[%‰]|\b(k€|M€|Mio|mn|bn|thousand|(m|b|tr)illions?|per ?cent)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def _is_date(cell: str) -> bool:
    """Return whether a cell is a date in the answer grammar, or empty."""
    try:
        return not cell or bool(read_date(cell))
    except AnswerError:
        return False


def _is_seen(sign: str) -> bool:
    """Return whether a sign leaves a mark; a blank of no width leaves none."""
    return sign.isprintable() and not sign.isspace()


_ID = matches(r"\A[A-Za-z0-9][A-Za-z0-9._-]*\Z", "an id of letters, digits, '.', '_' and '-'")
_FILLED = Check(lambda cell: cell[:1].isalnum() or any(map(_is_seen, cell)), "a filled cell")
_EDTF = Check(_is_date, f"a date: {DATE_FORMS}")
_PERIOD = Check(lambda cell: _is_date(period_in_edtf(cell)), f"a period: {PERIOD_FORMS}")
_QUOTE = Check(lambda cell: len(words_of(cell)) <= QUOTE_WORDS, f"at most {QUOTE_WORDS} words")
_PLAIN = Check(
    lambda text: all(len(s.split()) <= LONGEST for s in _SENTENCE_END.split(text)),
    f"sentences of at most {LONGEST} words",
)
_WHOLE = matches(r"\A[0-9]*\Z", "a whole number, or nothing")
_NUMBER = matches(r"\A-?[0-9]+(\.[0-9]+)?\Z", "a number such as 0.75")
_VALUE = matches(
    r"\A([0-9]+(\.[0-9]+)?(/[0-9]+(\.[0-9]+)?)?)?\Z",
    "a number such as 0.1, two such as 0.25/0.30, or nothing",
)
_PLACE = matches(r"\A[0-9]+\Z", "a whole number from 0")
_LANGUAGE = matches(r"\A([a-z]{2,3}(-[A-Za-z0-9]+)*)?\Z", "a code such as en or fr, or nothing")
_UNIT = Check(
    lambda cell: not _SCALED.search(cell),
    "a unit alone, with the answer in full: EUR (53.6 million is 53600000), share (40 % is 0.4)",
)
_URL = matches(r"\A(https?://\S+)?\Z", "an address http://… or https://…, or nothing")


def _schema(**columns: list[Check]) -> Schema:
    """Make a schema of text columns with their checks."""
    return Schema(columns)


SCHEMAS = {
    "sources": _schema(
        source_id=[_ID],
        publisher=[_FILLED],
        title=[_FILLED],
        published=[_FILLED, _EDTF],
        date_basis=[],
        author=[],
        kind=[one_of(*SOURCES)],
        language=[_LANGUAGE],
        url=[_URL],
        read=[one_of("full text", "whole page", "beginning only")],
    ),
    "questions": _schema(
        question_id=[_ID],
        kind=[one_of(*KINDS)],
        time=[one_of(*TIMES, "")],
        topic=[_FILLED],
        label=[_FILLED],
        text=[_FILLED],
        unit=[_UNIT],
        yes_favours=[],
        definition=[],
        from_question=[],
        to_question=[],
    ),
    "claims": _schema(
        claim_id=[_ID],
        question_id=[_FILLED],
        source_id=[_FILLED],
        speaker=[_FILLED],
        side=[_FILLED],
        answer=[_FILLED],
        period=[_EDTF],
        scope=[],
        statement=[_FILLED],
        quote=[_QUOTE],
        paragraph=[_WHOLE],
        note=[],
    ),
    "parties": _schema(side=[_ID], label=[_FILLED], who=[]),
    "speakers": _schema(speaker=[_FILLED], body=[_FILLED], why=[]),
    "reviews": _schema(court=[_FILLED], reviews=[_FILLED], why=[]),
    "order": _schema(earlier=[_FILLED], later=[_FILLED], why=[_FILLED]),
    "translations": _schema(
        language=[one_of(*LANGUAGES[1:])], text=[_FILLED], translation=[_FILLED]
    ),
    "names": _schema(speaker=[_FILLED], named_as=[one_of(*NAMED_AS)]),
    "law": _schema(
        rule_id=[_ID],
        rule=[_FILLED],
        value=[_VALUE],
        unit=[],
        reference=[],
        source_url=[_URL],
        note=[],
    ),
    "zones": _schema(
        zone=[_FILLED], row=[_PLACE], column=[_PLACE], winner=[_FILLED], claim_id=[_FILLED], note=[]
    ),
    "market": _schema(
        measure=[_ID],
        period=[_FILLED, _PERIOD],
        value=[_NUMBER],
        unit=[_FILLED],
        publisher=[_FILLED],
        published=[_EDTF],
        source_url=[_URL],
        status=[one_of("published", "derived")],
        note=[],
    ),
    "audit": _schema(
        claim_id=[_ID],
        sample=[_FILLED],
        verdict=[one_of("ok", "minor", "wrong", "not found")],
        field=[],
        why=[],
        done=[],
    ),
    "glossary": _schema(
        term=[_FILLED], term_fr=[_FILLED], meaning=[_FILLED, _PLAIN], meaning_fr=[_FILLED, _PLAIN]
    ),
    "corrections": _schema(claim_id=[_ID], field=[_FILLED], old=[], new=[], why=[_FILLED]),
}

# Columns that a table may have, and those that it has whose names begin with x_: a team's own.
OPTIONAL: dict[str, dict[str, list[Check]]] = {
    "sources": {"original_title": [], "accessed": [_EDTF], "archive_url": [_URL]}
}
FILES = {name: f"{name}.csv" for name in SCHEMAS} | {"corrections": "CORRECTIONS.csv"}
REQUIRED = ("sources", "questions", "claims", "parties")
UNIQUE = {
    "sources": "source_id",
    "questions": "question_id",
    "claims": "claim_id",
    "parties": "side",
    "translations": "text",
    "names": "speaker",
    "law": "rule_id",
    "glossary": "term",
}


def columns_of(name: str) -> list[str]:
    """Columns of the named table, in the order of the codebook."""
    return list(SCHEMAS[name].columns)


def optional_columns(name: str) -> list[str]:
    """Columns that the named table may have."""
    return list(OPTIONAL.get(name, {}))


def stored_columns(name: str, table: pd.DataFrame) -> list[str]:
    """Columns of a table as its file has them, without those that are computed."""
    known = [*columns_of(name), *optional_columns(name)]
    return [one for one in table if one in known or one.startswith(OWN)]


def table_problems(name: str, table: pd.DataFrame) -> list[Problem]:
    """List what is wrong within one table; its index is the row number in the spreadsheet."""
    more = {one: checks for one, checks in OPTIONAL.get(name, {}).items() if one in table}
    schema = Schema(SCHEMAS[name].columns | more)
    return column_problems(FILES[name], schema, table, UNIQUE.get(name))


def column_problems(
    file: str, schema: Schema, table: pd.DataFrame, key: str | None = None
) -> list[Problem]:
    """List the cells of a file that fail their column's checks, or repeat its key."""
    problems = []
    rows = table.index.tolist()
    for name, checks in schema.columns.items():
        cells = table[name].tolist() if checks else []
        different = set(cells)
        for check in checks:
            if bad := check.misfits(different):
                found = ((row, cell) for row, cell in zip(rows, cells, strict=True) if cell in bad)
                problems += cell_problems(file, name, found, check.accepted)
    return problems + (_repeated(file, key, rows, table[key].tolist()) if key else [])


def cell_problems(
    file: str, column: str, cells: Iterable[tuple[int, str]], accepted: str
) -> list[Problem]:
    """Make one problem of each cell, given with its row."""
    return [
        Problem(file, row, column, quoted(cell) if cell else "an empty cell", accepted)
        for row, cell in cells
    ]


def _repeated(file: str, key: str, rows: list[int], cells: list[str]) -> list[Problem]:
    """List the cells of a key that stood in a row before."""
    first: dict[str, int] = {}
    return [
        Problem(file, row, key, f"{quoted(cell)} again (first in row {seen})", "each only once")
        for row, cell in zip(rows, cells, strict=True)
        if (seen := first.setdefault(cell, row)) != row
    ]
