"""One source checked statement by statement: how each stood on its day, and how it stands now."""

from __future__ import annotations

import pandas as pd

from analysis.dispute.camps import camps
from analysis.dispute.standing import judge, weigh
from analysis.dossier.comparison import voiced
from analysis.dossier.dossier import Dossier
from analysis.language.answers import to_date
from analysis.language.words import say_answer

_CASE = ["question_id", "scope"]
_CHECK = [
    *("claim_id", "statement", "speaker", "side", *_CASE, "question", "answer"),
    *("then", "now", "changed_by", "why", "others", "differs", "claims"),
]


def check_article(dossier: Dossier, source_id: str) -> pd.DataFrame:
    """Check each statement of a source against all the others, as of its day and as of today.

    A yes-no statement has the `standing` of its answer among the claims that it meets: those on its
    question and scope, of a time that overlaps its own. A figure or date has its place among the
    camps of comparable answers that can all be true (see `compare_figures`).

    Parameters
    ----------
    dossier : Dossier
    source_id : str
        The source to check.

    Returns
    -------
    DataFrame
        One row a claim of the source, by its id: ``claim_id``, ``statement``, ``speaker``,
        ``side``, ``question_id``, ``scope``, ``question`` (what is judged, which may be narrower
        than the statement), ``answer`` (in words), ``then`` and ``now`` (standing or place by the
        end of its day of publication, and with all that was collected),
        ``changed_by`` (claims published since that make the present standing, if it changed),
        ``why`` (the present one, in a sentence), ``others`` (answers of other comparable camps, in
        words, with their voices), ``differs`` (claims of the same source that answer the same
        question in other words) and ``claims`` (all that the present standing rests on).

    Raises
    ------
    ValueError
        If the dossier has no such source.

    Examples
    --------
    >>> from analysis import load
    >>> table = check_article(load("data/scopelec-orange"), "francebleu-2022-03-21")
    >>> len(table)
    33
    """
    claims = dossier.select(source_id=source_id).sort_values("claim_id")
    source = dossier.sources.set_index("source_id").loc[source_id]
    past = dossier.as_of(to_date(source["published_high"]) or "1970-01-01")
    now, then = _judged(dossier, claims), _judged(past, claims)
    table = claims.reset_index(drop=True).assign(
        question=claims["question_id"].map(_texts(dossier)).to_numpy(),
        answer=_in_words(claims, dossier),
        then=then["standing"],
        now=now["standing"],
        why=now["why"],
        others=now["others"],
        claims=now["claims"],
        differs=_differing(claims),
    )
    old = set(past.claims["claim_id"])
    table["changed_by"] = [
        [one for one in deciding if one not in old] if before != after else []
        for before, after, deciding in zip(
            table["then"], table["now"], now["deciding"], strict=True
        )
    ]
    return table[_CHECK]


def compare_figures(dossier: Dossier, source_id: str = "") -> pd.DataFrame:
    """Say how far the answers to each question of figures or dates agree, and who stands alone.

    Parameters
    ----------
    dossier : Dossier
    source_id : str, optional
        A source whose place among the camps to say.

    Returns
    -------
    DataFrame
        One row a question (not yes-no) and scope answered by two voices or more: ``question_id``,
        ``scope``, ``voices`` and ``camps`` (numbers; the most camps that meet in time), ``largest``
        (what the camp with most voices answers, and how many), ``alone`` (speakers with an answer
        that no other voice can agree with and some comparable one excludes), ``place`` (of the
        source's figures: ``no other voice``, ``agreed``, ``in the largest camp``, ``in a smaller
        camp``, ``stands alone``, ``known from a copy``, or nothing) and ``claims``. Voices of one
        side count each. The largest camp is the one most repeated, not the one most likely right.

    Examples
    --------
    >>> from analysis import load
    >>> table = compare_figures(load("data/scopelec-orange"), "francebleu-2022-03-21")
    >>> table.set_index("question_id").loc["d-shortlist", "camps"].item()
    1
    """
    claims = dossier.claims[dossier.claims["kind"] != "yes-no"]
    voices = voiced(claims).groupby(_CASE)["voice"].nunique()
    rows = []
    for question_id in dict.fromkeys(claims["question_id"]):
        for scope, group in camps(dossier, question_id).groupby("scope", sort=True):
            if voices.get((question_id, scope), 0) >= 2:
                rows.append(_compare(group, claims, source_id))
    return pd.DataFrame(rows, columns=_COMPARED)


_COMPARED = [*_CASE, "voices", "camps", "largest", "alone", "place", "claims"]


