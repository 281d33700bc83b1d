"""What a verdict hangs on: the claim or source that would change it, and what would settle it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.dispute.article import check_article
from analysis.dispute.standing import Standing, helped_by, standing
from analysis.dossier.dossier import Dossier, in_numbers
from analysis.dossier.schemas import Side
from analysis.language.answers import YES_NO, Kind

_WORKING = {  # columns within this module
    "rung": "place of a standing on the ladder",
}

_HANGS = ["claim_id", "question_id", "now", "claims", "sources", "changes", "words"]
_SETTLES = ["question_id", "scope", "text", "now", "side", "ask", "answers", "then", "words"]
_OPEN = (Standing.COURTS_DIFFER, Standing.CONTESTED)
_RUNG = {name: place for place, name in enumerate(Standing)}


def rests_on(dossier: Dossier, source_id: str) -> pd.DataFrame:
    """Return for each statement of a source which single claim or source its verdict hangs on.

    Each other claim on the question of a statement, and each other source of such claims, is
    supposed away in turn. What alone changes the verdict, that is what it hangs on.

    Parameters
    ----------
    dossier : Dossier
    source_id : str
        The source whose statements are judged, as by `check_article`.

    Returns
    -------
    DataFrame
        One row per statement:

        - ``claim_id``, ``question_id``;
        - ``now``: its verdict;
        - ``claims``, ``sources``: lists; each of them alone, taken away, changes the verdict;
        - ``changes``: the verdict without each of them;
        - ``words``: the same in a sentence.

    Raises
    ------
    ValueError
        If the dossier has no such source.

    Examples
    --------
    >>> from analysis import example
    >>> table = rests_on(example(), "gazette-2024-05-02").set_index("question_id")
    >>> print(table.loc["q-written", "words"])
    Hangs on one source: without weekly-2024-05 it would be "one side's word".
    """
    usual = check_article(dossier, source_id).set_index("claim_id")
    others = _bearing(dossier, source_id, usual)
    rows = []
    changed = {part: _changed(dossier, source_id, usual, others, part) for part in _IDS}
    for claim_id, row in usual.iterrows():
        found = {part: changed[part].get(str(claim_id), {}) for part in _IDS}
        rows.append(
            {
                "claim_id": claim_id,
                "question_id": row["question_id"],
                "now": row["now"],
                **{part: list(verdicts) for part, verdicts in found.items()},
                "changes": found["claims"] | found["sources"],
                "words": _hanging(found["sources"]),
            }
        )
    return pd.DataFrame(rows, columns=_HANGS)


_IDS = {"claims": "claim_id", "sources": "source_id"}


def _bearing(dossier: Dossier, source_id: str, usual: pd.DataFrame) -> pd.DataFrame:
    """Return the claims of other sources that may bear on a verdict.

    Of yes and no, all on the question (a court's other answer is no opposite, and still counts); of
    figures and dates, those that the verdict lists: others are of another time.
    """
    claims = dossier.claims
    listed = {one for ids in usual["claims"] for one in ids}
    asked = claims["question_id"].isin(usual["question_id"])
    bears = asked & ((claims["kind"] == Kind.YES_NO) | claims["claim_id"].isin(listed))
    return claims[bears & (claims["source_id"] != source_id)]


def _changed(
    dossier: Dossier, source_id: str, usual: pd.DataFrame, others: pd.DataFrame, part: str
) -> dict[str, dict[str, str]]:
    """Return for each statement what would change its verdict, with the verdict without it."""
    changed: dict[str, dict[str, str]] = {}
    for gone in _rounds(others, _IDS[part]):
        of_question = {question: one for one, asked in gone.items() for question in asked}
        table = check_article(dossier.without(**{part: list(gone)}), source_id)
        for row in table.itertuples():
            one = of_question.get(row.question_id)
            if one is not None and row.now != usual.loc[row.claim_id, "now"]:
                changed.setdefault(str(row.claim_id), {})[one] = str(row.now)
    return changed


def _rounds(others: pd.DataFrame, column: str) -> list[dict[str, set[str]]]:
    """Share out claims or sources so that no two of a round bear on one question.

    Questions do not touch one another: what goes in one round is judged at once.

    >>> rows = [("a", "p"), ("b", "p"), ("b", "q"), ("c", "q")]
    >>> table = pd.DataFrame(rows, columns=["source_id", "question_id"])
    >>> [sorted(one) for one in _rounds(table, "source_id")]
    [['a', 'c'], ['b']]
    """
    rounds: list[dict[str, set[str]]] = []
    for one, asked in others.groupby(column, sort=False)["question_id"].agg(set).items():
        free = (r for r in rounds if not any(asked & taken for taken in r.values()))
        place = next(free, None)
        if place is None:
            rounds.append(place := {})
        place[str(one)] = asked
    return rounds


def _hanging(sources: dict[str, str]) -> str:
    """Format on how many sources a verdict hangs."""
    if not sources:
        return "Hangs on no other single source."
    if len(sources) == 1:
        ((one, verdict),) = sources.items()
        return f'Hangs on one source: without {one} it would be "{verdict}".'
    return f"Hangs on each of {len(sources)} sources: {', '.join(sources)}."


def to_settle(dossier: Dossier) -> pd.DataFrame:
    """List whom to ask what: for each contested question, the answers that would move it.

    Each side, and a court, is supposed to give each answer once, of no stated time. Listed is what
    would lift the answer above all that is said now: a finding, or a word against the speaker's own
    interest. A document counts as the word of whoever wrote it.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row per question, scope and side to ask:

        - ``question_id``, ``scope``, ``text``: the question;
        - ``now``: its best standing;
        - ``side``: to ask, perhaps the court; ``ask``: its label;
        - ``answers``: a list;
        - ``then``: the standing that any of them would have;
        - ``words``: the same in a sentence.

    Examples
    --------
    >>> from analysis import example
    >>> to_settle(example())["words"].iloc[0]
    'If Example Works said yes or partly: "conceded".'
    """
    table = standing(dossier)
    best = table.assign(rung=table["standing"].map(_RUNG)).sort_values("rung", kind="stable")
    best = best.drop_duplicates(["question_id", "scope"])
    open_now = best[best["standing"].isin(_OPEN)].sort_values(
        ["question_id", "scope"], kind="stable"
    )
    labels = dossier.parties.set_index("side")["label"]
    texts = dossier.questions.set_index("question_id")["text"]
    rows = [
        (c.question_id, c.scope, texts[c.question_id], c.standing, side, labels[side], answer, then)
        for side, answer in _askable(dossier)
        for c, then in _moved(dossier, open_now, side, answer)
    ]
    found = pd.DataFrame(rows, columns=[*_SETTLES[:6], "answers", "then"])
    together = [*_SETTLES[:6], "then"]
    found = found.groupby(together, sort=False)["answers"].agg(list).reset_index()
    found["words"] = [
        f'If {row.ask} said {" or ".join(row.answers)}: "{row.then}".' for row in found.itertuples()
    ]
    found = found[_SETTLES].sort_values(["question_id", "scope"], kind="stable")
    return found.reset_index(drop=True)


def _askable(dossier: Dossier) -> list[tuple[str, str]]:
    """Pair each side that can settle something with each answer; the press cannot."""
    about = dossier.about
    return [
        (side, answer)
        for side in (about.supplier, about.customer, Side.COURT)
        if (dossier.parties["side"] == side).any()
        for answer in YES_NO
    ]


def _moved(dossier: Dossier, cases: pd.DataFrame, side: str, answer: str) -> list[tuple[Any, str]]:
    """Suppose that a side gave an answer on each case; return those where it would lift it."""
    if cases.empty:
        return []
    told = cases[["question_id", "scope"]].assign(
        claim_id=[f"supposed-{place}" for place in range(len(cases))],
        kind=str(Kind.YES_NO),
        answer=answer,
        side=side,
        period="",
        **dict.fromkeys(("speaker", "body", "voice"), f"supposed {side}"),
        period_low=-np.inf,
        period_high=np.inf,
        published_by=in_numbers(dossier, "claims")["published_by"].max(),
    )
    favours = dossier.questions.set_index("question_id")["yes_favours"]
    after = standing(dossier.supposing(told)).set_index(["question_id", "scope", "answer"])
    moved = []
    for case in cases.itertuples():
        then = after.loc[(case.question_id, case.scope, answer), "standing"]
        own = helped_by(answer, favours[case.question_id], dossier.about) == side
        if _RUNG[then] < _RUNG[case.standing] and not own:
            moved.append((case, str(then)))
    return moved
