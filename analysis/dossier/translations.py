"""A dossier in another language: its tables, its figures and its pages then speak it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import replace

from analysis.dossier.dossier import Dossier
from analysis.dossier.rules import WORDS, WORDS_ABOUT
from analysis.language.phrasebook import known
from analysis.language.text import as_typed


def in_language(dossier: Dossier, lang: str) -> Dossier:
    """Put a whole dossier into another language: what is computed from it speaks that language.

    Ids, codes, numbers, dates and quotes stay. What has no translation stays, too: proper names,
    for example. Functions that choose by ``scope`` take it as it stands in the files.

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

    Warns
    -----
    UserWarning
        Naming labels, texts and topics of questions in use that have no translation.

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
    if lang != "en":
        _say_missing(dossier, lang)
    tables = dict(dossier._tables)
    for name, columns in WORDS.items():
        cells = {
            column: [catalogue.get(as_typed(cell), cell) for cell in tables[name][column]]
            for column in columns
        }
        tables[name] = tables[name].assign(**cells)
    about = {
        key: catalogue.get(as_typed(words), words)
        for key in WORDS_ABOUT
        if (words := getattr(dossier.about, key))
    }
    return replace(dossier, about=replace(dossier.about, **about), _tables=tables, lang=lang)


def spoken(dossier: Dossier, texts: Sequence[str]) -> list[str]:
    """Return texts of a dossier's files, such as scopes, as it says them in its language.

    >>> from analysis import example
    >>> spoken(in_language(example(), "fr"), ["notice"])
    ['préavis']
    """
    if dossier.lang == "en" or not any(texts):
        return list(texts)
    catalogue = _catalogue(dossier, dossier.lang)
    return [catalogue.get(as_typed(text), text) for text in texts]


def original(dossier: Dossier, texts: Iterable[str]) -> list[str]:
    """Return what texts of a dossier in another language are in its files: codes for filters.

    >>> from analysis import example
    >>> french = in_language(example(), "fr")
    >>> original(french, ["préavis"])
    ['notice']
    """
    words = dossier.table("translations")
    words = words[words["language"] == dossier.lang]
    known = dict(zip(words["translation"], words["text"], strict=True))
    return [known.get(text, text) for text in texts]


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


def _say_missing(dossier: Dossier, lang: str) -> None:
    """Warn of words of the questions in use that stay as they are."""
    questions, catalogue = dossier.questions, _catalogue(dossier, lang)
    asked = questions[questions["question_id"].isin(dossier.claims["question_id"])]
    words = dict.fromkeys(w for name in ("label", "text", "topic") for w in asked[name])
    missing = [word for word in words if as_typed(word) not in catalogue]
    if missing:
        said = ", ".join(repr(word) for word in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        warnings.warn(
            f"translations.csv has no {lang!r} for {said}{more}: left as they are", stacklevel=3
        )


def _catalogue(dossier: Dossier, lang: str) -> dict[str, str]:
    """Return the translations of a dossier into a language by how their texts are typed."""
    words = dossier.table("translations")
    words = words[words["language"] == known(lang)]
    return dict(zip(map(as_typed, words["text"]), words["translation"], strict=True))
