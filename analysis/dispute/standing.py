"""Standing: what an answer to a yes-no question rests on, by a ladder that is the same for all."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from analysis.dispute.meetings import meetings
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier

LADDER = (
    "found by a court",
    "conceded",
    "contested",
    "corroborated",
    "one side's word",
    "press only",
)

_CASE = ["question_id", "scope"]
_ROW = [*_CASE, "answer"]
_OPPOSITE = {"yes": "no", "no": "yes"}  # "partly" grants a part of both and opposes neither
_COLUMNS = [
    *(*_ROW, "standing", "why", "sides", "voices"),
    *("claims", "against", "deciding"),
]


def standing(
    dossier: Dossier,
    *,
    press_counts: bool = False,
    firm_only: bool = False,
    reposts_count: bool = False,
) -> pd.DataFrame:
    """Judge every answer given to a yes-no question by what it rests on.

    The standing is the first that applies: *found by a court*; *conceded*: given by the side that
    it hurts; *contested*: another side gives the opposite answer; *corroborated*: two or more sides
    give it; *one side's word*; *press only*.

    Claims meet when they share question and scope and their periods overlap; only then can they
    oppose or corroborate. ``yes`` and ``no`` are opposites; ``partly`` opposes neither. A ``yes``
    hurts the other party of the contract than the one that ``yes_favours``, a ``no`` hurts the one
    that it favours, and ``partly`` is short of what either would say for itself. Nobody concedes
    for another: employees do not concede for their firm. The press is no side: it neither contests
    nor corroborates, but a side may contest what the press alone says. A page that reposts others
    has no voice of its own and decides nothing.

    One sort and a few look-ups: O(n log n) for n claims.

    Parameters
    ----------
    dossier : Dossier
    press_counts : bool
        Let the press count as one side.
    firm_only : bool
        Let only a party itself concede (a speaker named as the side's label), no person of it.
    reposts_count : bool
        Let a page that reposts others count as a voice of its own.

    Returns
    -------
    DataFrame
        One row a question, scope and answer given: ``question_id``, ``scope``, ``answer``,
        ``standing``, ``why`` (one sentence), ``sides`` (list), ``voices`` (number of distinct
        speakers), ``claims`` (those that give the answer), ``against`` (those that meet them and
        give the opposite), ``deciding`` (those of the two lists that make the standing).

    Examples
    --------
    >>> from analysis import load
    >>> table = standing(load("data/scopelec-orange")).set_index("question_id")
    >>> table.loc["p-letter-clear", "standing"], table.loc["p-letter-clear", "claims"]
    ('found by a court', ['latribune-2022-06-24-c2'])
    """
    claims = _weigh(dossier, press_counts, firm_only, reposts_count)
    table = claims[_ROW].drop_duplicates().sort_values(_ROW, ignore_index=True)
    claims["row"], claims["mirror"] = _numbered(claims, table)
    count = len(table)
    table["sides"] = _listed(claims.sort_values("side"), "side", count)
    table["voices"] = [
        len(names) for names in _listed(claims[claims["voice"] != ""], "voice", count)
    ]
    table["claims"] = _listed(claims, "claim_id", count)
    table["against"] = _listed(claims[claims["denies"]], "claim_id", count, "mirror")
    rungs = _rungs(claims, count)
    table["standing"] = [next(name for name in LADDER if row[name]) for row in rungs]
    table["deciding"] = [row[name] for row, name in zip(rungs, table["standing"], strict=True)]
    table["why"] = _reasons(table, claims, dossier)
    return table[_COLUMNS]


def helped_by(answer: str, favours: str, about: About) -> str:
    """Name the side that an answer helps, or nothing where the dossier does not say.

    >>> from analysis import load
    >>> helped_by("no", "orange", load("data/scopelec-orange").about)
    'scopelec'
    """
    if answer == "yes":
        return favours
    across = {about.customer: about.supplier, about.supplier: about.customer}
    return across.get(favours, "") if answer == "no" else ""


def _weigh(
    dossier: Dossier, press_counts: bool, firm_only: bool, reposts_count: bool
) -> pd.DataFrame:
    """Say of each yes-no claim what it may do: count, find, concede, oppose, agree, deny."""
    claims = dossier.claims
    claims = claims[claims["kind"] == "yes-no"]
    voice = claims["speaker"] if reposts_count else claims["voice"]
    claims = claims.assign(voice=voice, opposite=claims["answer"].map(_OPPOSITE).fillna(""))
    claims["counts"] = (voice != "") & (press_counts | (claims["side"] != "press"))
    claims["found"] = claims["counts"] & (claims["side"] == "court")
    claims["concedes"] = claims["counts"] & _hurts_speaker(claims, dossier)
    if firm_only:
        labels = dossier.parties.set_index("side")["label"]
        claims["concedes"] &= claims["voice"] == claims["side"].map(labels)
    # What the press alone says can be contested; beside a side's word it is only an echo.
    claims["acts"] = claims["counts"] | ~claims.groupby(_ROW)["counts"].transform("any")
    sided, acting = claims[claims["counts"]], claims[claims["acts"]]
    claims["opposes"] = claims["counts"] & _meets_other_side(claims, "opposite", acting)
    claims["agrees"] = claims["counts"] & _meets_other_side(claims, "answer", sided)
    claims["denies"] = meetings(claims, [*_CASE, "opposite"], claims, _ROW) > 0
    return claims


def _hurts_speaker(claims: pd.DataFrame, dossier: Dossier) -> pd.Series[bool]:
    """Tell which claims fall short of what would help the side that makes them."""
    questions = dossier.questions.set_index("question_id")
    favours = questions["yes_favours"].unique()
    helps = pd.DataFrame(
        {
            answer: [helped_by(answer, side, dossier.about) for side in favours]
            for answer in ("yes", "no")
        },
        index=favours,
    ).loc[claims["question_id"].map(questions["yes_favours"])]
    for_yes, for_no = (
        claims["side"].to_numpy() == helps[answer].to_numpy() for answer in ("yes", "no")
    )
    return (for_yes & (claims["answer"] != "yes")) | (for_no & (claims["answer"] != "no"))


def _meets_other_side(claims: pd.DataFrame, answer: str, others: pd.DataFrame) -> pd.Series[bool]:
    """Tell which claims meet one of another side whose answer is in the named column."""
    on = [*_CASE, answer]
    everyone = meetings(claims, on, others, _ROW)
    same_side = meetings(claims, [*on, "side"], others, [*_ROW, "side"])
    return pd.Series(everyone > same_side, index=claims.index)


def _numbered(claims: pd.DataFrame, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Number the row of the table that each claim supports, and the one that it opposes or -1."""
    rows = pd.MultiIndex.from_frame(table)
    opposite = table.assign(answer=table["answer"].map(_OPPOSITE).fillna(""))
    mirrors = rows.get_indexer(pd.MultiIndex.from_frame(opposite))
    own = rows.get_indexer(pd.MultiIndex.from_frame(claims[_ROW]))
    return own, mirrors[own]


def _listed(claims: pd.DataFrame, column: str, count: int, row: str = "row") -> list[list[str]]:
    """List for each row the distinct values of a column, in the order given."""
    kept = claims[claims[row] >= 0]
    if column != "claim_id":  # which are unique as they are
        kept = kept.drop_duplicates([row, column])
    kept = kept.sort_values(row, kind="stable")
    ends = np.bincount(kept[row], minlength=count).cumsum().tolist()
    values = kept[column].tolist()
    return [values[start:end] for start, end in pairwise([0, *ends])]


def _rungs(claims: pd.DataFrame, count: int) -> list[dict[str, list[str]]]:
    """List row by row, for each rung of the ladder, the claims that would put the answer on it."""
    press = claims["acts"] & ~claims["counts"]
    rungs = (
        _listed(claims[claims["found"]], "claim_id", count),
        _listed(claims[claims["concedes"]], "claim_id", count),
        _listed(claims[claims["opposes"]], "claim_id", count, "mirror"),
        _listed(claims[claims["agrees"]], "claim_id", count),
        _listed(claims[claims["counts"]], "claim_id", count),
        _listed(claims[press], "claim_id", count),
    )
    return [dict(zip(LADDER, row, strict=True)) for row in zip(*rungs, strict=True)]


def _reasons(table: pd.DataFrame, claims: pd.DataFrame, dossier: Dossier) -> list[str]:
    """Say in one sentence why each answer has its standing."""
    parties = dossier.parties.reset_index(names="place").set_index("side")
    claims = claims.assign(
        place=claims["side"].map(parties["place"]), label=claims["side"].map(parties["label"])
    ).sort_values(["place", "speaker"])
    count = len(table)
    who = {
        "courts": _listed(claims[claims["found"]], "speaker", count),
        "conceding": _listed(claims[claims["concedes"]], "label", count),
        "sides": _listed(claims[claims["counts"]], "label", count),
        "opponents": _listed(claims[claims["opposes"]], "label", count, "mirror"),
        "deniers": _listed(claims[claims["denies"]], "label", count, "mirror"),
    }
    rows = (
        dict(zip(who, map(", ".join, row), strict=True)) for row in zip(*who.values(), strict=True)
    )
    return [_reason(rung, row) for rung, row in zip(table["standing"], rows, strict=True)]


def _reason(rung: str, who: dict[str, str]) -> str:
    """Word the reason for a standing."""
    more = f" The opposite is said by: {who['deniers']}." if who["deniers"] else ""
    if rung == "found by a court":
        return f"Found by: {who['courts']}.{more}"
    if rung == "conceded":
        return f"Said against its own interest by: {who['conceding']}.{more}"
    if rung == "contested":
        return f"Said by: {who['sides'] or 'the press alone'}. Denied by: {who['opponents']}."
    if rung == "corroborated":
        return f"Said by: {who['sides']}. Denied by no side.{more}"
    if rung == "one side's word":
        of_times = ", each of another time" if "," in who["sides"] else " alone"
        return f"Said by: {who['sides']}{of_times}.{more}"
    return f"Said by no side, only by the press.{more}"
