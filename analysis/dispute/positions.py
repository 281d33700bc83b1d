"""Who says what, how many independent voices say it, and how the dispute moved over time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from analysis.dispute.camps import every_camp
from analysis.dispute.standing import AGAINST, Standing, standing, usual_standing, usual_weights
from analysis.dossier.dossier import Dossier, as_list
from analysis.dossier.schemas import Side
from analysis.language.answers import YES_NO, to_date, to_day

_WORKING = {  # columns within this module
    "of_topic": "place of the topic",
    "of_question": "place of the question",
    "of_side": "place of the side",
    "nunique": "how many different answers",
    "yes": "sides that say yes",
    "no": "sides that say no",
}

_CASE = ["question_id", "scope"]


def positions(dossier: Dossier) -> pd.DataFrame:
    """Return what each side answers to each yes-no question.

    Parameters
    ----------
    dossier : Dossier

    Returns
    -------
    DataFrame
        One row per question, scope and side, by topic and within it the most disputed first:

        - ``question_id``, ``topic``, ``label``, ``scope``;
        - ``disputed``: how many sides stand on the weaker end of those that meet another side's
          opposite answer in time; 0 unless `standing` holds an answer contested or a court has
          found against one; the press is no side;
        - ``side``, ``who`` (the side's label), ``colour``;
        - ``answer``: ``yes``, ``no``, ``partly``, or ``mixed`` where the side gave several;
        - ``n_voices``: distinct bodies that speak; 0 where the side is known from copies alone;
        - ``claims``: a list.

    Examples
    --------
    >>> from analysis import example
    >>> table = positions(example())
    >>> table[table["question_id"] == "p-quality"][["side", "answer", "n_voices"]]
          side  answer  n_voices
    2  telecom     yes         1
    3    works      no         1
    4    court  partly         1
    """
    claims = dossier.derived(usual_weights)
    of_side = [*_CASE, "side"]
    # A copy shows what a side says only where nothing else does.
    anyone = claims.groupby(of_side)["heard"].transform("any").astype(bool)
    said = claims[claims["heard"] | ~anyone].groupby(of_side)["answer"].agg(["first", "nunique"])
    table = pd.DataFrame(
        {
            "answer": said["first"].where(said["nunique"] == 1, "mixed"),
            "n_voices": claims[claims["heard"]].groupby(of_side)["voice"].nunique(),
            "claims": claims.groupby(of_side)["claim_id"].agg(list),
        }
    ).reset_index()
    table["n_voices"] = table["n_voices"].fillna(0).astype(int)
    table = table.join(_disputed(claims, dossier.derived(usual_standing)), on=_CASE)
    return _in_order(table, dossier)[_POSITIONS]


_POSITIONS = [
    "question_id",
    "topic",
    "label",
    "scope",
    "disputed",
    "side",
    "who",
    "colour",
    "answer",
    "n_voices",
    "claims",
]


def _disputed(claims: pd.DataFrame, judged: pd.DataFrame) -> pd.Series[int]:
    """Count the sides on the weaker end of each question that is disputed, of those that meet."""
    meets = claims[claims["opposes"] & claims["opposed"]]
    sides = meets.groupby([*_CASE, "answer"])["side"].nunique().unstack("answer")
    weaker = sides.reindex(columns=["yes", "no"]).fillna(0).min(axis=1).astype(int)
    against = judged["standing"].isin(AGAINST) | (
        (judged["standing"] == Standing.FOUND_BY_A_COURT) & (judged["against"].map(len) > 0)
    )
    every = pd.MultiIndex.from_frame(judged[_CASE].drop_duplicates())
    disputed = pd.MultiIndex.from_frame(judged.loc[against, _CASE].drop_duplicates())
    return weaker.reindex(disputed, fill_value=0).reindex(every, fill_value=0).rename("disputed")


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
    return table.sort_values(order, ascending=rising, kind="stable", ignore_index=True)


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
        One row per camp of answers that can all be true (for a yes-no question: one answer):

        - ``question_id``, ``scope``, ``words`` (the answer);
        - ``n_publishers``: publishers that print it;
        - ``n_voices``: distinct speakers, reposting pages left out;
        - ``n_sides``: sides with a voice, the press left out;
        - ``claims``: a list.

    Examples
    --------
    >>> from analysis import example
    >>> table = independence(example())
    >>> table[table["n_voices"] > 1][["question_id", "words", "n_publishers", "n_voices"]]
      question_id        words  n_publishers  n_voices
    1    d-notice  3 July 2023             2         2
    """
    table = dossier.derived(every_camp).copy()
    table["claims"] = table["claims"].map(list)
    claims = dossier.claims.set_index("claim_id")[["source_id", "side", "voice"]]
    publishers = claims["source_id"].map(dossier.sources.set_index("source_id")["publisher"])
    sides = claims["side"].where((claims["voice"] != "") & (claims["side"] != Side.PRESS))
    of = {"n_publishers": publishers.to_dict(), "n_sides": sides.dropna().to_dict()}
    for column, names in of.items():
        table[column] = [
            len({names[claim] for claim in members if claim in names})
            for members in table["claims"]
        ]
    return table[[*_CASE, "words", "n_publishers", "n_voices", "n_sides", "claims"]]


def standing_over_time(dossier: Dossier, days: str | Iterable[str]) -> pd.DataFrame:
    """Judge every answer as of each of some days, by what had been published by then.

    Parameters
    ----------
    dossier : Dossier
    days : str or iterable of str
        Days such as ``"2022-03-21"``.

    Returns
    -------
    DataFrame
        One row per row of `standing` and day:

        - the columns of `standing`;
        - ``day``: as given;
        - ``topic``, ``label``: of the question.

    Examples
    --------
    >>> from analysis import example
    >>> table = standing_over_time(example(), ["2024-05-02", "2024-06-30"])
    >>> table[table["question_id"] == "p-quality"][["day", "answer", "standing"]]
              day  answer          standing
    0  2024-05-02      no   one side's word
    2  2024-06-30      no         contested
    3  2024-06-30  partly  found by a court
    4  2024-06-30     yes         contested
    """
    tables = [standing(dossier.as_of(day)).assign(day=day) for day in as_list(days)]
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
        One row per question and scope (and day), in the order of the table:

        - the columns of `standing`; equally strong answers make one row: its ``answer`` names them
          (``yes or no``), its lists join theirs, its ``n_voices`` add up, its ``why`` is that of
          each;
        - ``reversed``: the answers that a court had found before a court above it answered
          otherwise, or nothing.

    Examples
    --------
    >>> from analysis import example
    >>> best = strongest(standing(example())).set_index("question_id")
    >>> best.loc["p-quality", ["answer", "standing"]].tolist()
    ['partly', 'found by a court']
    """
    case = [column for column in ("day", *_CASE) if column in table]
    place = table["standing"].map(_places(Standing)).astype(int)
    highest = place.groupby([table[name] for name in case]).transform("min")
    best = table[place == highest].join(_overturned(table, case), on=case)
    best["reversed"] = best["reversed"].fillna("")
    equal: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in best.to_dict("records"):
        equal.setdefault(tuple(row[name] for name in case), []).append(
            {str(k): v for k, v in row.items()}
        )
    return pd.DataFrame(map(_joined, equal.values()), columns=best.columns)


def _overturned(table: pd.DataFrame, case: list[str]) -> pd.Series[str]:
    """Name for each case the answers found by a court that a court above reversed."""
    lost = table[table["standing"].isin([Standing.REVERSED_IN_PART, Standing.REVERSED])]
    whole = lost["standing"] == Standing.REVERSED
    words = lost["answer"].where(whole, lost["answer"] + ", in part")
    return words.groupby([lost[name] for name in case]).agg("; ".join).rename("reversed")


def _joined(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Make one row of the answers that stand equally high."""
    if len(rows) == 1:
        return rows[0]
    rows = sorted(rows, key=lambda row: YES_NO.index(row["answer"]))
    lists = {
        name: list(dict.fromkeys(one for row in rows for one in row[name]))
        for name in ("sides", "claims", "against", "deciding")
    }
    return {
        **rows[0],
        **lists,
        "answer": " or ".join(row["answer"] for row in rows),
        "n_voices": sum(row["n_voices"] for row in rows),
        "why": " ".join(f"{row['answer'].capitalize()}: {row['why']}" for row in rows),
    }


_TURNS = [str(one) for one in (Standing.CONTESTED, Standing.CONCEDED, Standing.FOUND_BY_A_COURT)]


def turning_points(over_time: pd.DataFrame) -> pd.DataFrame:
    """Return on which of the days each question was first contested, conceded, found by a court.

    Parameters
    ----------
    over_time : DataFrame
        As `standing_over_time` returns it.

    Returns
    -------
    DataFrame
        One row per question and scope with any of the three, by the first of the days:

        - ``question_id``, ``label``, ``scope``;
        - ``contested``, ``conceded``, ``found by a court``: the first of the days, or nothing.

    Examples
    --------
    >>> from analysis import example
    >>> table = turning_points(standing_over_time(example(), ["2024-05-02", "2024-06-30"]))
    >>> table[["question_id", "found by a court", "contested"]]
      question_id found by a court   contested
    0   p-quality       2024-06-30  2024-06-30
    1   q-written                   2024-06-30
    """
    marked = over_time[over_time["standing"].isin(_TURNS)]
    when = marked.assign(order=marked["day"].map(to_day)).groupby([*_CASE, "label", "standing"])
    first = when["order"].min().unstack("standing").reindex(columns=_TURNS)
    words = first.map(lambda day: "" if np.isnan(day) else str(to_date(day)))
    words = words.loc[first.min(axis=1).sort_values(kind="stable").index].reset_index()
    return words[["question_id", "label", "scope", *_TURNS]].rename_axis(columns=None)
