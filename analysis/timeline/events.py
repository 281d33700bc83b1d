"""Events, their order and the lengths between them, as uncertain as the words that date them.

A date question is an event, and its answers are sets of days. Only answers under the question's own
scope (``""``) count here: a date that was planned, or of another contract, is a different matter.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dispute.camps import camps
from analysis.dossier.comparison import claims_on, speaking, voiced
from analysis.dossier.dossier import Dossier
from analysis.language.months import months_between
from analysis.language.words import say_dates, say_days


def events(dossier: Dossier) -> pd.DataFrame:
    """List the events with their camps of dates, from the first to the last.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row a date question: ``question_id``, ``label``, ``topic``, ``earliest`` and ``latest``
        (days since 1970-01-01, over all camps; unbounded if nobody dates the event), ``when`` (the
        camps' dates in words), ``bounds`` (a list of pairs, one a camp), ``camps`` (how many),
        ``voices`` (distinct bodies that speak; 0 if copies alone date it, which no length, notice
        or order is worked out from), ``sides`` and ``claims`` (lists).

    Examples
    --------
    >>> from analysis import load
    >>> table = events(load("data/scopelec-orange")).set_index("question_id")
    >>> table.loc["d-lyon-ruling", "when"], int(table.loc["d-lyon-ruling", "voices"])
    ('30 March 2022 or 31 March 2022', 3)
    """
    asked = dossier.questions.query("kind == 'date'")
    rows = [
        {**question, **vars(_shown(dossier, question["question_id"]))}
        for question in asked[["question_id", "label", "topic"]].to_dict("records")
    ]
    table = pd.DataFrame(rows, columns=_EVENT_COLUMNS).astype({"earliest": float, "latest": float})
    return table.sort_values(["earliest", "latest", "question_id"], ignore_index=True)


def order(dossier: Dossier, first: str, second: str) -> str:
    """Say whether one event came before another: certain, possible or impossible.

    Any camp may be right about either event. ``certain`` if every day that anyone gives for the
    first is before every day for the second; ``impossible`` if none is; else ``possible``. Two
    events of one day: neither came before the other.

    Parameters
    ----------
    dossier : Dossier
    first, second : str
        Date questions.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier.

    Examples
    --------
    >>> from analysis import load
    >>> dossier = load("data/scopelec-orange")
    >>> order(dossier, "d-notice-letter", "d-tender-launch")
    'certain'
    >>> order(dossier, "d-shortlist", "d-loss-known")
    'possible'
    """
    a, b = (_dated(dossier, date_question(dossier, event)) for event in (first, second))
    if first == second:  # one day, however uncertain
        return "impossible"
    if a.latest < b.earliest:
        return "certain"
    return "impossible" if a.earliest >= b.latest else "possible"


def length(dossier: Dossier, start: str, end: str) -> pd.DataFrame:
    """Measure the time between two events, for each pair of camps of dates.

    Parameters
    ----------
    dossier : Dossier
    start, end : str
        Date questions.

    Returns
    -------
    DataFrame
        One row a pair of camps: ``start`` and ``end`` (question ids), ``from_when`` and
        ``to_when`` (words), ``days_low`` and ``days_high``, ``months_low`` and ``months_high``
        (calendar months and a fraction, see `analysis.language.months`; negative if reversed),
        ``voices`` (of the end that fewer bodies date; 0 if a copy alone does) and ``claims``.

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier, or both are the same.

    Examples
    --------
    >>> from analysis import load
    >>> table = length(load("data/scopelec-orange"), "d-notice-letter", "d-ictr-end")
    >>> table[["days_low", "days_high", "months_low"]].round(2)
       days_low  days_high  months_low
    0     702.0      702.0        23.1
    """
    a, b = (_shown_camps(dossier, event) for event in two_events(dossier, start, end))
    pairs = a.merge(b, how="cross", suffixes=("_a", "_b"))
    low, high = pairs["low_b"] - pairs["high_a"], pairs["high_b"] - pairs["low_a"]
    return pd.DataFrame({
        "start": start,
        "end": end,
        "from_when": in_words(pairs["low_a"], pairs["high_a"]),
        "to_when": in_words(pairs["low_b"], pairs["high_b"]),
        "days_low": low,
        "days_high": high,
        "months_low": months_between(pairs["high_a"].to_numpy(), pairs["low_b"].to_numpy()),
        "months_high": months_between(pairs["low_a"].to_numpy(), pairs["high_b"].to_numpy()),
        "voices": pairs[["voices_a", "voices_b"]].min(axis=1),
        "claims": [[*x, *y] for x, y in zip(pairs["claims_a"], pairs["claims_b"], strict=True)],
    })  # fmt: skip


def date_question(dossier: Dossier, question_id: str) -> str:
    """Refuse what is no date question."""
    kind = dossier.question(question_id)["kind"]
    if kind != "date":
        raise ValueError(f"{question_id!r} is a {kind} question; accepted: a date question")
    return question_id


def two_events(dossier: Dossier, start: str, end: str) -> tuple[str, str]:
    """Refuse what is no date question, and an event measured from itself."""
    if date_question(dossier, start) == date_question(dossier, end):
        raise ValueError(f"{start!r} is both start and end; accepted: two date questions")
    return start, end


def own_claims(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the answers under the question's own scope, those of reposts left out."""
    return voiced(claims_on(dossier, question_id))


def dated_camps(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the camps under the question's own scope; a copy dates nothing, and nor does nobody."""
    if len(own_claims(dossier, question_id)):
        found = camps(dossier, question_id, scope="")
        return found[found["voices"] > 0]
    nobody = {"low": -np.inf, "high": np.inf, "voices": 0, "sides": [], "claims": []}
    return pd.DataFrame([nobody])


@dataclass(frozen=True)
class _Dates:
    """What is said of the date of an event; the fields are columns of `events`."""

    earliest: float
    latest: float
    when: str
    bounds: list[tuple[float, float]]
    camps: int
    voices: int
    sides: list[str]
    claims: list[str]


def _dated(dossier: Dossier, question_id: str) -> _Dates:
    """Sum up the dates of an event."""
    return _summed_up(dated_camps(dossier, question_id), own_claims(dossier, question_id))


def _shown(dossier: Dossier, question_id: str) -> _Dates:
    """Sum up the dates of an event; where only copies date it, what they say."""
    claims = speaking(claims_on(dossier, question_id))
    return _summed_up(_shown_camps(dossier, question_id), claims)


def _shown_camps(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the camps of an event; where only copies date it, theirs, without a voice."""
    claims = claims_on(dossier, question_id)
    if claims.empty or len(voiced(claims)):
        return dated_camps(dossier, question_id)
    return camps(dossier, question_id, scope="")


def _summed_up(found: pd.DataFrame, claims: pd.DataFrame) -> _Dates:
    """Sum up camps of dates and the claims that make them."""
    bounds = [*zip(found["low"].tolist(), found["high"].tolist(), strict=True)]
    heard = voiced(claims)
    return _Dates(
        earliest=found["low"].min(),
        latest=found["high"].max(),
        when=say_dates(bounds),
        bounds=bounds,
        camps=len(found) if len(claims) else 0,
        voices=heard["voice"].nunique(),
        sides=sorted(heard["side"].unique()),
        claims=claims["claim_id"].tolist(),
    )


def in_words(low: pd.Series[float], high: pd.Series[float]) -> list[str]:
    """Say intervals of days."""
    return [say_days(*ends) for ends in zip(low, high, strict=True)]


_EVENT_COLUMNS = [
    *("question_id", "label", "topic", "earliest", "latest", "when", "bounds"),
    *("camps", "voices", "sides", "claims"),
]
