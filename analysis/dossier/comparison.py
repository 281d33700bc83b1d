"""The one rule of comparison: which claims answer the same question of the same part and time.

A repost is a copy, relay or digest of another publisher's text. It is shown, has no voice, and
settles nothing: where anybody else answers, what follows is worked out without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier.dossier import Dossier, as_list, in_numbers
from analysis.dossier.translations import spoken
from analysis.language.answers import parse_dates

_YEAR = r"(?<![\d.,\u00a0\u202f])((?:19|20)\d\d)(?![\d.,]\d|\d)"


def claims_on(
    dossier: Dossier,
    question_id: str,
    *,
    scope: str | None = "",
    period: str | None = None,
    without: str | Iterable[str] = (),
) -> pd.DataFrame:
    """Return the claims on a question that can be compared.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
    scope : str or None, optional
        The scope; ``""`` is the question's own, None all scopes.
    period : str, optional
        Only claims that may speak of this time, in EDTF. What a claim without a period speaks of,
        the question's ``time`` says: on an event of any time, on a state of the day of saying.
    without : str or iterable of str, optional
        Ids of claims to leave out.

    Returns
    -------
    DataFrame
        Rows of ``dossier.claims``, with days as numbers.

    Raises
    ------
    ValueError
        If the dossier has no such question.

    Examples
    --------
    >>> from analysis import example
    >>> dossier = example()
    >>> claims_on(dossier, "d-notice")["answer"].unique().tolist()
    ['2023-11', '2023-07-03']
    """
    dossier.question(question_id)
    claims = in_numbers(dossier, "claims").iloc[dossier.derived(_rows).get(question_id, [])]
    aside = as_list(without)
    if aside:
        claims = claims[~claims["claim_id"].isin(aside)]
    if scope is not None:
        claims = claims[claims["scope"].isin(spoken(dossier, [scope]))]
    if period is not None:
        ((low, high),) = parse_dates([period], dossier.about.tolerances).to_numpy()
        claims = claims[(claims["period_low"] <= high) & (claims["period_high"] >= low)]
    return claims


def _rows(dossier: Dossier) -> dict[str, np.ndarray]:
    """Return the rows of the claims on each question; use it as ``dossier.derived``."""
    rows: dict[str, np.ndarray] = in_numbers(dossier, "claims").groupby("question_id").indices
    return rows


def voiced(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands in a repost."""
    return claims[claims["voice"] != ""]


def count_voices(claims: Iterable[Any]) -> int:
    """Count the bodies that speak in some rows of claims; what stands in a repost has no voice.

    >>> from types import SimpleNamespace as Claim
    >>> count_voices([Claim(voice="Works"), Claim(voice="Works"), Claim(voice="")])
    1
    """
    return len({claim.voice for claim in claims} - {""})


def speaking(claims: pd.DataFrame) -> pd.DataFrame:
    """Leave out what stands in a repost, unless nothing else does: a copy shows what it copies."""
    heard = voiced(claims)
    return heard if len(heard) else claims


def of_other_times(dossier: Dossier) -> pd.DataFrame:
    """Find claims on a state that state no period, though their words name another year.

    Such a claim is taken to speak of the day of saying, and perhaps it does not. Only years are
    read, and only where all that are named lie outside the years of publication.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row per claim: ``claim_id``, ``statement``.

    Examples
    --------
    >>> from analysis import example
    >>> of_other_times(example()).empty
    True
    """
    questions = dossier.questions
    states = questions.loc[questions["time"] == "state", "question_id"]
    claims = dossier.claims
    claims = claims[claims["question_id"].isin(states) & (claims["period"] == "")]
    named = (claims["statement"] + " " + claims["quote"]).str.extractall(_YEAR)[0].astype(float)
    first, last = (claims[end].dt.year for end in ("period_low", "period_high"))
    claim = named.index.get_level_values(0)
    elsewhere = (named < first[claim].to_numpy()) | (named > last[claim].to_numpy())
    every = elsewhere.groupby(level=0).all()
    return claims.loc[every.index[every], ["claim_id", "statement"]].reset_index(drop=True)
