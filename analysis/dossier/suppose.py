"""Supposing: a dossier made of tables, and what a result would be without each claim or source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import pandas as pd

from analysis.dossier.about import About, about_of
from analysis.dossier.dossier import Dossier, make_dossier
from analysis.dossier.files import table_of_frame
from analysis.dossier.schemas import FILES, REQUIRED
from analysis.dossier.tables import DossierError, Problem

Part = Literal["claims", "sources", "sides"]
_IDS = {"claims": "claim_id", "sources": "source_id", "sides": "side"}


def from_tables(about: Mapping[str, object] | About, **tables: pd.DataFrame) -> Dossier:
    """Make a dossier of tables of pandas instead of files.

    Parameters
    ----------
    about : mapping or About
        What ``dossier.toml`` says; ``dossier.about`` of another dossier will do.
    **tables : DataFrame
        ``sources``, ``questions``, ``claims`` and ``parties``, and any other table of a dossier,
        with the columns of its file. Numbers and days are read as a person would type them.

    Returns
    -------
    Dossier

    Raises
    ------
    DossierError
        Listing every problem, as `load` does; the first row of a table is row 2, as in its file.
    ValueError
        If there is no such table.

    Examples
    --------
    >>> from analysis import example
    >>> old = example()
    >>> names = ("sources", "questions", "claims", "parties")
    >>> new = from_tables(old.about, **{name: old.table(name) for name in names})
    >>> len(new.claims) == len(old.claims)
    True
    """
    unknown = [name for name in tables if name not in FILES]
    if unknown:
        raise ValueError(f"no table {unknown[0]!r}; accepted: {', '.join(FILES)}")
    problems = [
        Problem(FILES[name], None, None, "no such table", f"a table {name}=…")
        for name in REQUIRED
        if name not in tables
    ]
    checked = {}
    for name, table in tables.items():
        try:
            checked[name] = table_of_frame(name, table)
        except DossierError as error:
            problems += error.problems
    return make_dossier(about if isinstance(about, About) else about_of(about), checked, problems)


def leave_one_out(
    dossier: Dossier, f: Callable[[Dossier], object], *, parts: Part = "claims"
) -> pd.DataFrame:
    """Return what a result would be without each claim, source or side.

    Parameters
    ----------
    dossier : Dossier
    f : callable
        Takes a dossier, gives the result: a word, a number, anything that can be compared by
        ``==``. If it fails because nothing is left to judge (``ValueError``, ``LookupError``), the
        result is None.
    parts : {"claims", "sources", "sides"}
        What to leave out, one at a time.

    Returns
    -------
    DataFrame
        One row per claim, source or side with claims:

        - ``left_out``: its id;
        - ``result``;
        - ``changed``: whether it is another than with everything.

    Raises
    ------
    ValueError
        If ``parts`` is something else.

    Examples
    --------
    >>> from analysis import camps, example
    >>> table = leave_one_out(example(), lambda d: len(camps(d, "d-notice")))
    >>> table.loc[table["changed"], "left_out"].tolist()
    ['gazette-c3']
    """
    if parts not in _IDS:
        raise ValueError(f"no part {parts!r} to leave out; accepted: {', '.join(_IDS)}")
    usual = _result(f, dossier)
    ids = dict.fromkeys(dossier.claims[_IDS[parts]])
    results = [_result(f, dossier.without(**{parts: one})) for one in ids]
    return pd.DataFrame(
        {
            "left_out": list(ids),
            "result": pd.Series(results, dtype=object),
            "changed": [result != usual for result in results],
        }
    )


def _result(f: Callable[[Dossier], object], dossier: Dossier) -> object:
    """Apply a function; where nothing is left to judge, give None."""
    try:
        return f(dossier)
    except (LookupError, ValueError):
        return None
