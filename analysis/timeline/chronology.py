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
from typing import Any

import numpy as np
import pandas as pd

from analysis.dossier.comparison import voiced
from analysis.dossier.dossier import Dossier
from analysis.dossier.trace import explain
from analysis.language.answers import Kind
from analysis.language.months import days_in_months
from analysis.timeline.network import ORIGIN, Network, make_network
from analysis.timeline.smallest_conflicts import (
    BACKGROUND,
    Conflict,
    any_conflict,
    smallest_conflicts,
)


class ConflictError(ValueError):
    """A chronology that cannot be tightened; ``conflicts`` is the table that says why."""

    def __init__(self, conflicts: pd.DataFrame) -> None:
        self.conflicts = conflicts
        number = f"{len(conflicts)} conflict{'' if len(conflicts) == 1 else 's'}"
        super().__init__(
            f"the chronology holds {number}; set claims aside by `without`. "
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
        """Return the rows of ``order.csv`` among some arcs."""
        return [-1 - int(self.owner[arc]) for arc in arcs if self.owner[arc] < 0]


def conflicts(
    dossier: Dossier, *, rounding: float = 0.0, size: int = 6, limit: int = 1000
) -> pd.DataFrame:
    """Find the smallest sets, of up to ``size`` claims, whose dates and lengths cannot all be true.

    Dropping any claim of a set leaves the rest of it consistent. Orders that hold by the nature of
    the events are taken for granted.

    Parameters
    ----------
    dossier : Dossier
    rounding : float, optional
        Months by which each length is widened both ways, beyond the dossier's tolerance.
    size : int, optional
        Look for sets of at most so many claims; where there are none, one larger set is given.
    limit : int, optional
        Stop at so many sets.

    Returns
    -------
    DataFrame
        One row per set, the widest gap first:

        - ``events``: ids of the date questions, a list;
        - ``gap_days``: days that are missing;
        - ``claims``: their ids, a list;
        - ``sides``: a list;
        - ``words``: the conflict in words;
        - ``complete``: whether these are all sets; False if ``size`` or ``limit`` was met first. Of
          a table without rows, ``table.attrs["complete"]`` tells.

    References
    ----------
    Dechter, Meiri and Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991): a
    conflict is a cycle with a negative sum.

    Examples
    --------
    >>> from analysis import example
    >>> dossier = example()
    >>> table = conflicts(dossier)
    >>> table.attrs["complete"]
    True
    >>> table.loc[0, "claims"]
    ['ruling-c2', 'gazette-c3']
    """
    chronology = make_chronology(dossier, rounding=rounding)
    return conflict_table(dossier, chronology, size=size, limit=limit)


def make_chronology(
    dossier: Dossier, *, aside: set[str] | None = None, rounding: float = 0.0
) -> Chronology:
    """Make the network of a dossier's date answers, lengths and orders."""
    questions = dossier.questions.set_index("question_id")
    events = questions.index[questions["kind"] == Kind.DATE].tolist()
    ends = dict(zip(questions.index, questions[[*_ENDS]].itertuples(index=False), strict=True))
    node = {event: number for number, event in enumerate(events, start=ORIGIN + 1)}
    claims = dossier.claims
    claims = claims[claims["kind"].isin([Kind.DATE, Kind.DURATION]) & (claims["scope"] == "")]
    claims = voiced(claims[~claims["claim_id"].isin(aside or set())])
    arcs: list[tuple[int, int, float]] = []
    owner: list[int] = []
    for number, claim in enumerate(claims.itertuples()):
        if claim.kind == Kind.DATE:
            start, end, low, high = ORIGIN, node[claim.question_id], claim.low, claim.high
        else:
            start, end = (node[event] for event in ends[claim.question_id])
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
    dossier: Dossier, chronology: Chronology, *, size: int = 6, limit: int = 1000
) -> pd.DataFrame:
    """Make the table of conflicts, the widest gap first; if all are large, of one of them."""
    network, stated = chronology.network, chronology.stated
    found, complete = smallest_conflicts(network, stated, size=size, limit=limit)
    if not found and not complete:
        found = any_conflict(network, stated)
    words = _Words.of(dossier, chronology)
    rows = [_row(words, chronology, conflict) for conflict in found]
    rows.sort(key=lambda row: (-row["gap_days"], row["claims"]))
    table = pd.DataFrame(rows, columns=["events", "gap_days", "claims", "sides", "words"])
    table = table.assign(complete=complete)
    table.attrs["complete"] = complete
    return table


@dataclass(frozen=True)
class _Words:
    """What conflicts are told with: claims and questions by id, and the orders."""

    claims: dict[str, dict[str, str]]
    questions: dict[str, dict[str, str]]
    orders: list[dict[str, str]]

    @classmethod
    def of(cls, dossier: Dossier, chronology: Chronology) -> _Words:
        """Collect them, each once."""
        asked = dossier.questions[_ASKED].to_dict("records")
        told = explain(dossier, chronology.claims)[_TOLD].to_dict("records")
        return cls(
            {row["claim_id"]: row for row in told},
            {row["question_id"]: row for row in asked},
            dossier.order[["earlier", "later", "why"]].to_dict("records"),
        )


_ASKED = ["question_id", "kind", "label", "from_question", "to_question"]
_TOLD = ["claim_id", "question_id", "speaker", "side", "words"]


def _row(words: _Words, chronology: Chronology, conflict: Conflict) -> dict[str, Any]:
    """Make a row of a conflict, in the words of its claims."""
    members = [words.claims[claim] for claim in chronology.claims_on(conflict.arcs)]
    rules = [words.orders[row] for row in chronology.orders_on(conflict.arcs)]
    asked = [words.questions[claim["question_id"]] for claim in members]
    touched = {question[name] for question in asked for name in ("question_id", *_ENDS)}
    touched |= {rule[name] for rule in rules for name in ("earlier", "later")}
    said = [_say(claim, words.questions) for claim in members]
    said += [_say_order(rule, words.questions) for rule in rules]
    days = f"{conflict.gap:,.0f} day{'s' if conflict.gap != 1 else ''}"
    return {
        "events": sorted(touched.intersection(chronology.events)),
        "gap_days": conflict.gap,
        "claims": [claim["claim_id"] for claim in members],
        "sides": sorted({claim["side"] for claim in members}),
        "words": f"{'; '.join(said)}: at least {days} apart",
    }


_ENDS = ("from_question", "to_question")


def _say(claim: dict[str, str], questions: dict[str, dict[str, str]]) -> str:
    """Format who says what of which event."""
    question = questions[claim["question_id"]]
    if question["kind"] == Kind.DATE:
        return f"{claim['speaker']} says {claim['words']} for “{question['label']}”"
    start, end = (questions[question[name]]["label"] for name in _ENDS)
    return f"{claim['speaker']} says {claim['words']} from “{start}” to “{end}”"


def _say_order(rule: dict[str, str], questions: dict[str, dict[str, str]]) -> str:
    """Format which event cannot come after which, and why."""
    earlier, later = (questions[rule[name]]["label"] for name in ("earlier", "later"))
    return f"“{earlier}” cannot come after “{later}” ({rule['why']})"
