"""Published figures that must fit one another: which can be true together, and what each implies.

Five figures hang together. A customer's share of turnover, times the part of its contracts that
was lost, is the share of turnover lost; that, times turnover, is the amount lost. Each answer is an
interval, so a combination is possible if values can be picked from its intervals that fit.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.dependency.inputs import check_unit
from analysis.dependency.intervals import Interval
from analysis.dossier.dossier import Dossier
from analysis.dossier.published import published_answers
from analysis.language.answers import Kind
from analysis.language.words import say_number, say_numbers

ROLES = ("customer_share", "part_lost", "loss_share", "turnover", "loss_amount")
_SHARES = ROLES[:3]
Figure = str | float | None  # a question, a number that everybody knows, or what nobody published


class Answer(NamedTuple):
    """One published answer: its words, its middle as said, its ends, the claims that give it."""

    words: str
    value: float
    ends: Interval
    claims: list[str]
    single: bool = True  # a single number, neither approximate nor open


def narrow(
    customer_share: Interval,
    part_lost: Interval,
    loss_share: Interval,
    turnover: Interval,
    loss_amount: Interval,
) -> tuple[Interval, ...] | None:
    """Narrow five figures to the values that fit one another.

    ``loss_share = customer_share × part_lost`` and ``loss_amount = loss_share × turnover``. The two
    equations have only the loss in common, so one pass there and back is exact: every value left is
    part of some full solution.

    Parameters
    ----------
    customer_share, part_lost, loss_share : Interval
        The customer's share of turnover, the part of its contracts lost, the share of turnover
        lost: each between 0 and 1.
    turnover, loss_amount : Interval
        In the same unit.

    Returns
    -------
    tuple of Interval or None
        The five narrowed intervals in the same order; None if the figures cannot all be true.

    Examples
    --------
    >>> about = lambda value: Interval(0.975 * value, 1.025 * value)
    >>> narrow(about(0.75), about(0.65), about(0.4), about(475), about(150)) is None
    True
    >>> narrowed = narrow(Interval(0, 1), about(0.65), about(0.4), about(475), Interval(0, 500))
    >>> [round(end, 3) for end in narrowed[0]]
    [0.585, 0.647]
    """
    loss_share = loss_share.meet(customer_share.times(part_lost), loss_amount.over(turnover))
    if loss_share.empty():
        return None
    return (
        customer_share.meet(loss_share.over(part_lost)),
        part_lost.meet(loss_share.over(customer_share)),
        loss_share,
        turnover.meet(loss_amount.over(loss_share)),
        loss_amount.meet(loss_share.times(turnover)),
    )


def reconcile(
    dossier: Dossier,
    *,
    customer_share: Figure = None,
    part_lost: Figure = None,
    loss_share: Figure = None,
    turnover: Figure = None,
    loss_amount: Figure = None,
    period: str | None = None,
) -> pd.DataFrame:
    """Test every combination of published figures for whether all can be true.

    Parameters
    ----------
    dossier : Dossier
    customer_share, part_lost, loss_share, turnover, loss_amount : str or float, optional
        The customer's share of turnover, the part of its contracts lost, the share of turnover
        lost, turnover in a year, the amount lost in a year: a question id each, whose answers of
        its own scope are taken, or a number, such as 1.0 where everything was lost. What is not
        given may be anything; its column of words is empty.
    period : str, optional
        The years, in EDTF, whose turnover is meant (a question on turnover is asked of every year).

    Returns
    -------
    DataFrame
        One row per combination of one published answer to each question:

        - ``customer_share``, ``part_lost``, ``loss_share``, ``turnover``, ``loss_amount``: the
          answers in words;
        - ``possible``: whether all can be true together;
        - ``breaks``: the relations that cannot hold, a list, empty if possible;
        - ``customer_share_low``, ``customer_share_high``, ``part_lost_low``, ``part_lost_high``,
          ``loss_share_low``, ``loss_share_high``, ``turnover_low``, ``turnover_high``,
          ``loss_amount_low``, ``loss_amount_high``: what is left of each (shares from 0 to 1, money
          in the dossier's currency); NaN if impossible;
        - ``claims``: their ids, a list.

    Raises
    ------
    ValueError
        If the dossier has no such question, it is no quantity, nobody answers it, or its unit is
        not that of its role: the first three are shares, the last two money of one kind. If a
        number is no share, a question on turnover has no period, or nothing given can be tested
        against anything else given.

    Examples
    --------
    >>> from analysis import example
    >>> table = reconcile(
    ...     example(),
    ...     customer_share="q-share",
    ...     part_lost="q-lost",
    ...     loss_share="q-loss",
    ...     turnover="q-revenue",
    ...     loss_amount="q-amount",
    ...     period="2023",
    ... )
    >>> table[["customer_share", "part_lost", "loss_share", "possible"]]
      customer_share part_lost loss_share  possible
    0   40 % to 45 %      50 %       45 %     False
    1     about 60 %      50 %       45 %     False
    """
    given = (customer_share, part_lost, loss_share, turnover, loss_amount)
    figures = dict(zip(ROLES, given, strict=True))
    answers, _ = _asked(dossier, figures, period)
    if not any(all(figures[role] is not None for role in relation) for relation in _RELATIONS):
        needed = "; or ".join(", ".join(relation) for relation in _RELATIONS)
        raise ValueError(f"too few figures to test any; accepted: {needed}")
    picks = product(*answers.values())
    return pd.DataFrame([_test(dict(zip(ROLES, pick, strict=True))) for pick in picks])


# What can be tested: each product with its result, and the two ways to the loss.
_RELATIONS = (
    ("customer_share", "part_lost", "loss_share"),
    ("loss_share", "turnover", "loss_amount"),
    ("customer_share", "part_lost", "turnover", "loss_amount"),
)


def implications(
    dossier: Dossier,
    *,
    customer_share: Figure = None,
    part_lost: Figure = None,
    loss_share: Figure = None,
    turnover: Figure = None,
    loss_amount: Figure = None,
    period: str | None = None,
) -> pd.DataFrame:
    """Compute what published figures, two at a time, imply for a third, and who published that.

    Parameters
    ----------
    dossier : Dossier
    customer_share, part_lost, loss_share, turnover, loss_amount : str or float, optional
        As for `reconcile`; nothing follows from what is not given.
    period : str, optional
        As for `reconcile`.

    Returns
    -------
    DataFrame
        One row per pair of answers:

        - ``first_answer``, ``second_answer``: the two, in words; ``known``: both with their sign;
        - ``stated``: whether both are single numbers, neither approximate nor open;
        - ``implies``: which figure follows, ``customer_share``, ``loss_share`` or ``loss_amount``;
        - ``value``: that figure from the numbers as said, in its unit; NaN if one is open;
        - ``low``, ``high``: with the tolerances;
        - ``words``: the figure in words;
        - ``agree``, ``differ``: published answers that may be true with it, and that cannot;
        - ``claims``: ids behind the known figures, a list.

    Raises
    ------
    ValueError
        As `reconcile` does of each figure.

    Examples
    --------
    >>> from analysis import example
    >>> table = implications(
    ...     example(),
    ...     customer_share="q-share",
    ...     part_lost="q-lost",
    ...     loss_share="q-loss",
    ...     turnover="q-revenue",
    ...     loss_amount="q-amount",
    ...     period="2023",
    ... )
    >>> table[["known", "stated", "implies", "words"]].head(3)
                     known  stated         implies    words
    0  40 % to 45 % × 50 %   False      loss_share  21.25 %
    1    about 60 % × 50 %   False      loss_share     30 %
    2          45 % / 50 %    True  customer_share     90 %
    """
    given = (customer_share, part_lost, loss_share, turnover, loss_amount)
    figures = dict(zip(ROLES, given, strict=True))
    answers, units = _asked(dossier, figures, period)
    rows = [
        _imply(one, sign, other, answers[implied], units[implied]) | {"implies": implied}
        for first, sign, second, implied in _RULES
        if figures[first] is not None and figures[second] is not None
        for one in answers[first]
        for other in answers[second]
    ]
    return pd.DataFrame(rows, columns=_IMPLIED)


_IMPLIED = [
    "first_answer",
    "second_answer",
    "known",
    "stated",
    "implies",
    "value",
    "low",
    "high",
    "words",
    "agree",
    "differ",
    "claims",
]
_RULES = (
    ("customer_share", "×", "part_lost", "loss_share"),
    ("loss_share", "/", "part_lost", "customer_share"),
    ("loss_amount", "/", "turnover", "loss_share"),
    ("loss_share", "×", "turnover", "loss_amount"),
)


def _asked(
    dossier: Dossier, figures: dict[str, Figure], period: str | None
) -> tuple[dict[str, list[Answer]], dict[str, str]]:
    """Collect the answers to each figure's question, or the number in its place, and its unit."""
    answers: dict[str, list[Answer]] = {}
    units: dict[str, str] = {}
    for role, figure in figures.items():
        unit = "share" if role in _SHARES else units.get("turnover", "")
        if isinstance(figure, str):
            asked = dossier.question(figure, kinds=Kind.QUANTITY)
            check_unit(role, asked, unit, dossier.about.currency)
            unit = asked["unit"]
            answers[role] = _published(dossier, role, figure, unit, period)
        else:
            unit = unit or f"{dossier.about.currency}/year"
            answers[role] = [_given(role, figure, unit)]
        units[role] = unit
    return answers, units


def _published(
    dossier: Dossier, role: str, question: str, unit: str, period: str | None
) -> list[Answer]:
    """Collect the published answers to a question."""
    if role == "turnover" and period is None:
        raise ValueError(f"turnover: {question!r} is asked of every year; say which by period=…")
    when = period if role == "turnover" else None
    return [
        Answer(
            row.words,
            row.value,
            Interval(max(row.low, 0), min(row.high, _most(unit))),
            row.claims,
            row.single,
        )
        for row in spoken(published_answers(dossier, question, period=when)).itertuples()
    ]


def _given(role: str, figure: float | None, unit: str) -> Answer:
    """Make an answer of a number; without one, of whatever the figure can be."""
    if figure is None:
        return Answer("", np.nan, Interval(0, _most(unit)), [])
    if not 0 <= figure <= _most(unit):
        accepted = "from 0 to 1 (75 % is written 0.75)" if unit == "share" else "not below 0"
        raise ValueError(f"{role} is {figure!r}; accepted: {accepted}")
    return Answer(say_number(figure, unit), figure, Interval(figure, figure), [])


def _most(unit: str) -> float:
    """Return the most that a figure can be; a share of a whole is at most all of it."""
    return 1.0 if unit == "share" else np.inf


def spoken(answers: pd.DataFrame) -> pd.DataFrame:
    """Leave out what copies alone say, unless nobody else says anything."""
    heard = answers[answers["n_voices"] > 0]
    return heard if len(heard) else answers


def _imply(
    one: Answer, sign: str, other: Answer, answers: list[Answer], unit: str
) -> dict[str, object]:
    """Multiply or divide two answers and compare with what was published."""
    multiply = sign == "×"
    ends = one.ends.times(other.ends) if multiply else one.ends.over(other.ends)
    value = one.value * other.value if multiply else one.value / other.value
    said = [answer for answer in answers if answer.words]  # what is not given agrees with nothing
    agree = [answer.words for answer in said if not ends.meet(answer.ends).empty()]
    return {
        "first_answer": one.words,
        "second_answer": other.words,
        "known": f"{one.words} {sign} {other.words}",
        "stated": one.single and other.single,
        "value": value,
        "low": ends.low,
        "high": ends.high,
        "words": say_numbers(*ends, unit) if np.isnan(value) else say_number(value, unit),
        "agree": agree,
        "differ": [answer.words for answer in said if answer.words not in agree],
        "claims": [*one.claims, *other.claims],
    }


def _test(pick: dict[str, Answer]) -> dict[str, object]:
    """Describe one combination of answers."""
    ends = {role: answer.ends for role, answer in pick.items()}
    narrowed = narrow(**ends)
    left = dict(zip(ROLES, narrowed or [Interval(np.nan, np.nan)] * len(ROLES), strict=True))
    return {
        **{role: answer.words for role, answer in pick.items()},
        "possible": narrowed is not None,
        "breaks": [] if narrowed else broken_relations(**ends),
        **{f"{role}_{end}": getattr(left[role], end) for role in ROLES for end in ("low", "high")},
        "claims": [claim for answer in pick.values() for claim in answer.claims],
    }


def broken_relations(
    customer_share: Interval,
    part_lost: Interval,
    loss_share: Interval,
    turnover: Interval,
    loss_amount: Interval,
) -> list[str]:
    """Name the relations that cannot hold."""
    by_parts, by_amount = customer_share.times(part_lost), loss_amount.over(turnover)
    relations = {
        "loss_share = customer_share × part_lost": by_parts.meet(loss_share),
        "loss_share = loss_amount / turnover": by_amount.meet(loss_share),
        "customer_share × part_lost = loss_amount / turnover": by_parts.meet(by_amount),
    }
    return [name for name, both in relations.items() if both.empty()]
