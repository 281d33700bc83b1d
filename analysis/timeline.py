"""Events, their order and the lengths between them, as uncertain as the words that date them.

A date question is an event, and its answers are sets of days. Only answers under the question's own
scope (``""``) count here: a date that was planned, or of another contract, is a different matter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.camps import camps
from analysis.dossier import Dossier
from analysis.months import days_in_months, months_between
from analysis.words import say_days


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
        ``voices`` (distinct speakers), ``sides`` and ``claims`` (lists).

    Examples
    --------
    >>> from analysis import load
    >>> table = events(load("data/scopelec-orange")).set_index("question_id")
    >>> table.loc["d-safeguard", "when"], int(table.loc["d-safeguard", "voices"])
    ('17 March 2022 or 18 March 2022', 4)
    """
    asked = dossier.questions.query("kind == 'date'")
    rows = [
        {**question, **vars(_dated(dossier, question["question_id"]))}
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
    a, b = (_dated(dossier, _event(dossier, event)) for event in (first, second))
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
        (calendar months and a fraction, see `analysis.months`; negative if reversed), ``claims``.

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier.

    Examples
    --------
    >>> from analysis import load
    >>> table = length(load("data/scopelec-orange"), "d-notice-letter", "d-ictr-end")
    >>> table[["days_low", "days_high", "months_low"]].round(2)
       days_low  days_high  months_low
    0     702.0      702.0        23.1
    """
    a, b = (_camps(dossier, _event(dossier, event)) for event in (start, end))
    pairs = a.merge(b, how="cross", suffixes=("_a", "_b"))
    low, high = pairs["low_b"] - pairs["high_a"], pairs["high_b"] - pairs["low_a"]
    return pd.DataFrame({
        "start": start,
        "end": end,
        "from_when": _words(pairs["low_a"], pairs["high_a"]),
        "to_when": _words(pairs["low_b"], pairs["high_b"]),
        "days_low": low,
        "days_high": high,
        "months_low": months_between(pairs["high_a"].to_numpy(), pairs["low_b"].to_numpy()),
        "months_high": months_between(pairs["low_a"].to_numpy(), pairs["high_b"].to_numpy()),
        "claims": [[*x, *y] for x, y in zip(pairs["claims_a"], pairs["claims_b"], strict=True)],
    })  # fmt: skip


def notice(dossier: Dossier, *, end: str, starts: Iterable[str]) -> pd.DataFrame:
    """Measure the notice from each candidate start to the end, as each side dates the start.

    A start is dated by its date answers, or through a duration: "18 months ago, said on a known
    day" dates it too, and "23 months before the end" gives the length itself. Where answers of one
    side within a camp overlap, what they share counts.

    Parameters
    ----------
    dossier : Dossier
    end : str
        The date question of the end.
    starts : iterable of str
        Date questions that somebody may take for the start of the notice.

    Returns
    -------
    DataFrame
        One row a start, basis, date and side, longest notice first: ``start`` (question id),
        ``label``, ``side``, ``who`` (the side's name), ``basis`` (``date`` or ``duration``),
        ``when`` (words), ``low`` and ``high`` (days of the start), ``end_low`` and ``end_high``,
        ``months_low`` and ``months_high``, ``months`` (words), ``speakers`` and ``claims`` (lists:
        of the start, or of the duration) and the side's ``colour``.

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier.

    Examples
    --------
    >>> from analysis import load
    >>> dossier = load("data/scopelec-orange")
    >>> table = notice(dossier, end="d-ictr-end", starts=["d-told-end", "d-notice-letter"])
    >>> print(table[["side", "basis", "when", "months"]].to_string(index=False))
      side    basis                         when              months
    orange     date                         2018 39.0 to 51.0 months
    orange     date                   April 2020 23.0 to 24.0 months
    orange duration  9 April 2020 to 21 May 2020 22.3 to 23.7 months
     court     date                28 April 2020         23.1 months
    orange duration 5 July 2020 to 8 August 2020 19.7 to 20.8 months
    """
    last = _camps(dossier, _event(dossier, end))
    rows = [
        {"start": start, **said, "end_low": ending.low, "end_high": ending.high}
        for start in starts
        for said in _started(dossier, _event(dossier, start))
        for ending in last.itertuples()
    ]
    table = pd.DataFrame(rows, columns=_NOTICE_COLUMNS)
    table["label"] = table["start"].map(dossier.questions.set_index("question_id")["label"])
    table["when"] = _words(table["low"], table["high"])
    table["months_low"] = months_between(table["high"].to_numpy(), table["end_low"].to_numpy())
    table["months_high"] = months_between(table["low"].to_numpy(), table["end_high"].to_numpy())
    table["months"] = [
        _say_months(low, high)
        for low, high in zip(table["months_low"], table["months_high"], strict=True)
    ]
    parties = dossier.parties.set_index("side")
    table["who"] = table["side"].map(parties["label"])
    table["colour"] = table["side"].map(parties["colour"])
    return table.sort_values(["low", "high", "side"], ignore_index=True)


def _started(dossier: Dossier, start: str) -> list[dict[str, object]]:
    """Date a start side by side: by its camps of dates, and through durations from it."""
    claims = _own_claims(dossier, start)
    rows = []
    for members in _camps(dossier, start)["claims"]:
        camp = claims[claims["claim_id"].isin(members)]
        for side, own in camp.groupby("side", sort=True):
            ends = own["low"].max(), own["high"].min()
            rows.append(_said(side, "date", ends, own))
    for question in dossier.questions.query("from_question == @start").itertuples():
        for other in _camps(dossier, question.to_question).itertuples():
            for side, own in _own_claims(dossier, question.question_id).groupby("side", sort=True):
                for (low, high), same in own.groupby(["low", "high"], sort=True):
                    fewest, most = days_in_months(low, high)
                    ends = other.low - most, other.high - fewest
                    rows.append(_said(side, "duration", ends, same))
    return rows


def _said(
    side: object, basis: str, ends: tuple[float, float], claims: pd.DataFrame
) -> dict[str, object]:
    """Make a row of what a side says of a start."""
    return {
        "side": side,
        "basis": basis,
        "low": ends[0],
        "high": ends[1],
        "speakers": sorted(claims["speaker"].unique()),
        "claims": claims["claim_id"].tolist(),
    }


def _event(dossier: Dossier, question_id: str) -> str:
    """Refuse what is no date question."""
    kind = dossier.question(question_id)["kind"]
    if kind != "date":
        raise ValueError(f"{question_id!r} is a {kind} question; accepted: a date question")
    return question_id


def _own_claims(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the answers under the question's own scope."""
    claims = dossier.select(question_id=question_id)
    return claims[claims["scope"] == ""]


def _camps(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the camps under the question's own scope; nobody's answer bounds nothing."""
    if len(_own_claims(dossier, question_id)):
        return camps(dossier, question_id, scope="")
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
    found = _camps(dossier, question_id)
    claims = _own_claims(dossier, question_id)
    return _Dates(
        earliest=found["low"].min(),
        latest=found["high"].max(),
        when=" or ".join(_words(found["low"], found["high"])),
        bounds=[*zip(found["low"].tolist(), found["high"].tolist(), strict=True)],
        camps=len(found) if len(claims) else 0,
        voices=claims.loc[claims["voice"] != "", "voice"].nunique(),
        sides=sorted(claims["side"].unique()),
        claims=claims["claim_id"].tolist(),
    )


def _say_months(low: float, high: float) -> str:
    """Say a length in months."""
    ends = [f"{end:.1f}" for end in (low, high)]
    return f"{ends[0]} months" if ends[0] == ends[1] else f"{ends[0]} to {ends[1]} months"


def _words(low: pd.Series[float], high: pd.Series[float]) -> list[str]:
    """Say intervals of days."""
    return [say_days(*ends) for ends in zip(low, high, strict=True)]


_EVENT_COLUMNS = [
    *("question_id", "label", "topic", "earliest", "latest", "when", "bounds"),
    *("camps", "voices", "sides", "claims"),
]
_NOTICE_COLUMNS = [
    *("start", "label", "side", "who", "basis", "when", "low", "high", "end_low", "end_high"),
    *("months_low", "months_high", "months", "speakers", "claims", "colour"),
]
