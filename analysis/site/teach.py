"""Exercises with their answers, computed from a dossier, for whoever teaches with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.dispute.camps import camps_by_case
from analysis.dossier import Dossier
from analysis.language.answers import Kind
from analysis.language.words import say_months
from analysis.site.evidence import Claim
from analysis.site.questions import Question
from analysis.timeline.events import between, events

_MOST = 15  # claims that a class can sort in an hour


@dataclass(frozen=True)
class Solution:
    """One line of an answer: what is found, why, and the claims that it rests on."""

    found: str
    why: str
    claims: list[str]


@dataclass(frozen=True)
class Exercise:
    """A task on a question of the dossier: the claims to work with, and the answer."""

    kind: str  # "standing", "camps" or "length": which task the page sets
    question: str
    claims: list[Claim]
    solutions: list[Solution]


def exercises_of(
    dossier: Dossier, questions: Iterable[Question], claims: Iterable[Claim]
) -> list[Exercise]:
    """Return what the dossier can be taught with: a quarrel, figures that differ, a length.

    Each is chosen for having the most to compare; where a dossier has none of a kind, it is left
    out.

    Examples
    --------
    >>> from analysis import example
    >>> from analysis.site.evidence import claims_of
    >>> from analysis.site.questions import questions_of
    >>> dossier = example()
    >>> claims = claims_of(dossier)
    >>> found = exercises_of(dossier, questions_of(dossier, claims), claims)
    >>> [exercise.kind for exercise in found]
    ['standing', 'camps', 'length']
    """
    known = {claim.id: claim for claim in claims}
    asked = list(questions)
    makers = (
        _quarrel(asked, known),
        _figures(dossier, asked, known),
        _length(dossier, asked, known),
    )
    return [exercise for maker in makers for exercise in maker]


def _quarrel(asked: list[Question], known: dict[str, Claim]) -> Iterator[Exercise]:
    """Choose the yes-no question with the most answers on which some say yes and some say no."""
    few = [q for q in asked if len(q.said) <= _MOST]
    disputed = [q for q in few if {"yes", "no"} <= {c.answer for c in q.columns if not c.scope}]
    if disputed:
        question = max(disputed, key=lambda q: len(q.said))
        columns = [column for column in question.columns if not column.scope]
        solutions = [Solution(f"{c.answer}: {c.standing}", c.why, c.claims) for c in columns]
        yield _exercise("standing", question, known, solutions)


def _figures(
    dossier: Dossier, asked: list[Question], known: dict[str, Claim]
) -> Iterator[Exercise]:
    """Choose the question about a quantity on which the most figures exclude one another."""
    camps = dossier.derived(camps_by_case)
    groups = {
        q.id: camps.get((q.id, ""), [])
        for q in asked
        if q.kind == Kind.QUANTITY and len(q.said) <= _MOST
    }
    apart = {own: sum(camp.gap > 0 for camp in found) for own, found in groups.items()}
    if any(apart.values()):
        question = max((q for q in asked if q.id in apart), key=lambda q: apart[q.id])
        solutions = [
            Solution(camp.words, ", ".join(camp.speakers), camp.claims)
            for camp in groups[question.id]
        ]
        yield _exercise("camps", question, known, solutions)


def _length(dossier: Dossier, asked: list[Question], known: dict[str, Claim]) -> Iterator[Exercise]:
    """Choose the first length that was asked for; without one, that between the best-dated events.

    Both ends have a first and a last day.
    """
    table = events(dossier)
    table = table[table[["earliest", "latest"]].notna().all(axis=1)]
    dated = dict(zip(table["question_id"], table["label"], strict=True))
    wanted = dossier.questions[dossier.questions["kind"] == Kind.DURATION]
    pairs = [
        (row.from_question, row.to_question, row.text)
        for row in wanted.itertuples()
        if {row.from_question, row.to_question} <= set(dated)
    ]
    best = table.sort_values("n_voices", ascending=False, kind="stable")["question_id"].head(2)
    if len(best) == 2:
        first, last = (own for own in dated if own in set(best))
        pairs.append((first, last, f"{dated[first]} – {dated[last]}"))
    if pairs:
        start, end, text = pairs[0]
        solutions = [_months(pair) for pair in between(dossier, start, end).itertuples()]
        used = list(dict.fromkeys(own for found in solutions for own in found.claims))
        yield Exercise("length", text, [known[own] for own in used], solutions)


def _months(pair: Any) -> Solution:
    """Return the length between two dates."""
    months = say_months(pair.months_low, pair.months_high)
    return Solution(months, f"{pair.from_when} – {pair.to_when}", list(pair.claims))


def _exercise(
    kind: str, question: Question, known: dict[str, Claim], solutions: list[Solution]
) -> Exercise:
    """Set a task on a question, with the claims that its answer speaks of, in order of time."""
    used = {own for solution in solutions for own in solution.claims}
    claims = [claim for own, claim in known.items() if own in used]
    return Exercise(kind, question.text, claims, solutions)
