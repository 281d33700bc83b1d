"""Who says what, how many independent voices say it, and how the dispute moved over time."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.dispute.camps import camps
from analysis.dispute.standing import LADDER, standing
from analysis.dossier.dossier import Dossier
from analysis.language.answers import to_date, to_day

_CASE = ["question_id", "scope"]


def positions(dossier: Dossier) -> pd.DataFrame:
    """Say what each side answers to each yes-no question.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row a question, scope and side, by topic and within it the most disputed first:
        ``question_id``, ``topic``, ``label``, ``scope``, ``disputed`` (how many sides stand on the
        weaker end, whatever the period: 0 if all agree; the press is no side), ``side``, ``who``
        (the side's label), ``colour``, ``answer`` (``yes``, ``no``, ``partly``, or ``mixed`` where
        the side gave several), ``voices`` (number of distinct speakers) and ``claims`` (list).

    Examples
    --------
    >>> from analysis import load
    >>> table = positions(load("data/scopelec-orange"))
    >>> table[table["question_id"] == "p-quality-reason"][["side", "answer", "voices"]]
    ... # doctest: +NORMALIZE_WHITESPACE
            side answer  voices
    ...
    """
    claims = dossier.claims[dossier.claims["kind"] == "yes-no"]
    grouped = claims.groupby([*_CASE, "side"])
    table = grouped.agg(
        answers=("answer", lambda said: sorted(set(said))),
        voices=("voice", lambda voices: voices[voices != ""].nunique()),
        claims=("claim_id", list),
    ).reset_index()
    table["answer"] = [said[0] if len(said) == 1 else "mixed" for said in table["answers"]]
    table = table.join(_disputed(claims), on=_CASE)
    return _in_order(table, dossier)[_POSITIONS]


_POSITIONS = [
    *("question_id", "topic", "label", "scope", "disputed", "side", "who", "colour"),
    *("answer", "voices", "claims"),
]


def _disputed(claims: pd.DataFrame) -> pd.Series[int]:
    """Count the sides on the weaker end of each question: those with yes, or those with no."""
    sided = claims[(claims["side"] != "press") & claims["answer"].isin(["yes", "no"])]
    sides = sided.groupby([*_CASE, "answer"])["side"].nunique().unstack("answer")
    weaker = sides.reindex(columns=["yes", "no"]).fillna(0).min(axis=1).astype(int)
    every = pd.MultiIndex.from_frame(claims[_CASE].drop_duplicates())
    return weaker.reindex(every, fill_value=0).rename("disputed")


def _in_order(table: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Add the labels, and sort by topic, the most disputed first, and side."""
    questions = dossier.questions.set_index("question_id")
    parties = dossier.parties.set_index("side")
    table = table.join(questions[["topic", "label"]], on="question_id")
    table = table.assign(
        who=table["side"].map(parties["label"]),
        colour=table["side"].map(parties["colour"]),
        of_topic=table["topic"].map(_places(questions["topic"].unique())),
        of_question=table["question_id"].map(_places(questions.index)),
        of_side=table["side"].map(_places(parties.index)),
        sides=table.groupby(_CASE)["side"].transform("size"),
    )
    order = ["of_topic", "disputed", "sides", "of_question", "scope", "of_side"]
    rising = [True, False, False, True, True, True]
    return table.sort_values(order, ascending=rising, ignore_index=True)


def _places(names: Iterable[str]) -> dict[str, int]:
    """Number names in the order given."""
    return {name: place for place, name in enumerate(names)}


def independence(dossier: Dossier) -> pd.DataFrame:
    """Count how many independent voices stand behind each thing that outlets agree on.

    Outlets that print one speaker, and pages that repost others, are one voice. Voices of one side
    share an interest. So what several publishers print may rest on one side or one voice.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row a camp of answers that can all be true (for a yes-no question: one answer):
        ``question_id``, ``scope``, ``answer``, ``publishers`` (number), ``voices`` (number of
        distinct speakers, reposting pages left out), ``parties`` (number of sides with a voice,
        the press left out) and ``claims``.

    Examples
    --------
    >>> from analysis import load
    >>> table = independence(load("data/scopelec-orange"))
    >>> bool((table["voices"] <= table["claims"].str.len()).all())
    True
    """
    found = [camps(dossier, question) for question in dossier.questions["question_id"]]
    table = pd.concat(found, ignore_index=True).sort_values(_CASE, kind="stable", ignore_index=True)
    claims = dossier.claims.set_index("claim_id")
    publishers = dossier.sources.set_index("source_id")["publisher"]
    publisher = claims["source_id"].map(publishers)
    sided = claims["side"][(claims["voice"] != "") & (claims["side"] != "press")]
    table["publishers"] = [publisher[ids].nunique() for ids in table["claims"]]
    table["parties"] = [sided[sided.index.isin(ids)].nunique() for ids in table["claims"]]
    return table[[*_CASE, "answer", "publishers", "voices", "parties", "claims"]]


def standing_over_time(dossier: Dossier, days: Iterable[str]) -> pd.DataFrame:
    """Judge every answer as of each of some days, by what had been published by then.

    Parameters
    ----------
    dossier : Dossier
    days : iterable of str
        Days such as ``"2022-03-21"``.

    Returns
    -------
    DataFrame
        The rows of `standing` for each day, with ``day`` (as given), ``topic`` and ``label``.
    """
    tables = [standing(dossier.as_of(day)).assign(day=day) for day in days]
    questions = dossier.questions.set_index("question_id")[["topic", "label"]]
    return pd.concat(tables, ignore_index=True).join(questions, on="question_id")


def strongest(table: pd.DataFrame) -> pd.DataFrame:
    """Keep of each question (scope, day) the answer that stands highest on the ladder.

    Parameters
    ----------
    table : DataFrame
        As `standing` or `standing_over_time` returns it.

    Returns
    -------
    DataFrame
        Fewer rows, in the same order; of two answers on one rung the first stays.
    """
    rung = table["standing"].map({name: place for place, name in enumerate(LADDER)})
    case = [column for column in ("day", *_CASE) if column in table]
    first = table.assign(rung=rung).sort_values("rung", kind="stable").drop_duplicates(case)
    return table.loc[first.index.sort_values()]


def turning_points(over_time: pd.DataFrame) -> pd.DataFrame:
    """Say on which of the days each question was first contested, conceded, found by a court.

    Parameters
    ----------
    over_time : DataFrame
        As `standing_over_time` returns it.

    Returns
    -------
    DataFrame
        One row a question and scope with any of the three: ``question_id``, ``label``, ``scope``
        and a column a standing, with the first day or nothing; by day.
    """
    marked = over_time[over_time["standing"].isin(LADDER[:3])]
    when = marked.assign(order=marked["day"].map(to_day)).groupby([*_CASE, "label", "standing"])
    first = when["order"].min().unstack("standing").reindex(columns=LADDER[:3])
    words = first.map(lambda day: "" if np.isnan(day) else str(to_date(day)))
    words = words.loc[first.min(axis=1).sort_values(kind="stable").index].reset_index()
    return words[["question_id", "label", "scope", *LADDER[2::-1]]].rename_axis(columns=None)
