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
from analysis.language.words import say_number, say_numbers

ROLES = ("share", "lost", "loss", "turnover", "amount")


class Answer(NamedTuple):
    """One published answer: its words, its middle as said, its ends, the claims that give it."""

    words: str
    value: float
    ends: Interval
    claims: list[str]


def fit(
    share: Interval, lost: Interval, loss: Interval, turnover: Interval, amount: Interval
) -> tuple[Interval, ...] | None:
    """Narrow five figures to the values that fit one another.

    ``loss = share × lost`` and ``amount = loss × turnover``. The two equations share only the loss,
    so one pass there and back is exact: every value left is part of some full solution.

    Parameters
    ----------
    share, lost, loss : Interval
        The customer's share of turnover, the part of its contracts lost, the share of turnover
        lost: each between 0 and 1.
    turnover, amount : Interval
        In the same unit.

    Returns
    -------
    tuple of Interval or None
        The five narrowed intervals in the same order; None if the figures cannot all be true.

    Examples
    --------
    >>> about = lambda value: Interval(0.975 * value, 1.025 * value)
    >>> fit(about(0.75), about(0.65), about(0.4), about(475), about(150)) is None
    True
    >>> narrowed = fit(Interval(0, 1), about(0.65), about(0.4), about(475), Interval(0, 500))
    >>> [round(end, 3) for end in narrowed[0]]
    [0.585, 0.647]
    """
    loss = loss.meet(share.times(lost), amount.over(turnover))
    if loss.empty():
        return None
    return (
        share.meet(loss.over(lost)),
        lost.meet(loss.over(share)),
        loss,
        turnover.meet(amount.over(loss)),
        amount.meet(loss.times(turnover)),
    )


def reconcile(
    dossier: Dossier,
    *,
    share: str,
    lost: str,
    loss: str,
    turnover: str,
    amount: str,
    period: str,
) -> pd.DataFrame:
    """Test every combination of published figures for whether all can be true.

    Parameters
    ----------
    dossier : Dossier
    share, lost, loss, turnover, amount : str
        Question ids: the customer's share of turnover, the part of its contracts lost, the share of
        turnover lost, turnover in a year, the amount lost in a year. Answers of the question's own
        scope are taken.
    period : str
        The years, in EDTF, whose turnover is meant (turnover is asked of every year).

    Returns
    -------
    DataFrame
        One row per combination of one published answer to each question:

        - ``share``, ``lost``, ``loss``, ``turnover``, ``amount``: the answers in words;
        - ``possible``: whether all can be true together;
        - ``breaks``: the relations that cannot hold, empty if possible;
        - ``share_low``, ``share_high``, ``lost_low``, ``lost_high``, ``loss_low``, ``loss_high``,
          ``turnover_low``, ``turnover_high``, ``amount_low``, ``amount_high``: what is left of each
          (shares from 0 to 1, money in the dossier's currency); NaN if impossible;
        - ``claims``: their ids, a list.

    Raises
    ------
    ValueError
        If the dossier has no such question, it is no quantity, nobody answers it, or its unit is
        not that of its role: the first three are shares, the last two money of one kind.

    Examples
    --------
    >>> from analysis import example
    >>> table = reconcile(
    ...     example(),
    ...     share="q-share",
    ...     lost="q-lost",
    ...     loss="q-loss",
    ...     turnover="q-revenue",
    ...     amount="q-amount",
    ...     period="2023",
    ... )
    >>> table[["share", "lost", "loss", "possible"]]
              share  lost  loss  possible
    0  40 % to 45 %  50 %  45 %     False
    1    about 60 %  50 %  45 %     False
    """
    answers, _ = _asked(dossier, (share, lost, loss, turnover, amount), period)
    picks = product(*answers.values())
    return pd.DataFrame([_test(dict(zip(ROLES, pick, strict=True))) for pick in picks])


