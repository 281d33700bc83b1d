"""Phrases for dates in a text: each whole, with the words that bear on it, and nothing more."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from analysis.language.fragments import ARTICLES, CHOICE, JOIN, LEADING, PART, TRAILING, unnamed
from analysis.language.patterns import CORE, INCOMPLETE, PARTED
from analysis.language.vocabulary import MONTHS, WEEKDAYS, in_plain_letters

# "may" and "march" are verbs too, unless a preposition stands before them.
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|from|until|till|during|of|to|and|or|through|by|before|after) \Z"
)
# "a été dernier": a verb, no summer.
_HAVE = re.compile(r"\b(?:ai|as|a|avons|avez|ont|avai\w+|avoir|ayant|aur\w+|eu\w*) \Z")

_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_DAY_FIRST = rf"(?:{_WEEKDAY} )?[0-9]"
_BETWEEN = re.compile(rf"\b(?:entre|between) {ARTICLES}\Z")


@cache
def _compiled() -> dict[str, re.Pattern[str]]:
    """Compile what is looked for, once."""
    patterns = {
        "core": rf"(?<![\w.])(?:{CORE})(?![\w%]|\.\d)",
        "leading": rf"(?<![\w.])(?:{LEADING})\Z",
        "part": rf"(?<![\w.]){unnamed(PART)}\Z",
        "parted": PARTED,
        "trailing": rf" (?:{TRAILING})(?!\w)",
        "incomplete": INCOMPLETE,
        "bare": rf"(?<![\w.,])(?:{_WEEKDAY} )?[0-3]?[0-9](?:er|e|eme|st|nd|rd|th)?{JOIN}{ARTICLES}"
        r"\Z",
        "join": JOIN + ARTICLES,
        "choice": f" (?:{CHOICE}) {ARTICLES}",
        "and": f" (?:et|and) {ARTICLES}",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def phrases_in(text: str) -> list[str]:
    """List the phrases in a text that a pattern of `read_phrase` fits, the longest at each place.

    Parameters
    ----------
    text : str
        For example a quote.

    Returns
    -------
    list of str
        In the order of the text, in plain letters. Words that change what is meant ("before", "the
        end of", "between … and") belong to the phrase; "since", "in" and articles do not.

    Examples
    --------
    >>> phrases_in("détenait depuis 2015 et qui s’achève fin mars 2022")
    ['2015', 'fin mars 2022']
    >>> phrases_in("avant le 31 mars 2022, au plus tard")
    ['avant le 31 mars 2022']
    """
    return list(_phrases_in(text))


@lru_cache(maxsize=100_000)  # many claims quote one sentence
def _phrases_in(text: str) -> tuple[str, ...]:
    """Find cores, what belongs to them, and the words around."""
    plain = in_plain_letters(text)
    cores = [
        (_with_part(plain, *found.span()), found.end())
        for found in _compiled()["core"].finditer(plain)
        if _is_date(found[0], plain[: found.start()])
    ]
    whole: list[tuple[int, int]] = []
    for span in _joined(plain, cores):
        start, end = _grown(plain, *span)
        while whole and start < whole[-1][1]:  # "la veille", within "la veille du 31 mars"
            whole.pop()
        whole.append((start, end))
    return tuple(plain[start:end] for start, end in whole)


def _with_part(plain: str, start: int, end: int) -> int:
    """Take in "the end of" before a year, a quarter, a season."""
    part = _compiled()["part"].search(plain, 0, start)
    return part.start() if part and _compiled()["parted"].fullmatch(plain, start, end) else start


def _is_date(phrase: str, before: str) -> bool:
    """Return a month from a verb: "may", "march", "a été dernier", "the fall"."""
    if phrase.isdigit() and phrase < "1800":  # so many people, rather than a year
        return False
    if phrase in ("may", "march"):
        return bool(_BEFORE_MONTH.search(before))
    return phrase != "the fall" and not (phrase.startswith("ete ") and _HAVE.search(before))


def _joined(plain: str, cores: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join phrases that only together say when: "mars et mai 2022", "between 2018 and 2020"."""
    spans: list[tuple[int, int]] = []
    for start, end in cores:
        if spans and _belong(plain, spans[-1], (start, end)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _belong(plain: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether two phrases in a text are one."""
    way, first, second = _compiled(), plain[slice(*one)], plain[slice(*other)]
    between = plain[one[1] : other[0]]
    if way["choice"].fullmatch(between):
        return True
    if _BETWEEN.search(plain[: one[0]]):
        return bool(way["and"].fullmatch(between))
    dated = any(word in MONTHS for word in second.split())
    return bool(dated and way["incomplete"].fullmatch(first) and way["join"].fullmatch(between))


def _grown(plain: str, start: int, end: int) -> tuple[int, int]:
    """Take in the words around a phrase that change what it means."""
    way = _compiled()
    bare = way["bare"].search(plain, 0, start) if re.match(_DAY_FIRST, plain[start:]) else None
    if bare and any(word in MONTHS for word in plain[start:end].split()):
        start = bare.start()
    before = way["leading"].search(plain, 0, start)
    after = way["trailing"].match(plain, end)
    return before.start() if before else start, after.end() if after else end
