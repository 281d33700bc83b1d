"""The glossary: the library's words and a dossier's own, in English and French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import analysis.language
from analysis.dossier.dossier import Dossier
from analysis.dossier.schemas import FILES, columns_of, table_problems
from analysis.dossier.tables import DossierError, Problem, quoted, read_table

_HOUSE = Path(analysis.language.__file__).with_name(FILES["glossary"])


@dataclass(frozen=True)
class Term:
    """A word and what it means, in both languages."""

    term: str
    term_fr: str
    meaning: str
    meaning_fr: str

    @property
    def id(self) -> str:
        """Its address on a page."""
        return term_id(self.term)


def term_id(term: str) -> str:
    """Write a term as an address on a page.

    >>> term_id("found by a court"), term_id("one side's word")
    ('found-by-a-court', 'one-side-s-word')
    """
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def glossary(dossier: Dossier | None = None) -> list[Term]:
    """Return the library's words, and those of a dossier after them.

    Parameters
    ----------
    dossier : Dossier, optional
        Its ``glossary.csv`` holds the words of the case.

    Returns
    -------
    list of Term
        In the order of the files.

    Raises
    ------
    DossierError
        If the dossier explains a word that the library explains.

    Examples
    --------
    >>> [word.term for word in glossary()[:2]]
    ['claim', 'side']
    """
    house = read_terms(_HOUSE)
    if dossier is None:
        return house
    own = _terms(dossier.table("glossary"))
    known = {word.id for word in house}
    problems = [
        Problem(FILES["glossary"], None, "term", quoted(word.term), "a word that is the case's own")
        for word in own
        if word.id in known
    ]
    if problems:
        raise DossierError(problems)
    return [*house, *own]


def read_terms(path: Path) -> list[Term]:
    """Read one file of words.

    Raises
    ------
    DossierError
        If a cell is empty, a sentence too long or a term given twice; row and column are named.
    """
    table = read_table(path, columns_of("glossary"))
    problems = table_problems("glossary", table)
    if problems:
        raise DossierError(problems)
    return _terms(table)


def _terms(table: pd.DataFrame) -> list[Term]:
    """Make a word of each row."""
    return [Term(**row) for row in table[columns_of("glossary")].to_dict("records")]
