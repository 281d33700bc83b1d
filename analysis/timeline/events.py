"""Events, their order and the lengths between them, as uncertain as the words that date them.

A date question is an event, and its answers are sets of days. Only answers under the question's own
scope (``""``) count here: a date that was planned, or of another contract, is a different matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import with_dates
from analysis.dispute.camps import by_case, camps_by_case
from analysis.dossier.comparison import count_voices
from analysis.dossier.dossier import Dossier
from analysis.language.answers import Kind
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
        One row per date question:

        - ``question_id``, ``label``, ``topic``;
        - ``earliest``, ``latest``: dates, over all camps; NaT where open, or if nobody dates the
          event: ``when`` says which;
        - ``when``: the camps' dates in words;
        - ``bounds``: a list of pairs of dates, one per camp;
        - ``n_camps``: camps of dates;
        - ``n_voices``: distinct bodies that speak; 0 if copies alone date it, which no length,
          notice or order is worked out from;
        - ``sides``, ``claims``: lists.

    Examples
    --------
    >>> from analysis import example
    >>> events(example())[["label", "earliest", "latest", "n_voices"]]
                   label   earliest     latest  n_voices
    0        Notice sent 2023-07-03 2023-11-30         3
    1  Told by telephone 2023-09-01 2023-09-30         1
    2      Contract ends 2024-04-30 2024-04-30         1
    """
    asked = dossier.questions[dossier.questions["kind"] == Kind.DATE]
    rows = [
        {**question, **vars(_shown(dossier, question["question_id"]))}
        for question in asked[["question_id", "label", "topic"]].to_dict("records")
    ]
    table = pd.DataFrame(rows, columns=_EVENT_COLUMNS).astype({"earliest": float, "latest": float})
    order = ["earliest", "latest", "question_id"]
    return with_dates(table.sort_values(order, kind="stable", ignore_index=True))


def came_before(dossier: Dossier, first: str, second: str) -> str:
    """Return whether one event came before another: certain, possible or impossible.

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
    >>> from analysis import example
    >>> dossier = example()
    >>> came_before(dossier, "d-notice", "d-end")
    'certain'
    >>> came_before(dossier, "d-told", "d-notice")
    'possible'
    """
    a, b = (_dated(dossier, date_question(dossier, event)) for event in (first, second))
    if first == second:  # one day, however uncertain
        return "impossible"
    if a.latest < b.earliest:
        return "certain"
    return "impossible" if a.earliest >= b.latest else "possible"


def between(dossier: Dossier, start: str, end: str) -> pd.DataFrame:
    """Measure the time between two events, for each pair of camps of dates.

    Parameters
    ----------
    dossier : Dossier
    start, end : str
        Date questions.

    Returns
    -------
    DataFrame
        One row per pair of camps:

        - ``start``, ``end``: question ids; ``from_when``, ``to_when``: their dates in words;
        - ``days_low``, ``days_high``;
        - ``months_low``, ``months_high``: calendar months and a fraction, see
          `analysis.language.months`; negative if reversed;
        - ``n_voices``: of the end that fewer bodies date; 0 if a copy alone does;
        - ``claims``: ids, a list.

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier, or both are the same.

    Examples
    --------
    >>> from analysis import example
    >>> table = between(example(), "d-notice", "d-end")
    >>> table[["days_low", "days_high", "months_low"]].round(2)
       days_low  days_high  months_low
    0     302.0      302.0         9.9
    1     152.0      181.0         5.0
    """
    a, b = (_shown_camps(dossier, event) for event in two_events(dossier, start, end))
    pairs = [(one, other) for one in a for other in b]
    last, first = _ends(pairs, "high", "low")
    start_low, end_high = _ends(pairs, "low", "high")
    return pd.DataFrame(
        {
            "start": start,
            "end": end,
            "from_when": [say_days(one.low, one.high, dossier.lang) for one, _ in pairs],
            "to_when": [say_days(other.low, other.high, dossier.lang) for _, other in pairs],
            "days_low": first - last,
            "days_high": end_high - start_low,
            "months_low": months_between(last, first),
            "months_high": months_between(start_low, end_high),
            "n_voices": [min(one.n_voices, other.n_voices) for one, other in pairs],
            "claims": [[*one.claims, *other.claims] for one, other in pairs],
        }
    )


