"""Each question with all its answers side by side: in columns, or on one scale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.dispute.camps import by_case, every_camp
from analysis.dispute.standing import standing
from analysis.dossier import Dossier
from analysis.dossier.translations import original
from analysis.language.answers import Kind
from analysis.language.phrasebook import phrase, word
from analysis.language.words import say_answer, say_days, say_number, say_period
from analysis.site.blocks import Answer, Scale, Table
from analysis.site.evidence import Claim
from analysis.site.notebooks import TOKEN
from analysis.site.words import words

_WORKING = {  # columns within this module
    "topic_words": "the topic in the page's language",
}

_OPEN = 0.15  # share of the scale that an answer without an end is drawn on, at the least
_NARROWEST = 0.8  # percent of the scale: an exact answer is still to be seen


@dataclass(frozen=True)
class Column:
    """The claims that give one answer to a yes-no question, and what that answer rests on."""

    answer: str  # in words
    standing: str  # as the glossary names it in English
    why: str
    claims: list[str]
    scope: str


@dataclass(frozen=True)
class Question:
    """A question, and its answers as they are to be shown."""

    id: str
    text: str
    label: str
    topic: str
    topic_words: str
    definition: str
    kind: str
    columns: list[Column]
    scales: list[Scale]
    camps: Table | None
    said: list[Claim]


def questions_of(dossier: Dossier, claims: Iterable[Claim]) -> list[Question]:
    """Return all questions that have an answer, with their answers side by side."""
    found = _Found(
        _grouped(standing(dossier), "question_id"),
        _grouped(dossier.derived(every_camp), "question_id"),
        by_case(_answers(dossier)),
    )
    said: dict[str, list[Claim]] = {}
    for claim in claims:
        said.setdefault(claim.question_id, []).append(claim)
    asked = dossier.questions[dossier.questions["question_id"].isin(said)]
    labels = dict(dossier.questions[["question_id", "label"]].to_numpy())
    defined = [_with_labels(text, labels, dossier.lang) for text in asked["definition"]]
    topics = asked["topic"]
    asked = asked.assign(topic=original(dossier, topics), topic_words=topics, definition=defined)
    return [_question(row, found, said[row["question_id"]], dossier.lang) for row in _rows(asked)]


def _with_labels(text: str, labels: Mapping[str, str], lang: str) -> str:
    """Name the questions that a definition speaks of by what they are about, not by their ids."""

    def named(found: re.Match[str]) -> str:
        label = labels.get(found.group(), "")
        return phrase(lang, "“{quote}”", quote=label) if label else found.group()

    return TOKEN.sub(named, text)


@dataclass(frozen=True)
class _Found:
    """What is known of all questions: one look for each, however many there are."""

    standing: dict[Any, pd.DataFrame]  # by question
    camps: dict[Any, pd.DataFrame]
    answers: dict[tuple[str, str], list[Any]]  # by question and scope, from left to right


def _grouped(table: pd.DataFrame, by: str) -> dict[Any, pd.DataFrame]:
    """Take a table apart."""
    return dict(iter(table.groupby(by, sort=False)))


def _answers(dossier: Dossier) -> pd.DataFrame:
    """Return all answers that are numbers, dates or lengths, from left to right."""
    table = dossier.wide[dossier.wide["kind"] != Kind.YES_NO]
    told = zip(table["answer"], table["kind"], table["unit"], strict=True)
    return table.assign(words=[say_answer(*answer, dossier.lang) for answer in told]).sort_values(
        ["low", "high", "published_by", "claim_id"], kind="stable"
    )


def _question(row: dict[str, str], found: _Found, said: list[Claim], lang: str) -> Question:
    """Put one question together."""
    own = row["question_id"]
    yes_no = row["kind"] == Kind.YES_NO
    camps = None if yes_no else found.camps[own]
    return Question(
        id=own,
        text=row["text"],
        label=row["label"],
        topic=row["topic"],
        topic_words=row["topic_words"],
        definition=row["definition"],
        kind=row["kind"],
        columns=_columns(found.standing[own], lang) if yes_no else [],
        scales=[]
        if camps is None
        else list(_scales(row, sorted(set(camps["scope"])), found.answers, lang)),
        camps=None
        if camps is None or not camps["scope"].duplicated().any()
        else _groups(camps, row, lang),
        said=said,
    )


def _columns(judged: pd.DataFrame, lang: str) -> list[Column]:
    """Return the answers to a yes-no question: yes, partly, no."""
    order = {"yes": 0, "partly": 1, "no": 2}
    rows = sorted(_rows(judged), key=lambda row: (row["scope"], order[row["answer"]]))
    return [
        Column(word(lang, row["answer"]), row["standing"], row["why"], row["claims"], row["scope"])
        for row in rows
    ]


def _scales(
    row: dict[str, str], scopes: Iterable[str], answers_of: Mapping[Any, list[Any]], lang: str
) -> Iterator[Scale]:
    """Yield one scale for each scope that a question was answered in."""
    for scope in scopes:
        answers = answers_of[row["question_id"], scope]
        first, last = _ends(answers)
        yield Scale(
            caption=row["label"] + (f" ({scope})" if scope else ""),
            first=_said(first, row, lang),
            last=_said(last, row, lang),
            answers=[_placed(answer, first, last) for answer in answers],
        )


def _placed(answer: Any, first: float, last: float) -> Answer:
    """Place an answer on a scale; without an end it keeps some length, to be seen to have none."""
    room = last - first
    start, end = max(answer.low, first), min(answer.high, last)
    if np.isinf(answer.low):
        start = min(start, end - _OPEN * room)
    if np.isinf(answer.high):
        end = max(end, start + _OPEN * room)
    return Answer(
        words=answer.words,
        claim_id=answer.claim_id,
        colour=answer.colour,
        left=round(100 * (start - first) / room, 2),
        width=round(max(100 * (end - start) / room, _NARROWEST), 2),
        open_left=bool(np.isinf(answer.low)),
        open_right=bool(np.isinf(answer.high)),
    )


def _ends(answers: Iterable[Any]) -> tuple[float, float]:
    """Choose the first and last value of a scale, with room for answers without an end."""
    lows, highs = zip(*((answer.low, answer.high) for answer in answers), strict=True)
    values = [value for value in (*lows, *highs) if np.isfinite(value)]
    if not values:
        return 0.0, 1.0
    first, last = min(values), max(values)
    margin = (last - first or abs(last) or 1.0) * _OPEN
    to_left, to_right = -np.inf in lows, np.inf in highs or first == last
    return first - margin * to_left, last + margin * to_right


def _said(value: float, row: dict[str, str], lang: str) -> str:
    """Format a value at the end of a scale, without digits that say nothing."""
    if row["kind"] == Kind.DATE:
        day = np.floor(value)
        return say_days(day, day, lang)
    rounded = float(f"{value:.3g}")
    return say_number(rounded, "months" if row["kind"] == Kind.DURATION else row["unit"], lang)


def _groups(found: pd.DataFrame, row: dict[str, str], lang: str) -> Table:
    """List the groups of answers that can all be true."""
    say = words(lang)
    when = [
        "" if np.isinf(low) and np.isinf(high) else say_period(low, high, lang)
        for low, high in zip(found["period_low"], found["period_high"], strict=True)
    ]
    heads = {
        "words": say("Answers that can all be true"),
        "scope": say("Of what"),
        "period": say("When"),
        "n_voices": say("Speakers"),
        "claims": say("Claims"),
    }
    caption = say("Groups of answers: {question}", question=row["label"])
    return Table(caption, found.assign(period=when), heads)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a table row by row."""
    rows: list[dict[str, Any]] = table.to_dict("records")
    return rows
