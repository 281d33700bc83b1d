"""What was published in answer to a question, each different answer once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.dossier.comparison import claims_on, voiced
from analysis.dossier.dossier import Dossier
from analysis.language.answers import EXACT, parse_numbers
from analysis.language.words import say_answer


def published_answers(
    dossier: Dossier,
    question_id: str,
    *,
    scope: str = "",
    period: str | None = None,
    leave_out: Sequence[str] = (),
) -> pd.DataFrame:
    """List the different answers published to a question, each with who gave it.

    Numbers that round to the same words are one answer, whose ends hold them all.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
        A quantity question.
    scope : str, optional
        The scope; the question's own if not given.
    period : str, optional
        Only claims that may speak of this time, in EDTF; see `claims_on`.
    leave_out : sequence of str, optional
        Ids of claims to leave out, for a reason that the caller states.

    Returns
    -------
    DataFrame
        One row an answer, in order of size: ``answer`` (words), ``value`` (middle, as said, NaN if
        open), ``low``, ``high`` (with the tolerances), ``voices`` (number of bodies that give it; 0
        if known from copies alone), ``speakers`` and ``claims`` (lists).

    Raises
    ------
    ValueError
        If the dossier has no such question, or no answer to it with this scope and period.

    Examples
    --------
    >>> from analysis import example
    >>> published_answers(example(), "q-loss")[["answer", "value"]]
      answer  value
    0   45 %   0.45
    """
    question = dossier.question(question_id)
    claims = claims_on(dossier, question_id, scope=scope, period=period, without=leave_out)
    if claims.empty:
        raise ValueError(f"no claim on {question_id} with scope {scope!r} and period {period}")
    said = parse_numbers(claims["answer"].str.replace("~", ""), EXACT)
    middle = said.mean(axis=1).where(np.isfinite(said).all(axis=1))
    words = [say_answer(a, "quantity", question["unit"]) for a in claims["answer"]]
    table = claims.assign(words=words, value=middle)
    table = table.groupby("words", as_index=False).agg(
        least=("value", "min"), most=("value", "max"), low=("low", "min"), high=("high", "max"),
        voices=("voice", lambda voices: voices[voices != ""].nunique()),
        speakers=("speaker", lambda s: sorted(set(s))), claims=("claim_id", list),
    )  # fmt: skip
    table.insert(1, "value", table.pop("least") / 2 + table.pop("most") / 2)
    table = table.rename(columns={"words": "answer"})
    return table.sort_values(["low", "high", "answer"], kind="stable", ignore_index=True)


def over_time(
    dossier: Dossier, question_id: str, *, by: str = "period", forecasts: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Put the numbers published in answer to a question in order of time.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
        A quantity question.
    by : str, optional
        ``"period"``: when the number holds; ``"published"``: when it was said, as far as its
        source is dated to the month.
    forecasts : tuple of str, optional
        Scopes that mark forecasts or targets. Of other scopes, only the question's own is taken.

    Returns
    -------
    DataFrame
        One row a claim: ``period_low``, ``period_high`` (days), ``value`` (as said: the middle of a
        range, of an open one the end that is stated), ``low``, ``high``, ``firm`` (False for
        forecasts and targets), ``series`` (the side's label), ``colour``, ``answer`` (words),
        ``speaker``, ``claim_id``. Claims without a date are left out.

    Raises
    ------
    ValueError
        If the dossier has no such question, or ``by`` is neither of the two.
    """
    if by not in ("period", "published"):
        raise ValueError(f"by is {by!r}; accepted: 'period', 'published'")
    question, claims = dossier.question(question_id), dossier.select(question_id=question_id)
    claims = claims[claims["scope"].isin(["", *forecasts])]
    if by == "published":
        sources = dossier.sources.set_index("source_id").reindex(claims["source_id"])
        claims = claims.assign(
            period_low=sources["published_low"].to_numpy(),
            period_high=sources["published_high"].to_numpy(),
        )
        claims = claims[claims["period_high"] - claims["period_low"] <= 31]
    claims = claims[np.isfinite(claims["period_low"]) & np.isfinite(claims["period_high"])]
    parties = dossier.parties.set_index("side")
    table = claims.assign(
        value=_as_said(claims["answer"]),
        firm=claims["scope"] == "",
        series=claims["side"].map(parties["label"]),
        colour=claims["side"].map(parties["colour"]),
        answer=[say_answer(a, "quantity", question["unit"]) for a in claims["answer"]],
    )
    table = table.sort_values(["period_low", "value", "claim_id"], kind="stable", ignore_index=True)
    return table[
        [
            *("period_low", "period_high", "value", "low", "high", "firm", "series", "colour"),
            *("answer", "speaker", "claim_id"),
        ]
    ]