def implications(
    dossier: Dossier, *, share: str, lost: str, loss: str, turnover: str, amount: str, period: str
) -> pd.DataFrame:
    """Compute what published figures, two at a time, imply for a third, and who published that.

    Parameters
    ----------
    dossier : Dossier
    share, lost, loss, turnover, amount, period : str
        As for `reconcile`.

    Returns
    -------
    DataFrame
        One row per pair of answers:

        - ``known``: the two, in words;
        - ``implies``: which figure follows, ``share``, ``loss`` or ``amount``;
        - ``value``: that figure from the numbers as said, in its unit; NaN if one is open;
        - ``low``, ``high``: with the tolerances;
        - ``words``: the figure in words;
        - ``agree``, ``differ``: published answers that may be true with it, and that cannot;
        - ``claims``: ids behind the known figures, a list.

    Raises
    ------
    ValueError
        If the dossier has no such question, it is no quantity, or nobody answers it.

    Examples
    --------
    >>> from analysis import example
    >>> table = implications(
    ...     example(),
    ...     share="q-share",
    ...     lost="q-lost",
    ...     loss="q-loss",
    ...     turnover="q-revenue",
    ...     amount="q-amount",
    ...     period="2023",
    ... )
    >>> table[["known", "implies", "words"]].head(2)
                     known implies    words
    0  40 % to 45 % × 50 %    loss  21.25 %
    1    about 60 % × 50 %    loss     30 %
    """
    answers, units = _asked(dossier, (share, lost, loss, turnover, amount), period)
    rows = [
        _imply(one, sign, other, answers[implied], units[implied]) | {"implies": implied}
        for first, sign, second, implied in _RULES
        for one in answers[first]
        for other in answers[second]
    ]
    columns = ["known", "implies", "value", "low", "high", "words", "agree", "differ", "claims"]
    return pd.DataFrame(rows, columns=columns)


_RULES = (
    ("share", "×", "lost", "loss"),
    ("loss", "/", "lost", "share"),
    ("amount", "/", "turnover", "loss"),
    ("loss", "×", "turnover", "amount"),
)


def _asked(
    dossier: Dossier, questions: tuple[str, ...], period: str
) -> tuple[dict[str, list[Answer]], dict[str, str]]:
    """Collect the published answers to each figure's question, and its unit."""
    answers: dict[str, list[Answer]] = {}
    units: dict[str, str] = {}
    for role, question in zip(ROLES, questions, strict=True):
        when = period if role == "turnover" else None
        asked = dossier.question(question, kinds="quantity")
        wanted = "share" if role in ROLES[:3] else units.get("turnover", "")
        check_unit(role, asked, wanted, dossier.about.currency)
        units[role] = asked["unit"]
        most = 1.0 if units[role] == "share" else np.inf  # a share of a whole is at most all of it
        answers[role] = [
            Answer(row.words, row.value, Interval(max(row.low, 0), min(row.high, most)), row.claims)
            for row in spoken(published_answers(dossier, question, period=when)).itertuples()
        ]
    return answers, units


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
    agree = [answer.words for answer in answers if not ends.meet(answer.ends).empty()]
    return {
        "known": f"{one.words} {sign} {other.words}",
        "value": value,
        "low": ends.low,
        "high": ends.high,
        "words": say_numbers(*ends, unit) if np.isnan(value) else say_number(value, unit),
        "agree": agree,
        "differ": [answer.words for answer in answers if answer.words not in agree],
        "claims": [*one.claims, *other.claims],
    }


def _test(pick: dict[str, Answer]) -> dict[str, object]:
    """Describe one combination of answers."""
    ends = {role: answer.ends for role, answer in pick.items()}
    narrowed = fit(**ends)
    left = dict(zip(ROLES, narrowed or [Interval(np.nan, np.nan)] * len(ROLES), strict=True))
    return {
        **{role: answer.words for role, answer in pick.items()},
        "possible": narrowed is not None,
        "breaks": "" if narrowed else broken(**ends),
        **{f"{role}_{end}": getattr(left[role], end) for role in ROLES for end in ("low", "high")},
        "claims": [claim for answer in pick.values() for claim in answer.claims],
    }


def broken(
    share: Interval, lost: Interval, loss: Interval, turnover: Interval, amount: Interval
) -> str:
    """Name the relations that cannot hold."""
    by_parts, by_amount = share.times(lost), amount.over(turnover)
    relations = {
        "loss = share × lost": by_parts.meet(loss),
        "loss = amount / turnover": by_amount.meet(loss),
        "share × lost = amount / turnover": by_parts.meet(by_amount),
    }
    return "; ".join(name for name, both in relations.items() if both.empty())
