"""Camps: the largest groups of comparable answers that can all be true at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.columns import ANSWERS, with_dates
from analysis.dispute.narrowing import Boxes, vaguer
from analysis.dispute.overlaps import overlaps_by_case
from analysis.dossier.comparison import claims_on
from analysis.dossier.dossier import Dossier, in_numbers
from analysis.dossier.translations import spoken
from analysis.language.answers import Kind
from analysis.language.phrasebook import phrase
from analysis.language.text import same_text_key
from analysis.language.words import say_answer


def camps(
    dossier: Dossier,
    question_id: str,
    *,
    scope: str | None = None,
    period: str | None = None,
) -> pd.DataFrame:
    """Group the answers to a question into camps, and measure the distance between camps.

    Answers are comparable when they share question and scope and their periods overlap (what an
    empty period means, the question's ``time`` says). A camp is a largest set of comparable answers
    that can all be true: their intervals have a value in common. An answer stands in two camps if
    it can side with either. A repost makes no camp and moves none: it is listed with the camps that
    it can side with, or else in a last row of its kind, without a voice. Nor does an answer that
    holds a narrower one of the same voice: who says October and 19 October says the 19th.

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
        One row per camp, by scope and then by size of the answer:

        - ``question_id``, ``kind``, ``scope``;
        - ``period_low``, ``period_high``: dates that the camp's periods share, NaT where open;
        - ``low``, ``high``: the values that its answers share; of a date question dates, NaT where
          open;
        - ``gap``: distance to the nearest camp below in the table, of the same scope and a day in
          common, of dates in days; else NaN;
        - ``words``: the answer;
        - ``n_voices``: distinct bodies that speak; 0 if it is known from copies alone;
        - ``sides``, ``speakers``, ``claims``: lists.

        Checked against the maximal cliques of the graph of pairs that meet (networkx).

    Raises
    ------
    ValueError
        If the dossier has no such question or scope.

    Examples
    --------
    >>> from analysis import example
    >>> table = camps(example(), "d-notice")
    >>> table[["low", "high", "words", "n_voices", "gap"]]
             low       high          words  n_voices    gap
    0 2023-07-03 2023-07-03    3 July 2023         2    NaN
    1 2023-11-01 2023-11-30  November 2023         1  121.0
    """
    more = ANSWERS if dossier.question(question_id)["kind"] == "date" else ()
    if scope is not None:
        (scope,) = spoken(dossier, [scope])
        _known_scope(scope, claims_on(dossier, question_id, scope=None))
    if period is not None:
        among = claims_on(dossier, question_id, scope=scope, period=period)
        return with_dates(camps_among(among, dossier), more)
    table = dossier.derived(every_camp)
    keep = table["question_id"] == question_id
    if scope is not None:
        keep &= table["scope"] == scope
    table = with_dates(table[keep].reset_index(drop=True), more)
    return table.assign(**{name: table[name].map(list) for name in ("sides", "speakers", "claims")})


def every_camp(dossier: Dossier) -> pd.DataFrame:
    """Return the camps of all questions, by question and scope; use it as ``dossier.derived``.

    Days are numbers, infinite where open, as in all that the library reckons with.
    """
    return camps_among(in_numbers(dossier, "claims"), dossier)


def camps_by_case(dossier: Dossier) -> dict[tuple[str, str], list[Any]]:
    """Return the rows of `every_camp` by question and scope; use it as ``dossier.derived``."""
    return by_case(dossier.derived(every_camp))


def by_case(table: pd.DataFrame) -> dict[tuple[str, str], list[Any]]:
    """Put the rows of a table, as named tuples, under their question and scope."""
    rows: dict[tuple[str, str], list[Any]] = {}
    for row in table.itertuples(index=False, name="Row"):
        rows.setdefault((row.question_id, row.scope), []).append(row)
    return rows


def answers_to(dossier: Dossier, question_id: str, *, scope: str = "") -> pd.DataFrame:
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
        One row per answer, from the smallest to the largest:

        - ``question_id``, ``question``, ``kind``, ``unit``;
        - ``who``: the speaker, and the publisher if another; ``side``, ``colour``;
        - ``answer``: as coded; ``words``: the same for readers;
        - ``low``, ``high``: with the tolerances; of a date question dates, NaT where open;
        - ``camp``: number of the largest camp that it stands in;
        - ``camp_low``, ``camp_high``: the values that the camp shares, likewise;
        - ``published_by``: date by which it had certainly been published;
        - ``claim_id``.

        ``table.attrs["n_elsewhere"]`` counts the answers of other scopes.

    Raises
    ------
    ValueError
        If the dossier has no such question or scope, or the question is a yes-no one.

    Examples
    --------
    >>> from analysis import example
    >>> answers_to(example(), "d-notice")[["who", "low", "high", "camp"]].tail(1)
                                   who        low       high  camp
    2  Example Works (Example Gazette) 2023-11-01 2023-11-30     2
    """
    accepted = Kind.QUANTITY, Kind.DATE, Kind.DURATION
    kind = dossier.question(question_id, kinds=accepted)["kind"]
    table, rows = dossier.derived(every_answer)
    (scope,) = spoken(dossier, [scope])
    if (question_id, scope) not in rows:
        _known_scope(scope, claims_on(dossier, question_id, scope=None))
    found = table.iloc[rows[question_id, scope]].reset_index(drop=True)
    found = with_dates(found, ANSWERS if kind == "date" else ())
    every = sum(len(own) for (question, _), own in rows.items() if question == question_id)
    found.attrs["n_elsewhere"] = every - len(found)
    return found


def every_answer(dossier: Dossier) -> tuple[pd.DataFrame, dict[tuple[str, str], np.ndarray]]:
    """Return the answers to all questions, and the rows of each question and scope.

    Use it as ``dossier.derived``.
    """
    found = dossier.derived(every_camp)
    # An answer in several camps is shown in the largest, by voices.
    by_size = found.sort_values("n_voices", kind="stable")["claims"]
    home = {claim: n for n, members in by_size.items() for claim in members}
    claims = in_numbers(dossier, "wide")
    camp = claims["claim_id"].map(home).to_numpy(int)
    said = (claims[name].tolist() for name in ("answer", "kind", "unit"))
    table = claims.rename(columns={"text": "question"}).assign(
        who=_who(claims["speaker"], claims["publisher"]),
        words=[say_answer(*answer, dossier.lang) for answer in zip(*said, strict=True)],
        camp=found.groupby(["question_id", "scope"]).cumcount().to_numpy()[camp] + 1,
        camp_low=found["low"].to_numpy()[camp],
        camp_high=found["high"].to_numpy()[camp],
    )
    order = ["low", "high", "published_by", "claim_id"]
    table = table.sort_values(order, kind="stable", ignore_index=True)
    rows = table.groupby(["question_id", "scope"]).indices
    return table[_ANSWER_COLUMNS], rows


def _who(speakers: pd.Series[str], publishers: pd.Series[str]) -> list[str]:
    """Name the speaker, and the publisher where that is someone else, without its remarks."""
    names = publishers.str.replace(r" \(.*\)", "", regex=True)
    return [
        speaker if _one_name(speaker, name) else f"{speaker} ({name})"
        for speaker, name in zip(speakers, names, strict=True)
    ]


def _one_name(speaker: str, publisher: str) -> bool:
    """Return whether a publisher speaks for itself."""
    a, b = same_text_key(speaker), same_text_key(publisher)
    return a.startswith(b) or b.startswith(a)


_ANSWER_COLUMNS = [
    "question_id",
    "question",
    "kind",
    "unit",
    "who",
    "side",
    "colour",
    "answer",
    "words",
    "low",
    "high",
    "camp",
    "camp_low",
    "camp_high",
    "published_by",
    "claim_id",
]
_COLUMNS = [
    "question_id",
    "kind",
    "scope",
    "period_low",
    "period_high",
    "low",
    "high",
    "gap",
    "words",
    "n_voices",
    "sides",
    "speakers",
    "claims",
]
_YES_NO = {"no": 0.0, "partly": 0.5, "yes": 1.0}  # three points that exclude one another


@dataclass(frozen=True, slots=True)
class _Camp:
    """Positions of the members and of the copies that join them, and what the members share."""

    case: int
    members: tuple[int, ...]
    low: float
    high: float
    start: float
    end: float
    copies: tuple[int, ...] = ()


def camps_among(claims: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Group some claims, of any questions, into camps: the table of `camps`, by question and scope.

    One sweep for all questions together: O(n log n) for n claims, and the size of what is found.
    """
    case = claims.groupby(["question_id", "scope"], sort=True).ngroup().to_numpy()
    yes_no = claims["answer"].map(_YES_NO)
    low, high = (claims[end].fillna(yes_no).to_numpy() for end in ("low", "high"))
    days = claims["period_low"].to_numpy(), claims["period_high"].to_numpy()
    boxes = Boxes(case, low, high, *days)
    voices = claims["voice"].to_numpy()
    found = _group(boxes, (voices == "") | vaguer(boxes, voices))
    return _described(found, claims, dossier)


def _group(boxes: Boxes, copied: np.ndarray) -> list[_Camp]:
    """Group the claims of every case; copies join the camps that others make."""
    made = _grouped(np.flatnonzero(~copied), boxes)
    copies = np.flatnonzero(copied)
    homes = _homes(made, copies, boxes)
    made = [
        replace(camp, copies=tuple(own)) if own else camp
        for camp, own in zip(made, homes, strict=True)
    ]
    alone = np.setdiff1d(copies, [copy for own in homes for copy in own]).astype(int)
    made += [replace(c, members=(), copies=c.members) for c in _grouped(alone, boxes)]
    return sorted(made, key=lambda camp: camp.case)  # stable: copies alone come last


def _homes(made: list[_Camp], copies: np.ndarray, boxes: Boxes) -> list[list[int]]:
    """List for each camp the copies of its case that share a day and a value with it."""
    camps_of: dict[int, list[int]] = {}
    for number, camp in enumerate(made):
        camps_of.setdefault(camp.case, []).append(number)
    homes: list[list[int]] = [[] for _ in made]
    ends = (column[copies].tolist() for column in vars(boxes).values())
    for copy, case, low, high, start, end in zip(copies.tolist(), *ends, strict=True):
        for number in camps_of.get(case, ()):
            camp = made[number]
            if low <= camp.high and high >= camp.low and start <= camp.end and end >= camp.start:
                homes[number].append(copy)
    return homes


def _grouped(which: np.ndarray, boxes: Boxes) -> list[_Camp]:
    """Find the camps among some claims.

    Claims that are pairwise comparable share a day, since intervals that meet pairwise all meet. So
    the camps are found among those who share a day, and a camp within another one is dropped.
    """
    case, start, end = boxes.case[which], boxes.start[which], boxes.end[which]
    periods = list(overlaps_by_case(case, start, end))
    present = which[[member for period in periods for member in period.members]]
    shared = np.repeat(np.arange(len(periods)), [len(period.members) for period in periods])
    found: list[_Camp] = []
    for values in overlaps_by_case(shared, boxes.low[present], boxes.high[present]):
        period = periods[shared[values.members[0]]]
        members = tuple(present[list(values.members)].tolist())
        found.append(
            _Camp(
                int(boxes.case[members[0]]),
                members,
                values.low,
                values.high,
                period.low,
                period.high,
            )
        )
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
        if len(rivals) == 1 or not any(
            members < sets[r] or (members == sets[r] and r < number) for r in rivals
        ):
            kept.append(found[number])
    return kept


def _described(found: list[_Camp], claims: pd.DataFrame, dossier: Dossier) -> pd.DataFrame:
    """Make a row of each camp. Where a camp has members, its copies are only listed."""
    groups = [camp.members or camp.copies for camp in found]
    starts = np.cumsum([0, *map(len, groups)])[:-1]
    flat = np.array([member for group in groups for member in group], int)
    first = claims.iloc[flat[starts]]
    units = dict(zip(dossier.questions["question_id"], dossier.questions["unit"], strict=True))
    kinds, asked = first["kind"].tolist(), first["question_id"].tolist()
    valued = np.array(kinds) != Kind.YES_NO

    def of(column: str, groups: Iterable[tuple[int, ...]] = groups) -> Iterator[list[Any]]:
        """Yield the cells of each group in a column: one list at a time spares memory and time."""
        cells = claims[column].tolist()
        return ([cells[member] for member in group] for group in groups)

    ends = zip(of("answer"), of("low"), of("high"), strict=True)
    table = pd.DataFrame({
        "question_id": asked,
        "kind": kinds,
        "scope": first["scope"].tolist(),
        "period_low": np.maximum.reduceat(claims["period_low"].to_numpy()[flat], starts),
        "period_high": np.minimum.reduceat(claims["period_high"].to_numpy()[flat], starts),
        "low": np.where(valued, [camp.low for camp in found], np.nan),
        "high": np.where(valued, [camp.high for camp in found], np.nan),
        "words": [
            _in_words(*given, kind, units[question_id], dossier.lang)
            for given, kind, question_id in zip(ends, kinds, asked, strict=True)
        ],
        "n_voices": [len(set(voices) - {""}) for voices in of("voice")],
        "sides": [sorted(set(sides)) for sides in of("side")],
        "speakers": [sorted(set(speakers)) for speakers in of("speaker")],
        "claims": list(of("claim_id", ((*camp.members, *camp.copies) for camp in found))),
    })  # fmt: skip
    return table.assign(gap=_gaps(table, [camp.case for camp in found]))[_COLUMNS]


def _in_words(
    answers: list[str], low: list[float], high: list[float], kind: str, unit: str, lang: str
) -> str:
    """Format the three answers that are given most, the most exact before its equals."""
    if len(set(answers)) == 1:
        return say_answer(answers[0], kind, unit, lang)
    count = Counter(answers)
    width = {answer: end - start for answer, start, end in zip(answers, low, high, strict=True)}
    stated = sorted(count, key=lambda answer: (-count[answer], width[answer], answer))
    words = phrase(lang, " or ").join(say_answer(a, kind, unit, lang) for a in stated[:3])
    return f"{words} …" if len(stated) > 3 else words


def _gaps(table: pd.DataFrame, cases: list[int]) -> list[float]:
    """Measure from each camp to the nearest camp below, of its case, that shares a day with it."""
    low, high, start, end = (
        table[name].to_numpy(float) for name in ("low", "high", "period_low", "period_high")
    )
    heard = (table["n_voices"] > 0).to_numpy()
    first, beyond = np.searchsorted(cases, cases), np.searchsorted(cases, cases, side="right")
    gaps = np.full(len(table), np.nan)
    for n in np.flatnonzero(heard & (beyond - first > 1)).tolist():
        own = slice(first[n], beyond[n])
        below = (start[own] <= end[n]) & (end[own] >= start[n]) & heard[own] & (high[own] < low[n])
        if below.any():
            gaps[n] = low[n] - high[own][below].max()
    return gaps.tolist()


def _known_scope(scope: str, claims: pd.DataFrame) -> None:
    """Raise on a scope that no answer has."""
    known = sorted(claims["scope"].unique())
    if scope not in known:
        raise ValueError(f"no scope {scope!r}; accepted: {', '.join(map(repr, known))}")
