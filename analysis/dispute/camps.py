"""Camps: the largest groups of comparable answers that can all be true at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.dossier.comparison import claims_on, speaking, voiced
from analysis.dossier.dossier import Dossier
from analysis.language.text import same_text_key
from analysis.language.words import say_answer


@dataclass(frozen=True)
class Overlap:
    """A maximal set of intervals that share the points from ``low`` to ``high``."""

    low: float
    high: float
    members: tuple[int, ...]


def maximal_overlaps(low: np.ndarray, high: np.ndarray) -> Iterator[Overlap]:
    """Find every maximal set of closed intervals that have a point in common.

    One sweep over the ends: when an interval is about to leave just after another entered, the
    ones present can be joined by no other. O(n log n) and the size of what is found.

    Parameters
    ----------
    low, high : array of float, shape (n,)
        Ends of the intervals, ``low <= high``; ``-inf`` and ``inf`` are unbounded.

    Yields
    ------
    Overlap
        From left to right; ``members`` are positions in the arrays.

    Examples
    --------
    >>> import numpy as np
    >>> for overlap in maximal_overlaps(np.array([1.0, 2.0, 5.0]), np.array([3.0, 5.0, 6.0])):
    ...     print(overlap)
    Overlap(low=2.0, high=3.0, members=(0, 1))
    Overlap(low=5.0, high=5.0, members=(1, 2))
    """
    count = len(low)
    leaves = np.repeat([False, True], count)  # at the same point, enter before leaving
    order = np.lexsort((leaves, np.concatenate([low, high])))
    present: set[int] = set()
    entered_at = None
    for end in order.tolist():
        if end < count:
            present.add(end)
            entered_at = float(low[end])
            continue
        if entered_at is not None:
            yield Overlap(entered_at, float(high[end - count]), tuple(sorted(present)))
            entered_at = None
        present.discard(end - count)


def camps(
    dossier: Dossier, question_id: str, scope: str | None = None, period: str | None = None
) -> pd.DataFrame:
    """Group the answers to a question into camps, and say what lies between them.

    Answers are comparable when they share question and scope and their periods overlap (what an
    empty period means, the question's ``time`` says). A camp is a largest set of comparable answers
    that can all be true: their intervals have a value in common. An answer stands in two camps if
    it can side with either. A repost makes no camp and moves none: it is listed with the camps that
    it can side with, or else in a last row of its kind, without a voice.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
        Any question; the answers to a yes-no question form one camp each.
    scope : str, optional
        Only this scope (``""`` is the question's own); all scopes if not given.
    period : str, optional
        Only claims whose period may overlap this one, in EDTF.

    Returns
    -------
    DataFrame
        One row a camp: ``question_id``, ``scope``, ``period_low`` and ``period_high`` (days that
        the camp's periods share), ``low`` and ``high`` (the values that they share), ``gap`` (to
        the nearest camp below in the table, of the same scope and a day in common; else NaN),
        ``answer`` in words, ``voices`` (number of distinct bodies that speak, 0 if known from
        copies alone), ``sides``, ``speakers`` and ``claims`` (lists).

    Raises
    ------
    ValueError
        If the dossier has no such question or scope.

    Examples
    --------
    >>> from analysis import load
    >>> table = camps(load("data/scopelec-orange"), "d-lyon-ruling")
    >>> table[["answer", "voices", "gap"]]
              answer  voices  gap
    0  30 March 2022       2  NaN
    1  31 March 2022       1  1.0
    """
    question = dossier.question(question_id)
    if scope is not None:
        _known_scope(scope, claims_on(dossier, question_id, scope=None))
    claims = claims_on(dossier, question_id, scope=scope, period=period)
    rows = [
        _describe(camp, group, question)
        for _, group in claims.groupby("scope", sort=True)
        for camp in _group(group)
    ]
    table = pd.DataFrame(rows, columns=[name for name in _COLUMNS if name != "gap"])
    return table.assign(gap=_gaps(table))[_COLUMNS]


def answers_to(dossier: Dossier, question_id: str, scope: str = "") -> pd.DataFrame:
    """List the answers to a question from left to right, each with who, when and which camp.

    Parameters
    ----------
    dossier : Dossier
    question_id : str
        A quantity, date or duration question.
    scope : str, optional
        The scope; the question's own if not given.

    Returns
    -------
    DataFrame
        One row an answer: ``question_id``, ``question``, ``kind``, ``unit``, ``who`` (speaker, and
        publisher if another), ``side``, ``colour``, ``answer`` (as coded), ``words``, ``low``,
        ``high``, ``camp`` (number of the largest camp that it stands in), ``camp_low`` and
        ``camp_high`` (the values that the camp shares), ``published_by`` and ``claim_id``.

    Raises
    ------
    ValueError
        If the dossier has no such question or scope.

    Examples
    --------
    >>> from analysis import load
    >>> answers_to(load("data/scopelec-orange"), "d-lyon-ruling")[["who", "words", "camp"]].tail(1)
            who          words  camp
    2  France 3  31 March 2022     2
    """
    question, found = dossier.question(question_id), camps(dossier, question_id, scope)
    claims = claims_on(dossier, question_id, scope=scope)
    publisher = claims["source_id"].map(dossier.sources.set_index("source_id")["publisher"])
    # An answer in several camps is shown in the largest, by voices.
    by_size = found.sort_values("voices", kind="stable")["claims"]
    number = {claim: n + 1 for n, members in by_size.items() for claim in members}
    table = claims.assign(
        question=question["text"],
        unit=question["unit"],
        who=_who(claims["speaker"], publisher),
        colour=claims["side"].map(dossier.parties.set_index("side")["colour"]),
        words=[say_answer(a, question["kind"], question["unit"]) for a in claims["answer"]],
        camp=claims["claim_id"].map(number),
    )
    shared = found.rename_axis("camp").set_index(found.index + 1)[["low", "high"]]
    table = table.join(shared.add_prefix("camp_"), on="camp")
    order = ["low", "high", "published_by", "claim_id"]
    return table.sort_values(order, ignore_index=True)[_ANSWER_COLUMNS]


def _who(speakers: pd.Series[str], publishers: pd.Series[str]) -> list[str]:
    """Name the speaker, and the publisher where that is someone else, without its remarks."""
    names = publishers.str.replace(r" \(.*\)", "", regex=True)
    return [
        speaker if _one_name(speaker, name) else f"{speaker} ({name})"
        for speaker, name in zip(speakers, names, strict=True)
    ]


def _one_name(speaker: str, publisher: str) -> bool:
    """Tell whether a publisher speaks for itself."""
    a, b = same_text_key(speaker), same_text_key(publisher)
    return a.startswith(b) or b.startswith(a)


_ANSWER_COLUMNS = [
    *("question_id", "question", "kind", "unit", "who", "side", "colour", "answer", "words"),
    *("low", "high", "camp", "camp_low", "camp_high", "published_by", "claim_id"),
]
_COLUMNS = [
    *("question_id", "scope", "period_low", "period_high", "low", "high", "gap"),
    *("answer", "voices", "sides", "speakers", "claims"),
]
_YES_NO = {"no": 0.0, "partly": 0.5, "yes": 1.0}  # three points that exclude one another


@dataclass(frozen=True)
class _Camp:
    """Positions of the members, and the days and values that they share."""

    members: tuple[int, ...]
    period: Overlap
    values: Overlap
    copies: tuple[int, ...] = ()


def _group(claims: pd.DataFrame) -> list[_Camp]:
    """Group the claims of one question and scope; copies join the camps that others make."""
    yes_no = claims["answer"].map(_YES_NO)
    low, high = (claims[end].fillna(yes_no).to_numpy() for end in ("low", "high"))
    ends = low, high, claims["period_low"].to_numpy(), claims["period_high"].to_numpy()
    copied = (claims["voice"] == "").to_numpy()
    made = _grouped(np.flatnonzero(~copied), *ends)
    copies = np.flatnonzero(copied)
    homes = [copies[_can_side(camp, copies, *ends)].tolist() for camp in made]
    made = [replace(camp, copies=tuple(own)) for camp, own in zip(made, homes, strict=True)]
    alone = np.setdiff1d(copies, [copy for own in homes for copy in own]).astype(int)
    return made + [replace(c, members=(), copies=c.members) for c in _grouped(alone, *ends)]


def _can_side(
    camp: _Camp,
    copies: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    start: np.ndarray,
    end: np.ndarray,
) -> np.ndarray:
    """Tell which copies share a day and a value with a camp."""
    values = (low[copies] <= camp.values.high) & (high[copies] >= camp.values.low)
    days = (start[copies] <= camp.period.high) & (end[copies] >= camp.period.low)
    together: np.ndarray = values & days
    return together


def _grouped(
    which: np.ndarray, low: np.ndarray, high: np.ndarray, start: np.ndarray, end: np.ndarray
) -> list[_Camp]:
    """Find the camps among some claims.

    Claims that are pairwise comparable share a day, since intervals that meet pairwise all meet. So
    the camps are found among those who share a day, and a camp within another one is dropped.
    """
    found: list[_Camp] = []
    for period in maximal_overlaps(start[which], end[which]):
        present = which[list(period.members)]
        for values in maximal_overlaps(low[present], high[present]):
            members = tuple(present[list(values.members)].tolist())
            found.append(_Camp(members, period, values))
    return _largest(found)


def _largest(found: list[_Camp]) -> list[_Camp]:
    """Drop each camp whose members all stand together in another camp."""
    homes: dict[int, list[int]] = {}
    sets = [frozenset(camp.members) for camp in found]
    for number, members in enumerate(sets):
        for member in members:
            homes.setdefault(member, []).append(number)
    kept = []
    for number, members in enumerate(sets):
        rivals = min((homes[member] for member in members), key=len)
        # Of two equal camps, found on different days, the first stays.
        if not any(members < sets[r] or (members == sets[r] and r < number) for r in rivals):
            kept.append(found[number])
    return kept


def _gaps(rows: pd.DataFrame) -> list[float]:
    """Measure from each camp to the nearest camp below that shares a day with it."""
    low, high, start, end = (
        rows[name].to_numpy(float) for name in ("low", "high", "period_low", "period_high")
    )
    heard = (rows["voices"] > 0).to_numpy()
    scopes = rows["scope"].to_numpy()
    gaps = []
    for n in range(len(rows)):
        meets = (scopes == scopes[n]) & (start <= end[n]) & (end >= start[n]) & heard & heard[n]
        below = high[meets & (high < low[n])]
        gaps.append(float(low[n] - below.max()) if below.size else np.nan)
    return gaps


def _describe(camp: _Camp, claims: pd.DataFrame, question: pd.Series[str]) -> dict[str, object]:
    """Make a row of a camp."""
    every = claims.iloc[[*camp.members, *camp.copies]]
    members = speaking(every)
    kind, unit = str(question["kind"]), str(question["unit"])
    stated = members["answer"].value_counts(sort=True).index
    days = members["period_low"].max(), members["period_high"].min()
    return {
        "question_id": question["question_id"],
        "scope": members["scope"].iloc[0],
        "period_low": days[0],
        "period_high": days[1],
        "low": camp.values.low if kind != "yes-no" else np.nan,
        "high": camp.values.high if kind != "yes-no" else np.nan,
        "answer": " or ".join(say_answer(answer, kind, unit) for answer in stated[:3])
        + (" …" if len(stated) > 3 else ""),
        "voices": voiced(members)["voice"].nunique(),
        "sides": sorted(members["side"].unique()),
        "speakers": sorted(members["speaker"].unique()),
        "claims": every["claim_id"].tolist(),
    }


def _known_scope(scope: str, claims: pd.DataFrame) -> None:
    """Refuse a scope that no answer has."""
    known = sorted(claims["scope"].unique())
    if scope not in known:
        raise ValueError(f"no scope {scope!r}; accepted: {', '.join(map(repr, known))}")
