"""The inputs of the simulation in one table: facts with their claims, assumptions with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real
from typing import NotRequired, TypedDict

import numpy as np
import pandas as pd

from analysis.dependency.shocks import ARGUMENTS, SHARES, checked_inputs
from analysis.dossier.dossier import Dossier
from analysis.dossier.published import Basis, published_answers
from analysis.language.shares import BOUNDS
from analysis.language.words import say_numbers


class Fact(TypedDict):
    """Where a fact is published; the keys are arguments of `analysis.published_answers`."""

    question_id: str
    scope: NotRequired[str]
    period: NotRequired[str]
    without: NotRequired[str | list[str]]


def shock_inputs(
    dossier: Dossier,
    facts: Mapping[str, Fact],
    assumptions: Mapping[str, tuple[float, float, str]],
) -> pd.DataFrame:
    """Put what is known and what is assumed into the one table that the simulation reads.

    Parameters
    ----------
    dossier : Dossier
        Use ``dossier.as_of(day)`` for what was known on a day.
    facts : mapping of str to mapping
        For an argument of `analysis.dependency.shock`: ``question_id`` and, if wanted, ``scope``,
        ``period`` and ``without``, as `analysis.published_answers` takes them. The interval
        runs from the lowest to the highest end stated in any answer, tolerances included. An answer
        that is open on one side adds the end that it states and no other.
    assumptions : mapping of str to tuple
        For an argument of `analysis.dependency.shock`: low end, high end, and why.

    Returns
    -------
    DataFrame
        One row per argument:

        - ``name``, ``low``, ``high``, ``unit``;
        - ``shape``: ``"uniform"``: no value between the ends is said to be likelier; assign
          ``"triangle"`` to favour the middle;
        - ``basis``: ``"fact"`` or ``"assumption"``;
        - ``why``: the question's text, or the reason;
        - ``claims``: a list, empty for assumptions;
        - ``words``: the interval with its unit.

    Raises
    ------
    ValueError
        If an argument is missing, unknown or stated twice, if a question has another unit than the
        argument, if a share is none, or if the claims on a fact leave it without a lower or an
        upper end.

    Examples
    --------
    >>> from analysis import example
    >>> facts = {"turnover": {"question_id": "q-revenue"}, "part_lost": {"question_id": "q-lost"}}
    >>> ends = {"customer_share": (0.4, 0.6), "headcount": (150, 160), "labour_weight": (1, 1)}
    >>> ends |= {"new_business": (0, 0), "transferred": (0, 20), "departures": (0, 10)}
    >>> ends |= {"growth_elsewhere": (0.05, 0.1), "target_share": (0.25, 0.3)}
    >>> assumed = {name: (*pair, "as an example") for name, pair in ends.items()}
    >>> shock_inputs(example(), facts, assumed)[["name", "words", "basis"]].head(3)
                 name                                  words       basis
    0        turnover  EUR 17.55m a year to EUR 20.5m a year        fact
    1       part_lost                     48.75 % to 51.25 %        fact
    2  customer_share                           40 % to 60 %  assumption
    """
    rows = [_fact(dossier, name, where) for name, where in facts.items()]
    rows += [_assumption(name, given) for name, given in assumptions.items()]
    table = pd.DataFrame(rows)
    units = table["name"].map(ARGUMENTS).str.replace("money", dossier.about.currency)
    table = table.assign(unit=units, shape="uniform")
    checked_inputs(table)
    return _worded(table[["name", "low", "high", "unit", "shape", "basis", "why", "claims"]])


def _assumption(name: str, given: object) -> dict[str, object]:
    """Make a row of an assumption: low end, high end, and why."""
    match given:
        case (Real() as low, Real() as high, str() as why):
            ends = {"name": name, "low": low, "high": high}
            return ends | {"basis": str(Basis.ASSUMPTION), "why": why, "claims": []}
    raise ValueError(
        f"{name}: found {given!r}; accepted: (low, high, why), for example (0, 500, 'no source')"
    )


def suppose(inputs: pd.DataFrame, **values: float | Sequence[float]) -> pd.DataFrame:
    """Put assumptions in the place of some inputs, for a simulation of what would be otherwise.

    Parameters
    ----------
    inputs : DataFrame
        As `shock_inputs` returns it.
    **values : float or pair of float
        For an argument of `analysis.dependency.shock`: the value, or its low and high end.

    Returns
    -------
    DataFrame
        The table of `shock_inputs`, with what was supposed marked as an assumption without claims.

    Raises
    ------
    ValueError
        If there is no such input, what is supposed is no number or pair of numbers, or a share is
        not one (75 % is written 0.75).

    Examples
    --------
    >>> from analysis import example
    >>> ends = {"customer_share": (0.4, 0.6), "headcount": (150, 160), "labour_weight": (1, 1)}
    >>> ends |= {"new_business": (0, 0), "transferred": (0, 20), "departures": (0, 10)}
    >>> ends |= {
    ...     "growth_elsewhere": (0.05, 0.1),
    ...     "target_share": (0.25, 0.3),
    ...     "part_lost": (0.5, 0.5),
    ... }
    >>> assumed = {name: (*pair, "as an example") for name, pair in ends.items()}
    >>> inputs = shock_inputs(example(), {"turnover": {"question_id": "q-revenue"}}, assumed)
    >>> suppose(inputs, customer_share=0.5)[["name", "words", "why"]].iloc[1:3]
                 name                       words            why
    1  customer_share                        50 %       supposed
    2       headcount  150 persons to 160 persons  as an example
    """
    table = inputs.set_index("name", drop=False).rename_axis(None)
    for name, value in values.items():
        if name not in table.index:
            raise ValueError(f"no input {name!r}; accepted: {', '.join(table.index)}")
        low, high = _two_ends(name, value)
        row = low, high, str(Basis.ASSUMPTION), "supposed"
        table.loc[name, ["low", "high", "basis", "why"]] = row
        table.at[name, "claims"] = []
    checked_inputs(table)
    return _worded(table.reset_index(drop=True))


def _two_ends(name: str, value: object) -> tuple[float, float]:
    """Return the low and the high end of what is supposed."""
    match value:
        case Real():
            return float(value), float(value)
        case [Real() as low, Real() as high]:
            return float(low), float(high)
    raise ValueError(f"{name}: found {value!r}; accepted: a number, or a low and a high one")


def check_unit(role: str, question: pd.Series[str], wanted: str, currency: str) -> None:
    """Raise on a question that is asked in another unit than its role in the simulation."""
    wanted, unit = wanted.replace("money", currency), question["unit"]
    alike = {wanted, *BOUNDS} if SHARES.get(role) == "growth" else {wanted}
    if wanted and unit not in alike:
        raise ValueError(
            f"{role}: {str(question['question_id'])!r} is asked in {unit or 'no unit'!r}; "
            f"accepted: a question in {wanted!r}"
        )


def _worded(table: pd.DataFrame) -> pd.DataFrame:
    """Return each interval in words."""
    ends = zip(table["low"], table["high"], table["unit"], strict=True)
    return table.assign(words=[say_numbers(*end) for end in ends])


def _fact(dossier: Dossier, name: str, where: Fact) -> dict[str, object]:
    """Span the answers to a question."""
    if not {"question_id"} <= set(where) <= set(Fact.__annotations__):
        accepted = "question_id and, if wanted, scope, period, without"
        raise ValueError(f"{name}: found {', '.join(where)}; accepted: {accepted}")
    question = dossier.question(where["question_id"])
    check_unit(name, question, ARGUMENTS.get(name, ""), dossier.about.currency)
    answers = published_answers(dossier, **where)
    if answers["n_voices"].any():  # a copy counts only where nobody else speaks
        answers = answers[answers["n_voices"] > 0]
    ends = answers[["low", "high"]].to_numpy()
    for column, side in enumerate(("lower", "upper")):
        if not np.isfinite(ends[:, column]).any():
            raise ValueError(
                f"{name}: no claim gives {question['question_id']} a {side} end; "
                "make it an assumption that says what is taken for it"
            )
    ends = ends[np.isfinite(ends)]
    most = 1.0 if ARGUMENTS.get(name) == "share" else np.inf
    return {
        "name": name,
        "low": float(ends.min()),
        "high": float(min(ends.max(), most)),
        "basis": str(Basis.FACT),
        "why": question["text"],
        "claims": [claim for claims in answers["claims"] for claim in claims],
    }
