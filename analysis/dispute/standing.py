"""Standing: what an answer to a yes-no question rests on, by a ladder that is the same for all."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analysis.dispute.courts import findings, weigh_rulings
from analysis.dispute.meetings import meetings
from analysis.dossier.about import About
from analysis.dossier.dossier import Dossier
from analysis.language.text import same_text_key


class Standing(StrEnum):
    """What an answer rests on, from the strongest to the weakest; the first that applies."""

    FOUND_BY_A_COURT = "found by a court"
    COURTS_DIFFER = "courts differ"
    REVERSED_IN_PART = "reversed in part"
    REVERSED = "reversed"
    CONCEDED = "conceded"
    CONTESTED = "contested"
    CORROBORATED = "corroborated"
    ONE_SIDES_WORD = "one side's word"
    PRESS_ONLY = "press only"
    KNOWN_FROM_A_COPY = "known from a copy"


BY_COURTS = (Standing.COURTS_DIFFER, Standing.REVERSED_IN_PART, Standing.REVERSED)
AGAINST = (*BY_COURTS, Standing.CONTESTED)
Courts = dict[tuple[str, str], list[tuple[str, str, str, str]]]  # as `findings` gives them

_CASE = ["question_id", "scope"]
_ROW = [*_CASE, "answer"]
WEIGHED = [
    *("claim_id", *_ROW, "side", "speaker", "body", "voice"),
    *("period_low", "period_high", "published_by"),
]
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

    The standing is the first that applies: *found by a court*; *courts differ*: courts of which
    none reviews the other found different answers; *reversed in part* or *reversed*: a court that
    reviews the finding answers otherwise (see ``reviews.csv``); *conceded*: given by the side that
    it hurts; *contested*: another side gives the opposite answer; *corroborated*: two or more sides
    give it; *one side's word*; *press only*; *known from a copy*.

    Claims meet when they share question and scope and their periods overlap; only then can they
    oppose or corroborate. ``yes`` and ``no`` are opposites; ``partly`` opposes neither. A ``yes``
    hurts the other party of the contract than the one that ``yes_favours``, a ``no`` hurts the one
    that it favours, and ``partly`` is short of what either would say for itself. Nobody concedes
    for another: employees do not concede for their firm. The press is no side: it neither contests
    nor corroborates, but a side may contest what the press alone says. A repost has no voice and
    decides nothing: an answer that only a copy gives is shown as *known from a copy*.

    One sort and a few look-ups: O(n log n) for n claims.

    Parameters
    ----------
    dossier : Dossier
    press_counts : bool
        Let the press count as one side.
    firm_only : bool
        Let only a party itself concede (a speaker named as the side's label), no person of it.
    reposts_count : bool
        Let what a repost prints count as if it were printed first.

    Returns
    -------
    DataFrame
        One row a question, scope and answer given: ``question_id``, ``scope``, ``answer``,
        ``standing``, ``why`` (one sentence), ``sides`` (list), ``voices`` (number of distinct
        speakers), ``claims`` (those that give the answer), ``against`` (those that meet them and
        give the opposite), ``deciding`` (those of the two lists that make the standing).

    Examples
    --------
    >>> from analysis import example
    >>> table = standing(example()).set_index("question_id")
    >>> table[["answer", "standing"]].loc["p-quality"].to_numpy().tolist()
    [['no', 'contested'], ['partly', 'found by a court'], ['yes', 'contested']]
    """
    if not (press_counts or firm_only or reposts_count):
        return _own_copy(dossier.derived(usual_standing))
    claims = weigh(
        dossier.claims,
        dossier,
        press_counts=press_counts,
        firm_only=firm_only,
        reposts_count=reposts_count,
    )
    return judge(claims, dossier)


def usual_weights(dossier: Dossier) -> pd.DataFrame:
    """Weigh the claims by the usual rules; use it as ``dossier.derived``."""
    return weigh(dossier.claims, dossier)


def usual_standing(dossier: Dossier) -> pd.DataFrame:
    """Judge every answer by the usual rules; use it as ``dossier.derived``."""
    return judge(dossier.derived(usual_weights), dossier)


