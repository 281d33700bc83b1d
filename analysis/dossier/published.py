"""What was published in answer to a question, each different answer once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import with_dates
from analysis.dossier.comparison import claims_on, count_voices, voiced
from analysis.dossier.dossier import Dossier, as_list, in_numbers
from analysis.dossier.translations import spoken
from analysis.language.answers import EXACT, Kind, parse_numbers
from analysis.language.words import say_answer

_WORKING = {  # columns within this module
    "least_above": "least of the quantity above, in a year",
    "most_above": "most of it",
    "least_below": "least of the quantity below",
    "most_below": "most of it",
    "claims_above": "claims on the quantity above",
    "claims_below": "claims on the one below",
}


class Basis(StrEnum):
    """Where a number comes from."""

    FACT = "fact"
    ASSUMPTION = "assumption"
    PUBLISHED = "published"
    SIMULATED = "simulated"


def published_answers(
    dossier: Dossier,
    question_id: str,
    *,
    scope: str = "",
    period: str | None = None,
    without: str | Iterable[str] = (),
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
    without : str or iterable of str, optional
        Ids of claims to leave out, for a reason that the caller states.

    Returns
    -------
    DataFrame
        One row per answer, in order of size:

        - ``words``: the answer;
        - ``value``: the middle, as said; NaN if open;
        - ``low``, ``high``: with the tolerances;
        - ``single``: whether it is a single number, neither approximate nor open;
        - ``n_voices``: bodies that give it; 0 if known from copies alone;
        - ``speakers``, ``claims``: lists.

    Raises
    ------
    ValueError
        If the dossier has no such question, it is no quantity, or nobody answers it with this scope
        and period.

    Examples
    --------
    >>> from analysis import example
    >>> published_answers(example(), "q-loss")[["words", "value"]]
      words  value
    0  45 %   0.45
    """
    question = dossier.question(question_id, kinds=Kind.QUANTITY)
    claims = claims_on(dossier, question_id, scope=scope, period=period, without=without)
    if claims.empty:
        what = f" with scope {scope!r}" if scope else ""
        when = f" that may speak of {period}" if period else ""
        raise ValueError(f"no claim on {question_id}{what}{when}")
    said = parse_numbers(claims["answer"].str.replace("~", ""), EXACT)
    middle = said.mean(axis=1).where(np.isfinite(said).all(axis=1))
    words = [say_answer(a, Kind.QUANTITY, question["unit"], dossier.lang) for a in claims["answer"]]
    table = claims[["answer", "low", "high", "voice", "speaker", "claim_id"]].assign(value=middle)
    alike: dict[str, list[Any]] = {}
    for answer, row in zip(words, table.itertuples(), strict=True):
        alike.setdefault(answer, []).append(row)
    rows = [_one_answer(answer, alike[answer]) for answer in sorted(alike)]
    rows.sort(key=lambda row: (row["low"], row["high"]))
    return pd.DataFrame(rows)


def _one_answer(answer: str, claims: list[Any]) -> dict[str, Any]:
    """Make one answer of the claims that say it in the same words."""
    values = [claim.value for claim in claims if not isnan(claim.value)]
    return {
        "words": answer,
        "value": min(values) / 2 + max(values) / 2 if values else nan,
        "low": min(claim.low for claim in claims),
        "high": max(claim.high for claim in claims),
        "single": not any(set("~/") & set(claim.answer) for claim in claims),
        "n_voices": count_voices(claims),
        "speakers": sorted({claim.speaker for claim in claims}),
        "claims": [claim.claim_id for claim in claims],
    }


