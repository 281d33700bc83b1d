"""What the sliders ask of a dossier: its published figures, what a setting contradicts, its inputs.

``[what_if]`` of ``dossier.toml`` names the questions. What a dossier has not is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.dependency.inputs import Fact, check_unit, shock_inputs
from analysis.dependency.intervals import Interval
from analysis.dependency.reconciliation import ROLES, Answer, broken_relations, narrow, spoken
from analysis.dependency.shocks import ARGUMENTS, Values, checked_inputs, run_model
from analysis.dossier.comparison import claims_on
from analysis.dossier.dossier import Dossier
from analysis.dossier.published import published_answers
from analysis.dossier.references import law_value
from analysis.language.answers import Kind
from analysis.language.words import say_answer

WIDEST = {
    **dict.fromkeys(ROLES[:3], Interval(0, 1)),
    **dict.fromkeys(ROLES[3:], Interval(0, np.inf)),
}
Answers = Mapping[str, list[Answer]]  # of each figure that the dossier has
N_DRAWS = 4096


class Counted(NamedTuple):
    """How many choices of one answer a figure there are, how many hold, and what share then fits.

    If none holds, ``share`` spans what was published.
    """

    n_all: int
    n_possible: int
    share: Interval


@dataclass(frozen=True)
class Belief:
    """What follows from believing some answers."""

    left: dict[str, Interval]  # what each figure must then be; empty if not all can be true
    breaks: Sequence[str] = ()  # the relations that cannot hold
    against: dict[str, list[int]] = field(default_factory=dict)  # other answers, by their place


def figures_asked(dossier: Dossier) -> dict[str, list[Answer]]:
    """Collect the published answers to each figure that a dossier names and has.

    Examples
    --------
    >>> from analysis.dossier.example import example
    >>> {role: [a.words for a in answers] for role, answers in figures_asked(example()).items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'customer_share': ['40 % to 45 %', 'about 60 %'], 'part_lost': ['50 %'],
     'loss_share': ['45 %'], 'turnover': ['EUR 20m a year'], 'loss_amount': ['EUR 9m a year']}
    """
    asked = dossier.about.what_if
    when = {"turnover": asked.years or None}
    found = {
        role: _answers(dossier, role, question, when.get(role))
        for role in ROLES
        if (question := getattr(asked, role))
    }
    return {role: answers for role, answers in found.items() if answers}


def _answers(dossier: Dossier, role: str, question_id: str, period: str | None) -> list[Answer]:
    """Collect the different answers to a question, those of copies alone only if there are none."""
    question = dossier.question(question_id, kinds=Kind.QUANTITY)
    check_unit(role, question, "share" if role in ROLES[:3] else "", dossier.about.currency)
    if claims_on(dossier, question_id, scope="", period=period).empty:
        return []
    answers = spoken(published_answers(dossier, question_id, period=period))
    said = dossier.claims.set_index("claim_id")["answer"]
    most = WIDEST[role].high
    return [
        Answer(
            say_answer(said[row.claims[0]], Kind.QUANTITY, question["unit"], dossier.lang),
            row.value,
            Interval(max(row.low, 0), min(row.high, most)),
            row.claims,
            row.single,
        )
        for row in answers.itertuples()
    ]


def contradicted(answers: Answers, customer_share: float, part_lost: float) -> dict[str, list[int]]:
    """Return which published answers a setting contradicts, by their places.

    An amount is contradicted if no published turnover makes it of the loss.

    Examples
    --------
    >>> from analysis.dossier.example import example
    >>> contradicted(figures_asked(example()), 0.6, 0.5)
    {'customer_share': [0], 'part_lost': [], 'loss_share': [0], 'loss_amount': [0]}
    """
    turnovers = [answer.ends for answer in answers.get("turnover", [])] or [WIDEST["turnover"]]
    loss_share = _point(customer_share * part_lost)
    allowed = {
        "customer_share": [_point(customer_share)],
        "part_lost": [_point(part_lost)],
        "loss_share": [loss_share],
        "loss_amount": [loss_share.times(turnover) for turnover in turnovers],
    }
    return {
        role: [
            place
            for place, answer in enumerate(answers[role])
            if all(answer.ends.meet(one).empty() for one in ends)
        ]
        for role, ends in allowed.items()
        if role in answers
    }


def believe(answers: Answers, picks: Mapping[str, int]) -> Belief:
    """Return what follows from believing one answer to each of some figures.

    Parameters
    ----------
    answers : mapping
        As `figures_asked` gives them.
    picks : mapping of str to int
        The place of the answer believed, for some figures.

    Examples
    --------
    >>> from analysis.dossier.example import example
    >>> answers = figures_asked(example())
    >>> believe(answers, {"customer_share": 1, "part_lost": 0, "loss_share": 0}).breaks
    ['loss_share = customer_share × part_lost']
    """
    ends = {
        role: answers[role][picks[role]].ends if role in picks else WIDEST[role] for role in ROLES
    }
    narrowed = narrow(**ends)
    if narrowed is None:
        return Belief({}, broken_relations(**ends))
    left = dict(zip(ROLES, narrowed, strict=True))
    against = {
        role: [n for n, answer in enumerate(given) if answer.ends.meet(left[role]).empty()]
        for role, given in answers.items()
        if role not in picks
    }
    return Belief(left, against=against)


def choices(answers: Answers) -> Counted:
    """Count the choices of one answer to each figure, and those that hold."""
    fits = [
        narrow(**WIDEST | {role: answer.ends for role, answer in zip(answers, pick, strict=True)})
        for pick in product(*answers.values())
    ]
    possible = [narrowed[0] for narrowed in fits if narrowed]
    shares = possible or [answer.ends for answer in answers["customer_share"]]
    low, high = zip(*shares, strict=True)
    return Counted(len(fits), len(possible), Interval(min(low), max(high)))


def inputs_asked(dossier: Dossier) -> pd.DataFrame | None:
    """Put facts and assumptions for the simulation together; None if the dossier has not all.

    The customer's share is no fact where published answers differ: its ends are those of the
    answers that can be true with others. The share to reach is that of the alert.
    """
    asked = dossier.about.what_if
    facts: dict[str, Fact] = {
        name: {"question_id": question, "period": when} if when else {"question_id": question}
        for name, question, when in (
            ("turnover", asked.turnover, asked.years),
            ("headcount", asked.headcount, asked.staffed),
            ("part_lost", asked.part_lost, ""),
            ("transferred", asked.transferred, ""),
        )
        if question
    }
    given = {
        name: (row.low, row.high, row.why_fr if dossier.lang == "fr" else row.why)
        for name, row in asked.assume
        if name not in facts
    }
    answers = figures_asked(dossier)
    if answers.keys() >= {"customer_share", "part_lost", "loss_share"}:
        low, high = (round(end, 2) for end in choices(answers).share)
        given.setdefault("customer_share", (low, high, ""))
    if asked.alert in set(dossier.table("law")["rule_id"]):
        alert = law_value(dossier, asked.alert)
        given.setdefault("target_share", (alert.low, alert.high, ""))
    if set(ARGUMENTS) - facts.keys() - given.keys():
        return None
    return shock_inputs(dossier, facts, given)


def even_draws(inputs: pd.DataFrame, n: int = N_DRAWS) -> pd.DataFrame:
    """Run the model on inputs spread evenly instead of by chance, so that a page can do the same.

    Parameters
    ----------
    inputs : DataFrame
        As `analysis.shock_inputs` returns it.
    n : int, optional
        Number of draws.

    Returns
    -------
    DataFrame
        n rows, the columns of `analysis.dependency.shock`.

    References
    ----------
    Roberts, M. (2018), The unreasonable effectiveness of quasirandom sequences: a Kronecker
    sequence on powers of the generalised golden ratio.
    """
    checked = checked_inputs(inputs)
    ranks: Values = np.outer(even_steps(len(checked)), np.arange(1, n + 1)) % 1
    return run_model(checked, ranks)


def even_steps(size: int) -> Values:
    """Return the step of each input: powers of the root of ``x ** (size + 1) = x + 1``.

    >>> even_steps(2).round(4).tolist()
    [0.7549, 0.5698]
    """
    ratio = 2.0
    for _ in range(64):
        ratio = (1 + ratio) ** (1 / (size + 1))
    steps: Values = ratio ** -np.arange(1.0, size + 1)
    return steps


def _point(value: float) -> Interval:
    """Make an interval of one number."""
    return Interval(value, value)