def _own_copy(table: pd.DataFrame) -> pd.DataFrame:
    """Copy a table with its lists, so that nobody changes what is kept."""
    lists = ("sides", "claims", "against", "deciding")
    return table.assign(**{name: table[name].map(list) for name in lists})


def judge(claims: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Give the table of `standing` for claims that `weigh` has weighed."""
    table = claims[_ROW].drop_duplicates().sort_values(_ROW, kind="stable", ignore_index=True)
    claims = claims.copy()
    claims["row"], claims["mirror"] = _numbered(claims, table)
    count = len(table)
    heard = claims[claims["heard"]]
    table["sides"] = _listed(heard.sort_values("side", kind="stable"), "side", count)
    table["voices"] = [len(names) for names in _listed(heard, "voice", count)]
    table["claims"] = _listed(claims, "claim_id", count)
    table["against"] = _listed(claims[claims["denies"]], "claim_id", count, "mirror")
    rungs = _rungs(claims, count)
    table["standing"] = [next(name.value for name in Standing if row[name]) for row in rungs]
    table["deciding"] = [row[name] for row, name in zip(rungs, table["standing"], strict=True)]
    courts = findings(claims)
    table["deciding"] = [
        [*row.deciding, *_of_other_courts(row, courts)] for row in table.itertuples()
    ]
    table["why"] = _reasons(table, claims, dossier, courts)
    return table[_COLUMNS]


def helped_by(answer: str, favours: str, about: About) -> str:
    """Name the side that an answer helps, or nothing where the dossier does not say.

    >>> from analysis import example
    >>> helped_by("no", "telecom", example().about)
    'works'
    """
    if answer == "yes":
        return favours
    across = {about.customer: about.supplier, about.supplier: about.customer}
    return across.get(favours, "") if answer == "no" else ""


def weigh(
    claims: pd.DataFrame,
    dossier: Dossier,
    *,
    press_counts: bool = False,
    firm_only: bool = False,
    reposts_count: bool = False,
) -> pd.DataFrame:
    """Say of each yes-no claim what it may do: count, find, concede, oppose, agree, deny."""
    claims = claims.loc[claims["kind"] == "yes-no", WEIGHED]
    voice = claims["body"] if reposts_count else claims["voice"]
    claims = claims.assign(voice=voice, opposite=claims["answer"].map(_OPPOSITE).fillna(""))
    heard = claims["voice"] != ""
    claims["heard"] = heard
    claims["counts"] = heard & (press_counts | (claims["side"] != "press"))
    ruling = claims["counts"] & (claims["side"] == "court")
    weigh_rulings(claims, ruling, dossier.table("reviews"))
    claims["concedes"] = claims["counts"] & _hurts_speaker(claims, dossier)
    if firm_only:
        labels = dossier.parties.set_index("side")["label"].map(same_text_key)
        claims["concedes"] &= claims["voice"].map(same_text_key) == claims["side"].map(labels)
    # What the press alone says can be contested; beside a side's word it is only an echo.
    claims["acts"] = heard & (
        claims["counts"] | ~claims.groupby(_ROW)["counts"].transform("any").astype(bool)
    )
    sided, acting = claims[claims["counts"]], claims[claims["acts"]]
    claims["opposes"] = claims["counts"] & _meets_other_side(claims, "opposite", acting)
    claims["opposed"] = _meets_other_side(claims, "opposite", sided)
    claims["agrees"] = claims["counts"] & _meets_other_side(claims, "answer", sided)
    claims["denies"] = heard & (meetings(claims, [*_CASE, "opposite"], claims[heard], _ROW) > 0)
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
    disagreed = claims["row"].isin(claims.loc[claims["differs"], "row"])
    on_rung = {
        Standing.FOUND_BY_A_COURT: claims["found"] & ~disagreed,
        Standing.COURTS_DIFFER: claims["found"] & disagreed,
        Standing.REVERSED_IN_PART: claims["in_part"],
        Standing.REVERSED: claims["reversed"],
        Standing.CONCEDED: claims["concedes"],
        Standing.CONTESTED: claims["opposes"],
        Standing.CORROBORATED: claims["agrees"],
        Standing.ONE_SIDES_WORD: claims["counts"],
        Standing.PRESS_ONLY: claims["acts"] & ~claims["counts"],
        Standing.KNOWN_FROM_A_COPY: ~claims["heard"],
    }
    rungs = [
        _listed(claims[flag], "claim_id", count, "mirror" if name == Standing.CONTESTED else "row")
        for name, flag in on_rung.items()
    ]
    return [dict(zip(on_rung, row, strict=True)) for row in zip(*rungs, strict=True)]


def _of_other_courts(row: Any, courts: Courts) -> list[str]:
    """Name the findings that bear on a standing beside those of the answer itself."""
    if row.standing not in BY_COURTS:
        return []
    rulings = courts[row.question_id, row.scope]
    return [claim for answer, _, fate, claim in rulings if answer != row.answer and fate == "found"]


def _reasons(
    table: pd.DataFrame, claims: pd.DataFrame, dossier: Dossier, courts: Courts
) -> list[str]:
    """Say in one sentence why each answer has its standing."""
    parties = dossier.parties.reset_index(names="place").set_index("side")
    claims = claims.assign(
        place=claims["side"].map(parties["place"]), label=claims["side"].map(parties["label"])
    ).sort_values(["place", "speaker"], kind="stable")
    count = len(table)
    who = {
        "conceding": _listed(claims[claims["concedes"]], "label", count),
        "sides": _listed(claims[claims["counts"]], "label", count),
        "opponents": _listed(claims[claims["opposes"]], "label", count, "mirror"),
        "deniers": _listed(claims[claims["denies"]], "label", count, "mirror"),
        "copied": _listed(claims[~claims["heard"]], "speaker", count),
    }
    rows = (
        dict(zip(who, map(", ".join, row), strict=True)) for row in zip(*who.values(), strict=True)
    )
    return [
        _reason(row.standing, names, _courts_on(row, courts))
        for row, names in zip(table.itertuples(), rows, strict=True)
    ]


def _courts_on(row: Any, courts: Courts) -> dict[str, str]:
    """Name the courts that gave an answer, those whose other answer stands, and those reversed."""
    rulings = courts.get((row.question_id, row.scope), [])
    named = {
        "own": [court for answer, court, *_ in rulings if answer == row.answer],
        "others": [
            f"{c} ({a})"
            for a, c, fate, _ in rulings
            if (a, fate) == (a, "found") and a != row.answer
        ],
        "reversed": [f"{c} ({a})" for a, c, fate, _ in rulings if fate != "found"],
        "all": [f"{c} ({a})" for a, c, fate, _ in rulings if fate == "found"],
    }
    return {name: ", ".join(dict.fromkeys(found)) for name, found in named.items()}


def _reason(rung: str, who: dict[str, str], courts: dict[str, str]) -> str:
    """Word the reason for a standing."""
    more = f" The opposite is said by: {who['deniers']}." if who["deniers"] else ""
    if rung == "found by a court":
        earlier = (
            f" Reversed, at least in part: {courts['reversed']}." if courts["reversed"] else ""
        )
        return f"Found by: {courts['own']}.{earlier}{more}"
    if rung == "courts differ":
        return f"Courts differ, the later first: {courts['all']}.{more}"
    if rung == "reversed in part":
        return f"Found by: {courts['own']}. Reversed in part by: {courts['others']}.{more}"
    if rung == "reversed":
        return f"Found by: {courts['own']}. Reversed by: {courts['others']}.{more}"
    if rung == "conceded":
        return f"Said against its own interest by: {who['conceding']}.{more}"
    if rung == "contested":
        return f"Said by: {who['sides'] or 'the press alone'}. Denied by: {who['opponents']}."
    if rung == "corroborated":
        return f"Said by: {who['sides']}. Denied by no side.{more}"
    if rung == "one side's word":
        of_times = ", each of another time" if "," in who["sides"] else " alone"
        return f"Said by: {who['sides']}{of_times}.{more}"
    if rung == "press only":
        return f"Said by no side, only by the press.{more}"
    return f"Known from a copy alone, which is no voice: {who['copied']}."
