"""The decisions nearest to a case, and why they are near."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from analysis.language.answers import to_day
from analysis.language.words import say_number
from analysis.rulings.due import MAY_NOT_SAY, with_both
from analysis.rulings.table import NEW_TEXT

_WORKING = {  # columns within this module
    "years": "length of the relation",
}

UNKNOWN = 0.5  # how far a decision lies that does not say: half-way


def comparable(
    rulings: pd.DataFrame,
    relation_years: float,
    *,
    dependence: float | None = None,
    broken: str | None = None,
    tender: bool | None = None,
    count: int = 8,
) -> pd.DataFrame:
    """List the decisions nearest to a case, the nearest first, each with the reason.

    Each thing asked for gives a difference from 0 to 1. The length of the relation counts as much
    as all the rest together, as the law names it first. What a decision does not say lies half-way.

    Parameters
    ----------
    rulings : DataFrame
        As `read_rulings` gives them; those with a length and months due, or a bound, count.
    relation_years : float
        Length of the relation in years.
    dependence : float, optional
        The other side's share of the victim's turnover, 0 to 1.
    broken : str, optional
        Day of the break: decisions under the same text are nearer.
    tender : bool, optional
        Whether a call for tenders came before the break, as the column ``tender`` says.
    count : int, optional
        How many to list.

    Returns
    -------
    DataFrame
        One row per decision, the nearest first:

        - ``ruling_id``, ``court``, ``date``;
        - ``parties``: or the trade;
        - ``relation``, ``given``, ``due``, ``held``: words;
        - ``distance``: 0 to 1;
        - ``why``: what is alike;
        - ``status``, ``url``.

        What may not be said is in ``.attrs["may_not_say"]``.

    Raises
    ------
    ValueError
        If the length is not above 0, the share not from 0 to 1, or too few decisions give months.

    Examples
    --------
    >>> from analysis.rulings.table import EXAMPLE, read_rulings
    >>> near = comparable(read_rulings(EXAMPLE), 20, broken="2018-04-28", tender=True)
    >>> near[["relation", "due"]].iloc[0].tolist()
    ['20 years', '18 months']
    """
    if relation_years <= 0:
        raise ValueError(f"a length of {relation_years} years; accepted: above 0")
    if dependence is not None and not 0 <= dependence <= 1:
        raise ValueError(f"a dependence of {dependence}; accepted: a share from 0 to 1")
    known = with_both(rulings)
    distance, gaps = _gap_in_years(known, relation_years), {}
    if dependence is not None:
        low, high = known["dependence_low"], known["dependence_high"]
        gaps["dependence"] = np.maximum(0, np.maximum(low - dependence, dependence - high))
    if broken is not None:
        text = "new" if to_day(broken) >= NEW_TEXT else "old"
        gaps["text"] = _differs(known["text_in_force"], text)
    if tender is not None:
        gaps["tender"] = (known["tender"] == "yes").ne(tender).astype(float)
    if gaps:
        distance = (distance + pd.DataFrame(gaps).fillna(UNKNOWN).mean(axis=1)) / 2
    known = known.assign(distance=distance, why=_why(known, gaps, relation_years, dependence))
    known["parties"] = _parties(known)
    known = known.sort_values(["distance", "ruling_id"], kind="stable", ignore_index=True)
    near = known[_SHOWN].head(count)
    near.attrs["may_not_say"] = MAY_NOT_SAY
    return near


_SHOWN = [
    "ruling_id",
    "court",
    "date",
    "parties",
    "relation",
    "given",
    "due",
    "held",
    "distance",
    "why",
    "status",
    "url",
]


def _gap_in_years(known: pd.DataFrame, years: float) -> pd.Series[float]:
    """Compare lengths as ratios: 5 and 10 years lie as far apart as 20 and 40."""
    log_years = np.log(known["years"])
    gap: pd.Series[float] = (log_years - np.log(years)).abs()
    return (gap / (log_years.max() - log_years.min())).clip(upper=1)


def _differs(cells: pd.Series[str], wanted: str) -> pd.Series[float]:
    """Return 0 where a cell is as wanted, 1 where it is not, NaN where it is empty."""
    return cells.ne(wanted).astype(float).where(cells != "")


def _why(
    known: pd.DataFrame,
    gaps: dict[str, pd.Series[float]],
    years: float,
    dependence: float | None,
) -> list[str]:
    """Format what is alike and what is not."""
    said: dict[str, Callable[[pd.Series[str]], str]] = {
        "dependence": lambda row: (
            f"dependence {row['dependence']} against {say_number(dependence or 0, 'share')}"
        ),
        "text": lambda row: f"{row['text_in_force']} text",
        "tender": lambda row: "call for tenders" if row["tender"] else "no call for tenders known",
    }
    reasons = []
    for number, row in known.iterrows():
        words = [f"{row['relation']} against {say_number(years, '')}".strip()]
        for name, say in said.items():
            if name in gaps:
                words.append(f"{name} not known" if np.isnan(gaps[name][number]) else say(row))
        reasons.append("; ".join(words))
    return reasons


def _parties(known: pd.DataFrame) -> pd.Series[str]:
    """Name supplier and customer, or the trade, or say that the page names neither."""
    names = (known["supplier"] + " / " + known["customer"]).str.strip(" /")
    names = names.mask(names == "", known["sector"])
    return names.mask(names == "", "not named")
