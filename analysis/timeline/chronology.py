"""A dossier's dates as a temporal network: what cannot all be true, and what follows if it is.

Every date answer and every length in months under the question's own scope is a constraint on days;
``order.csv`` adds that an event comes no later than another, which is taken for granted. A length
of months becomes the fewest to the most days that it can be (see `analysis.language.months`), so
that what is called a conflict is one. The answers' periods play no part: an event has one date. Nor
do reposts: what they say is their original's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.dossier.comparison import voiced
from analysis.dossier.dossier import Dossier
from analysis.dossier.trace import explain
from analysis.language.months import days_in_months
from analysis.timeline.clashes import BACKGROUND, Clash, clashes
from analysis.timeline.network import ORIGIN, Network, make_network


class ConflictError(ValueError):
    """A chronology that cannot be tightened; ``conflicts`` is the table that says why."""

    def __init__(self, conflicts: pd.DataFrame) -> None:
        self.conflicts = conflicts
        super().__init__(
            f"the chronology holds {len(conflicts)} conflicts; set claims aside by `without`. "
            f"The widest: {conflicts['words'].iloc[0]}"
        )


@dataclass(frozen=True, eq=False)
class Chronology:
    """The network of a dossier; ``owner`` says which claim, or which order (below 0), an arc is."""

    network: Network
    events: list[str]
    claims: list[str]
    owner: np.ndarray

    @property
    def stated(self) -> np.ndarray:
        """The claim of each arc; all orders are background."""
        return np.where(self.owner < 0, BACKGROUND, self.owner)

    def claims_on(self, arcs: Iterable[int]) -> list[str]:
        """Name the claims of some arcs."""
        return [self.claims[self.owner[arc]] for arc in arcs if self.owner[arc] >= 0]

    def orders_on(self, arcs: Iterable[int]) -> list[int]:
        """Give the rows of ``order.csv`` among some arcs."""
        return [-1 - int(self.owner[arc]) for arc in arcs if self.owner[arc] < 0]


def conflicts(
    dossier: Dossier, *, rounding: float = 0.0, size: int = 6, limit: int = 1000
) -> pd.DataFrame:
    """Find every smallest set of claims about dates and lengths that cannot all be true.

    Dropping any claim of a set leaves the rest consistent. Orders that hold by the nature of the
    events are taken for granted.

    Parameters
    ----------
    dossier : Dossier
    rounding : float, optional
        Months by which each length is widened both ways, beyond the dossier's tolerance.
    size : int, optional
        Look for sets of at most so many claims.
    limit : int, optional
        Stop at so many sets.

    Returns
    -------
    DataFrame
        One row a set, the widest gap first: ``events`` (list of question ids), ``gap`` (days that
        are missing), ``claims`` (list), ``sides`` (list) and ``words``.
        ``table.attrs["complete"]`` says whether these are all, or ``size`` or ``limit`` was met.

    References
    ----------
    Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991): a
    conflict is a cycle with a negative sum.

    Examples
    --------
    >>> from analysis import load
    >>> dossier = load("data/scopelec-orange")
    >>> table = conflicts(dossier)
    >>> table.attrs["complete"]
    True
    >>> print(table.loc[table["claims"].map(len) == 3, "words"].iloc[0])  # doctest: +ELLIPSIS
    Cour d'appel de Paris says 28 April 2020 for “Formal notice of the end”; ...
    """
    chronology = make_chronology(dossier, rounding=rounding)
    found, complete = clashes(chronology.network, chronology.stated, size=size, limit=limit)
    return conflict_table(dossier, chronology, found, complete)


def make_chronology(
    dossier: Dossier, *, aside: set[str] | None = None, rounding: float = 0.0
) -> Chronology:
    """Make the network of a dossier's date answers, lengths and orders."""
    questions = dossier.questions.set_index("question_id")
    events = questions.index[questions["kind"] == "date"].tolist()
    node = {event: number for number, event in enumerate(events, start=ORIGIN + 1)}
    claims = dossier.claims
    claims = claims[claims["kind"].isin(["date", "duration"]) & (claims["scope"] == "")]
    claims = voiced(claims[~claims["claim_id"].isin(aside or set())])
    arcs: list[tuple[int, int, float]] = []
    owner: list[int] = []
    for number, claim in enumerate(claims.itertuples()):
        if claim.kind == "date":
            start, end, low, high = ORIGIN, node[claim.question_id], claim.low, claim.high
        else:
            question = questions.loc[claim.question_id]
            start, end = node[question["from_question"]], node[question["to_question"]]
            low, high = days_in_months(claim.low - rounding, claim.high + rounding)
        arcs += [(start, end, high), (end, start, -low)]
        owner += [number, number]
    for number, rule in enumerate(dossier.order.itertuples()):
        arcs.append((node[rule.later], node[rule.earlier], 0.0))
        owner.append(-1 - number)
    bounded = np.isfinite([weight for _, _, weight in arcs])
    network = make_network(len(events) + 1, arcs)
    return Chronology(network, events, claims["claim_id"].tolist(), np.array(owner, int)[bounded])


def conflict_table(
    dossier: Dossier, chronology: Chronology, found: list[Clash], complete: bool
) -> pd.DataFrame:
    """Make the table of conflicts, the widest gap first."""
    claims = explain(dossier, chronology.claims).set_index("claim_id", drop=False)
    rows = [_row(dossier, chronology, clash, claims) for clash in found]
    table = pd.DataFrame(rows, columns=["events", "gap", "claims", "sides", "words"])
    by_gap = sorted(table.index, key=lambda i: (-table.loc[i, "gap"], table.loc[i, "claims"]))
    table = table.loc[by_gap].reset_index(drop=True)
    table.attrs["complete"] = complete
    return table


def _row(
    dossier: Dossier, chronology: Chronology, clash: Clash, claims: pd.DataFrame
) -> dict[str, object]:
    """Say a conflict in the words of its claims."""
    members = claims.loc[chronology.claims_on(clash.arcs)]
    rules = dossier.order.iloc[chronology.orders_on(clash.arcs)]
    questions = dossier.questions.set_index("question_id")
    asked = questions.loc[members["question_id"], ["from_question", "to_question"]]
    touched = {
        *members["question_id"],
        *asked.to_numpy().flat,
        *rules[["earlier", "later"]].stack(),
    }
    labels = questions["label"]
    said = [_say(claim, questions) for claim in members.to_dict("records")]
    said += [
        f"“{labels[rule.earlier]}” cannot come after “{labels[rule.later]}” ({rule.why})"
        for rule in rules.itertuples()
    ]
    days = f"{clash.gap:,.0f} day{'s' if clash.gap != 1 else ''}"
    return {
        "events": sorted(set(chronology.events) & touched),
        "gap": clash.gap,
        "claims": members["claim_id"].tolist(),
        "sides": sorted(members["side"].unique()),
        "words": f"{'; '.join(said)}: at least {days} apart",
    }


def _say(claim: dict[str, str], questions: pd.DataFrame) -> str:
    """Say who says what of which event."""
    question, labels = questions.loc[claim["question_id"]], questions["label"]
    if question["kind"] == "date":
        return f"{claim['speaker']} says {claim['answer']} for “{question['label']}”"
    start, end = labels[question["from_question"]], labels[question["to_question"]]
    return f"{claim['speaker']} says {claim['answer']} from “{start}” to “{end}”"
