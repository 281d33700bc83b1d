"""The library's own words in each language that it speaks, by gettext.

English stands in the code, where `phrase`, `plural` and `message` mark it; `locale/` holds the
other languages, which `make phrases` brings up to date.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from gettext import NullTranslations, translation
from pathlib import Path

LANGUAGES = ("en", "fr")
DOMAIN, LOCALE = "analysis", Path(__file__).with_name("locale")
_SPACED = re.compile(r" (?=[:;?!»%](?!\w))|(?<=«) ")  # where French keeps a sign with its word


def known(lang: str) -> str:
    """Raise on a language that the library does not speak."""
    if lang not in LANGUAGES:
        raise ValueError(f"no language {lang!r}; accepted: {', '.join(map(repr, LANGUAGES))}")
    return lang


def phrase(lang: str, english: str, /, **values: object) -> str:
    """Return a phrase of the library, with values in its places.

    Raises
    ------
    KeyError
        If the catalogue of another language than English lacks the phrase.

    >>> phrase("fr", "at least {number}", number=3)
    'au moins 3'
    """
    return unfilled(lang, english).format(**values)


def plural(lang: str, one: str, several: str, n: int, /, **values: object) -> str:
    """Return a phrase about a number of things, which stands at `{n}`.

    >>> [plural("en", "{n} camp", "{n} camps", n) for n in (0, 1, 2000)]
    ['0 camps', '1 camp', '2,000 camps']
    >>> plural("fr", "{n} event", "{n} events", 0)
    '0 événement'
    """
    text = _catalogue(lang).ngettext(one, several, 1 if is_one(n, lang) else 2)
    return _typeset(lang, text).format(n=digits(f"{n:,}", lang), **values)


def message(english: str) -> str:
    """Mark a phrase or a word that is kept in a table, to be said later.

    >>> message("yes")
    'yes'
    """
    return english


@lru_cache(maxsize=10_000)  # the same few phrases are said again and again
def unfilled(lang: str, english: str) -> str:
    """Return a phrase of the library with its places empty, for a script that fills them.

    >>> unfilled("fr", "at least {number}")
    'au moins {number}'
    """
    return _typeset(lang, _catalogue(lang).gettext(english)) if english else ""


def word(lang: str, english: str) -> str:
    """Return a word that data may hold; one that the library does not know stays as it is.

    >>> word("fr", "months"), word("fr", "Lyon")
    ('mois', 'Lyon')
    """
    try:
        return unfilled(lang, english)
    except KeyError:
        return english


@cache
def _catalogue(lang: str) -> NullTranslations:
    """Read what the library says in a language; a phrase that is missing is no English left."""
    if known(lang) == "en":
        return NullTranslations()
    catalogue = translation(DOMAIN, LOCALE, [lang])
    catalogue.add_fallback(_Missing())
    return catalogue


class _Missing(NullTranslations):
    """Raises on a phrase that a catalogue lacks; gettext alone would say it in English."""

    def gettext(self, message: str) -> str:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        raise KeyError(msgid1)


def _typeset(lang: str, text: str) -> str:
    """Return a text with the spaces of its language."""
    return with_spaces(text) if lang == "fr" else text


def with_spaces(text: str) -> str:
    """Keep the signs of a French text on the line of their word.

    >>> with_spaces("« Oui » : non ?").replace("\u00a0", "~")
    '«~Oui~»~: non~?'
    """
    return _SPACED.sub("\u00a0", text)


def digits(number: str, lang: str) -> str:
    """Format a number, as Python writes it, with the signs of the language.

    >>> digits("0.75", "en"), digits("0.75", "fr")
    ('0.75', '0,75')
    """
    return number if known(lang) == "en" else number.replace(",", "\u202f").replace(".", ",")


def is_one(number: float, lang: str) -> bool:
    """Return whether a language puts what is counted in the singular: French does below two."""
    return number == 1 if known(lang) == "en" else abs(number) < 2


def counted(lang: str, number: float, unit: str) -> str:
    """Return the word for what is counted, which data hold in the plural, as the number wants it.

    Any dossier has units of its own, in both languages, which no catalogue can know.

    >>> counted("en", 1, "persons"), counted("en", 1.5, "factories"), counted("fr", 1.5, "days")
    ('person', 'factories', 'jour')
    """
    name = word(lang, unit)
    if not is_one(number, lang) or " " in name or name in _INVARIABLE:
        return name
    if lang == "en" and name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    return name.removesuffix("s")


_INVARIABLE = {"mois", "series", "premises", "means", "headquarters"}

# Words that tables hold and figures and pages show by `word`.
CODES = (
    # units and periods
    message("month"),
    message("year"),
    message("days"),
    message("months"),
    message("years"),
    message("persons"),
    # answers, and who gives them
    message("yes"),
    message("no"),
    message("partly"),
    message("in part"),
    message("mixed"),
    message("the press alone"),
    message("customer"),
    message("supplier"),
    # standings
    message("found by a court"),
    message("courts differ"),
    message("reversed in part"),
    message("reversed"),
    message("conceded"),
    message("contested"),
    message("corroborated"),
    message("one side's word"),
    message("press only"),
    message("known from a copy"),
    # places of a figure among the answers of others
    message("others agree"),
    message("most often given"),
    message("less often given"),
    message("stands alone"),
    message("no other voice"),
    # samples of an audit
    message("random"),
    message("first random"),
    message("second random"),
    message("disputed"),
    # kinds of sources
    message("press"),
    message("court"),
    message("union"),
    message("communique"),
    message("parliament"),
    message("other"),
    message("repost"),
    # inputs of the shock, and what they rest on
    message("turnover"),
    message("customer share"),
    message("part lost"),
    message("new business"),
    message("headcount"),
    message("labour weight"),
    message("transferred"),
    message("departures"),
    message("growth elsewhere"),
    message("target share"),
    message("fact"),
    message("assumption"),
    # outcomes and series
    message("simulated"),
    message("published"),
    message("derived"),
)
