"""Notice: how long before the end, under each start that somebody may take for it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.months import days_in_months, months_between
from analysis.language.words import say_months
from analysis.timeline.events import date_question, dated_camps, in_words, own_claims


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
    last = dated_camps(dossier, date_question(dossier, end))
    rows = [
        {"start": start, **said, "end_low": ending.low, "end_high": ending.high}
        for start in starts
        for said in _started(dossier, date_question(dossier, start))
        for ending in last.itertuples()
    ]
    table = pd.DataFrame(rows, columns=_NOTICE_COLUMNS)
    table["label"] = table["start"].map(dossier.questions.set_index("question_id")["label"])
    table["when"] = in_words(table["low"], table["high"])
    table["months_low"] = months_between(table["high"].to_numpy(), table["end_low"].to_numpy())
    table["months_high"] = months_between(table["low"].to_numpy(), table["end_high"].to_numpy())
    table["months"] = [
        say_months(low, high)
        for low, high in zip(table["months_low"], table["months_high"], strict=True)
    ]
    parties = dossier.parties.set_index("side")
    table["who"] = table["side"].map(parties["label"])
    table["colour"] = table["side"].map(parties["colour"])
    return table.sort_values(["low", "high", "side"], ignore_index=True)


def _started(dossier: Dossier, start: str) -> list[dict[str, object]]:
    """Date a start side by side: by its camps of dates, and through durations from it."""
    claims = own_claims(dossier, start)
    rows = []
    for members in dated_camps(dossier, start)["claims"]:
        camp = claims[claims["claim_id"].isin(members)]
        for side, own in camp.groupby("side", sort=True):
            ends = own["low"].max(), own["high"].min()
            rows.append(_said(side, "date", ends, own))
    for question in dossier.questions.query("from_question == @start").itertuples():
        for other in dated_camps(dossier, question.to_question).itertuples():
            for side, own in own_claims(dossier, question.question_id).groupby("side", sort=True):
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


_NOTICE_COLUMNS = [
    *("start", "label", "side", "who", "basis", "when", "low", "high", "end_low", "end_high"),
    *("months_low", "months_high", "months", "speakers", "claims", "colour"),
]
