"""Live prose: texts whose numbers are filled in, in named sections, in English and French.

A section begins with ``## name``. In it ``{notice:months}`` is a slot: the value ``notice`` in the
format ``months``. ``{longer?more/less}`` chooses words by a value that is true or false. ``[c:id]``
names claims, which become citations. No number is typed: if a value changes, the text does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import inf
from pathlib import Path

import numpy as np
from pandas import NaT

from analysis.language.answers import to_day
from analysis.language.words import say_day, say_days, say_months, say_number, say_numbers

Cite = Callable[[list[str]], str]
SLOT = re.compile(r"\{(\w+)(?::([^{}]+)|\?([^{}/]*)/([^{}/]*))?\}")
MARK = re.compile(r"\[c:([^\]]+)\]")
_HEADING = re.compile(r"^## +(\S.*?) *$", re.MULTILINE)
_WORDS = {
    "en": [
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
    "fr": [
        "aucun",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
    ],
}


@dataclass(frozen=True)
class Style:
    """What a format depends on beside the value."""

    lang: str = "en"
    currency: str = "EUR"


def read_sections(path: Path) -> dict[str, str]:
    """Read a file of named sections.

    Raises
    ------
    ValueError
        If a section has no text or its name is given twice; the file is named.
    """
    parts = _HEADING.split(path.read_text(encoding="utf-8"))
    names, texts = parts[1::2], [text.strip() for text in parts[2::2]]
    twice = {name for name in names if names.count(name) > 1}
    empty = {name for name, text in zip(names, texts, strict=True) if not text}
    if twice or empty:
        fault = "given twice" if twice else "without text"
        raise ValueError(f"{path.name}: section {sorted(twice or empty)[0]!r} is {fault}")
    return dict(zip(names, texts, strict=True))


def slots(text: str) -> set[str]:
    """Return the names of the values that a text asks for.

    >>> sorted(slots("From {start:day} it was {notice:months}."))
    ['notice', 'start']
    """
    return {found.group(1) for found in SLOT.finditer(text)}


def fill(
    text: str,
    values: Mapping[str, object],
    cite: Cite = lambda ids: "",
    style: Style = Style(),
) -> str:
    """Fill a text.

    Parameters
    ----------
    text : str
        With slots and claim marks.
    values : mapping of str to object
        Numbers, pairs of a low and a high end, days, texts, and true or false.
    cite : callable, optional
        Writes a citation of some claim ids.
    style : Style, optional

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a slot has no value, a value has no slot, or a format does not fit its value.

    Examples
    --------
    >>> fill(
    ...     "{share:share} of {n:sale/sales}, {up?more/less} than before.",
    ...     {"share": 0.75, "n": 2, "up": True},
    ... )
    '75 % of 2 sales, more than before.'
    >>> print(fill("{length:number}", {"length": (23, 24)}, style=Style("fr")))
    23 à 24
    """
    asked = slots(text)
    for wrong, fault in (
        (asked - set(values), "a slot without a value"),
        (set(values) - asked, "a value without a slot"),
    ):
        if wrong:
            raise ValueError(f"{fault}: {', '.join(sorted(wrong))}")

    def put(found: re.Match[str]) -> str:
        name, form, if_true, if_false = found.groups()
        value = values[name]
        try:
            if if_true is not None:
                return _chosen(value, if_true, if_false)
            return say(value, form or "text", style)
        except (TypeError, ValueError, IndexError) as error:
            raise ValueError(f"slot {found.group()}: {error}") from None

    filled = SLOT.sub(put, text)
    return MARK.sub(lambda found: cite(re.split(r"[,\s]+", found.group(1).strip())), filled)


def say(value: object, form: str, style: Style) -> str:
    """Write a value in a format.

    The formats: ``text``; ``share``, ``money``, ``months``, ``number`` or any unit, for a number or
    a pair; ``day`` for a day and ``days`` for a pair of days; ``word`` for a small number in words;
    ``one/many`` for a count with its noun. ``~`` in front rounds to two significant digits.

    >>> say((812, 1730), "~persons", Style()), say(3, "word claim/claims", Style())
    ('810 persons to 1,700 persons', 'three claims')
    """
    if form == "text":
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text; give the slot a format")
        return value
    if form == "day":
        return say_day(_day(value), style.lang)
    low, high = _ends(value)
    if form == "days":
        return say_days(low, high, style.lang)
    if form.startswith("~"):
        low, high, form = *(_two_digits(end) for end in (low, high)), form[1:]
    if form.startswith("word") or "/" in form:
        return _counted(low, form, style)
    if form == "months":
        return say_months(low, high, style.lang)
    if form == "number":
        return say_numbers(low, high, "", style.lang)
    return say_numbers(low, high, style.currency if form == "money" else form, style.lang)


def _chosen(value: object, if_true: str, if_false: str) -> str:
    """Choose words by a value that is true or false."""
    if value not in (True, False):
        raise TypeError(f"{value!r} is neither true nor false")
    return if_true if value else if_false


def _counted(number: float, form: str, style: Style) -> str:
    """Write a count with its noun, in the singular or the plural."""
    as_word, _, nouns = form.partition(" ") if form.startswith("word") else ("", "", form)
    words = _WORDS[style.lang]
    said = words[int(number)] if as_word and number in range(len(words)) else _figure(number, style)
    one, _, many = nouns.partition("/")
    # in French nought and one and a half are singular too
    single = number == 1 if style.lang == "en" else abs(number) < 2
    noun = one if single or not many else many
    return f"{said} {noun}".strip()


def _figure(number: float, style: Style) -> str:
    """Write a bare number."""
    return say_number(number, "", style.lang)


def _ends(value: object) -> tuple[float, float]:
    """Return a number or a pair as two ends."""
    if isinstance(value, (tuple, list)):
        low, high = value
        return -inf if low is NaT else _number(low), inf if high is NaT else _number(high)
    return _number(value), _number(value)


def _number(value: object) -> float:
    """Return one end as a number; a day as days since 1970-01-01."""
    if isinstance(value, str | date | np.datetime64):
        return _day(value)
    return float(value)  # type: ignore[arg-type]


def _day(value: object) -> float:
    """Return a day as days since 1970-01-01, however it is given."""
    if isinstance(value, (int, float)):
        return float(value)
    return to_day(str(value)[:10])


def _two_digits(number: float) -> float:
    """Round to two significant digits: what is simulated is not known better."""
    return float(f"{number:.2g}")


def number_words(lang: str) -> list[str]:
    """Return the words that stand for a number, which a text should not type.

    >>> number_words("en")[2]
    'two'
    """
    return list(_WORDS[lang])
