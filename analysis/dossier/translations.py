"""A dossier's own words in another language, for figures that others are to read."""

from __future__ import annotations

import warnings
from collections.abc import Container

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.phrasebook import known
from analysis.language.text import as_typed

# Columns that hold words of the dossier, whichever function made the table.
_OF_THE_DOSSIER = ("label", "question", "series", "scope", "text", "topic", "unit", "who")


def translate(table: pd.DataFrame, dossier: Dossier, lang: str) -> pd.DataFrame:
    """Put the words of a dossier that stand in a table into another language, for a figure.

    Translate last: ids, scopes and topics are what tables are chosen by.

    Parameters
    ----------
    table : DataFrame
        Any table made from the dossier.
    dossier : Dossier
        Its ``translations.csv`` gives the words.
    lang : str
        ``"en"`` or ``"fr"``.

    Returns
    -------
    DataFrame
        The same table; of the columns ``label``, ``question``, ``series``, ``scope``, ``text``,
        ``topic``, ``unit`` and ``who`` each cell that has a translation is replaced by it. What has
        none, a proper name for example, stays as it is.

    Warns
    -----
    UserWarning
        Naming labels, texts and topics of questions in the table that have no translation.

    Raises
    ------
    ValueError
        If figures do not speak the language.

    Examples
    --------
    >>> from analysis import events, example
    >>> dossier = example()
    >>> translate(events(dossier), dossier, "fr")["label"].iloc[0]
    'Préavis envoyé'
    """
    words = dossier.table("translations").query("language == @lang")
    catalogue = dict(zip(map(as_typed, words["text"]), words["translation"], strict=True))
    known(lang)
    _say_missing(table, dossier, lang, catalogue)
    shown = [name for name in _OF_THE_DOSSIER if name in table]
    return table.assign(
        **{name: [catalogue.get(as_typed(str(w)), w) for w in table[name]] for name in shown}
    )


def _say_missing(
    table: pd.DataFrame, dossier: Dossier, lang: str, catalogue: Container[str]
) -> None:
    """Warn of words of the questions that stay as they are; a proper name may."""
    if lang == "en":
        return
    questions = dossier.questions
    of_questions = {w for name in ("label", "text", "topic") for w in questions[name]}
    shown = [name for name in _OF_THE_DOSSIER if name in table]
    words = dict.fromkeys(str(word) for name in shown for word in table[name])
    missing = [w for w in words if w in of_questions and as_typed(w) not in catalogue]
    if missing:
        said = ", ".join(repr(word) for word in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        warnings.warn(
            f"translations.csv has no {lang!r} for {said}{more}: left as they are", stacklevel=3
        )
