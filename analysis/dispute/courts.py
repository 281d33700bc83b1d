"""What courts found, which finding was reversed on review, and where courts differ."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.dispute.meetings import meetings
from analysis.dossier.speakers import reviewed_by
from analysis.language.text import same_text_key

_CASE = ["question_id", "scope"]


def weigh_rulings(claims: pd.DataFrame, ruling: pd.Series[bool], reviews: pd.DataFrame) -> None:
    """Add to yes-no claims what became of each court's finding: it stands, differs, is reversed.

    A finding is reversed if courts that review its court answer the same question otherwise and
    none of them answers alike; in part, if it or they grant a part only. Courts that stand beside
    each other and answer otherwise differ. O(n log n) for n findings and a court above each.

    Parameters
    ----------
    claims : DataFrame
        Yes-no claims; gains ``found`` (the finding stands), ``differs`` (it stands, but so does
        another court's), ``in_part`` and ``reversed``.
    ruling : Series of bool
        Which claims are a court's own.
    reviews : DataFrame
        As ``reviews.csv``: the court in ``court`` may review the one in ``reviews``.
    """
    for flag in ("found", "differs", "in_part", "reversed"):
        claims[flag] = False
    rulings = claims.loc[ruling, [*_CASE, "answer", "speaker", "period_low", "period_high"]]
    if rulings.empty:
        return
    rulings["court"] = rulings["speaker"].map(same_text_key)
    overruled, in_part = _overruled(rulings, reviews)
    standing = rulings[~overruled]
    differing = meetings(standing, _CASE, standing, _CASE) > meetings(
        standing, [*_CASE, "answer"], standing, [*_CASE, "answer"]
    )
    claims.loc[standing.index, "found"] = True
    claims.loc[standing.index, "differs"] = differing
    claims.loc[rulings.index, "in_part"] = in_part
    claims.loc[rulings.index, "reversed"] = overruled & ~in_part


def _overruled(rulings: pd.DataFrame, reviews: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Tell which findings a court above answers otherwise, and of these which in part only."""
    below = [
        (above, court) for court, courts in reviewed_by(reviews).items() for above in sorted(courts)
    ]
    reach = pd.DataFrame(below, columns=["court", "lower"], dtype="str")
    over = rulings.merge(reach, on="court")
    own, theirs = [*_CASE, "court"], [*_CASE, "lower"]
    reviewed = meetings(rulings, own, over, theirs)
    upheld = meetings(rulings, [*own, "answer"], over, [*theirs, "answer"])
    partly = meetings(rulings, own, over[over["answer"] == "partly"], theirs)
    overruled = (reviewed > 0) & (upheld == 0)
    in_part = overruled & ((rulings["answer"] == "partly").to_numpy() | (partly == reviewed))
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
    order = ["published_by", "claim_id"]
    rulings = rulings.sort_values(order, ascending=[False, True], kind="stable")
    fate = np.select([rulings["found"], rulings["in_part"]], ["found", "in_part"], "reversed")
    rows = zip(
        *(rulings[c] for c in (*_CASE, "answer", "speaker")), fate, rulings["claim_id"], strict=True
    )
    listed: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for question_id, scope, *finding in rows:
        listed.setdefault((question_id, scope), []).append(tuple(map(str, finding)))  # type: ignore[arg-type]
    return listed
