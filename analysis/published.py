"""What was published in answer to a question, each different answer once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.answers import Tolerances, parse_dates, parse_numbers
from analysis.dossier import Dossier
from analysis.words import say_answer

_EXACT = Tolerances(number=0, number_about=0, day=0, month=0, year=0)


def published_answers(
    dossier: Dossier, question_id: str, *, scope: str = "", period: str | None = None
) -> pd.DataFrame:
    """List the different answers published to a question, each with who gave it.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
        A quantity question.
    scope : str, optional
        The scope; the question's own if not given.
    period : str, optional
        Only claims whose stated period may overlap this one, in EDTF.

    Returns
    -------
    DataFrame
        One row an answer, in order of size: ``answer`` (words), ``value`` (middle, as said, NaN if
        open), ``low``, ``high`` (with the tolerances), ``speakers`` and ``claims`` (lists).

    Raises
    ------
    ValueError
        If the dossier has no such question, or no answer to it with this scope and period.

    Examples
    --------
    >>> from analysis import load
    >>> published_answers(load("data/scopelec-orange"), "q-contracts-lost")[["answer", "value"]]
      answer  value
    0   65 %   0.65
    """
    question, claims = dossier.question(question_id), dossier.select(question_id=question_id)
    claims = claims[claims["scope"] == scope]
    if period is not None:
        days = parse_dates(pd.Series([period]), dossier.about.tolerances).iloc[0]
        overlaps = claims["period_low"].le(days["high"]) & claims["period_high"].ge(days["low"])
        claims = claims[overlaps & (claims["period"] != "")]
    if claims.empty:
        raise ValueError(f"no claim on {question_id} with scope {scope!r} and period {period}")
    said = parse_numbers(claims["answer"].str.replace("~", ""), _EXACT)
    middle = said.mean(axis=1).where(np.isfinite(said).all(axis=1))
    words = [say_answer(a, "quantity", question["unit"]) for a in claims["answer"]]
    table = claims.assign(words=words, value=middle)
    table = table.groupby("words", as_index=False).agg(
        value=("value", "first"), low=("low", "first"), high=("high", "first"),
        speakers=("speaker", lambda s: sorted(set(s))), claims=("claim_id", list),
    )  # fmt: skip
    table = table.rename(columns={"words": "answer"})
    return table.sort_values(["low", "high", "answer"], ignore_index=True)
