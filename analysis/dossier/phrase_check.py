"""The coded dates beside what the words quoted for them amount to."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from functools import lru_cache

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.answers import Kind
from analysis.language.phrases import Reading, read_phrase
from analysis.language.spotting import phrases_in
from analysis.language.words import say_answer, say_days


class Fit(StrEnum):
    """How a coded date lies against the words, from the best to the worst."""

    SAME = "same"
    CODED_NARROWER = "coded narrower"
    CODED_WIDER = "coded wider"
    OVERLAP = "overlap"
    APART = "apart"


_WORSE = {fit: place for place, fit in enumerate(Fit)}


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
        One row per date claim whose quote holds a phrase that `read_phrase` reads:

        - ``claim_id``, ``phrase``;
        - ``published``: EDTF;
        - ``read_as``, ``coded``: words;
        - ``fit``: ``same``, ``coded narrower`` (within the phrase's days, as where the source also
          prints the day), ``coded wider``, ``overlap`` or ``apart``.

    Examples
    --------
    >>> from analysis import example
    >>> check_phrases(example()).empty  # no quote of it holds a date
    True
    """
    sources = dossier.sources
    published = dict(zip(sources["source_id"], sources["published"], strict=True))
    claims = dossier.claims[dossier.claims["kind"] == Kind.DATE].query("quote != ''")
    cells = claims[["claim_id", "source_id", "quote", "answer", "low", "high"]].to_numpy()
    rows = [
        (claim_id, *found)
        for claim_id, source_id, *said in cells
        if (found := _compared(published[source_id], *said))
    ]
    return pd.DataFrame(
        rows, columns=["claim_id", "phrase", "published", "read_as", "coded", "fit"]
    )


@lru_cache(maxsize=100_000)  # many claims quote one sentence
def _compared(
    published: str, quote: str, answer: str, low: float, high: float
) -> tuple[str, ...] | None:
    """Compare a coded date with the phrase of its quote that comes nearest to it."""
    read = [r for phrase in phrases_in(quote) for r in _read_both_ways(phrase, published)]
    if not read:
        return None
    best = min(read, key=lambda r: _distance(r, low, high))
    read_as, coded = say_days(best.low, best.high), say_answer(answer, Kind.DATE)
    return best.phrase, published, read_as, coded, str(_fit(best, low, high))


@lru_cache(maxsize=100_000)
def _read_both_ways(phrase: str, published: str) -> list[Reading]:
    """Read a phrase as of the past and as of what is to come, where it can be read."""
    found = []
    for ahead in (False, True):
        with suppress(ValueError):
            found.append(read_phrase(phrase, published, ahead=ahead))
    return found


def _distance(read: Reading, low: float, high: float) -> tuple[int, float]:
    """Return how far a reading is from a coded interval: by its fit, then by its ends."""
    ends = ((read.low, low), (read.high, high))
    apart = sum(abs(one - other) for one, other in ends if one != other)
    return _WORSE[_fit(read, low, high)], apart


def _fit(read: Reading, low: float, high: float) -> Fit:
    """Format how a coded interval lies against the one read."""
    if (low, high) == (read.low, read.high):
        return Fit.SAME
    if read.low <= low and high <= read.high:
        return Fit.CODED_NARROWER
    if low <= read.low and read.high <= high:
        return Fit.CODED_WIDER
    return Fit.OVERLAP if low <= read.high and read.low <= high else Fit.APART