def over_time(
    dossier: Dossier, question_id: str, *, by: str = "period", forecasts: str | tuple[str, ...] = ()
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
    forecasts : str or tuple of str, optional
        Scopes that mark forecasts or targets. Of other scopes, only the question's own is taken.

    Returns
    -------
    DataFrame
        One row per claim, by time; claims without a date are left out:

        - ``period_low``, ``period_high``: dates, the first and the last day;
        - ``value``: as said: the middle of a range, of an open one the end that is stated;
        - ``low``, ``high``: with the tolerances;
        - ``firm``: False for forecasts and targets;
        - ``series``: the side's label; ``colour``;
        - ``words``: the answer; ``speaker``, ``claim_id``.

        ``table.attrs["undated"]`` lists the ids of what is left out, and
        `analysis.plot.over_time` says how many they are.

    Raises
    ------
    ValueError
        If the dossier has no such question, it is no quantity, or ``by`` is neither of the two.

    Examples
    --------
    >>> from analysis import example
    >>> over_time(example(), "q-revenue")[["period_low", "period_high", "words"]]
      period_low period_high           words
    0 2022-01-01  2022-12-31  EUR 18m a year
    1 2023-01-01  2023-12-31  EUR 20m a year
    """
    if by not in ("period", "published"):
        raise ValueError(f"by is {by!r}; accepted: 'period', 'published'")
    question = dossier.question(question_id, kinds=Kind.QUANTITY)
    claims = claims_on(dossier, question_id, scope=None)
    claims = claims[claims["scope"].isin(["", *spoken(dossier, as_list(forecasts))])]
    if by == "published":
        sources = in_numbers(dossier, "sources").set_index("source_id")
        sources = sources.reindex(claims["source_id"])
        claims = claims.assign(
            period_low=sources["published_low"].to_numpy(),
            period_high=sources["published_high"].to_numpy(),
        )
    longest = 31 if by == "published" else np.inf
    length = claims["period_high"] - claims["period_low"]
    dated = np.isfinite(length) & (length <= longest)
    undated, claims = claims.loc[~dated, "claim_id"].tolist(), claims[dated]
    parties = dossier.parties.set_index("side")
    table = claims.assign(
        value=_as_said(claims["answer"]),
        firm=claims["scope"] == "",
        series=claims["side"].map(parties["label"]),
        colour=claims["side"].map(parties["colour"]),
        words=[
            say_answer(a, Kind.QUANTITY, question["unit"], dossier.lang) for a in claims["answer"]
        ],
    )
    table = table.sort_values(["period_low", "value", "claim_id"], kind="stable", ignore_index=True)
    table = with_dates(table[_OVER_TIME])
    table.attrs["undated"] = undated
    return table


_OVER_TIME = [
    "period_low",
    "period_high",
    "value",
    "low",
    "high",
    "firm",
    "series",
    "colour",
    "words",
    "speaker",
    "claim_id",
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
        One row per claim, in the order given:

        - ``label``: as given;
        - ``value``: as said: the middle of a range, of an open one the end that is stated;
        - ``low``, ``high``: with the tolerances;
        - ``words``: the answer;
        - ``basis``: ``published``;
        - ``claims``: a list.

    Raises
    ------
    ValueError
        If the dossier has no such claim, or it states no number.

    Examples
    --------
    >>> from analysis import example
    >>> values_of(example(), {"lost": "weekly-c6"})[["label", "value", "low", "high", "words"]]
      label  value     low    high words
    0  lost    0.5  0.4875  0.5125  50 %
    """
    ids = list(claims.values())
    found = dossier.select(claim_id=ids).set_index("claim_id").loc[ids]
    for claim, kind in found["kind"].items():
        if kind not in (Kind.QUANTITY, Kind.DURATION):
            raise ValueError(f"claim {claim!r} answers a {kind} question; accepted: a number")
    units = found["question_id"].map(dossier.questions.set_index("question_id")["unit"])
    said = zip(found["answer"], found["kind"], units, strict=True)
    return pd.DataFrame(
        {
            "label": list(claims),
            "value": _as_said(found["answer"]).to_numpy(),
            "low": found["low"].to_numpy(),
            "high": found["high"].to_numpy(),
            "words": [say_answer(*answer, lang) for answer in said],
            "basis": str(Basis.PUBLISHED),
            "claims": [[one] for one in ids],
        }
    )


def _as_said(answers: pd.Series[str]) -> pd.Series[float]:
    """Return numbers without tolerance: the middle of a range, of an open one the stated end."""
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
        One row per year:

        - ``year``;
        - ``low``: the least above over the most below, as said; ``high``: the other way round;
        - ``claims``: a list.

    Raises
    ------
    ValueError
        If the dossier has no such question.

    Examples
    --------
    >>> from analysis import example
    >>> ratio_by_year(example(), "q-revenue", "q-staff")[["year", "low", "high"]]
       year       low      high
    0  2022  120000.0  120000.0
    1  2023  125000.0  125000.0
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
    """Return the least and the most that was published for each year."""
    stated = over_time(dossier, question_id)
    heard = voiced(dossier.claims)["claim_id"]
    stated = stated[stated["claim_id"].isin(heard)]
    start, end = (stated[f"period_{end}"].dt.year for end in ("low", "high"))
    stated = stated.assign(year=start)[start == end]
    return stated.groupby("year").agg(
        least=("value", "min"), most=("value", "max"), claims=("claim_id", list)
    )
