"""Intervals and answers in words: for tables, figures and messages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from analysis.language.answers import Day, Kind, read_date, read_number, to_date
from analysis.language.phrasebook import counted, digits, known, phrase, word
from analysis.language.shares import BOUNDS

# Not strftime("%B"): month names must not depend on the locale.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTHS = {
    "en": MONTHS,
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}
_SHORT_MONTHS = {
    "en": tuple(month[:3] for month in MONTHS),
    "fr": (
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ),
}
_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def say_day(day: Day, lang: str = "en") -> str:
    """Format a day in words.

    >>> say_day(0.0), say_day(0.0, "fr")
    ('1 January 1970', '1er janvier 1970')
    """
    when = to_date(day)
    if when is None:
        return phrase(lang, "no day")
    number = "1er" if lang == "fr" and when.day == 1 else when.day
    return f"{number} {_MONTHS[known(lang)][when.month - 1]} {when.year}"


def say_month(year: int, month: int, lang: str = "en") -> str:
    """Format a month in words.

    >>> say_month(2021, 7), say_month(2021, 7, "fr")
    ('July 2021', 'juillet 2021')
    """
    return f"{_MONTHS[known(lang)][month - 1]} {year}"


def short_month(month: int, lang: str = "en") -> str:
    """Name a month briefly, as an axis has room for.

    >>> short_month(7), short_month(7, "fr")
    ('Jul', 'juil.')
    """
    return _SHORT_MONTHS[known(lang)][month - 1]


@lru_cache(maxsize=100_000)  # the same few days are said again and again
def say_days(low: Day, high: Day, lang: str = "en") -> str:
    """Format days one of which is meant, in words as short as is exact.

    Parameters
    ----------
    low, high : date, Timestamp or float
        As a table gives them, NaT where open; or days since 1970-01-01, infinite where open.
    lang : str, optional
        ``"en"`` or ``"fr"``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the language is neither.

    Examples
    --------
    >>> from pandas import NaT, Timestamp
    >>> say_days(Timestamp("2021-07-01"), Timestamp("2021-07-31"))
    'July 2021'
    >>> say_days(Timestamp("2022-03-27"), Timestamp("2022-03-28"))
    '27 to 28 March 2022'
    >>> say_days(Timestamp("2022-02-25"), NaT, "fr")
    '25 février 2022 ou plus tard'
    """
    first, last = to_date(low), to_date(high)
    if first is None:
        return (
            phrase(lang, "any day")
            if last is None
            else phrase(lang, "{day} or earlier", day=say_day(high, lang))
        )
    if last is None:
        return phrase(lang, "{day} or later", day=say_day(low, lang))
    if first == last:
        return say_day(low, lang)
    if first.day == (last + timedelta(days=1)).day == 1:
        return _say_whole_months(first, last, lang)
    # what the first day shares with the last is said once
    words = say_day(low, lang).split()
    shared = (first.year == last.year) + ((first.year, first.month) == (last.year, last.month))
    start = " ".join(words[: len(words) - shared])
    return phrase(lang, "{first} to {last}", first=start, last=say_day(high, lang))


def say_period(low: Day, high: Day, lang: str = "en") -> str:
    """Format a period in words: of days all of which are meant.

    >>> say_period(0.0, float("inf")), say_period(0.0, 30.0)
    ('from 1 January 1970 on', 'January 1970')
    """
    first, last = to_date(low), to_date(high)
    if first and not last:
        return phrase(lang, "from {day} on", day=say_day(low, lang))
    if last and not first:
        return phrase(lang, "until {day}", day=say_day(high, lang))
    return say_days(low, high, lang)


def _say_whole_months(first: date, last: date, lang: str) -> str:
    """Say the months, or the years, that begin and end with these days."""
    one_year = first.year == last.year
    if (first.month, last.month) == (1, 12):
        start, end = f"{first.year}", f"{last.year}"
    else:
        start, end = (say_month(day.year, day.month, lang) for day in (first, last))
    if start == end:
        return end
    start = start.split()[0] if one_year else start
    said = phrase(lang, "{start} to {end}", start=start, end=end)
    return f"d’{said.removeprefix('de ')}" if lang == "fr" and start[0] in "ao" else said


def say_dates(bounds: Iterable[tuple[Day, Day]], lang: str = "en") -> str:
    """Format intervals of days one of which is right.

    >>> say_dates([(0.0, 0.0), (2.0, 2.0)], "fr")
    '1er janvier 1970 ou 3 janvier 1970'
    """
    return phrase(lang, " or ").join(say_days(*ends, lang) for ends in bounds)


def say_number(value: float, unit: str, lang: str = "en") -> str:
    """Format a number with its unit.

    Parameters
    ----------
    value : float
        The number; of a share from 0 to 1.
    unit : str
        ``share`` or ``change``, a currency such as ``EUR`` or ``EUR/year``, or what is counted.
    lang : str, optional
        ``"en"`` or ``"fr"``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the language is neither.

    Examples
    --------
    >>> say_number(0.75, "share"), say_number(463_900_000, "EUR/year"), say_number(23, "months")
    ('75 %', 'EUR 463.9m a year', '23 months')
    >>> say_number(1, "persons"), say_number(1.5, "persons"), say_number(0.4, "EUR/hour")
    ('1 person', '1.5 persons', 'EUR 0.4 an hour')
    >>> print(say_number(463_900_000, "EUR/year", "fr"))
    463,9 M€ par an
    """
    if unit in BOUNDS:  # a part of a whole, or a rise or fall by a part
        return phrase(lang, "{amount} %", amount=_short(100 * value, lang))
    money, _, per = unit.partition("/")
    if len(money) == 3 and money.isupper():
        amount = _money(value, money, lang)
        if not per:
            return amount
        vowel = per.startswith(("a", "e", "i", "o", "hour"))
        period = word(lang, per)
        if vowel:
            return phrase(lang, "{money} an {period}", money=amount, period=period)
        return phrase(lang, "{money} a {period}", money=amount, period=period)
    return f"{_short(value, lang)} {counted(lang, value, unit)}".strip()


def _money(value: float, currency: str, lang: str) -> str:
    """Format an amount of money, in millions or billions where it is large."""
    billions, large = abs(value) >= 1e9, abs(value) >= 1e5
    amount = _short(value / (1e9 if billions else 1e6 if large else 1), lang)
    if lang == "en":
        return f"{currency} {amount}{'bn' if billions else 'm' if large else ''}"
    scale = "Md" if billions else "M" if large else ""
    symbol = _SYMBOLS.get(currency, f" {currency}" if large else currency)
    return f"{amount}\u00a0{scale}{symbol}"


def say_numbers(low: float, high: float, unit: str, lang: str = "en") -> str:
    """Format an interval of numbers with their unit.

    Parameters
    ----------
    low, high : float
        Ends; unbounded where open.
    unit : str
        As `say_number` takes it.
    lang : str, optional
        ``"en"`` or ``"fr"``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the language is neither.

    Examples
    --------
    >>> say_numbers(0.5, 0.75, "share"), say_numbers(1000, float("inf"), "persons")
    ('50 % to 75 %', 'at least 1,000 persons')
    >>> say_numbers(float("-inf"), 3, "months", "fr")
    'au plus 3 mois'
    """
    if low == high:
        return say_number(low, unit, lang)
    if np.isinf(low) and np.isinf(high):
        return phrase(lang, "any number")
    if np.isinf(low):
        return phrase(lang, "at most {number}", number=say_number(high, unit, lang))
    if np.isinf(high):
        return phrase(lang, "at least {number}", number=say_number(low, unit, lang))
    ends = {"low": say_number(low, unit, lang), "high": say_number(high, unit, lang)}
    return phrase(lang, "{low} to {high}", **ends)


def say_months(low: float, high: float, lang: str = "en") -> str:
    """Format a length in months, to a tenth.

    >>> say_months(23.1, 23.1), say_months(23.0, 24.0)
    ('23.1 months', '23.0 to 24.0 months')
    """
    ends = [digits(f"{end:z.1f}", lang) for end in (low, high)]
    length = phrase(lang, "{low} to {high}", low=ends[0], high=ends[1])
    return phrase(lang, "{number} months", number=ends[0] if ends[0] == ends[1] else length)


@lru_cache(maxsize=100_000)
def say_answer(answer: str, kind: str, unit: str = "", lang: str = "en") -> str:
    """Format an answer as its source gave it, without the tolerance.

    Parameters
    ----------
    answer : str
        In the answer grammar.
    kind : str
        Of the question: ``yes-no``, ``quantity``, ``date`` or ``duration``.
    unit : str, optional
        Of a quantity or duration.
    lang : str, optional
        ``"en"`` or ``"fr"``.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If the language is neither.

    Examples
    --------
    >>> say_answer("0.8~", "quantity", "share"), say_answer("2021-07", "date")
    ('about 80 %', 'July 2021')
    """
    if kind == Kind.YES_NO:
        return word(lang, answer)
    said, about = answer.replace("~", ""), "~" in answer
    if kind == Kind.DATE:
        words = say_days(*read_date(said), lang)
    elif _only_the_end_is_about(answer):
        low, high = (say_number(end, unit, lang) for end in read_number(said))
        high, about = phrase(lang, "about {answer}", answer=high), False
        words = phrase(lang, "{low} to {high}", low=low, high=high)
    else:
        words = say_numbers(*read_number(said), unit, lang)
    return phrase(lang, "about {answer}", answer=words) if about else words


def _only_the_end_is_about(answer: str) -> bool:
    """Return whether a range of numbers starts exactly and ends approximately."""
    first, is_range, last = answer.partition("/")
    return bool(is_range) and first != ".." and "~" not in first and "~" in last


def _short(value: float, lang: str) -> str:
    """Format a number with thousands separated and no more digits than it needs."""
    return digits(f"{value:z,.4g}" if abs(value) < 1000 else f"{value:,.0f}", lang)  # z: no "-0"
