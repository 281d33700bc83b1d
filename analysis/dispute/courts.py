"""What courts found, which finding was reversed on review, and where courts differ."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.dispute.meetings import PARTLY, Coded, meetings
from analysis.dossier.speakers import reviewed_by
from analysis.language.text import same_text_key

_WORKING = {  # columns within this module
    "found": "the finding stands",
    "in_part": "the finding is reversed in part",
}


def weigh_rulings(
    rulings: Coded, courts: Sequence[str], reviews: pd.DataFrame
) -> dict[str, np.ndarray]:
    """Return what became of each court's finding: it stands, differs, is reversed.

    A finding is reversed if courts that review its court answer the same question otherwise and
    none of them answers alike; in part, if it or they grant a part only. Courts that stand beside
    each other and answer otherwise differ. O(n log n) for n findings and a court above each.

    Parameters
    ----------
    rulings : Coded
        The ``n`` findings.
    courts : sequence of str, length n
        Who found it.
    reviews : DataFrame
        As ``reviews.csv``: the court in ``court`` may review the one in ``reviews``.

    Returns
    -------
    dict of str to array of bool, shape (n,)
        ``found`` (the finding stands), ``differs`` (it stands, but so does another court's),
        ``in_part`` and ``reversed``.
    """
    overruled, in_part = _overruled(rulings, list(map(same_text_key, courts)), reviews)
    valid = rulings.keep(~overruled)
    beside = meetings(rulings.case, rulings.days, valid.case, valid.days)
    alike = meetings(rulings.own, rulings.days, valid.own, valid.days)
    return {
        "found": ~overruled,
        "differs": ~overruled & (beside > alike),
        "in_part": in_part,
        "reversed": overruled & ~in_part,
    }


def _overruled(
    rulings: Coded, courts: list[str], reviews: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray]:
    """Return which findings a court above answers otherwise, and of these which in part only."""
    number = {court: n for n, court in enumerate(dict.fromkeys(courts))}
    reached: dict[str, list[int]] = {}  # by court, those of the courts here that it may review
    for court, above in reviewed_by(reviews).items():
        for one in above if court in number else ():
            reached.setdefault(one, []).append(number[court])
    pairs = [(n, lower) for n, court in enumerate(courts) for lower in reached.get(court, ())]
    ruling, lower = np.array(pairs, int).reshape(-1, 2).T
    own, over = np.array([number[court] for court in courts], int), rulings.keep(ruling)

    def met(key: np.ndarray, other: np.ndarray, which: np.ndarray | slice) -> np.ndarray:
        """Count the findings of equal key by courts that may review each finding's own."""
        keys, others = key * len(number) + own, other * len(number) + lower
        return meetings(keys, rulings.days, others[which], over.days[which])

    reviewed = met(rulings.case, over.case, slice(None))
    upheld = met(rulings.own, over.own, slice(None))
    granted = met(rulings.case, over.case, over.answer == PARTLY)
    overruled = (reviewed > 0) & (upheld == 0)
    in_part = overruled & ((rulings.answer == PARTLY) | (granted == reviewed))
    return overruled, in_part


def findings(claims: pd.DataFrame) -> dict[tuple[str, str], list[tuple[str, str, str, str]]]:
    """List for each question and scope what courts found, the latest first.

    Returns
    -------
    dict
        Of question and scope: a list of answer, court, what became of it (``found``, ``in_part`` or
        ``reversed``) and claim id.
    """
    rulings = claims[claims["found"] | claims["in_part"] | claims["reversed"]]
    if rulings.empty:
        return {}
    order = ["published_by", "claim_id"]
    rulings = rulings.sort_values(order, ascending=[False, True], kind="stable")
    fate = np.select([rulings["found"], rulings["in_part"]], ["found", "in_part"], "reversed")
    said = (rulings[c] for c in ("question_id", "scope", "answer", "speaker"))
    rows = zip(*said, fate, rulings["claim_id"], strict=True)
    listed: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for question_id, scope, *finding in rows:
        listed.setdefault((question_id, scope), []).append(tuple(map(str, finding)))  # type: ignore[arg-type]
    return listed
