"""The pages' own words in each language, from the library's catalogue.

A phrase is asked for by its English: `say("Statement {number}", number=3)`.
"""

from __future__ import annotations

from functools import cache
from typing import Protocol

from markupsafe import Markup, escape

from analysis.language.phrasebook import unfilled

FRENCH = "fr"


class Say(Protocol):
    """Says a phrase in one language."""

    def __call__(self, english: str, /, **values: object) -> str:
        """Return the phrase, filled; with HTML among its values it is HTML."""


@cache
def words(lang: str) -> Say:
    """Return what says the pages' phrases in a language.

    Raises
    ------
    KeyError
        On saying a phrase that the catalogue has not, in another language than English.

    >>> words("fr")("Statement {number}", number=2)
    'Affirmation 2'
    """

    def say(english: str, /, **values: object) -> str:
        text = unfilled(lang, english)
        if any(isinstance(value, Markup) for value in values.values()):
            text = escape(text)
        return text.format(**values)

    return say