def values_of(dossier: Dossier, claims: Mapping[str, str], lang: str = "en") -> pd.DataFrame:
    """Take numbers that single claims state, to set them beside computed ones.

    Parameters
    ----------
    dossier : Dossier
    claims : mapping of str to str
        A label for each claim's id; the claims answer quantity questions.
    lang : str, optional
        ``"en"`` or ``"fr"``, of the column ``words``.

    Returns
    -------
    DataFrame
        One row a claim, in the order given: ``label``, ``value`` (as said: the middle of a range,
        of an open one the end that is stated), ``low``, ``high``, ``words`` (the answer in words),
        ``basis`` (``"published"``), ``claims`` (list).

    Raises
    ------
    ValueError
        If the dossier has no such claim.
    """
    ids = list(claims.values())
    found = dossier.select(claim_id=ids).set_index("claim_id").loc[ids]
    units = found["question_id"].map(dossier.questions.set_index("question_id")["unit"])
    said = zip(found["answer"], found["kind"], units, strict=True)
    return pd.DataFrame(
        {
            "label": list(claims),
            "value": _as_said(found["answer"]).to_numpy(),
            "low": found["low"].to_numpy(),
            "high": found["high"].to_numpy(),
            "words": [say_answer(*answer, lang) for answer in said],
            "basis": "published",
            "claims": [[one] for one in ids],
        }
    )


def _as_said(answers: pd.Series[str]) -> pd.Series[float]:
    """Give numbers without tolerance: the middle of a range, of an open one the stated end."""
    said = parse_numbers(answers.str.replace("~", ""), EXACT)
    middle: pd.Series[float] = said.replace([np.inf, -np.inf], np.nan).mean(axis=1)
    return middle


def ratio_by_year(dossier: Dossier, above: str, below: str) -> pd.DataFrame:
    """Divide two quantities for each year that has both, as far apart as what was published.

    Parameters
    ----------
    dossier : Dossier
    above, below : str
        Quantity questions whose claims state the period; only periods within one year count, and no
        reposts.

    Returns
    -------
    DataFrame
        One row a year: ``year``, ``low`` (the least above over the most below, as said), ``high``
        (the other way round), ``claims`` (list).

    Raises
    ------
    ValueError
        If the dossier has no such question.

    Examples
    --------
    >>> from analysis import example
    >>> table = ratio_by_year(example(), "q-revenue", "q-staff")
    >>> table["year"].tolist()
    [2022, 2023]
    """
    (one, two) = (_by_year(dossier, question) for question in (above, below))
    both = one.join(two, how="inner", suffixes=("_above", "_below")).reset_index()
    return pd.DataFrame(
        {
            "year": both["year"],
            "low": both["least_above"] / both["most_below"],
            "high": both["most_above"] / both["least_below"],
            "claims": both["claims_above"] + both["claims_below"],
        }
    )


def _by_year(dossier: Dossier, question_id: str) -> pd.DataFrame:
    """Give the least and the most that was published for each year."""
    stated = over_time(dossier, question_id)
    heard = voiced(dossier.claims)["claim_id"]
    stated = stated[stated["claim_id"].isin(heard)]
    start, end = (pd.to_datetime(stated[f"period_{e}"], unit="D").dt.year for e in ("low", "high"))
    stated = stated.assign(year=start)[start == end]
    return stated.groupby("year").agg(
        least=("value", "min"), most=("value", "max"), claims=("claim_id", list)
    )
