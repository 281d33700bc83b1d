"""The one rule of comparison: which claims answer the same question of the same part and time.

A repost is a copy, relay or digest of another publisher's text. It is shown, has no voice, and
settles nothing: where anybody else answers, what follows is worked out without it.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.dossier.dossier import Dossier
from analysis.language.answers import parse_dates


def claims_on(
    dossier: Dossier,
    question_id: str,
    *,
    scope: str | None = "",
    period: str | None = None,
    without: Iterable[str] = (),
) -> pd.DataFrame:
    """Give the claims on a question that can be compared.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
    scope : str or None, optional
        The scope; ``""`` is the question's own, None all scopes.
    period : str, optional
        Only claims that may speak of this time, in EDTF. What a claim without a period speaks of,
        the question's ``time`` says: on an event of any time, on a state of the day of saying.
    without : iterable of str, optional
        Ids of claims to leave out.

    Returns
    -------
    DataFrame
        Rows of ``dossier.claims``.

    Raises
    ------
    ValueError
        If the dossier has no such question.

    Examples
    --------
    >>> from analysis import load
    >>> dossier = load("data/scopelec-orange")
    >>> claims_on(dossier, "d-safeguard")["answer"].unique().tolist()
    ['2022-03-17', '2022-03-18']
    """
    dossier.question(question_id)
    claims = dossier.claims
    keep = claims["question_id"] == question_id
    if scope is not None:
        keep &= claims["scope"] == scope
    if period is not None:
        days = parse_dates(pd.Series([period]), dossier.about.tolerances).iloc[0]
        keep &= claims["period_low"].le(days["high"]) & claims["period_high"].ge(days["low"])
    return claims[keep & ~claims["claim_id"].isin(list(without))]


def voiced(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands in a repost."""
    return claims[claims["voice"] != ""]


def speaking(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands in a repost, unless nothing else does: a copy shows what it copies."""
    heard = voiced(claims)
    return heard if len(heard) else claims
