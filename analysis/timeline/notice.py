"""Notice: how long before the end, under each start that somebody may take for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from analysis.columns import with_dates
from analysis.dossier.dossier import Dossier, as_list
from analysis.language.answers import Kind
from analysis.language.months import days_in_months, months_between
from analysis.language.words import say_days, say_months
from analysis.timeline.events import (
    date_question,
    dated_camps,
    own_claims,
    two_events,
)


def notice(dossier: Dossier, *, end: str, starts: str | Iterable[str]) -> pd.DataFrame:
    """Measure the notice from each candidate start to the end, as each side dates the start.

    A start is dated by its date answers, or through a duration: "18 months ago, said on a known
    day" dates it too. Where somebody gives the length from the very start to the very end, that is
    the length, whatever the days of the end. Where answers of one side within a camp overlap, what
    they share counts. What only a repost says dates nothing.

    Parameters
    ----------
    dossier : Dossier
    end : str
        The date question of the end.
    starts : str or iterable of str
        Date questions that somebody may take for the start of the notice.

    Returns
    -------
    DataFrame
        One row per start, basis, date and side, the earliest start first:

        - ``start``: question id; ``label``: its short name;
        - ``side``, ``who`` (the side's name), ``colour``;
        - ``basis``: ``date`` or ``duration``;
        - ``when``: the start in words;
        - ``start_low``, ``start_high``, ``end_low``, ``end_high``: dates, NaT where open;
        - ``months_low``, ``months_high``: the length, as `analysis.language.months` counts;
        - ``months``: the length in words;
        - ``speakers``, ``claims``: lists, of the start or of the duration.

    Raises
    ------
    ValueError
        If one of them is no date question of the dossier, or a start is the end.

    Examples
    --------
    >>> from analysis import example
    >>> dossier = example()
    >>> table = notice(dossier, end="d-end", starts=["d-told", "d-notice"])
    >>> print(table[["side", "basis", "when", "months"]].to_string(index=False))
       side    basis                    when             months
    telecom duration 29 May to 1 August 2023 9.0 to 11.0 months
      court     date             3 July 2023         9.9 months
    telecom     date             3 July 2023         9.9 months
      works     date          September 2023  7.0 to 8.0 months
      works     date           November 2023  5.0 to 6.0 months
    """
    ends = dated_camps(dossier, date_question(dossier, end))
    rows = [
        {"start": start, **said}
        for start in as_list(starts)
        for said in _started(dossier, two_events(dossier, start, end)[0], end, ends)
    ]
    table = pd.DataFrame(rows, columns=_NOTICE_COLUMNS)
    table["label"] = table["start"].map(dossier.questions.set_index("question_id")["label"])
    days = zip(table["start_low"], table["start_high"], strict=True)
    table["when"] = [say_days(*ends, dossier.lang) for ends in days]
    measured = months_between(table["start_high"].to_numpy(), table["end_low"].to_numpy())
    table["months_low"] = table["months_low"].astype(float).fillna(pd.Series(measured))
    measured = months_between(table["start_low"].to_numpy(), table["end_high"].to_numpy())
    table["months_high"] = table["months_high"].astype(float).fillna(pd.Series(measured))
    table["months"] = [
        say_months(low, high, dossier.lang)
        for low, high in zip(table["months_low"], table["months_high"], strict=True)
    ]
    parties = dossier.parties.set_index("side")
    table["who"] = table["side"].map(parties["label"])
    table["colour"] = table["side"].map(parties["colour"])
    order = ["start_low", "start_high", "side"]
    return with_dates(table.sort_values(order, kind="stable", ignore_index=True))


def _started(
    dossier: Dossier, start: str, end: str, ends: list[Any]
) -> Iterator[dict[str, object]]:
    """Date a start side by side: by its camps of dates, and through durations from it."""
    claims = own_claims(dossier, start)
    for camp in dated_camps(dossier, start):
        members = set(camp.claims)
        dated = [claim for claim in claims if claim.claim_id in members]
        for (side,), own in _grouped(dated, "side"):
            for ending in ends:
                days = max(claim.low for claim in own), min(claim.high for claim in own)
                yield _said(side, Kind.DATE, days, ending, own)
    for question in _durations_from(dossier, start):
        lengths = own_claims(dossier, question.question_id)
        to_end = question.to_question == end
        others = ends if to_end else dated_camps(dossier, question.to_question)
        for (side, low, high), same in _grouped(lengths, "side", "low", "high"):
            fewest, most = days_in_months(low, high)
            for other in others:
                days = other.low - most, other.high - fewest
                if to_end:  # the length itself is stated; the end's days would be used twice
                    stated = {"months_low": low, "months_high": high}
                    yield _said(side, Kind.DURATION, days, other, same) | stated
                else:
                    for ending in ends:
                        yield _said(side, Kind.DURATION, days, ending, same)


def _durations_from(dossier: Dossier, start: str) -> list[Any]:
    """List the questions that ask for a length from an event."""
    questions = dossier.questions
    return [*questions[questions["from_question"] == start].itertuples()]


def _grouped(claims: list[Any], *names: str) -> list[tuple[tuple[Any, ...], list[Any]]]:
    """Group claims that are alike in some columns, in the order of these."""
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for claim in claims:
        groups.setdefault(tuple(getattr(claim, name) for name in names), []).append(claim)
    return sorted(groups.items(), key=lambda group: group[0])


def _said(
    side: object, basis: str, days: tuple[float, float], ending: Any, claims: list[Any]
) -> dict[str, object]:
    """Make a row of what a side says of a start."""
    return {
        "side": side,
        "basis": str(basis),
        "start_low": days[0],
        "start_high": days[1],
        "end_low": ending.low,
        "end_high": ending.high,
        "speakers": sorted({claim.speaker for claim in claims}),
        "claims": [claim.claim_id for claim in claims],
    }


_NOTICE_COLUMNS = [
    "start",
    "label",
    "side",
    "who",
    "basis",
    "when",
    "start_low",
    "start_high",
    "end_low",
    "end_high",
    "months_low",
    "months_high",
    "months",
    "speakers",
    "claims",
    "colour",
]
