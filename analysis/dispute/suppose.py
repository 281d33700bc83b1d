"""What a verdict hangs on: the one claim or source that would change it, and what would settle it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.dispute.article import check_article
from analysis.dispute.meetings import meetings
from analysis.dispute.standing import AGAINST, standing
from analysis.dossier.dossier import Dossier

_HANGS = ["claim_id", "question_id", "now", "claim", "source", "claims", "sources", "words"]
_SETTLES = ["question_id", "scope", "text", "now", "ask", "answer", "then"]


def rests_on(dossier: Dossier, source_id: str) -> pd.DataFrame:
    """Say of each statement of a source which single claim or source its verdict hangs on.

    Each other claim on the question of a statement, and each other source of such claims, is
    supposed away in turn; what changes the verdict, that is what it hangs on.

    Parameters
    ----------
    dossier : Dossier
    source_id : str
        The source whose statements are judged, as by `check_article`.

    Returns
    -------
    DataFrame
        One row a statement: ``claim_id``, ``question_id``, ``now`` (its verdict), ``claims`` and
        ``sources`` (lists: each of them alone, taken away, changes the verdict), ``changes``
        (dictionary: the verdict without each of them) and ``words``.

    Examples
    --------
    >>> from analysis import example
    >>> table = rests_on(example(), "gazette-2024-05-02").set_index("question_id")
    >>> table.loc["p-quality", "words"]
    'Rests on one source: without weekly-2024-05 it would be one side’s word.'
    """
    usual = check_article(dossier, source_id).set_index("claim_id")
    changes: dict[str, dict[str, dict[str, str]]] = {one: {"claims": {}, "sources": {}} for one in usual.index}
    asked = dossier.claims[dossier.claims["question_id"].isin(usual["question_id"])]
    others = asked[asked["source_id"] != source_id]
    for part, column in (("claims", "claim_id"), ("sources", "source_id")):
        for one in dict.fromkeys(others[column]):
            touched = others.loc[others[column] == one, "question_id"]
            less = check_article(_narrow(dossier, touched).without(**{part: one}), source_id)
            for row in less.itertuples():
                if row.now != usual.loc[row.claim_id, "now"]:
                    changes[str(row.claim_id)][part][one] = str(row.now)
    rows = [
        {
            **{"claim_id": claim_id, "question_id": row["question_id"], "now": row["now"]},
            **{part: list(found) for part, found in changes[str(claim_id)].items()},
            "changes": changes[str(claim_id)]["claims"] | changes[str(claim_id)]["sources"],
            "words": _words(changes[str(claim_id)]["sources"]),
        }
        for claim_id, row in usual.iterrows()
    ]
    columns = ["claim_id", "question_id", "now", "claims", "sources", "changes", "words"]
    return pd.DataFrame(rows, columns=columns)
