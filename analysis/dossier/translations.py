"""A dossier's own words in another language, for figures and pages that others are to read."""

from __future__ import annotations

import warnings
from collections.abc import Container
from dataclasses import replace

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.dossier.rules import WORDS, WORDS_ABOUT
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
    catalogue = _catalogue(dossier, lang)
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
            f"translations.csv has no {lang!r} for {said}{more}: left as they are",
            stacklevel=4,  # past the guard of the room
        )


def in_language(dossier: Dossier, lang: str) -> Dossier:
    """Put a whole dossier into another language: what is computed from it speaks that language.

    Ids, codes, topics (which claims are chosen by), numbers, dates and quotes stay. What
    has no translation stays, too.

    Parameters
    ----------
    dossier : Dossier
        Its ``translations.csv`` gives the words.
    lang : str
        ``"en"`` or ``"fr"``.

    Returns
    -------
    Dossier
        With ``lang`` as asked.

    Raises
    ------
    ValueError
        If the library does not speak the language.

    Examples
    --------
    >>> from analysis import example, standing
    >>> dossier = in_language(example(), "fr")
    >>> dossier.question("d-notice")["label"]
    'Préavis envoyé'
    >>> print(standing(dossier)["why"].iloc[0].replace("\u00a0", " "))
    Dit par : Example Works. Contredit par : Example Telecom.
    """
    catalogue = _catalogue(dossier, lang)
    tables = dict(dossier._tables)
    for name, columns in WORDS.items():
        cells = {
            column: [catalogue.get(as_typed(cell), cell) for cell in tables[name][column]]
            for column in columns
            if column != "topic"
        }
        tables[name] = tables[name].assign(**cells)
    about = {
        key: catalogue.get(as_typed(words), words)
        for key in WORDS_ABOUT
        if (words := getattr(dossier.about, key))
    }
    return replace(dossier, about=replace(dossier.about, **about), _tables=tables, lang=lang)


def lacking(dossier: Dossier, lang: str) -> list[str]:
    """List the texts that pages in another language show, and that have no translation.

    These are the dossier's title, its sides, the questions in use, the statements of its main
    source, and the speakers who are known by a role. Proper names and scopes may stay as they are,
    and other statements are shown by their quotes.

    Examples
    --------
    >>> from analysis import example
    >>> lacking(example(), "fr")[0]
    'A fictitious case: works and telecom'
    """
    claims, questions = dossier.claims, dossier.questions
    asked = questions[questions["question_id"].isin(claims["question_id"])]
    main = claims[claims["source_id"] == dossier.about.main_source]
    names = dossier.table("names")
    shown = [
        dossier.about.title,
        *(dossier.parties[column] for column in ("label", "who")),
        *(asked[column] for column in ("topic", "label", "text", "definition")),
        main["statement"],
        names["speaker"][names["named_as"] == "role"],
    ]
    texts = [text for part in shown for text in ([part] if isinstance(part, str) else part)]
    catalogue = _catalogue(dossier, lang)
    return [text for text in dict.fromkeys(texts) if text and as_typed(text) not in catalogue]


def _catalogue(dossier: Dossier, lang: str) -> dict[str, str]:
    """Return the translations of a dossier into a language by how their texts are typed."""
    words = dossier.table("translations")
    words = words[words["language"] == known(lang)]
    return dict(zip(map(as_typed, words["text"]), words["translation"], strict=True))