def _ends(pairs: list[tuple[Any, Any]], start: str, end: str) -> np.ndarray:
    """Return an end of the start and an end of the end of each pair, as two rows of days."""
    days = [(getattr(one, start), getattr(other, end)) for one, other in pairs]
    return np.array(days, dtype=float).T


def date_question(dossier: Dossier, question_id: str) -> str:
    """Return the id of a date question; raise on any other."""
    dossier.question(question_id, kinds=Kind.DATE)
    return question_id


def two_events(dossier: Dossier, start: str, end: str) -> tuple[str, str]:
    """Raise on what is no date question, and an event measured from itself."""
    if date_question(dossier, start) == date_question(dossier, end):
        raise ValueError(f"{start!r} is both start and end; accepted: two date questions")
    return start, end


def own_claims(dossier: Dossier, question_id: str) -> list[Any]:
    """Return the answers under the question's own scope, those of reposts left out, as rows."""
    return [claim for claim in _claims_on(dossier, question_id) if claim.voice]


def dated_camps(dossier: Dossier, question_id: str) -> list[Any]:
    """Return the camps of the main scope that anyone speaks for; without any, one unbounded."""
    spoken = [camp for camp in _camps_on(dossier, question_id) if camp.n_voices]
    return spoken or [_Nobody()]


@dataclass(frozen=True)
class _Nobody:
    """What stands for the camps of an event that nobody dates."""

    low: float = -np.inf
    high: float = np.inf
    n_voices: int = 0
    claims: tuple[str, ...] = ()


def _claims_on(dossier: Dossier, question_id: str) -> list[Any]:
    """Return the answers under the question's own scope."""
    return dossier.derived(_claims_by_case).get((question_id, ""), [])


def _camps_on(dossier: Dossier, question_id: str) -> list[Any]:
    """Return the camps under the question's own scope."""
    return dossier.derived(camps_by_case).get((question_id, ""), [])


def _claims_by_case(dossier: Dossier) -> dict[tuple[str, str], list[Any]]:
    """Put the answers that are dates or lengths under their question and scope."""
    claims = dossier.claims
    return by_case(claims.loc[claims["kind"].isin([Kind.DATE, Kind.DURATION]), _CLAIM])


_CLAIM = ["claim_id", "question_id", "scope", "speaker", "side", "voice", "low", "high"]


@dataclass(frozen=True)
class _Dates:
    """What is said of the date of an event; the fields are columns of `events`."""

    earliest: float
    latest: float
    when: str
    bounds: list[tuple[float, float]]
    n_camps: int
    n_voices: int
    sides: list[str]
    claims: list[str]


def _dated(dossier: Dossier, question_id: str) -> _Dates:
    """Sum up the dates of an event."""
    found = dated_camps(dossier, question_id)
    return _summed_up(found, own_claims(dossier, question_id), dossier.lang)


def _shown(dossier: Dossier, question_id: str) -> _Dates:
    """Sum up the dates of an event; where only copies date it, what they say."""
    claims = own_claims(dossier, question_id) or _claims_on(dossier, question_id)
    return _summed_up(_shown_camps(dossier, question_id), claims, dossier.lang)


def _shown_camps(dossier: Dossier, question_id: str) -> list[Any]:
    """Return the camps of an event; where only copies date it, theirs, without a voice."""
    if own_claims(dossier, question_id):
        return dated_camps(dossier, question_id)
    return _camps_on(dossier, question_id) or [_Nobody()]


def _summed_up(found: list[Any], claims: list[Any], lang: str) -> _Dates:
    """Sum up camps of dates and the claims that make them."""
    bounds = [(camp.low, camp.high) for camp in found]
    heard = [claim for claim in claims if claim.voice]
    return _Dates(
        earliest=min(low for low, _ in bounds),
        latest=max(high for _, high in bounds),
        when=say_dates(bounds, lang),
        bounds=bounds,
        n_camps=len(found) if claims else 0,
        n_voices=count_voices(heard),
        sides=sorted({claim.side for claim in heard}),
        claims=[claim.claim_id for claim in claims],
    )


_EVENT_COLUMNS = [
    "question_id",
    "label",
    "topic",
    "earliest",
    "latest",
    "when",
    "bounds",
    "n_camps",
    "n_voices",
    "sides",
    "claims",
]
