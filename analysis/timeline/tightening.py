"""What a chronology says of each event if its claims are true together, and which to set aside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import with_dates
from analysis.dispute.camps import camps_by_case
from analysis.dossier.comparison import voiced
from analysis.dossier.dossier import Dossier, as_list
from analysis.language.answers import Kind
from analysis.language.words import say_days
from analysis.timeline.chronology import Chronology, ConflictError, conflict_table, make_chronology
from analysis.timeline.network import ORIGIN, Inconsistent, check, paths, trace

_WORKING = {  # columns within this module
    "width": "days within an answer",
}


def tighten(
    dossier: Dossier, *, without: str | Iterable[str] = (), rounding: float = 0.0
) -> pd.DataFrame:
    """Find the earliest and latest day of every event if all claims are true together.

    Parameters
    ----------
    dossier : Dossier
    without : str or iterable of str, optional
        Claims to set aside, where not all can be true.
    rounding : float, optional
        Months by which each length is widened both ways, beyond the dossier's tolerance.

    Returns
    -------
    DataFrame
        One row per event, by date:

        - ``question_id``, ``label``, ``topic``;
        - ``earliest``, ``latest``: dates; NaT where nothing bounds them;
        - ``when``: the same in words;
        - ``best_low``, ``best_high``: dates, the narrowest answer that any voice gives to this
          question; NaT where open, or if none does;
        - ``gain``: days by which all together are narrower; infinite if nobody alone bounds both
          ends, 0 if all together do not either;
        - ``claims``: those that set the two ends, of equals the first, a list.

        Checked against z3 (integer difference logic).

    Raises
    ------
    ConflictError
        If the claims kept cannot all be true; its message holds the widest conflict in words.
    ValueError
        If the dossier has no such claim.

    Examples
    --------
    >>> from analysis import example
    >>> from analysis.timeline import outvoted
    >>> dossier = example()
    >>> lengths = dossier.select(kind="duration")["claim_id"]
    >>> table = tighten(dossier, without=[*outvoted(dossier), *lengths])
    >>> table[["label", "when", "gain"]]
                   label            when  gain
    0        Notice sent     3 July 2023   0.0
    1  Told by telephone  September 2023   0.0
    2      Contract ends   30 April 2024   0.0
    """
    aside = as_list(without)
    known = dossier.select(claim_id=aside) if aside else dossier.claims[:0]
    chronology = make_chronology(dossier, aside=set(known["claim_id"]), rounding=rounding)
    try:
        check(chronology.network)
    except Inconsistent:
        raise ConflictError(conflict_table(dossier, chronology)) from None
    table = _tightened(chronology, dossier.lang)
    questions = dossier.questions.set_index("question_id")
    table = table.join(questions[["label", "topic"]], on="question_id")
    table = table.join(_narrowest(dossier, aside), on="question_id")
    table = table.fillna({"best_low": -np.inf, "best_high": np.inf})
    alone, together = table["best_high"] - table["best_low"], table["latest"] - table["earliest"]
    table["gain"] = np.where(np.isinf(together), 0.0, alone - together.where(together < np.inf, 0))
    order = ["earliest", "latest", "question_id"]
    table = table.sort_values(order, kind="stable", ignore_index=True)
    return with_dates(table[_TIGHT_COLUMNS])


def outvoted(dossier: Dossier) -> list[str]:
    """Name the date answers that more voices contradict than share: a choice, not a finding.

    For each date question the camp with the most voices stays; of two, the one with more claims,
    then the one nearest to all the others, then the earlier one. Reposts have no part in it, and
    none in the chronology.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    list of str
        Claim ids, for the argument ``without`` of `tighten`.

    Examples
    --------
    >>> from analysis import example
    >>> outvoted(example())
    ['gazette-c3']
    """
    every = dossier.derived(camps_by_case)
    claims = voiced(dossier.claims)
    dated = claims[(claims["kind"] == Kind.DATE) & (claims["scope"] == "")]
    events: dict[str, list[str]] = {}
    for event, claim in zip(dated["question_id"], dated["claim_id"], strict=True):
        events.setdefault(event, []).append(claim)
    return [claim for event, own in events.items() for claim in _left_out(every[event, ""], own)]


def _left_out(camps: list[Any], claims: list[str]) -> list[str]:
    """Name the claims on an event that are not in the camp that stays."""
    heard = set(claims)
    away = _distance(*(np.array([getattr(c, end) for c in camps]) for end in ("low", "high")))
    ranked = (
        (-camp.n_voices, -len(heard.intersection(camp.claims)), apart, camp.low, place)
        for place, (camp, apart) in enumerate(zip(camps, away.tolist(), strict=True))
    )
    *_, first = min(ranked)
    stays = set(camps[first].claims)
    return [claim for claim in claims if claim not in stays]


def _distance(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Add up how many days lie between each camp and all the others."""
    between = np.maximum(first[None, :] - last[:, None], first[:, None] - last[None, :])
    away: np.ndarray = np.clip(between, 0, None).sum(axis=1)
    return away


def _tightened(chronology: Chronology, lang: str) -> pd.DataFrame:
    """Bound every event by the shortest paths from and to the origin, and name their claims."""
    network = chronology.network
    (high, from_origin), (low, to_origin) = (paths(n, ORIGIN) for n in (network, network.reverse()))
    rows = []
    for number, event in enumerate(chronology.events, start=ORIGIN + 1):
        arcs = trace(network, from_origin, number) + trace(network.reverse(), to_origin, number)
        rows.append(
            {
                "question_id": event,
                "earliest": -low[number],
                "latest": high[number],
                "when": say_days(-low[number], high[number], lang),
                "claims": list(dict.fromkeys(chronology.claims_on(arcs))),
            }
        )
    return pd.DataFrame(rows, columns=["question_id", "earliest", "latest", "when", "claims"])


def _narrowest(dossier: Dossier, aside: list[str]) -> pd.DataFrame:
    """Return the narrowest answer to each date question."""
    claims = dossier.claims
    claims = claims[(claims["kind"] == Kind.DATE) & (claims["scope"] == "")]
    claims = voiced(claims[~claims["claim_id"].isin(aside)])
    narrow = claims.assign(width=claims["high"] - claims["low"])
    narrow = narrow.sort_values(["width", "claim_id"], kind="stable")
    best = narrow.drop_duplicates("question_id").set_index("question_id")[["low", "high"]]
    return best.add_prefix("best_")


_TIGHT_COLUMNS = [
    "question_id",
    "label",
    "topic",
    "earliest",
    "latest",
    "when",
    "best_low",
    "best_high",
    "gain",
    "claims",
]
