"""The pages' own words in each language: one catalogue, `texts/interface.csv`, for all templates.

A phrase is asked for by its English: `say("Statement {number}", number=3)`. A place for a whole
number may hold what it counts, for one and for several: `{n:claim|claims}`.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Protocol

from markupsafe import Markup, escape

from analysis.dossier.glossary import glossary
from analysis.language.phrasebook import filled, known

INTERFACE = Path(__file__).parent / "texts" / "interface.csv"
FRENCH = "fr"
SPACED = re.compile(r" (?=[:;?!»%](?!\w))|(?<=«) ")  # where French keeps a sign with its word


class Say(Protocol):
    """Says a phrase in one language."""

    def __call__(self, english: str, /, **values: object) -> str:
        """Return the phrase, filled; with HTML among its values it is HTML."""


@cache
def interface() -> dict[str, str]:
    """Read the catalogue: the French of each English phrase."""
    with INTERFACE.open(encoding="utf-8", newline="") as file:
        return {row["english"]: with_spaces(row["french"]) for row in csv.DictReader(file)}


@cache
def words(lang: str) -> Say:
    """Return what says the pages' phrases in a language.

    Raises
    ------
    KeyError
        On saying a phrase that the catalogue has not, in another language than English.

    >>> words("fr")("{n:statement|statements}", n=2)
    '2 affirmations'
    """

    def say(english: str, /, **values: object) -> str:
        text = english if known(lang) == "en" else interface()[english]
        if any(isinstance(value, Markup) for value in values.values()):
            return filled(lang, escape(text), **values)
        return filled(lang, text, **values)

    return say


@cache
def standing_names(lang: str) -> dict[str, str]:
    """Return the names of standings and places, as the glossary has them."""
    return {word.term: word.term if lang == "en" else word.term_fr for word in glossary()}


def with_spaces(text: str) -> str:
    """Keep the signs of a French text on the line of their word.

    >>> with_spaces("« Oui » : non ?").replace("\u00a0", "~")
    '«~Oui~»~: non~?'
    """
    return SPACED.sub("\u00a0", text)