def _compare(group: pd.DataFrame, claims: pd.DataFrame, source_id: str) -> dict[str, object]:
    """Make a row of `compare_figures` from the camps of one question and scope."""
    members = claims[claims["claim_id"].isin([one for camp in group["claims"] for one in camp])]
    places = pd.Series(
        [str(_place(group, claim)["standing"]) for _, claim in members.iterrows()],
        index=members.index,
    )
    heard = members["voice"] != ""
    spoken = group[group["voices"] > 0]
    largest = group.loc[group["voices"].idxmax()]
    return {
        "question_id": largest["question_id"],
        "scope": largest["scope"],
        "voices": members.loc[heard, "voice"].nunique(),
        "camps": max(int(_of_the_time(spoken, camp).sum()) for _, camp in spoken.iterrows()),
        "largest": f"{largest['answer']} ({largest['voices']})",
        "alone": sorted(members.loc[heard & (places == "stands alone"), "voice"].unique()),
        "place": ", ".join(places[members["source_id"] == source_id].unique()),
        "claims": members["claim_id"].tolist(),
    }


def _of_the_time(group: pd.DataFrame, one: pd.Series[str]) -> pd.Series[bool]:
    """Tell which camps share a day with a claim or camp."""
    return (group["period_low"] <= one["period_high"]) & (group["period_high"] >= one["period_low"])


def _judged(dossier: Dossier, claims: pd.DataFrame) -> pd.DataFrame:
    """Give standing, why, others, deciding and claims for each claim, one row each."""
    table = _standing_of_each(dossier, claims)
    rows = []
    for _, claim in claims.iterrows():
        if claim["kind"] == "yes-no":
            row = table.loc[(claim["claim_id"], claim["answer"])]
            both = [*row["claims"], *row["against"]]
            rows.append({**row[["standing", "why", "deciding"]], "others": [], "claims": both})
        else:
            rows.append(_place(camps(dossier, claim["question_id"], claim["scope"]), claim))
    return pd.DataFrame(rows, columns=["standing", "why", "others", "deciding", "claims"])


def _standing_of_each(dossier: Dossier, statements: pd.DataFrame) -> pd.DataFrame:
    """Judge the answer of each yes-no statement among the claims that it meets."""
    own = statements.loc[
        statements["kind"] == "yes-no", ["claim_id", *_CASE, "period_low", "period_high"]
    ].rename(columns={"claim_id": "of", "period_low": "since", "period_high": "until"})
    met = dossier.claims.merge(own, on=_CASE)
    met = met[(met["period_low"] <= met["until"]) & (met["period_high"] >= met["since"])]
    # Each statement makes a case of its own: in the place of the scope stands its id.
    weighed = weigh(met.drop(columns="scope").rename(columns={"of": "scope"}), dossier)
    return judge(weighed, dossier).set_index(["scope", "answer"])


def _place(group: pd.DataFrame, claim: pd.Series[str]) -> dict[str, object]:
    """Say where a figure stands among the camps of its question and scope."""
    member = group["claims"].map(lambda ids: claim["claim_id"] in ids)
    meets = _of_the_time(group, claim)
    own, rivals = group[member], group[meets & ~member & (group["voices"] > 0)]
    together, against = int(own["voices"].max()), int(rivals["voices"].max() if len(rivals) else 0)
    if not together:
        place = "known from a copy"
    elif not against:
        place = "agreed" if together > 1 else "no other voice"
    elif together < 2:
        place = "stands alone"
    else:
        place = "in the largest camp" if together >= against else "in a smaller camp"
    others = [f"{camp.answer} ({camp.voices})" for camp in rivals.itertuples()]
    both = [one for camp in (own, rivals) for members in camp["claims"] for one in members]
    ids = list(dict.fromkeys(both))
    why = f"Voices in its camp: {together}; in the largest other: {against or 'none'}."
    return {"standing": place, "why": why, "others": others, "deciding": ids, "claims": ids}


def _texts(dossier: Dossier) -> dict[str, str]:
    """Give the text of each question."""
    questions = dossier.questions
    return dict(zip(questions["question_id"], questions["text"], strict=True))


def _in_words(claims: pd.DataFrame, dossier: Dossier) -> list[str]:
    """Say the answers in words, with their units."""
    units = claims["question_id"].map(dossier.questions.set_index("question_id")["unit"])
    return [say_answer(*c) for c in zip(claims["answer"], claims["kind"], units, strict=True)]


def _differing(claims: pd.DataFrame) -> list[list[str]]:
    """List for each claim those of the same source that answer its question in other words."""
    return [
        claims[
            (claims["question_id"] == claim["question_id"])
            & (claims["scope"] == claim["scope"])
            & (claims["answer"] != claim["answer"])
        ]["claim_id"].tolist()
        for _, claim in claims.iterrows()
    ]
