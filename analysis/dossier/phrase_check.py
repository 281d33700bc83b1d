"""The coded dates beside what the words quoted for them amount to."""

from __future__ import annotations

import re
from contextlib import suppress

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.phrases import PATTERNS, Reading, in_plain_letters, resolve
from analysis.language.words import say_answer, say_days


def phrases_in(text: str) -> list[str]:
    """List the phrases in a text that a pattern of `resolve` fits, the longest at each place.

    Parameters
    ----------
    text : str
        For example a quote.

    Returns
    -------
    list of str
        In the order of the text, in plain letters.

    Examples
    --------
    >>> phrases_in("détenait depuis 2015 et qui s’achève fin mars 2022")
    ['2015', 'fin mars 2022']
    """
    plain = in_plain_letters(text)
    spans = sorted(
        {
            found.span()
            for pattern, _, _ in PATTERNS
            for found in re.finditer(rf"(?<![\w.]){pattern}(?![\w%]|\.\d)", plain)
        },
        key=lambda span: (span[0], -span[1]),
    )
    found, end = [], 0
    for start, stop in spans:
        if start >= end:
            found.append(plain[start:stop])
            end = stop
    return found


def check_phrases(dossier: Dossier) -> pd.DataFrame:
    """Compare the coded dates with what the words quoted for them amount to.

    A quote may date something else than the claim, or be cut before the date: look where the fit is
    ``apart``. Whether the words look back or ahead is taken from the coded date.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row a date claim whose quote holds a phrase that `resolve` reads: ``claim_id``,
        ``phrase``, ``published`` (EDTF), ``read_as`` and ``coded`` (words), ``fit``: ``same``;
        ``coded narrower`` (within the phrase's days, as where the source also prints the day),
        ``coded wider``, ``overlap`` or ``apart``.
    """
    published = dossier.sources.set_index("source_id")["published"]
    claims = dossier.claims.query("kind == 'date' and quote != ''")
    rows = []
    for claim in claims.itertuples():
        when = published[claim.source_id]
        read = [r for phrase in phrases_in(claim.quote) for r in _read_both_ways(phrase, when)]
        if read:
            best = min(read, key=lambda r: abs(r.low - claim.low) + abs(r.high - claim.high))
            rows.append({
                "claim_id": claim.claim_id,
                "phrase": best.phrase,
                "published": when,
                "read_as": say_days(best.low, best.high),
                "coded": say_answer(claim.answer, "date"),
                "fit": _fit(best, claim.low, claim.high),
            })  # fmt: skip
    return pd.DataFrame(
        rows, columns=["claim_id", "phrase", "published", "read_as", "coded", "fit"]
    )


def _read_both_ways(phrase: str, published: str) -> list[Reading]:
    """Read a phrase as of the past and as of what is to come, where it can be read."""
    found = []
    for ahead in (False, True):
        with suppress(ValueError):
            found.append(resolve(phrase, published, ahead=ahead))
    return found


def _fit(read: Reading, low: float, high: float) -> str:
    """Say how a coded interval lies against the one read."""
    if (low, high) == (read.low, read.high):
        return "same"
    if read.low <= low and high <= read.high:
        return "coded narrower"
    if low <= read.low and read.high <= high:
        return "coded wider"
    return "overlap" if low <= read.high and read.low <= high else "apart"
